"""Every WAV file that a render leaves is a Broadcast Wave that tells the truth about itself."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from wavinfo import WavInfoReader

from narrator.cache import ClipCache
from narrator.job import Job
from narrator.kit import Kit
from narrator.model import Outcome
from narrator.pipeline import narrate

MADE = datetime(2026, 11, 25, 23, 59, 59, tzinfo=UTC)
CUE = "1\n00:00:00,500 --> 00:00:01,500\nHARBOUR POLICE\n"

Render = Callable[..., Outcome]


@pytest.fixture
def render(tmp_path: Path) -> Render:
    """Return a renderer of an episode of noise, of so many seconds, on the date MADE."""

    def run(folder: str, seconds: float = 5, **job: Any) -> Outcome:  # noqa: ANN401 - fields of Job
        source, programme = tmp_path / "ep.srt", tmp_path / "ep.wav"
        source.write_text(CUE, encoding="utf-8")
        sound = np.random.default_rng(1).uniform(-0.05, 0.05, (round(seconds * 48_000), 2))
        soundfile.write(programme, sound, 48_000, subtype="PCM_24")
        kit = Kit(
            cache=ClipCache(tmp_path / "cache"), heard_folder=tmp_path / "heard", now=lambda: MADE
        )
        output = tmp_path / folder
        return narrate(
            Job(source=source, programme=programme, output=output, engine="tone", **job), kit
        )

    return run


@pytest.mark.parametrize("name", ["narration", "described"])
def test_its_loudness_is_the_one_of_the_cue_sheet(
    seed_folder: Path, seed_cuesheet: dict[str, Any], name: str
) -> None:
    """Measured on the file after it was written, and set in it."""
    wave = WavInfoReader(seed_folder / f"{name}.wav")
    told = seed_cuesheet["loudness"][name]
    assert wave.bext.loudness_value == pytest.approx(told["integrated_lufs"], abs=0.006)
    assert wave.bext.max_true_peak == pytest.approx(told["true_peak_dbtp"], abs=0.006)
    assert wave.bext.loudness_value < wave.bext.max_shortterm_loudness
    assert wave.bext.max_shortterm_loudness < wave.bext.max_momentary_loudness < 0
    assert 0 < wave.bext.loudness_range < 40
    assert wave.bext.description.endswith(": tide_clerk")


@pytest.mark.parametrize(("profile", "bits"), [("broadcast", 24), ("streaming", 24), ("ebu", 24)])
def test_it_starts_where_the_profile_says(render: Render, profile: str, bits: int) -> None:
    """Both files at the same sample of the day."""
    outcome = render("out", profile=profile, formats=("wav",))
    start_ms = outcome.rendering.delivery.start_ms
    for path in outcome.files[:2]:
        wave = WavInfoReader(path)
        assert wave.bext.time_reference == start_ms * 48
        assert wave.fmt.bits_per_sample == bits
        assert (wave.bext.originator_date, wave.bext.originator_time) == ("2026-11-25", "23:59:59")
        assert wave.ixml.raw_xml.findtext("FILE_UID") == wave.bext.originator_ref


def test_a_receiver_mix_starts_as_the_stem_does(render: Render) -> None:
    """At the same sample of the day and on the same date, and says that half of it is data."""
    paths = {path.name: path for path in render("out", profile="receiver-mix").files}
    stem, mix = (WavInfoReader(paths[name]) for name in ("narration.wav", "receiver-mix.wav"))
    assert mix.bext.time_reference == stem.bext.time_reference == 36_000 * 48_000
    assert mix.bext.originator_date == stem.bext.originator_date
    assert mix.bext.originator_ref[1:] == stem.bext.originator_ref[1:]
    assert "control data (right)" in mix.bext.description
    assert mix.adm is None


def test_two_renders_on_one_date_are_the_same_to_the_byte(render: Render) -> None:
    """And every other mix has another reference."""
    once, again = (render(folder, profile="ebu").files[:2] for folder in ("once", "again"))
    for path, other in zip(once, again, strict=True):
        assert path.read_bytes() == other.read_bytes()
    elsewhere = render("elsewhere", profile="broadcast").files[:2]
    paths = (*once, *elsewhere)
    assert len({WavInfoReader(path).bext.originator_ref for path in paths}) == 4


def test_spoken_subtitles_are_told_from_description(render: Render) -> None:
    """BS.2076 has a number for each."""
    wave = WavInfoReader(render("out", mode="all").files[0])
    assert wave.adm.axml.find(".//{*}dialogue").get("dialogueContentKind") == "3"
    assert wave.bext.description == "Spoken subtitles: ep"


def test_a_stem_without_narration_has_no_loudness(render: Render) -> None:
    """All was left out: the file is silent and its loudness unknown, 7FFF hex."""
    outcome = render("out", seconds=0.6)
    assert outcome.rendering.ledger.omissions
    assert not outcome.rendering.ledger.placements
    stem, described = (WavInfoReader(path).bext for path in outcome.files[:2])
    unknown = 0x7FFF / 100
    assert {stem.loudness_value, stem.loudness_range, stem.max_true_peak} == {unknown}
    assert {stem.max_momentary_loudness, stem.max_shortterm_loudness} == {unknown}
    assert described.loudness_value < 0
    assert described.max_shortterm_loudness == unknown  # there are no 3 s
    assert not soundfile.read(outcome.files[0])[0].any()
