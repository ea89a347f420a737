"""WebVTT descriptions, as webvtt-py, pysubs2, ttconv and Chromium's text track read them."""

from pathlib import Path

import pysubs2
import webvtt
from asking import Reader, demand, package
from chromium import chromium_tool, cues_in_chromium
from result import LANGUAGE, Result
from ttconv.vtt.reader import to_model

from narrator.timecode import parse_stamp

FILES = ("descriptions.vtt",)


def ms(second: float) -> int:
    """Return whole milliseconds."""
    return round(second * 1000)


def times(result: Result) -> list[tuple[int, int]]:
    """Return when each narration is heard, in milliseconds."""
    return [(ms(each.start), ms(each.end)) for each in result.said]


def by_webvtt(result: Result, path: Path) -> str:
    """Ask webvtt-py."""
    captions = webvtt.read(str(path)).captions
    demand("ids", [each.identifier for each in captions], [each.id for each in result.said])
    found = [(parse_stamp(each.start), parse_stamp(each.end)) for each in captions]
    demand("times", found, times(result))
    return "ids and times as in the cue sheet"


def by_pysubs2(result: Result, path: Path) -> str:
    """Ask pysubs2."""
    events = pysubs2.load(str(path), format_="vtt")
    demand("times", [(each.start, each.end) for each in events], times(result))
    return "times as in the cue sheet"


def by_ttconv(result: Result, path: Path) -> str:
    """Ask ttconv."""
    with path.open(encoding="utf-8") as stream:
        body = to_model(stream).get_body()
    paragraphs = [p for div in body or () for p in div]
    demand("times", [(ms(p.get_begin()), ms(p.get_end())) for p in paragraphs], times(result))
    words = ["".join(text.get_text() for span in p for text in span) for p in paragraphs]
    demand("words", words, [each.words for each in result.said])
    return "times and words as in the cue sheet"


def by_chromium(result: Result, path: Path) -> str:
    """Ask a browser: its text track of the kind descriptions."""
    kind, language, cues = cues_in_chromium(path.read_bytes())
    demand("kind and language", (kind, language), ("descriptions", LANGUAGE))
    wanted = [[each.id, each.start, each.end, each.words] for each in result.said]
    demand("cues", cues, wanted)
    return "loaded as a text track; ids, times and words as in the cue sheet"


READERS = (
    Reader(files=FILES, tool=package("webvtt-py"), ask=by_webvtt),
    Reader(files=FILES, tool=package("pysubs2"), ask=by_pysubs2),
    Reader(files=FILES, tool=package("ttconv"), ask=by_ttconv),
    Reader(files=FILES, tool=chromium_tool, ask=by_chromium),
)
