"""WebVTT descriptions: what is spoken and when, for players that read it out by themselves.

Format: W3C WebVTT, section 4 (a file whose text track has the kind "descriptions").
"""

from narrator.model import Narration, Placement, Rendering
from narrator.text.phonemes import without_phonemes
from narrator.timecode import format_stamp


def write(rendering: Rendering) -> str:
    """Return a WebVTT file with one cue a placed narration, holding its spoken form in words."""
    said = {narration.id: narration for narration in rendering.script.narrations}
    blocks = [head(rendering)]
    blocks += [cue(said[p.narration_id], p) for p in rendering.ledger.placements]
    return "\n\n".join(blocks) + "\n"


def head(rendering: Rendering) -> str:
    """Return the signature, the metadata, and a note where the times are estimated."""
    lines = ["WEBVTT", "Kind: descriptions", f"Language: {rendering.script.language}"]
    if rendering.script.timing == "estimated":
        lines += ["", "NOTE", "The times are estimated: the subtitles had none."]
    return "\n".join(lines)


def cue(narration: Narration, placement: Placement) -> str:
    """Return one cue block."""
    start, end = (format_stamp(t) for t in (placement.span.start_ms, placement.span.end_ms))
    words = escaped(without_phonemes(narration.spoken))
    return f"{escaped(narration.id)}\n{start} --> {end}\n{words}"


def escaped(text: str) -> str:
    """Return text that cannot be taken for a tag, an entity or a timing line."""
    printable = "".join(c if c.isprintable() else " " for c in text)
    one_line = " ".join(printable.split())
    return one_line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
