"""WebVTT descriptions, as other people's readers take them."""

import io
import json
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pysubs2
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st
from ttconv.vtt.reader import to_model

from narrator.media.ffmpeg import find_ffmpeg
from narrator.model import Rendering
from narrator.timecode import parse_stamp
from narrator.writers import vtt

Build = Callable[..., Rendering]
Said = tuple[str, int, int, int]
SAID: list[Said] = [
    ("Rope Walk & <Laundry>", 1_500, 3_500, 0),
    ("A --> B", 5_000, 7_000, 2_000),
    ("Третье марта", 8_000, 9_250, 0),
]
WORDS = ["Rope Walk & <Laundry>", "A --> B", "Третье марта"]
TIMES = [(1_500, 3_500), (5_000, 9_000), (10_000, 11_250)]


def test_cues_stand_on_the_clock_of_a_held_programme(rendering_of: Build) -> None:
    """What comes after a hold of two seconds is two seconds later."""
    captions = webvtt.from_string(vtt.write(rendering_of(SAID))).captions
    times = [(parse_stamp(cue.start), parse_stamp(cue.end)) for cue in captions]
    assert times == TIMES
    assert [cue.identifier for cue in captions] == ["n1", "n2", "n3"]


def test_pysubs2_reads_the_same(rendering_of: Build) -> None:
    """Times and words."""
    subtitles = pysubs2.SSAFile.from_string(vtt.write(rendering_of(SAID)), format_="vtt")
    assert [(event.start, event.end) for event in subtitles] == TIMES


def test_ttconv_reads_the_same(rendering_of: Build) -> None:
    """As the words that are to be said."""
    model = to_model(io.StringIO(vtt.write(rendering_of(SAID))))
    body = model.get_body()
    assert body is not None
    paragraphs = [p for div in body for p in div]
    assert [(round(p.get_begin() * 1000), round(p.get_end() * 1000)) for p in paragraphs] == TIMES
    texts = ["".join(t.get_text() for span in p for t in span) for p in paragraphs]
    assert texts == WORDS


def test_ffmpeg_reads_the_same(rendering_of: Build, tmp_path: Path) -> None:
    """Into SubRip, with the times kept."""
    path = tmp_path / "descriptions.vtt"
    path.write_text(vtt.write(rendering_of(SAID)), encoding="utf-8")
    command = [find_ffmpeg(), "-v", "error", "-i", str(path), "-f", "srt", "-"]
    done = subprocess.run(command, check=True, capture_output=True)
    assert done.stderr == b""
    blocks = done.stdout.decode().strip().split("\n\n")
    stamps = [block.splitlines()[1].split(" --> ") for block in blocks]
    assert [(parse_stamp(start), parse_stamp(end)) for start, end in stamps] == TIMES


def test_no_cue_runs_into_the_next(rendering_of: Build) -> None:
    """A player reads one at a time; one that would have no time is left out."""
    said = [("one", 1_000, 3_000, 0), ("two", 2_000, 4_000, 0), ("three", 2_000, 5_000, 0)]
    captions = webvtt.from_string(vtt.write(rendering_of(said))).captions
    assert [(cue.start, cue.end, cue.text) for cue in captions] == [
        ("00:00:01.000", "00:00:02.000", "one"),
        ("00:00:02.000", "00:00:05.000", "three"),
    ]


def test_the_words_of_scripts_that_join_letters_stay_whole(rendering_of: Build) -> None:
    """Persian parts words by a mark that has no width, Hebrew turns by marks of direction."""
    words = "می\u200cخواهم \u200fשלום"
    assert words in vtt.write(rendering_of([(words, 0, 1_000, 0)]))


anything = st.text(st.characters(codec=None), max_size=30)


@settings(deadline=None)
@given(st.lists(st.tuples(anything, st.integers(0, 500_000), st.integers(1, 9_000)), max_size=6))
def test_any_words_and_times_give_cues_apart(
    rendering_of: Build, drafts: list[tuple[str, int, int]]
) -> None:
    """As webvtt-py reads them: unique ids, ends after starts, no overlap, words as they were."""
    said = [(text, start, start + length, 0) for text, start, length in drafts]
    made: Rendering = rendering_of(said)
    written = vtt.write(made)
    captions = webvtt.from_string(written).captions
    assert written.count("-->") == len(captions)
    assert len({cue.identifier for cue in captions}) == len(captions)
    times = [(parse_stamp(cue.start), parse_stamp(cue.end)) for cue in captions]
    assert all(start < end for start, end in times)
    assert all(end <= start for (_, end), (start, _) in pairwise(times))


def test_the_seed_episode_keeps_its_cues(seed_folder: Path) -> None:
    """One cue a narration of the cue sheet, at the very times."""
    sheet = json.loads((seed_folder / "cuesheet.json").read_text(encoding="utf-8"))
    captions = webvtt.read(str(seed_folder / "descriptions.vtt")).captions
    told = [(n["id"], n["start"], n["end"]) for n in sheet["narrations"]]
    assert [
        (c.identifier, parse_stamp(c.start) / 1000, parse_stamp(c.end) / 1000) for c in captions
    ] == told
