"""A folder to pairs of subtitles and programme: by name, else by number, and never by a guess.

What lies in one folder goes together first. A programme with subtitles in several languages makes
an episode of each; where two files could be meant, none is taken, and that is told.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from narrator.batch.jobs.keys import Sheet, Table, Told
from narrator.batch.jobs.scan import Found, scan

LONGEST_NAME = 190  # bytes
Level = Callable[[Found], Hashable]

LEVELS: tuple[Level, ...] = (
    lambda file: (file.inside.parent, file.stem),
    lambda file: file.number and (file.inside.parent, file.number.episodes),
    lambda file: file.stem,
    lambda file: file.number and file.number.episodes,
)


@dataclass(kw_only=True, slots=True)
class Pairing:
    """What is still to be paired, the pairs found, and what is ambiguous, in words."""

    programmes: list[Found]
    subtitles: list[Found]
    pairs: list[tuple[Found, Found]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def level(self, key: Level, *, by_number: bool) -> None:
        """Pair what has the same key, and put aside what could be paired in two ways."""
        programmes, subtitles = by_key(self.programmes, key), by_key(self.subtitles, key)
        done: set[Path] = set()
        for name in (name for name in programmes if name in subtitles):
            for group in groups(programmes[name], subtitles[name], by_number=by_number):
                self._settle(*group)
                done |= {file.path for files in group for file in files}
        self.programmes = [file for file in self.programmes if file.path not in done]
        self.subtitles = [file for file in self.subtitles if file.path not in done]

    def _settle(self, programmes: Sequence[Found], subtitles: Sequence[Found]) -> None:
        languages = [file.language for file in subtitles]
        clear = len(subtitles) == 1 or (None not in languages and are_unlike(languages))
        if len(programmes) == 1 and clear:
            self.pairs.extend((programmes[0], file) for file in subtitles)
            return
        several, others = names_of(programmes), names_of(subtitles)
        self.told.append(f"{several} could go with {others}: name the pairs in a job file.")

    def rest(self) -> list[str]:
        """Return in words what nothing goes with."""
        return [
            *(f"{file.inside}: no subtitles go with it." for file in self.programmes),
            *(f"{file.inside}: no programme goes with it." for file in self.subtitles),
        ]


def pairs_of(
    folder: Path, leave_out: Path | None, language: str | None, *, outside: bool
) -> tuple[Sheet, tuple[str, ...]]:
    """Return a folder as a job file would tell it, and what stays unmatched, in words.

    Of subtitles whose names tell another language than the one given, none are taken. leave_out
    is the output root. outside allows to read through links out of the folder.
    """
    found = scan(folder, leave_out, outside=outside)
    told = [
        f"{file.inside} is in {file.language}, not in {language}."
        for file in found.subtitles
        if is_other(file.language, language)
    ]
    pairing = Pairing(
        programmes=found.programmes,
        subtitles=[file for file in found.subtitles if not is_other(file.language, language)],
    )
    for number, level in enumerate(LEVELS):
        pairing.level(level, by_number=number % 2 == 1)
    pairs = sorted(pairing.pairs, key=lambda pair: str(pair[1].inside))
    sheet = Sheet(
        series=Table(where=str(folder), told={}),
        episodes=tuple(table_of(programme, subtitles) for programme, subtitles in pairs),
    )
    return sheet, (*found.passed_over, *told, *pairing.told, *pairing.rest())


def by_key(files: Iterable[Found], key: Level) -> dict[Hashable, list[Found]]:
    """Return files by their keys, those that have one."""
    sorted_out: dict[Hashable, list[Found]] = defaultdict(list)
    for file in files:
        if (name := key(file)) is not None:
            sorted_out[name].append(file)
    return sorted_out


def groups(
    programmes: Sequence[Found], subtitles: Sequence[Found], *, by_number: bool
) -> Iterable[tuple[list[Found], list[Found]]]:
    """Yield the programmes and subtitles that hang together; by number, their seasons agree."""
    left = list(programmes)
    while left:
        group, with_it = [left.pop(0)], list[Found]()
        for _ in range(len(programmes) + len(subtitles)):
            with_it = [s for s in subtitles if any(agree(p, s, by_number) for p in group)]
            more = [p for p in left if any(agree(p, s, by_number) for s in with_it)]
            if not more:
                break
            group, left = [*group, *more], [p for p in left if p not in more]
        if with_it:
            yield group, with_it


def agree(programme: Found, subtitles: Found, by_number: bool) -> bool:  # noqa: FBT001 - a filter
    """Whether two files of one key can be of the same episode."""
    if not by_number:
        return True
    one, other = programme.number, subtitles.number
    return one is not None and other is not None and one.may_be(other)


def is_other(language: str | None, wanted: str | None) -> bool:
    """Whether a language told by a name is surely not the wanted one."""
    if language is None or wanted is None:
        return False
    one, other = language.lower(), wanted.lower()
    return one != other and not (one.startswith(f"{other}-") or other.startswith(f"{one}-"))


def are_unlike(languages: Sequence[str | None]) -> bool:
    """Whether no language is there twice."""
    return len(set(languages)) == len(languages)


def names_of(files: Iterable[Found]) -> str:
    """Return the names of files, for a sentence."""
    return " and ".join(str(file.inside) for file in files)


def table_of(programme: Found, subtitles: Found) -> Table:
    """Return a pair as a table of a job file."""
    where = str(subtitles.inside)
    told = {
        "name": name_of(subtitles),
        "subtitles": str(subtitles.path),
        "programme": str(programme.path),
        "language": subtitles.language,
    }
    given = {key: Told(value=value, where=where) for key, value in told.items() if value}
    return Table(where=where, told=given)


def name_of(file: Found) -> str:
    """Return an episode's name: that of its subtitles, its folders before it."""
    name = "-".join((*file.inside.parent.parts, file.inside.stem))
    printable = "".join(sign if sign.isprintable() and sign != "\\" else "_" for sign in name)
    cut = printable.encode(errors="replace")[:LONGEST_NAME].decode(errors="ignore")
    return cut.strip() or "_"
