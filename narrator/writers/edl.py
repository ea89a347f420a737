"""The narrations as an edit decision list of the CMX 3600 kind, for a mixing desk.

Format: CMX 3600, of which there is no open standard; SMPTE ST 258 describes its successor. An
event is: number, reel, channel, C for a cut, source in and out, record in and out. The source is
the stem, whose timecode is the record's. Numbers above 999 go on with four digits, which CMX 3600
itself did not know; docs/deliverables.md tells what to do where a desk takes no more than 999.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterator
from pathlib import PurePath

from narrator.frames import Frames
from narrator.model import Rendering
from narrator.text.phonemes import without_phonemes
from narrator.writers.cuts import Cut, cuts_of
from narrator.writers.names import STEM

REEL_LENGTH = 8
NOT_REELS = frozenset({"", "AX", "BL", "BLACK", "BARS"})  # mean another source than a reel
USUAL_REEL = "NARRATIO"
LINE_LENGTH = 72
TITLE_LENGTH = 70


def write(rendering: Rendering) -> str:
    """Return the list: one event a placed narration, its words in comments below it."""
    frames = Frames.of(rendering.delivery)
    stem = rendering.delivery.name(STEM)
    lines = [
        f"TITLE: {plain(rendering.script.title)[:TITLE_LENGTH]}",
        f"FCM: {'DROP FRAME' if frames.rate.dropped else 'NON-DROP FRAME'}",
    ]
    for number, cut in enumerate(cuts_of(rendering, frames), 1):
        lines += ["", *event(number, cut, frames, stem)]
    return "\n".join(lines) + "\n"


def event(number: int, cut: Cut, frames: Frames, stem: str) -> Iterator[str]:
    """Yield the lines of one event and its comments."""
    source = f"{frames.label(cut.start)} {frames.label(cut.end)}"
    yield f"{number:03}  {reel_of(stem):{REEL_LENGTH}} A     C        {source} {source}"
    yield f"* FROM CLIP NAME: {plain(cut.narration.id)}"
    yield f"* SOURCE FILE: {plain(stem)}"
    yield f"* VOICE: {plain(cut.narration.voice)}"
    words = plain(without_phonemes(cut.narration.spoken))
    for part in textwrap.wrap(words, LINE_LENGTH, break_on_hyphens=False):
        yield f"* SPOKEN: {part}"


def reel_of(stem: str) -> str:
    """Return a reel's name for the stem: eight capitals or figures at most."""
    folded = unicodedata.normalize("NFKD", PurePath(stem).stem).upper()
    name = re.sub(r"[^A-Z0-9]", "", folded)[:REEL_LENGTH]
    return USUAL_REEL if name in NOT_REELS else name


def plain(text: str) -> str:
    """Return a text on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
