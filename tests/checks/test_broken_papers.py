"""Each rule of texts, labels and places, broken on purpose in the files of a rendered episode."""

import json
import re
import shutil
import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from narrator.checks import check
from narrator.checks.finding import CheckFinding
from narrator.checks.gather import gather
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.run import run
from narrator.model import Span

Sheet = dict[str, Any]
SheetEdited = Callable[[Path, Callable[[Sheet], object]], None]
Found = Callable[..., Mapping[str, Sequence[CheckFinding]]]
Render = Callable[..., Path]


def blocking(found: Mapping[str, Sequence[CheckFinding]]) -> set[str]:
    """Return the codes with a blocking finding."""
    return {code for code, findings in found.items() if any(each.blocks for each in findings)}


def replaced(path: Path, before: str, after: str) -> None:
    """Change a text that stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize("name", ["descriptions.vtt", "narration.wav", "described.mkv"])
def test_a_file_that_is_not_there(name: str, result: Path, found_in: Found) -> None:
    """The cue sheet names it."""
    (result / name).unlink()
    found = found_in(result)
    assert [each.file for each in found["file-missing"]] == [name]
    assert "file-missing" in blocking(found)


def test_a_cue_sheet_that_names_no_file(
    result: Path, found_in: Found, sheet_edited: SheetEdited
) -> None:
    """Nothing to check is nothing that passes."""
    sheet_edited(result, lambda sheet: sheet.update(files={}))
    found = found_in(result)
    assert len(found["file-missing"]) == 3
    assert "file-missing" in blocking(found)


def test_a_folder_and_an_empty_file_in_a_files_place(result: Path, found_in: Found) -> None:
    """Neither is the file that the cue sheet means."""
    (result / "narration.wav").unlink()
    (result / "narration.wav").mkdir()
    (result / "descriptions.vtt").write_bytes(b"")
    found = found_in(result)
    assert [each.file for each in found["file-missing"]] == ["narration.wav"]
    assert [each.file for each in found["file-unreadable"]] == ["descriptions.vtt"]


@pytest.mark.parametrize("name", ["descriptions.vtt", "script.dapt.xml", "narration.wav",
                                  "described.wav", "described.mkv"])  # fmt: skip
def test_a_file_that_is_not_what_its_name_says(name: str, result: Path, found_in: Found) -> None:
    """Noise in its place."""
    (result / name).write_bytes(b"\x00\x01 nothing of the kind \xff" * 40)
    found = found_in(result)
    assert name in {each.file for each in found["file-unreadable"]}
    assert "file-unreadable" in blocking(found)


def test_a_file_that_does_not_belong(result: Path, found_in: Found) -> None:
    """Left over from another render, perhaps: told, and no more."""
    shutil.copy(result / "described.wav", result / "described.old.wav")
    found = found_in(result)
    assert [each.file for each in found["file-extra"]] == ["described.old.wav"]
    assert not blocking(found)


def test_narrations_that_overlap(result: Path, found_in: Found, sheet_edited: SheetEdited) -> None:
    """Two at once, by the cue sheet."""

    def later(sheet: Sheet) -> None:
        sheet["narrations"][0]["end"] = sheet["narrations"][1]["start"] + 0.4

    sheet_edited(result, later)
    found = found_in(result)
    (overlap,) = found["narrations-overlap"]
    assert overlap.measured == 0.4
    assert "narrations-overlap" in blocking(found)


def test_a_narration_over_dialogue_and_one_in_a_short_gap(
    result: Path, found_in: Found, sheet_edited: SheetEdited
) -> None:
    """By the cues of the script, and, moved a little, in 1.5 s between two of them."""
    replaced(result / "script.dapt.xml", 'nar:shownBegin="00:00:14.000"',
             'nar:shownBegin="00:00:11.000"')  # fmt: skip

    found = found_in(result)
    (over,) = found["over-cues"]
    assert over.measured == pytest.approx(1.13, abs=0.02)
    assert not over.blocks

    replaced(result / "script.dapt.xml", 'nar:shownEnd="00:00:08.000"',
             'nar:shownEnd="00:00:08.400"')  # fmt: skip
    replaced(result / "script.dapt.xml", 'nar:shownBegin="00:00:11.000"',
             'nar:shownBegin="00:00:10.350"')  # fmt: skip
    sheet_edited(result, lambda sheet: sheet["narrations"][1]["on_programme"].update(
        {"start": 8.5, "end": 10.3}))  # fmt: skip
    (gap,) = found_in(result)["short-gap"]
    assert (gap.measured, gap.blocks) == (1.95, False)


def test_a_narration_over_speech_that_is_heard(
    seed_folder: Path, seed_cuesheet: Sheet, found_in: Found
) -> None:
    """The seed episode's fourth narration finds no silence, and somebody is heard under it."""
    over = found_in(seed_folder)["over-speech"]
    assert any("n4 " in each.message for each in over)
    assert not any(each.blocks for each in over)
    assert seed_cuesheet["narrations"][3]["overlap"] > 1


def test_a_text_that_nobody_speaks(
    result: Path, found_in: Found, sheet_edited: SheetEdited
) -> None:
    """Neither placed nor omitted: the script's recording of it is gone, and so is its entry."""
    path = result / "script.dapt.xml"
    text, count = re.subn(r"<audio [^>]*/>", "", path.read_text(encoding="utf-8"), count=1)
    assert count == 1
    path.write_text(text, encoding="utf-8")
    found = found_in(result)
    assert "u1" in found["narration-missing"][0].message
    assert "narration-missing" in blocking(found)
    sheet_edited(result, lambda sheet: sheet["omitted"].append(
        {"id": "n1", "text": "HARBOUR STREET, 1921", "why": "no silence"}))  # fmt: skip
    found = found_in(result)
    assert "narration-missing" not in found
    assert "omitted" in blocking(found)


def test_an_omitted_text_has_the_time_at_which_it_is_shown(
    result: Path, found_in: Found, sheet_edited: SheetEdited
) -> None:
    """On the output's clock, later by the holds before it; an older cue sheet does not tell."""
    left = {"id": "n4", "text": "NORTH PIER", "cue": {"start": 9.0, "end": 10.0}, "why": "no time"}
    holds = [{"at": 8.0, "duration": 1.5}, {"at": 9.5, "duration": 0.5}]
    sheet_edited(result, lambda sheet: sheet.update(omitted=[left], holds=holds))
    (omitted,) = found_in(result)["omitted"]
    assert omitted.span == Span(start_ms=10_500, end_ms=12_000)
    sheet_edited(result, lambda sheet: sheet["omitted"][0].pop("cue"))
    (omitted,) = found_in(result)["omitted"]
    assert omitted.span is None


def test_a_long_text_is_named_up_to_a_word(
    result: Path, found_in: Found, sheet_edited: SheetEdited
) -> None:
    """Not cut in the middle of one."""
    words = "THE OLD MILL BY THE HARBOUR WALL IS CLOSED UNTIL FURTHER NOTICE TO ALL VISITORS"
    sheet_edited(result, lambda sheet: sheet["omitted"].append(
        {"id": "n4", "text": f"{words} AND GUESTS", "why": "no silence"}))  # fmt: skip
    (omitted,) = found_in(result)["omitted"]
    assert omitted.message == f"n4 ({words.removesuffix(' VISITORS')} …) is not spoken: no silence"


def test_a_narration_too_fast(result: Path, found_in: Found, sheet_edited: SheetEdited) -> None:
    """Words a minute are noted, a rate beyond the profile's blocks."""

    def faster(sheet: Sheet) -> None:
        sheet["narrations"][0]["rate"] = 1.3
        sheet["narrations"][0]["spoken"] += " and many a word more than can be said in time"

    sheet_edited(result, faster)
    found = found_in(result)
    (rate,) = found["rate-too-high"]
    assert (rate.measured, rate.blocks) == (1.3, True)
    (fast,) = (each for each in found["fast-speech"] if "n1 " in each.message)
    assert fast.measured is not None
    assert (float(fast.measured) > 180, fast.blocks) == (True, False)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("descriptions.vtt", "00:00:09.500", "00:00:09.503"),
        ("descriptions.vtt", "Harbour street", "Harbour square"),
        ("descriptions.vtt", "00:00:01.000 --> ", "NOTE "),
        ("script.dapt.xml", 'clipBegin="00:00:09.500"', 'clipBegin="00:00:09.400"'),
        ("script.dapt.xml", 'nar:spoken="Harbour', 'nar:spoken="Arbour'),
    ],
)
def test_a_text_that_tells_otherwise(
    name: str, before: str, after: str, result: Path, found_in: Found
) -> None:
    """Other times, other words, one fewer."""
    replaced(result / name, before, after)
    found = found_in(result)
    assert blocking(found) == {"texts-differ"}
    assert {each.file for each in found["texts-differ"]} == {name}


@pytest.mark.parametrize(
    ("options", "measured"),
    [
        (["-disposition:a:1", "0"], "none"),
        (["-disposition:a:1", "visual_impaired+default"], "default"),
        (["-metadata:s:a:1", "language=fra"], "fra"),
    ],
)
def test_a_described_track_that_is_not_told_from_others(
    options: list[str], measured: str, result: Path, found_in: Found
) -> None:
    """Without its flag, as the default, in another language."""
    made = result / "changed.mkv"
    source = ["-i", str(result / "described.mkv"), "-map", "0", "-c", "copy"]
    run([find_ffmpeg(), "-v", "error", *source, *options, str(made)])
    made.replace(result / "described.mkv")
    found = found_in(result)
    assert blocking(found) == {"container-labels"}
    assert measured in {each.measured for each in found["container-labels"]}


def test_spoken_subtitles_that_are_called_description(
    render: Callable[..., Path], tmp_path: Path, found_in: Found
) -> None:
    """They are a class of their own."""
    result = tmp_path / "spoken"
    shutil.copytree(render(mode="all", formats=("mkv", "mp4", "mov", "ts")), result)
    made = result / "changed.mp4"
    source = ["-i", str(result / "described.mp4"), "-map", "0", "-c", "copy"]
    flags = ["-disposition:a:1", "visual_impaired+descriptions"]
    run([find_ffmpeg(), "-v", "error", *source, *flags, str(made)])
    made.replace(result / "described.mp4")
    found = found_in(result)
    assert "descriptions" in {each.measured for each in found["container-labels"]}


def bext_of(time_reference: int, loudness: float, peak: float) -> bytes:
    """Return a bext chunk of version 2: EBU Tech 3285."""
    low, high = time_reference & 0xFFFFFFFF, time_reference >> 32
    levels = struct.pack("<5h", round(loudness * 100), 0, round(peak * 100), 0, 0)
    body = bytes(338) + struct.pack("<IIH", low, high, 2) + bytes(64) + levels + bytes(180)
    return b"bext" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    ("off_samples", "off_lu", "count"), [(0, 0.0, 0), (1, 0.0, 1), (0, 0.5, 1)]
)
def test_a_broadcast_extension_that_is_wrong(  # noqa: PLR0913, PLR0917 - fixtures
    off_samples: int, off_lu: float, count: int, render: Render, tmp_path: Path, found_in: Found
) -> None:
    """A start a sample off, and a loudness half a unit off; the right ones pass."""
    folder = Path(shutil.copytree(render(profile="ebu"), tmp_path / "out"))
    path = folder / "described.wav"
    raw = path.read_bytes()
    chunk = bext_of(36_000 * 48_000 + off_samples, -23.0 + off_lu, -8.0)
    told = found_in(folder).get("loudness-off-target", [])
    assert not told
    made = raw[:12] + chunk + raw[12:]
    path.write_bytes(made[:4] + struct.pack("<I", len(made) - 8) + made[8:])
    differing = found_in(folder).get("bext-differs", [])
    assert len([each for each in differing if each.unit != "dBTP"]) == count


LISTS = {
    "spoken.csv": "\ufeffstatus,spoken in s,spoken out s,spoken text\r\n"
    'spoken,1.000,2.509,"Harbour street, nineteen twenty-one"\r\nnot narrated,,,\r\n'
    'spoken,9.500,12.135,"The old mill, closed until further notice"\r\n'
    'spoken,17.500,20.135,"London, the fourth of May nineteen thirty"\r\n',
    "narration.edl": """TITLE: ep
FCM: NON-DROP FRAME

001  NARRATIO A     C        00:00:01:00 00:00:02:13 00:00:01:00 00:00:02:13
* SPOKEN: Harbour street,
* SPOKEN: nineteen twenty-one

002  NARRATIO A     C        00:00:09:12 00:00:12:04 00:00:09:12 00:00:12:04
* SPOKEN: The old mill, closed until further notice

003  NARRATIO A     C        00:00:17:12 00:00:20:04 00:00:17:12 00:00:20:04
* SPOKEN: London, the fourth of May nineteen thirty
""",
    "narration.otio": json.dumps({"tracks": {"children": [{"children": [
        {"OTIO_SCHEMA": "Gap.1", "source_range": {"duration": {"rate": 25, "value": 25}}},
        {"OTIO_SCHEMA": "Clip.2", "source_range": {"duration": {"rate": 25, "value": 38}},
         "metadata": {"narrator": {"spoken": "Harbour street, nineteen twenty-one"}}},
        {"OTIO_SCHEMA": "Gap.1", "source_range": {"duration": {"rate": 25, "value": 174}}},
        {"OTIO_SCHEMA": "Clip.2", "source_range": {"duration": {"rate": 25, "value": 67}}},
        {"OTIO_SCHEMA": "Gap.1", "source_range": {"duration": {"rate": 25, "value": 133}}},
        {"OTIO_SCHEMA": "Clip.2", "source_range": {"duration": {"rate": 25, "value": 67}}},
    ]}]}}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("spoken.csv", "12.135", "12.235"),
        ("spoken.csv", "old mill", "cold mill"),
        ("narration.edl", "00:00:09:12 00:00:12:04\n", "00:00:09:08 00:00:12:04\n"),
        ("narration.edl", "* SPOKEN: nineteen twenty-one\n", ""),
        ("narration.otio", '"value": 174', '"value": 170'),
        ("narration.otio", "Harbour street", "Harbour road"),
    ],
)
def test_a_list_of_the_narrations_that_tells_otherwise(  # noqa: PLR0913, PLR0917 - fixtures
    name: str,
    before: str,
    after: str,
    result: Path,
    found_in: Found,
    sheet_edited: SheetEdited,
) -> None:
    """Sheets and lists for a desk are held against the cue sheet, some within a frame."""
    (result / name).write_text(LISTS[name], encoding="utf-8")
    sheet_edited(result, lambda sheet: sheet["files"].update({name: name}))
    assert not blocking(found_in(result))
    replaced(result / name, before, after)
    found = found_in(result)
    assert blocking(found) == {"texts-differ"}
    (result / name).write_text("[]", encoding="utf-8")
    assert blocking(found_in(result)) <= {"texts-differ", "file-unreadable"}


@pytest.mark.parametrize(("shift_ms", "codes"), [(30, set()), (120, {"out-of-sync"})])
def test_a_mix_that_is_late(
    shift_ms: int, codes: set[str], render: Render, tmp_path: Path, found_in: Found
) -> None:
    """What a codec adds before the sound is found and set right; more than 60 ms blocks."""
    folder = Path(shutil.copytree(render(formats=("m4a", "wav")), tmp_path / "out"))
    late = ["-af", f"adelay={shift_ms}:all=1,atrim=end=24", "-c:a", "aac", "-b:a", "192k"]
    source = ["-y", "-i", str(folder / "described.wav"), "-metadata:s:a:0", "language=eng"]
    run([find_ffmpeg(), "-v", "error", *source, *late, str(folder / "described.m4a")])
    found = found_in(folder)
    tail_is_cut = {"loudness-changed", "programme-changed", "foreign-sound"}
    assert blocking(found) - tail_is_cut == codes


def test_the_programme_was_moved(
    result: Path, found_in: Found, sheet_edited: SheetEdited, heard_folder: Path
) -> None:
    """What can be checked without it is; the rest is said not to have been."""
    sheet_edited(result, lambda sheet: sheet["programme"].update(path="/gone/ep.wav"))
    assert not blocking(found_in(result))
    unmade = [each for each in check(gather(result, None, heard_folder)) if each.unmade]
    assert {"dip-differs", "programme-changed", "over-speech"} <= {e.rule.code for e in unmade}
    assert all("moved" in each.unmade for each in unmade)
