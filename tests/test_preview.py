"""Preview: a render played back as a receiver would, and what keeps it from being."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from narrator.cache import ClipCache
from narrator.cli import run
from narrator.errors import JobError, NarratorError, UnreadableInputError
from narrator.job import Job
from narrator.kit import Kit
from narrator.model import Outcome
from narrator.pipeline import narrate
from narrator.preview import preview

LevelDifference = Callable[[Path, Path, int], float]

CARDS = """1
00:00:01,000 --> 00:00:03,000
HARBOUR POLICE

2
00:00:07,000 --> 00:00:09,000
ROPE WALK LAUNDRY
"""


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return a short episode rendered for receivers, in a folder with the programme beside it."""
    folder = tmp_path_factory.mktemp("receiver")
    noise = np.random.default_rng(4).uniform(-0.2, 0.2, (12 * 44_100, 2))
    soundfile.write(folder / "episode.wav", noise, 44_100)
    (folder / "episode.srt").write_text(CARDS, encoding="utf-8")
    job = Job(
        source=folder / "episode.srt",
        programme=folder / "episode.wav",
        output=folder / "out",
        engine="tone",
        profile="receiver-mix",
    )
    return narrate(job, Kit(cache=ClipCache(folder / "cache"), heard_folder=folder / "heard"))


@pytest.fixture
def folder(rendered: Outcome) -> Path:
    """Return the folder of the render."""
    return rendered.files[0].parent


def changed(folder: Path, to: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """Return a folder with links to a render's files and a cue sheet that was changed."""
    to.mkdir()
    for path in folder.iterdir():
        if path.name != "cuesheet.json":
            (to / path.name).symlink_to(path)
    sheet = json.loads((folder / "cuesheet.json").read_text(encoding="utf-8"))
    change(sheet)
    (to / "cuesheet.json").write_text(json.dumps(sheet), encoding="utf-8")
    return to


def test_the_profile_makes_the_products(rendered: Outcome, folder: Path) -> None:
    """They stand in the folder and in the list of files, and cost no finding."""
    wanted = {"receiver-mix.wav", "ad-descriptors.bin", "ad-descriptors.csv"}
    assert wanted <= {path.name for path in rendered.files}
    assert wanted <= {path.name for path in folder.iterdir()}
    assert not [f for f in rendered.rendering.findings if f.code.startswith("receiver")]


@pytest.mark.parametrize("control", [None, "receiver-mix.wav", "ad-descriptors.bin"])
def test_the_preview_is_the_broadcast_mix(
    folder: Path, tmp_path: Path, level_difference_db: LevelDifference, control: str | None
) -> None:
    """Within 0.5 dB, from the studio signal as from the descriptors."""
    other = folder / control if control else None
    assert preview(folder, tmp_path / "preview.wav", control=other) == ()
    far_db = level_difference_db(tmp_path / "preview.wav", folder / "described.wav", 400)
    assert far_db < 0.5


def test_a_programme_that_moved_can_be_named(folder: Path, tmp_path: Path) -> None:
    """Where the cue sheet's is gone, that is asked for."""
    gone = changed(
        folder, tmp_path / "out", lambda sheet: sheet["programme"].update(path="/gone.wav")
    )
    with pytest.raises(UnreadableInputError, match=r"/gone\.wav"):
        preview(gone, tmp_path / "a.wav")
    preview(gone, tmp_path / "a.wav", programme=folder.parent / "episode.wav")
    assert soundfile.info(tmp_path / "a.wav").frames == 12 * 48_000


def test_a_programme_from_a_store_is_to_be_named(folder: Path, tmp_path: Path) -> None:
    """Its address is told as it stands in the cue sheet."""
    address = "s3://bucket/ep.wav"
    gone = changed(folder, tmp_path / "out", lambda sheet: sheet["programme"].update(path=address))
    with pytest.raises(UnreadableInputError, match=f"fetched from {address}") as told:
        preview(gone, tmp_path / "heard.wav")
    assert "--programme" in told.value.hint


@pytest.mark.parametrize("offset_ms", [-100, 100])
def test_an_offset_of_the_data_is_taken_out_again(
    folder: Path, tmp_path: Path, level_difference_db: LevelDifference, offset_ms: int
) -> None:
    """A cue sheet that says the data are off by so much moves the dips."""
    moved = changed(
        folder, tmp_path / "out", lambda sheet: sheet["control"].update(offset=offset_ms / 1000)
    )
    preview(moved, tmp_path / "moved.wav")
    preview(folder, tmp_path / "preview.wav")
    assert level_difference_db(tmp_path / "moved.wav", tmp_path / "preview.wav", 100) > 1


def test_a_layout_that_was_mixed_down_is_taken_again(folder: Path, tmp_path: Path) -> None:
    """A mix in mono is previewed in mono."""
    mono = changed(folder, tmp_path / "out", lambda sheet: sheet["programme"].update(channels=1))
    preview(mono, tmp_path / "a.wav")
    assert soundfile.info(tmp_path / "a.wav").channels == 1


def test_an_inverted_channel_is_played_and_told(folder: Path, tmp_path: Path) -> None:
    """Receivers differ in whether they can read it."""
    pair, rate_hz = soundfile.read(folder / "receiver-mix.wav")
    soundfile.write(tmp_path / "inverted.wav", pair * (1, -1), rate_hz, subtype="PCM_24")
    (found,) = preview(folder, tmp_path / "a.wav", control=tmp_path / "inverted.wav")
    assert found.code == "control-inverted"


def test_clipping_in_the_receiver_is_told(folder: Path, tmp_path: Path) -> None:
    """Such as by a programme far louder than it was."""
    loud = changed(folder, tmp_path / "out", lambda sheet: sheet["programme"].update(gain_db=30.0))
    (found,) = preview(loud, tmp_path / "a.wav")
    assert found.code == "receiver-clips"


def test_a_held_programme_cannot_be_previewed(folder: Path, tmp_path: Path) -> None:
    """No receiver can hold it."""
    held = changed(
        folder, tmp_path / "out", lambda sheet: sheet["holds"].append({"at": 1.0, "duration": 2.0})
    )
    with pytest.raises(JobError, match="held"):
        preview(held, tmp_path / "a.wav")


CHANGES: list[Callable[[dict[str, Any]], object]] = [
    lambda sheet: sheet.pop("control"),
    lambda sheet: sheet.update(programme=None),
    lambda sheet: sheet.update(programme=3),
    lambda sheet: sheet.update(files=[]),
    lambda sheet: sheet["programme"].update(gain_db=float("nan")),
    lambda sheet: sheet["programme"].update(gain_db=1e9),
    lambda sheet: sheet["programme"].update(channels="2"),
    lambda sheet: sheet["control"].update(interval=0),
    lambda sheet: sheet["control"].update(offset=1e6),
    lambda sheet: sheet["files"].update({"receiver-mix.wav": "nothing.wav"}),
    lambda sheet: sheet["files"].update({"receiver-mix.wav": "narration.wav"}),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_cue_sheet_that_lacks_what_is_needed_is_refused(
    folder: Path, tmp_path: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    """With exit code 3, a sentence and a hint, and nothing written."""
    broken = changed(folder, tmp_path / "out", change)
    with pytest.raises(UnreadableInputError) as raised:
        preview(broken, tmp_path / "a.wav")
    assert raised.value.hint
    assert not (tmp_path / "a.wav").exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_cue_sheet_is_refused(tmp_path: Path, content: bytes) -> None:
    """Whatever it is."""
    (tmp_path / "cuesheet.json").write_bytes(content)
    with pytest.raises(UnreadableInputError, match=r"cuesheet\.json"):
        preview(tmp_path, tmp_path / "a.wav")


@pytest.mark.parametrize("name", ["cuesheet.json", "receiver-mix.wav"])
def test_no_input_is_overwritten(folder: Path, name: str) -> None:
    """Nor may the preview take its place."""
    with pytest.raises(NarratorError, match="input"):
        preview(folder, folder / name)


def test_the_command_says_what_it_wrote(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """On standard error, with exit code 0; without a folder it is exit code 3."""
    assert run(["preview", str(folder), "-o", str(tmp_path / "a.wav")]) == 0
    assert (tmp_path / "a.wav").exists()
    assert run(["preview", str(tmp_path / "nowhere"), "-o", str(tmp_path / "b.wav")]) == 3
    assert "holds no cuesheet.json" in capfd.readouterr().err
