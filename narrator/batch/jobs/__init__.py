"""Jobs: a job file or a folder to a batch, every fault of every job told before any work.

job file ─► sheet ─┐
├─► episodes ─► batch
folder ─► pairs ───┘
"""

from collections.abc import Mapping
from pathlib import Path

from narrator.addresses import is_url
from narrator.batch.jobs.checks import Checks
from narrator.batch.jobs.episodes import Maker
from narrator.batch.jobs.faults import MOST_SHOWN, Faults
from narrator.batch.jobs.keys import Sheet, Table, Told
from narrator.batch.jobs.pairs import pairs_of
from narrator.batch.jobs.places import Confined, absolute, must_be_plain
from narrator.batch.jobs.sheets import read_sheet
from narrator.batch.jobs.together import check_together
from narrator.batch.model import Batch
from narrator.errors import FaultsError, JobError
from narrator.escaping import escaped

USUAL_OUTPUT = "output"
COMMAND_LINE = "command line"


def read_batch(
    source: Path,
    *,
    output: str | None,
    defaults: Mapping[str, object] | None = None,
    outside: bool = False,
) -> Batch:
    """Return the batch of a job file (TOML, JSON, CSV), or of a folder of episodes.

    output is the output root, a path or a URL, and goes before the job file's own; defaults are
    values by the keys of a job file, for where it tells none, their paths from the working folder;
    outside allows to write out of the root and to read through links out of the source's folder.
    Raises JobError that lists every fault by file, line and key.
    """
    faults, checks = Faults(), Checks()
    if source.is_dir():
        folder, root = absolute(source), usual_root(output)
        language = str((defaults or {}).get("language") or "") or None
        sheet, unmatched = pairs_of(folder, Path(root), language, outside=outside)
    else:
        folder, unmatched = absolute(source).parent, ()
        sheet = read_sheet(source, faults)
        root = root_of(sheet, folder, output, faults, outside=outside)
    confined = Confined(folder=folder, root=root, outside=outside)
    maker = Maker(faults=faults, checks=checks, confined=confined)
    given = Confined(folder=Path.cwd(), root=root, outside=True)
    usual = Maker(faults=faults, checks=checks, confined=given).placed(as_table(defaults or {}))
    series = {key: told for key, told in maker.placed(sheet.series).items() if key != "output"}
    made = [maker.episode(table, {**usual, **series}) for table in sheet.episodes]
    episodes = tuple(episode for episode in made if episode)
    check_together(episodes, faults)
    faults.raise_any()
    if not episodes:
        told = (f"{source} names no episode.", *unmatched[:MOST_SHOWN])
        hint = "docs/batch.md shows how that is done."
        raise FaultsError("\n".join(map(escaped, told)), hint)
    return Batch(episodes=episodes, root=root, unmatched=unmatched)


def usual_root(output: str | None) -> str:
    """Return the output root that was given, or the usual one. Raises JobError."""
    place = USUAL_OUTPUT if output is None else must_be_plain(output)
    return place if is_url(place) else str(absolute(Path(place)))


def root_of(
    sheet: Sheet, folder: Path, output: str | None, faults: Faults, *, outside: bool
) -> str:
    """Return the output root: the one given, else the job file's, which lies in its own folder."""
    told = sheet.series.told.get("output")
    if output is not None or told is None:
        return usual_root(output)
    try:
        return Confined(folder=folder, root=str(folder), outside=outside).writing(str(told.value))
    except JobError as error:
        faults.add(told.where, "output", error.with_hint)
        return usual_root(None)


def as_table(defaults: Mapping[str, object]) -> Table:
    """Return values of the command line as a table; what is None, False or empty was not given."""
    told = {
        key: Told(value=plain_value(value), where=COMMAND_LINE)
        for key, value in defaults.items()
        if value
    }
    return Table(where=COMMAND_LINE, told=told)


def plain_value(value: object) -> object:
    """Return a value as a job file would have it: paths as text, tuples as lists."""
    if isinstance(value, tuple):
        return list(map(plain_value, value))
    return str(value) if isinstance(value, Path) else value
