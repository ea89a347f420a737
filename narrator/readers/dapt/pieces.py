"""The pieces of a card as a script notes them: "2 00:00:20.000 00:00:21.920, 1 00:00:22.000 …"."""

from lxml import etree

from narrator.model import Piece, Span, span_over
from narrator.readers.dapt.names import NAR
from narrator.timecode import format_stamp, parse_stamp


def noted(pieces: tuple[Piece, ...]) -> str:
    """Return pieces as a note: the lines and times of each; "" where a time is missing."""
    spans = [piece.span for piece in pieces if piece.span is not None]
    if len(spans) < len(pieces):
        return ""
    return ", ".join(
        f"{piece.line_count} {format_stamp(span.start_ms)} {format_stamp(span.end_ms)}"
        for piece, span in zip(pieces, spans, strict=True)
    )


def pieces_of(
    event: etree._Element, lines: tuple[str, ...], shown: Span | None
) -> tuple[Piece, ...]:
    """Return the pieces of an event, none where a person changed its lines or times since.

    Raises ValueError where the note cannot be read.
    """
    note = event.get(f"{NAR}pieces")
    pieces = tuple(_piece(words) for words in note.split(",")) if note else ()
    same = span_over(piece.span for piece in pieces) == shown
    return pieces if same and sum(piece.line_count for piece in pieces) == len(lines) else ()


def _piece(words: str) -> Piece:
    count, begin, end = words.split()
    span = Span(start_ms=parse_stamp(begin), end_ms=parse_stamp(end))
    if int(count) < 1:
        raise ValueError(f"a piece of a card has {count} lines")
    return Piece(line_count=int(count), span=span)
