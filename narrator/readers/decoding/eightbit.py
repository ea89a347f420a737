"""Text of one byte and more a character: UTF-8, UTF-8 with broken lines, or an old encoding."""

import re
from contextlib import suppress

from narrator.model import Repair
from narrator.readers.decoding.charset import guess_encoding
from narrator.readers.repairs import repaired

UTF8_LONGEST = 4
DECLARED = re.compile(
    rb"\s*<\?xml[^>]{0,80}encoding\s*=\s*[\"']"
    rb"(iso-8859-\d{1,2}|windows-12\d\d|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gb[\d-]{4,7}|big5)[\"']",
    re.IGNORECASE,
)
AS_MEANT = {"iso-8859-1": "cp1252"}  # as browsers take it: its controls are never meant


def read_eight_bit(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    """Return the text of `data` and what had to be guessed, as repairs of kind "encoding".

    Strict UTF-8 needs none. A file that is UTF-8 on most of its accented lines keeps those, and
    only the rest is guessed, line by line; otherwise the whole file is in one old encoding.
    """
    if _is_utf8(data):
        return data.decode("utf-8"), ()
    if (declared := _read_declared(data)) is not None:
        return declared, ()
    lines = data.splitlines(keepends=True)
    broken = [i for i, line in enumerate(lines) if not _is_utf8(line)]
    accented = sum(not line.isascii() for line in lines)
    if accented >= 2 * len(broken):
        return _read_broken_lines(lines, broken)
    return _read_old(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _read_declared(data: bytes) -> str | None:
    """Return the text of an XML document in the encoding it declares, None where it has none."""
    declared = DECLARED.match(data)
    name = declared[1].decode().lower() if declared else ""
    with suppress(LookupError, UnicodeError):
        return data.decode(AS_MEANT.get(name, name)) if name else None
    return None


def _read_old(data: bytes) -> tuple[str, tuple[Repair, ...]]:
    encoding = guess_encoding(data)
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    repairs = [_repair("file", f"bytes that are not UTF-8, most likely {encoding}", "read as such")]
    if damaged:
        repairs.append(_repair("file", f"{damaged} bytes without a character", "made U+FFFD"))
    return text, tuple(repairs)


def _read_broken_lines(lines: list[bytes], broken: list[int]) -> tuple[str, tuple[Repair, ...]]:
    """Decode UTF-8 lines as such and the `broken` ones in the encoding that suits them all."""
    cut, texts, repairs = _without_cut_end(lines[-1]), {}, []
    if broken[-1] == len(lines) - 1 and cut is not None:
        broken = broken[:-1]
        texts[len(lines) - 1] = cut
        repairs.append(_repair(f"line {len(lines)}", "a character cut off at the end", "removed"))
    encoding = guess_encoding(b"".join(lines[i] for i in broken)) if broken else "utf-8"
    for i in broken:
        texts[i] = lines[i].decode(encoding, "replace")
        repairs.append(
            _repair(f"line {i + 1}", f"bytes of {encoding} amid UTF-8", texts[i].strip())
        )
    text = "".join(texts[i] if i in texts else line.decode() for i, line in enumerate(lines))
    return text, tuple(repairs)


def _without_cut_end(line: bytes) -> str | None:
    """Return a last line less the first bytes of a character, None where that is not its fault."""
    try:
        line.decode()
    except UnicodeDecodeError as error:
        if error.end == len(line) and error.end - error.start < UTF8_LONGEST:
            return line[: error.start].decode()
    return None


def _repair(where: str, before: str, after: str) -> Repair:
    return repaired("encoding", where, before, after)
