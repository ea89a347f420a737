"""A folder that is no result, half a result, or a trap: a sentence, a hint and exit code 3."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import soundfile

from narrator.checks.finding import CheckFinding
from narrator.checks.gather import gather
from narrator.checks.sheet import read_sheet
from narrator.cli import run
from narrator.errors import UnreadableInputError

Sheet = dict[str, Any]
Found = Callable[..., Mapping[str, Sequence[CheckFinding]]]
SheetEdited = Callable[[Path, Callable[[Sheet], object]], None]

NOBODY = 65534
DIGITS = "9" * 5_000


def test_a_folder_without_a_cue_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No result, and no folder either."""
    for folder in (tmp_path, tmp_path / "none"):
        assert run(["check", str(folder)]) == 3
        shown = capsys.readouterr()
        assert not shown.out
        assert shown.err.startswith("narrator: ")
        assert "hint: " in shown.err


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no JSON"),
        (b'{"narrations": [', "no JSON"),
        (b"[1, 2, 3]", "no JSON object"),
        (b"\xff\xfe{}", "no JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"narrations": NaN}', "NaN is no number"),
        (b'{"start_timecode": 1e999}', "no number that can be"),
        (b'{"start_timecode": ' + DIGITS.encode() + b"}", "no JSON"),
        (b"{}", "missing"),
    ],
)
def test_a_cue_sheet_that_is_none(tmp_path: Path, content: bytes, why: str) -> None:
    """Cut short, of another kind, nested without end, with numbers that are none."""
    (tmp_path / "cuesheet.json").write_bytes(content)
    with pytest.raises(UnreadableInputError, match=why) as refused:
        read_sheet(tmp_path)
    assert refused.value.hint


EDITS: dict[str, tuple[Callable[[Sheet], object], str]] = {
    "no narrations": (lambda sheet: sheet.pop("narrations"), "narrations is no list"),
    "a text for a list": (lambda sheet: sheet.update(ducks="deep"), "ducks is no list"),
    "a list for a narration": (lambda sheet: sheet["narrations"].insert(1, []), r"narrations\[1\]"),
    "a key too few": (lambda sheet: sheet["narrations"][0].pop("spoken"), "spoken is missing"),
    "a text for a time": (lambda sheet: sheet["ducks"][0].update(start="1"), "is no number"),
    "true for a time": (lambda sheet: sheet["ducks"][0].update(start=True), "is no number"),
    "a time beyond all": (lambda sheet: sheet["narrations"][0].update(end=1e300), "no span"),
    "an end before a start": (lambda sheet: sheet["narrations"][0].update(end=0.5), "no span"),
    "a negative fade": (lambda sheet: sheet["ducks"][0].update(fade_in=-1), "not negative"),
    "a dip that rises": (lambda sheet: sheet["ducks"][0].update(gain_db=40.0), "at most 0 dB"),
    "a huge whole number": (lambda sheet: sheet["ducks"][0].update(start=10**400), "too large"),
    "a rate of nothing": (lambda sheet: sheet["programme"].update(sample_rate=0), "out of all"),
    "a hold without end": (lambda sheet: sheet["holds"].append({"at": 1, "duration": 1e30}),
                           "out of all bounds"),
    "another mode": (lambda sheet: sheet.update(mode="some"), "mode"),
    "a list for the files": (lambda sheet: sheet.update(files=["a"]), "files"),
    "a rate without end": (lambda sheet: sheet["narrations"][0].update(rate=1e308), "rate"),
    "a rate that goes back": (lambda sheet: sheet["narrations"][0].update(rate=-1.0), "rate"),
    "an overlap without end": (lambda s: s["narrations"][0].update(overlap=1e30), "overlap"),
    "descriptors without end": (lambda sheet: sheet["control"].update(interval=1e-9), "interval"),
    "a name too long": (lambda sheet: sheet["files"].update(x="a" * 5_000), "File name too long"),
    "too many narrations": (lambda sheet: sheet.update(narrations=[0] * 100_001), "more than"),
    "a file elsewhere": (lambda sheet: sheet["files"].update({"narration.wav": "../../etc/passwd"}),
                         "names what is not in its folder"),
    "an absolute path": (lambda sheet: sheet["files"].update(x="/etc/passwd"), "not in its folder"),
    "a name with a NUL": (lambda sheet: sheet["files"].update(x="a\0b"), "not in its folder"),
    "the folder itself": (lambda sheet: sheet["files"].update(x=".."), "not in its folder"),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITS)
def test_a_cue_sheet_that_lies(
    what: str, result: Path, sheet_edited: SheetEdited, tmp_path: Path
) -> None:
    """It is refused with the place that is wrong, before any of its files is opened."""
    edit, why = EDITS[what]
    sheet_edited(result, edit)
    with pytest.raises(UnreadableInputError, match=why) as refused:
        gather(result, None, tmp_path)
    assert len(refused.value.message) < 500


def test_a_folder_whose_name_no_system_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is the folder that cannot be read; nothing was to be written."""
    assert run(["check", str(tmp_path / ("a" * 300))]) == 3
    told = capsys.readouterr().err
    assert "cannot be read: File name too long" in told
    assert "-o" not in told.split()


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Be nobody in particular, where the tests are run by root, who may read everything."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(was)


@pytest.mark.parametrize("mode", [0o000, 0o311, 0o644])
def test_a_folder_that_may_not_be_read(
    mode: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Not listed, or listed and not entered: one sentence, and a hint at what is lacking."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "cuesheet.json").write_text("{}", encoding="utf-8")
    folder.chmod(mode)
    request.getfixturevalue("unprivileged")
    with pytest.raises(UnreadableInputError, match="cannot be read: Permission denied") as refused:
        gather(folder, None, tmp_path)
    assert refused.value.hint == "Ask for the right to list it and to open its files."


@pytest.mark.parametrize("count", [1, 50_000])
def test_holds_that_no_stem_is_long_enough_for(
    count: int, result: Path, sheet_edited: SheetEdited, found_in: Found
) -> None:
    """Weeks of silence are not laid beside a mix: the length is wrong, the rest not checked."""
    held = [{"at": 3.0, "duration": 1e6}] * count
    sheet_edited(result, lambda sheet: sheet.update(holds=held))
    found = found_in(result)
    assert {each.file for each in found["wrong-length"]} == {"narration.wav"}
    assert "dip-differs" not in found


def test_a_stem_of_one_sample_a_second(result: Path, found_in: Found) -> None:
    """A small file that would last for days is not listened to."""
    sound, _ = soundfile.read(result / "narration.wav")
    soundfile.write(result / "narration.wav", sound, 1, subtype="PCM_24")
    (told,) = found_in(result)["file-unreadable"]
    assert "1 Hz" in told.message


def test_a_stem_with_a_terabyte_of_nothing_behind_it(result: Path, found_in: Found) -> None:
    """It takes no room on the disk, and would take a decoder hours."""
    os.truncate(result / "narration.wav", 1 << 40)
    (told,) = found_in(result)["file-unreadable"]
    assert "after its end" in told.message


def test_a_list_for_a_desk_with_a_length_without_end(result: Path, found_in: Found) -> None:
    """JSON has numbers beyond all floats."""
    path = result / "narration.otio"
    text, count = re.subn(r'"value": [0-9.]+', '"value": 1e999', path.read_text(encoding="utf-8"))
    assert count
    path.write_text(text, encoding="utf-8")
    assert {each.file for each in found_in(result)["file-unreadable"]} == {path.name}


def test_a_cue_sheet_larger_than_any(tmp_path: Path) -> None:
    """It is not even read."""
    with (tmp_path / "cuesheet.json").open("wb") as file:
        file.truncate((64 << 20) + 1)
    with pytest.raises(UnreadableInputError, match="more than 64 MiB"):
        read_sheet(tmp_path)


def test_a_link_out_of_the_folder(result: Path, tmp_path: Path) -> None:
    """What it leads to is not opened."""
    (result / "narration.wav").rename(tmp_path / "elsewhere.wav")
    (result / "narration.wav").symlink_to(tmp_path / "elsewhere.wav")
    with pytest.raises(UnreadableInputError, match="not in its folder"):
        gather(result, None, tmp_path)


@pytest.mark.parametrize("path", ["/dev/zero", "http://localhost/x.m3u8", "a\0b", "\ud800", ""])
def test_a_programme_that_is_none(
    path: str, result: Path, sheet_edited: SheetEdited, tmp_path: Path
) -> None:
    """A device or an address in the programme's place is not opened: it counts as moved."""
    sheet_edited(result, lambda sheet: sheet["programme"].update(path=path))
    assert "moved" in gather(result, None, tmp_path).lacks["programme"]


def test_a_programme_from_a_store(result: Path, sheet_edited: SheetEdited, tmp_path: Path) -> None:
    """Its address is told as it stands in the cue sheet, and not as a path."""
    sheet_edited(result, lambda sheet: sheet["programme"].update(path="s3://bucket/ep.wav"))
    lacking = gather(result, None, tmp_path).lacks["programme"]
    assert "was fetched from s3://bucket/ep.wav" in lacking
    assert "--programme" in lacking


def test_a_profile_named_by_a_path_is_not_opened(
    result: Path, sheet_edited: SheetEdited, tmp_path: Path
) -> None:
    """The rules that need it say that it is to be given."""
    sheet_edited(result, lambda sheet: sheet.update(profile="/etc/house.toml"))
    assert "--profile" in gather(result, None, tmp_path).lacks["profile"]


def test_half_a_result(result: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files of a render that did not end: each that lacks is a blocking finding."""
    for name in ("narration.wav", "described.mkv", "descriptions.vtt"):
        (result / name).unlink()
    raw = (result / "described.wav").read_bytes()
    (result / "described.wav").write_bytes(raw[: len(raw) // 2])
    assert run(["check", str(result), "--json"]) == 7
    told = json.loads(capsys.readouterr().out)
    lacking = {each["file"] for each in told["findings"] if each["code"] == "file-missing"}
    assert lacking == {"narration.wav", "described.mkv", "descriptions.vtt"}
    assert any(each["state"] == "unmade" for each in told["rules"])
