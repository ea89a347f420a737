"""Bytes of a subtitle file to text: Unicode where it is Unicode, else the likeliest encoding.

What a well-made file may hold (a byte order mark, UTF-8, Windows or old Macintosh line ends)
is read without a word; everything guessed, mended or removed is a Repair of kind "encoding".
"""

import codecs
import re
from string import whitespace

from narrator.errors import UnreadableInputError
from narrator.model import Repair
from narrator.readers.decoding.eightbit import read_eight_bit
from narrator.readers.repairs import repaired

MAX_BYTES = 64 * 1024 * 1024
MAX_CONTROL_SHARE = 0.01
MAX_REPLACED_SHARE = 0.05
UTF16_ZERO_SHARE = 0.1
REPLACED = "\ufffd"
CONTROLS = bytes(sorted({*range(32)} - {*b"\t\n\v\f\r\x1a\x1b"}))
RETURNS = re.compile(r"\r+\n?")

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (0, b"PK\x03\x04", "a ZIP archive"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"Rar!", "a RAR archive"),
    (0, b"7z\xbc\xaf", "a 7-Zip archive"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"\x89PNG", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (0, b"\x1aE\xdf\xa3", "a Matroska or WebM programme"),
    (4, b"ftyp", "an MP4 or QuickTime programme"),
    (0, b"RIFF", "a sound or video file"),
    (0, b"OggS", "a sound or video file"),
    (0, b"fLaC", "a sound file"),
    (0, b"\x00\x00\x01\xba", "a VobSub or MPEG file, whose subtitles are pictures"),
    (3, b"STL25.01", "an EBU STL file"),
    (3, b"STL30.01", "an EBU STL file"),
)

# Each segment of a PGS file begins "PG", two times of four bytes, and its kind.
PGS_KIND_AT = 10
PGS_KINDS = frozenset({b"\x14", b"\x15", b"\x16", b"\x17", b"\x80"})


def decode(data: bytes, *, name: str) -> tuple[str, tuple[Repair, ...]]:
    r"""Return the text of `data` with \n line ends and no zero bytes, and what was mended.

    `name` is how the file is called in errors. Raises UnreadableInputError where `data` is
    larger than MAX_BYTES, empty, or no text.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableInputError(
            f"{name} is larger than {MAX_BYTES // 2**20} MiB, which no subtitle file is.",
            "Give the subtitle file, not the programme.",
        )
    text, repairs = _read(data, name)
    zeros = text.count("\x00")
    if zeros:
        repairs += (_repair(f"{zeros} zero bytes", "removed"),)
    text = RETURNS.sub(_line_ends, text.replace("\x00", "")).removeprefix("\ufeff")
    if not text.strip("\ufeff\x1a" + whitespace):
        raise UnreadableInputError(f"{name} is empty.", "Check that it was copied whole.")
    return text, repairs


def _line_ends(found: re.Match[str]) -> str:
    r"""Return one line end for \r\r\n, as many as there are for the \r of old Macintosh files."""
    returns = found.group()
    return "\n" if returns.endswith("\n") else "\n" * len(returns)


def _read(data: bytes, name: str) -> tuple[str, tuple[Repair, ...]]:
    """Choose between marked Unicode, unmarked UTF-32 and UTF-16, and eight-bit text."""
    _refuse_other_kinds(data, name)
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark) and encoding != "utf-8":
            return _wide(data[len(mark) :], encoding, name)
    unmarked = _unmarked_utf32(data) or _unmarked_utf16(data)
    if unmarked:
        text, repairs = _wide(data, unmarked, name)
        return text, (_repair(f"{unmarked} without a byte order mark", "read as such"), *repairs)
    _refuse_binary(data, name)
    return read_eight_bit(data.removeprefix(codecs.BOM_UTF8))


def _wide(data: bytes, encoding: str, name: str) -> tuple[str, tuple[Repair, ...]]:
    """Decode UTF-16 or UTF-32, putting U+FFFD for what is damaged."""
    text = data.decode(encoding, "replace")
    damaged = text.count(REPLACED)
    if damaged > max(1, MAX_REPLACED_SHARE * len(text)):
        raise _not_text(name, "a file of bytes that are no text")
    if damaged:
        return text, (_repair(f"{damaged} damaged {encoding} characters", "replaced by U+FFFD"),)
    return text, ()


def _unmarked_utf32(data: bytes) -> str | None:
    """Tell UTF-32 by its zero bytes: the highest of every four, and nearly always the next."""
    count, rest = divmod(len(data), 4)
    zeros = [data[at::4].count(0) for at in range(4)]
    if count < 2 or rest:
        return None
    if zeros[3] == count and zeros[2] > count // 2:
        return "utf-32-le"
    return "utf-32-be" if zeros[0] == count and zeros[1] > count // 2 else None


def _unmarked_utf16(data: bytes) -> str | None:
    """Tell UTF-16 by its zero bytes: spaces, digits and line ends have them on one side only."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = max(1, len(data) // 2)
    if odd >= UTF16_ZERO_SHARE * half and even <= odd // 50:
        return "utf-16-le"
    if even >= UTF16_ZERO_SHARE * half and odd <= even // 50:
        return "utf-16-be"
    return None


def _refuse_other_kinds(data: bytes, name: str) -> None:
    """Raise UnreadableInputError for a kind of file that its first bytes tell."""
    for offset, signature, kind in SIGNATURES:
        if data.startswith(signature, offset):
            raise _not_text(name, kind)
    if data.startswith(b"PG") and data[PGS_KIND_AT : PGS_KIND_AT + 1] in PGS_KINDS:
        raise _not_text(name, "a file of subtitles as pictures (PGS)")


def _refuse_binary(data: bytes, name: str) -> None:
    """Raise UnreadableInputError for too many control characters."""
    body = data.rstrip(b"\x00")
    controls = len(body) - len(body.translate(None, CONTROLS))
    if controls > max(2, MAX_CONTROL_SHARE * len(body)):
        raise _not_text(name, "a file of bytes that are no text")


def _not_text(name: str, kind: str) -> UnreadableInputError:
    return UnreadableInputError(
        f"{name} is {kind}, not a subtitle file in text.",
        "Give a text subtitle file such as SubRip (.srt).",
    )


def _repair(before: str, after: str) -> Repair:
    return repaired("encoding", "file", before, after)
