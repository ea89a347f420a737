"""UTF-8 that was once read in an old encoding and saved so: "JoÃ£o" back to "João", by ftfy.

Such damage often covers part of a file only, so every line is judged by itself; ftfy mends a line
where that makes it likelier, and leaves honest text ("CAFÉ»", "voilà »") alone.
"""

from ftfy import fix_encoding

from narrator.model import Repair
from narrator.readers.repairs import repaired


def mend_mojibake(text: str) -> tuple[str, tuple[Repair, ...]]:
    r"""Return `text` with such damage undone, and one repair for each line mended.

    Text that was spoilt twice is mended twice. Line ends are \n and stay where they are.
    """
    lines = text.split("\n")
    repairs = []
    for index, line in enumerate(lines):
        if not line.isascii() and (mended := fix_encoding(line)) != line:
            lines[index] = mended
            where = f"line {index + 1}"
            repairs.append(repaired("mojibake", where, line, mended))
    return "\n".join(lines), tuple(repairs)
