"""What is wrong with the jobs: collected, so that a person reads all of it in one go."""

from dataclasses import dataclass, field

from narrator.errors import FaultsError
from narrator.printable import printable

MOST_SHOWN = 50
HINT = "docs/batch.md tells how a job file is written; nothing was rendered."


@dataclass(kw_only=True, slots=True)
class Faults:
    """The faults found so far, each once: lines for a person, each with its line in the file."""

    lines: dict[str, int] = field(default_factory=dict)

    def add(self, where: str, key: str, sentence: str) -> None:
        """Keep one fault: at a place such as "season.toml:12", of a key, or of none ("")."""
        told = ": ".join(part for part in (where, key, sentence) if part)
        line = where.rpartition(":")[2]
        self.lines[printable(told)] = int(line) if line.isdecimal() else 0

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.lines)

    def raise_any(self) -> None:
        """Raise FaultsError with the first faults, and the number of the others, if there is any.

        They come in the order of the file; those of one line in the order found.
        """
        if not self.lines:
            return
        shown = sorted(self.lines, key=self.lines.__getitem__)[:MOST_SHOWN]
        more = len(self.lines) - len(shown)
        rest = [f"and {more} more."] if more else []
        count = "is one fault" if len(self.lines) == 1 else f"are {len(self.lines)} faults"
        raise FaultsError("\n".join([f"There {count} in the jobs:", *shown, *rest]), HINT)
