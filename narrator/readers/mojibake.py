"""UTF-8 that was once read as Windows-1252 and saved so: "JoÃ£o" back to "João".

Such damage often covers part of a file only, so every place is judged by itself. A place is a
run of characters whose Windows-1252 bytes are one UTF-8 character. Many such runs are honest
text in capitals or with French spaces ("CAFÉ»", "voilà »"), so a run is mended only where the
reading it hides is likelier (see `_meant`).
"""

import re
from functools import partial

from narrator.model import Repair

PASSES = 3
ENOUGH_OF_A_SCRIPT = 3


def _bytes_to_characters() -> dict[int, str]:
    """Return the Windows-1252 character of each high byte; the five unused ones stay controls."""
    table = {}
    for byte in range(0x80, 0x100):
        character = bytes([byte]).decode("cp1252", "replace")
        table[byte] = chr(byte) if character == "\ufffd" else character
    return table


CHARACTERS = _bytes_to_characters()
BYTES = {ord(character): byte for byte, character in CHARACTERS.items()}


def _class_of(first: int, last: int) -> str:
    return "[" + "".join(re.escape(CHARACTERS[b]) for b in range(first, last + 1)) + "]"


_TAIL = _class_of(0x80, 0xBF)
RUN = re.compile(
    f"{_class_of(0xC2, 0xDF)}{_TAIL}"
    f"|{_class_of(0xE0, 0xEF)}{_TAIL}{{2}}"
    f"|{_class_of(0xF0, 0xF4)}{_TAIL}{{3}}"
)
AFTER_A_WORD = frozenset("…”’»“‘–—›\u00a0")
LATIN = (0xA0, 0x17F)
SIGNS = ((0x2010, 0x205E), (0x20A0, 0x214F), (0x2190, 0x27BF), (0x1F000, 0x1FAFF), (0xFEFF, 0xFEFF))
SCRIPTS = ((0x370, 0x3FF), (0x400, 0x52F), (0x590, 0x6FF), (0xE00, 0xE7F), (0x3000, 0x9FFF))


def mend_mojibake(text: str) -> tuple[str, tuple[Repair, ...]]:
    r"""Return `text` with such runs read as they were meant, and one repair a line mended.

    Twice and three times damaged text ("ÃƒÂ£") is mended as often. Line ends are \n.
    """
    lines = text.split("\n")
    repairs = []
    for index, line in enumerate(lines):
        if not line.isascii() and (mended := _mend_line(line)) != line:
            lines[index] = mended
            where = f"line {index + 1}"
            repairs.append(Repair(kind="mojibake", where=where, before=line, after=mended))
    return "\n".join(lines), tuple(repairs)


def _mend_line(line: str) -> str:
    for _ in range(PASSES):
        mended = RUN.sub(partial(_reading, script=_script_of(line)), line)
        if mended == line:
            break
        line = mended
    return line


def _reading(run: re.Match[str], script: tuple[int, int] | None) -> str:
    """Return the character that `run` hides where it is meant, else the run itself."""
    hidden = _hidden(run.group())
    meant = (
        (_within(hidden, LATIN) and not _honest(run))
        or any(_within(hidden, signs) for signs in SIGNS)
        or (script is not None and _within(hidden, script))
    )
    return hidden if hidden and meant else run.group()


def _hidden(run: str) -> str:
    """Return the UTF-8 character of the run's bytes, or nothing where they are none."""
    return bytes(BYTES[ord(character)] for character in run).decode("utf-8", "ignore")


def _within(character: str, block: tuple[int, int]) -> bool:
    return bool(character) and block[0] <= ord(character) <= block[1]


def _honest(run: re.Match[str]) -> bool:
    """Tell whether the run reads well as it is: a capital, then what may follow a word.

    "AMANHÃ…" is a word and an ellipsis, "sÃ»r" is not: no capital stands amid small letters,
    and neither Ã nor Â is a word by itself.
    """
    before = run.string[run.start() - 1 : run.start()]
    after = run.string[run.end() : run.end() + 1]
    if run.group()[-1] not in AFTER_A_WORD or after.isalpha():
        return False
    return before.isupper() or (not before.isalpha() and run.group()[0] not in "ÃÂ")


def _script_of(line: str) -> tuple[int, int] | None:
    """Return the block of another script that all the runs of `line` hide, if they are enough."""
    runs = RUN.findall(line)
    if len(runs) < ENOUGH_OF_A_SCRIPT or not RUN.sub("", line).isascii():
        return None
    hidden = [_hidden(run) for run in runs]
    fitting = (block for block in SCRIPTS if all(_within(c, block) for c in hidden))
    return next(fitting, None)
