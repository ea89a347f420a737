"""Profiles: those that come along, and those of a person's own."""

from pathlib import Path

import pytest

from narrator.errors import JobError
from narrator.job import Job
from narrator.model import Script
from narrator.profiles import PLACED, PROFILES, load_profile, profile_named

SCRIPT = Script(title="Ep", language="en", units=(), timing="cues")


def test_the_profiles_that_come_along_are_as_their_files_say() -> None:
    """Each is named by its file."""
    assert {
        "broadcast",
        "gentle",
        "ebu",
        "atsc",
        "streaming",
        "web",
        "podcast",
        "receiver-mix",
    } <= (PROFILES.keys())
    assert PROFILES["ebu"].mix.target is not None
    assert PROFILES["ebu"].deliver.start_ms == 36_000_000
    assert PROFILES["broadcast"].place == PLACED


def test_a_profile_of_ones_own_keeps_what_it_does_not_say(tmp_path: Path) -> None:
    """A table given in part leaves the rest of it as usual."""
    path = tmp_path / "house.toml"
    path.write_text('description = "ours"\n[place.captions]\nlead_ms = 500\n', encoding="utf-8")
    own = profile_named(str(path))
    assert (own.name, own.place["captions"].lead_ms, own.place["captions"].lag_ms) == (
        "house", 500, 4000,
    )  # fmt: skip
    assert own.place["all"] == PLACED["all"]


def test_a_profile_called_like_one_that_comes_along_is_not_taken_for_it(tmp_path: Path) -> None:
    """Else a check would hold the result against the other one."""
    path = tmp_path / "ebu.toml"
    path.write_text('description = "ours"', encoding="utf-8")
    own = profile_named(str(path))
    assert own.name == "ebu.toml"
    assert own.name not in PROFILES


@pytest.mark.parametrize("text", ["", "[mix]\nabove_lu = 7.0", 'description = "x"\nname = "ebu"'])
def test_a_profile_has_a_description_and_no_name_of_its_own(tmp_path: Path, text: str) -> None:
    """It is named by its file."""
    path = tmp_path / "house.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(JobError, match=r"house\.toml: .*(description is missing|no key name)"):
        load_profile(path)


@pytest.mark.parametrize(
    "text",
    ["description = 3", "[mix]\nceiling_dbtp = 2", '[deliver]\nlayout = "5.1"',
     '[deliver]\nstart = "now"', '[deliver]\nframe_rate = "26"', "[deliver]\nrate_hz = 10",
     "[control]\nversion = 3", "[control]\nversion = true", "[control]\nversion = 2.0",
     "[control]\ninterval_ms = 100", "[control]\nfiller = 256",
     "[control]\nedge_ms = 0.5", "[control]\nlevel_dbfs = 3.0", "[control]\noffset_ms = 9999",
     "[place.captions]\ngrid_ms = 0", "[place.all]\nlead_ms = -1", "[place.all]\nrates = []",
     "[place.all]\nlag_ms = 2000000000", "[place.captions]\nrates = [0.0]",
     "[place.captions]\nrates = [nan]", '[deliver]\nformats = ["nope"]',
     '[deliver]\nproducts = ["nope"]',
     '[deliver]\nname = "../{product}"', "[nonsense]\nx = 1", "[place.captions]\nlead = 1"],
)  # fmt: skip
def test_a_wrong_profile_is_refused(tmp_path: Path, text: str) -> None:
    """With the file's name, so that a person knows where to look."""
    path = tmp_path / "house.toml"
    told = text if text.startswith("description") else f'description = "x"\n{text}'
    path.write_text(told, encoding="utf-8")
    with pytest.raises(JobError, match=r"house\.toml") as raised:
        load_profile(path)
    assert "description is missing" not in raised.value.message


def test_an_unknown_profile_names_those_there_are() -> None:
    """And says that a file will do."""
    with pytest.raises(JobError) as raised:
        profile_named("emu")
    assert "ebu" in raised.value.hint


def test_a_job_keeps_the_profile_that_it_was_made_with(tmp_path: Path) -> None:
    """An edit of the file during a render is for the next one."""
    house, episode = tmp_path / "house.toml", tmp_path / "ep.srt"
    episode.write_text("1\n00:00:01,000 --> 00:00:02,000\nHARBOUR STREET\n", encoding="utf-8")
    house.write_text('description = "ours"\n[mix]\nabove_lu = 7.0\n', encoding="utf-8")
    job = Job(source=episode, output=tmp_path / "out", profile=str(house))
    house.unlink()
    assert job.settings.mix.above_lu == 7.0
    assert job.delivery(SCRIPT).profile == "house"
