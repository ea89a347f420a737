"""The rows of an SSA or ASS file, set right so that pysubs2 parses every one of them.

pysubs2 wants the usual order of fields and gives up a file for one bad row; files in the wild
have their own Format lines, broken numbers and rows cut short. Rows are put into the usual order
and what cannot be read is a Repair: kinds "field", "stamp", "broken-line", "truncated".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pysubs2 import SSAEvent, SSAFile

from narrator.model import Repair
from narrator.readers.cues.stamps import read_stamp
from narrator.readers.repairs import Kind, repaired
from narrator.timecode import format_stamp

HEADING = re.compile(r"\[([^\]]{0,60}[a-z][^\]]{0,60})\]", re.IGNORECASE)
FILLED = re.compile(r"(dialogue|comment|style|format)\s?:\s?(.*)", re.IGNORECASE)
OTHER_EVENTS = re.compile(r"(?:picture|sound|movie|command)\s?:|[;!]", re.IGNORECASE)
STAMP = re.compile(r"-?\d{1,2}:\d{2}:\d{2}\.\d{2,3}", re.ASCII)
NUMBER = re.compile(r"\s*[-+]?\d{1,9}\s*", re.ASCII)
COLOUR = re.compile(r"&H[0-9a-fA-F]{1,8}|\d{1,10}", re.ASCII)
EVENT = "layer start end style name marginl marginr marginv effect text".split()
# The style fields that pysubs2 expects in this order; those asked of the file, with defaults.
STYLE = {
    "ass": "{name},Arial,20,{primarycolour},&H0,&H0,&H0,{bold},{italic},0,0,100,100,0,0,1,1,1,"
    "{alignment},{marginl},{marginr},{marginv},1",
    "ssa": "{name},Arial,20,{primarycolour},0,0,0,{bold},{italic},1,1,1,"
    "{alignment},{marginl},{marginr},{marginv},0,1",
}
USUAL_STYLE = {
    "ass": "name fontname fontsize primarycolour secondarycolour outlinecolour backcolour bold "
    "italic underline strikeout scalex scaley spacing angle borderstyle outline shadow alignment "
    "marginl marginr marginv encoding",
    "ssa": "name fontname fontsize primarycolour secondarycolour tertiarycolour backcolour bold "
    "italic borderstyle outline shadow alignment marginl marginr marginv alphalevel encoding",
}
ALIGNMENTS = {"ass": range(1, 10), "ssa": (1, 2, 3, 5, 6, 7, 9, 10, 11)}
DEFAULT_STYLE = {"primarycolour": "&HFFFFFF", "bold": "0", "italic": "0", "alignment": "2"}
OTHER_NAMES = {"actor": "name", "marked": "layer"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """A file as pysubs2 has it, and the line of each event.

    mended holds times that pysubs2 cannot read, None where nobody can, by line and "start" or
    "end".
    """

    file: SSAFile
    lines: tuple[int, ...]
    mended: Mapping[tuple[int, str], int | None]
    repairs: tuple[Repair, ...]

    def times_ms(self, line: int, event: SSAEvent) -> tuple[int | None, int | None]:
        """Return the start and the end of the event on `line`, None where they are unread."""
        start_ms, end_ms = event.start, event.end
        return self.mended.get((line, "start"), start_ms), self.mended.get((line, "end"), end_ms)

    def events(self) -> Sequence[tuple[int, SSAEvent]]:
        """Return each event with the number of its line."""
        return list(zip(self.lines, self.file.events, strict=True))


def parse_rows(text: str) -> Rows:
    r"""Return the rows of SSA or ASS `text`, \n line ends, as pysubs2 parses them."""
    dialect = (
        "ssa" if re.search(r"^\s{0,9}\[V4 Styles\]", text, re.IGNORECASE | re.MULTILINE) else "ass"
    )
    desk = _Desk(dialect)
    for number, line in enumerate(text.split("\n"), 1):
        desk.take(number, line.strip())
    file = SSAFile.from_string("\n".join(desk.document()), format_=dialect)
    return Rows(
        file=file,
        lines=tuple(desk.lines),
        mended=desk.mended,
        repairs=tuple(desk.repairs),
    )


@dataclass(slots=True)
class _Desk:
    """Takes the lines of a file one by one and writes them anew."""

    dialect: str
    section: str = ""
    formats: dict[str, list[str]] = field(default_factory=dict)
    info: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    mended: dict[tuple[int, str], int | None] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)

    def document(self) -> list[str]:
        """Return the lines of the file in good form."""
        events = "".join(self.events)
        return ["[Script Info]", *self.info, "[V4+ Styles]", *self.styles, "[Events]", events]

    def take(self, number: int, line: str) -> None:
        """Take one line of the file."""
        row = FILLED.fullmatch(line)
        if heading := HEADING.fullmatch(line):
            self.section = heading[1].lower()
        elif row and row[1].lower() == "format":
            names = [name.strip().lower() for name in row[2].split(",")]
            self.formats[self._kind()] = [OTHER_NAMES.get(name, name) for name in names]
        elif row and row[1].lower() == "style":
            self._style(number, row[2])
        elif row:
            self._event(number, row[1].capitalize(), row[2])
        elif "info" in self.section and ":" in line:
            self.info.append(line)
        elif "event" in self.section and line and not OTHER_EVENTS.match(line):
            self._continue(number, line)

    def _kind(self) -> str:
        return "event" if "event" in self.section else "style"

    def _names(self, kind: str, usual: Sequence[str]) -> Sequence[str]:
        names = self.formats.get(kind, [])
        return names if set(usual) & set(names) and names[-1] == usual[-1] else usual

    def _style(self, number: int, row: str) -> None:
        names = self._names("style", USUAL_STYLE[self.dialect].split())
        values = {k: v.strip() for k, v in zip(names, row.split(","), strict=False)}
        usable = {name: DEFAULT_STYLE.get(name, "0") for name in _asked_of_a_style()}
        usable["name"] = values.get("name", "").lstrip("*")
        for name in usable.keys() - {"name"}:
            value = values.get(name, "").removesuffix("&")
            if self._suits(name, value):
                usable[name] = value
            elif value:
                self._note("field", number, f"{name} {values[name]}", usable[name])
        self.styles.append("Style: " + STYLE[self.dialect].format_map(usable))

    def _suits(self, name: str, value: str) -> bool:
        if name == "primarycolour":
            return bool(COLOUR.fullmatch(value))
        is_number = bool(NUMBER.fullmatch(value))
        return is_number and (name != "alignment" or int(value) in ALIGNMENTS[self.dialect])

    def _event(self, number: int, kind: str, row: str) -> None:
        names = self._names("event", EVENT)
        fields = row.split(",", len(names) - 1)
        if len(fields) < len(names):
            self._note("truncated", number, row, "left out")
            return
        values = dict(zip(names, fields, strict=True))
        start, end = (self._stamp(number, name, values) for name in ("start", "end"))
        margins = [self._number(number, values, name) for name in ("marginl", "marginr", "marginv")]
        layer = self._number(number, values, "layer") if self.dialect == "ass" else "0"
        said = [values.get(name, "") for name in ("style", "name")]
        tail = [values.get("effect", ""), values["text"]]
        fields = [layer, start, end, said[0].strip().lstrip("*"), said[1], *margins, *tail]
        self.events.append(f"\n{kind}: {','.join(fields)}")
        self.lines.append(number)

    def _number(self, number: int, values: Mapping[str, str], name: str) -> str:
        value = values.get(name, "0")
        if NUMBER.fullmatch(value) or not value.strip():
            return value.strip() or "0"
        self._note("field", number, f"{name} {value}", "0")
        return "0"

    def _stamp(self, number: int, name: str, values: Mapping[str, str]) -> str:
        """Return a stamp that pysubs2 reads; what any other says is kept in `mended`."""
        value = values.get(name, "")
        if STAMP.fullmatch(value.strip()):
            return value.strip()
        ms = self.mended[number, name] = read_stamp(value)
        after = "none" if ms is None else format_stamp(max(0, ms))
        self._note("stamp", number, value, after)
        return "0:00:00.00"

    def _continue(self, number: int, line: str) -> None:
        """Add a line that is no row to the event above, whose text was broken in two."""
        if self.lines:
            self.events.append(rf"\N{line}")
            self._note("broken-line", number, line, "added to the row above")
        else:
            self._note("broken-line", number, line, "left out")

    def _note(self, kind: Kind, number: int, before: str, after: str) -> None:
        where = f"line {number}"
        self.repairs.append(repaired(kind, where, before, after))


def _asked_of_a_style() -> list[str]:
    return "name primarycolour bold italic alignment marginl marginr marginv".split()
