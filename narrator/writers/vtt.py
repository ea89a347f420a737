"""WebVTT descriptions: what is spoken and when, for players that read it out by themselves.

Format: W3C WebVTT, section 4 (a file whose text track has the kind "descriptions"). Times are on
the output's clock. Cues do not overlap: a player reads one at a time.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from narrator.holds import OutputClock
from narrator.model import Rendering, Span
from narrator.text.phonemes import without_phonemes
from narrator.timecode import format_stamp

# A player that meets one of these in a cue may end the line there, or stop reading the file.
BREAKING = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})


def write(rendering: Rendering) -> str:
    """Return a WebVTT file with one cue a placed narration, holding its spoken form in words."""
    said = {narration.id: narration for narration in rendering.script.narrations}
    blocks = [
        f"{escaped(number)}\n{format_stamp(at.start_ms)} --> {format_stamp(at.end_ms)}\n{words}"
        for number, at in apart(spans_of(rendering))
        if (words := escaped(without_phonemes(said[number].spoken)))
    ]
    return "\n\n".join([head(rendering), *blocks]) + "\n"


def head(rendering: Rendering) -> str:
    """Return the signature, and notes: of the language, and where the times are estimated.

    The specification leaves no room for headers between the signature and the first blank line.
    """
    notes = f"NOTE\nKind: descriptions\nLanguage: {rendering.script.language}"
    if rendering.script.timing == "estimated":
        notes += "\n\nNOTE\nThe times are estimated: the subtitles had none."
    return f"WEBVTT\n\n{notes}"


def spans_of(rendering: Rendering) -> list[tuple[str, Span]]:
    """Return the id of each placed narration and when it is heard, in order of time."""
    placements = rendering.ledger.placements
    clock = OutputClock.of(placements)
    heard = [(p.narration_id, clock.said(p)) for p in placements]
    return sorted(heard, key=lambda pair: pair[1])


def apart(cues: Sequence[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """Yield cues that end where the next begins at the latest; one without length is left out."""
    begins = [span.start_ms for _, span in cues[1:]]
    for (number, span), next_ms in zip(cues, [*begins, None], strict=False):
        end_ms = span.end_ms if next_ms is None else min(span.end_ms, next_ms)
        if end_ms > span.start_ms:
            yield number, Span(start_ms=span.start_ms, end_ms=end_ms)


def escaped(text: str) -> str:
    """Return text that cannot be taken for a tag, an entity or a timing line."""
    plain = "".join(" " if unicodedata.category(c) in BREAKING else c for c in text)
    one_line = " ".join(plain.split())
    return one_line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
