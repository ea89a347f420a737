"""Files of any kind, from the disk to cues."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrator.errors import UnreadableInputError
from narrator.model import Span
from narrator.readers import READERS, read_data, read_subtitles
from narrator.readers.decoding import MAX_BYTES
from narrator.readers.sniff import kind_of

SRT = "1\n00:00:01,000 --> 00:00:02,000\nOù est Zoë ?\n"


def saved(folder: Path, data: bytes | str, name: str = "a.srt") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_file_is_read_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    """SubRip named .txt, and a script named .srt."""
    timed = read_subtitles(saved(tmp_path, SRT, "a.txt"))
    assert (timed.timing, timed.cues[0].lines[0].text) == ("cues", "Où est Zoë ?")
    untimed = read_subtitles(saved(tmp_path, "Where is Zoë?\nOut.\n", "a.srt"))
    assert (untimed.timing, len(untimed.cues)) == ("estimated", 2)


def test_repairs_of_every_step_are_listed_in_order(tmp_path: Path) -> None:
    """The encoding, then spoilt characters, then the format."""
    spoilt = "\n00:00:03,000 --> 00:00:04,000\nJo\u00c3\u00a3o &amp; Zoë\n"
    old = "\n3\n00:00:05,000 --> 00:00:06,000\nOù ?\n"
    path = saved(tmp_path, (SRT * 2 + spoilt).encode() + old.encode("cp1252"))
    subtitles = read_subtitles(path)
    assert [cue.lines[0].text for cue in subtitles.cues[2:]] == ["João & Zoë", "Où ?"]
    assert [repair.kind for repair in subtitles.repairs] == [
        "encoding",
        "mojibake",
        *("counter", "counter", "missing-blank-line", "entity", "overlap"),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SRT, "srt"),
        ("A note.\n\n" * 500 + SRT, "srt"),
        ("Where is Zoë?\n", "transcript"),
        ("At 10:30 → 11:15.\n", "transcript"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nOh.\n", "vtt"),
        ("WEBVTTX\nOh.\n", "transcript"),
        ("[Script Info]\nTitle: x\n", "ass"),
        ('<?xml version="1.0"?>\n<!-- a --><tt:tt xmlns:tt="x">', "ttml"),
        ("Scenarist_SCC V1.0\n", "scc"),
        ("<SAMI><BODY>", "sami"),
        ("{1}{25}Oh.\n", "microdvd"),
    ],
)
def test_the_kind_is_told_by_content(text: str, kind: str) -> None:
    """A timing line anywhere makes SubRip; other formats say what they are."""
    assert kind_of(text) == kind


def test_a_file_that_is_not_what_its_name_says_is_listed(tmp_path: Path) -> None:
    """The user learns what the file is; it is read all the same."""
    subtitles = read_subtitles(saved(tmp_path, "{1}{1}25\n{25}{50}Oh.\n"))
    assert [cue.lines[0].text for cue in subtitles.cues] == ["Oh."]
    (repair,) = subtitles.repairs
    assert (repair.kind, repair.before) == ("name", ".srt")
    assert "MicroDVD" in repair.after


def test_every_reader_has_read() -> None:
    """The registry is literal: a name and a module."""
    assert {"srt", "transcript"} <= set(READERS)
    assert all(callable(reader.read) for reader in READERS.values())


def test_a_missing_file_a_folder_and_an_empty_file_are_told_apart(tmp_path: Path) -> None:
    """Each has a sentence of its own, and a hint."""
    cases = {
        "There is no file": tmp_path / "none.srt",
        "is a folder": tmp_path,
        "is empty": saved(tmp_path, b""),
        "There is no file 'a": tmp_path / "a\nb.srt",
        "cannot be read": tmp_path / "a\0b.srt",
        "cannot be read: File name too long": tmp_path / ("a" * 300),
    }
    for sentence, path in cases.items():
        with pytest.raises(UnreadableInputError, match=sentence) as caught:
            read_subtitles(path)
        assert caught.value.hint
        assert "\n" not in caught.value.message


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    """Permission is the reason given; root may read anything, so a loop of links stands in."""
    path = tmp_path / "loop.srt"
    path.symlink_to(path)
    if os.geteuid() != 0:
        path.unlink()
        saved(tmp_path, SRT, "loop.srt").chmod(0)
    with pytest.raises(UnreadableInputError, match=r"may not be read|cannot be read"):
        read_subtitles(path)


def test_a_file_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    """A sparse file of a terabyte takes no time."""
    path = saved(tmp_path, b"")
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 16_000)
    with pytest.raises(UnreadableInputError, match="larger than 64 MiB"):
        read_subtitles(path)


@pytest.mark.parametrize("name", ["-rf.srt", 'it\'s "quoted".srt', "new\nline.srt", "\udcff.srt"])
def test_awkward_names_are_read(tmp_path: Path, name: str) -> None:
    """A file's name is never looked into."""
    assert len(read_subtitles(saved(tmp_path, SRT, name)).cues) == 1


@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=300) | st.text().map(str.encode))
def test_any_file_gives_cues_or_one_error(tmp_path: Path, data: bytes) -> None:
    """Whatever is in it, only UnreadableInputError may come out."""
    try:
        subtitles = read_subtitles(saved(tmp_path, data))
    except UnreadableInputError:
        return
    assert subtitles.cues


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'{"segments": [{"start": 1}]}', "a JSON file"),
        (b'[\n {"start": 1}]', "a JSON file"),
        (b"<!DOCTYPE html>\n<html><body>Low tide", "a web page"),
        (b"{\\rtf1\\ansi Low tide}", "a Rich Text document"),
        (b'<?xml version="1.0"?><foo>Low tide</foo>', "an XML file of another kind"),
        (b"# VobSub index file, v7\ntimestamp: 00:00:01:000", "a VobSub index"),
        (b"PG" + bytes(8) + b"\x16\x00\x0b" + bytes(11), "subtitles as pictures"),
    ],
)
def test_what_would_pass_for_a_transcript_is_refused(data: bytes, what: str) -> None:
    """Its lines are no script, whatever its name says."""
    for name in ("a.srt", "a.txt"):
        with pytest.raises(UnreadableInputError, match=what):
            read_data(Path(name), data)


@pytest.mark.parametrize(
    "text",
    [
        "1\n99999:00:00,000 --> 99999:00:05,000\nLow tide\n",
        "WEBVTT\n\n99999:00:00.000 --> 99999:00:05.000\nLow tide\n",
        "[Events]\nDialogue: 0,99999:00:00.00,99999:00:05.00,Default,,0,0,0,,Low tide\n",
        (
            '<tt xmlns="http://www.w3.org/ns/ttml"><body><div>'
            '<p begin="99999:00:00" end="99999:00:05">Low tide</p></div></body></tt>'
        ),
    ],
    ids=["srt", "vtt", "ass", "ttml"],
)
def test_a_cue_years_away_is_a_cue(text: str) -> None:
    """It keeps its time, and is no sign of a programme start."""
    subtitles = read_data(Path("a"), text.encode())
    assert [cue.span for cue in subtitles.cues] == [
        Span(start_ms=359_996_400_000, end_ms=359_996_405_000)
    ]
    assert subtitles.start_ms == 0
