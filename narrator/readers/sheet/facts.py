"""What a sheet says of the whole episode, in columns that say the same in every row."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrator.frames import Frames
from narrator.model import Timing
from narrator.readers.sheet.columns import OF_ALL_ROWS, SUFFIX_OF_RATE
from narrator.readers.sheet.numbering import ids_of
from narrator.readers.sheet.table import Fault, Row
from narrator.text.tag import is_language
from narrator.timecode import FRAME_RATES, parse_smpte, parse_stamp

TIMINGS: tuple[Timing, ...] = ("cues", "estimated", "aligned")
USUAL: Mapping[str, str] = {
    "frame rate": "25", "start timecode": "00:00:00:00", "timing": "cues", "narrations": "0",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """The title and the language, None where none is told; the clock; the ids there were.

    Where the clock is not known, nothing can be said of the times in the rows.
    """

    title: str | None
    language: str | None
    timing: Timing
    frame_rate: str
    start_ms: int
    narrations: tuple[str, ...]
    clock_is_known: bool = True

    @property
    def frames(self) -> Frames:
        """The frames that timecodes count, the start's the first."""
        rate = FRAME_RATES[self.frame_rate]
        return Frames(rate=rate, start=round(self.start_ms * rate.per_second / 1000))

    def time_ms(self, text: str) -> int:
        """Return the milliseconds of a timecode, or of hh:mm:ss.mmm. Raises ValueError."""
        return timecode_ms(text, self.frame_rate)


def facts_of(rows: Sequence[Row]) -> tuple[Facts, tuple[Fault, ...]]:
    """Return what the rows say of the episode, usual values where they say nothing or amiss."""
    told: dict[str, tuple[str, int]] = {}
    faults = list(disagreements(rows, told))
    read = {column: told[column][0] if column in told else USUAL.get(column, "")
            for column in OF_ALL_ROWS}  # fmt: skip
    amiss = list(wrong(read))
    for column, why in amiss:
        at = told.get(column, ("", 2))[1]
        faults.append(Fault(row=at, column=column, what=f"{read[column]!r} is {why}"))
        read[column] = USUAL.get(column, "")
    rate = read["frame rate"].removesuffix(SUFFIX_OF_RATE)
    facts = Facts(
        title=read["title"] or None,
        language=read["script language"] or None,
        timing=next((timing for timing in TIMINGS if timing == read["timing"]), "cues"),
        frame_rate=rate,
        start_ms=timecode_ms(read["start timecode"], rate),
        narrations=tuple(ids_of(read["narrations"])),
        clock_is_known=not {column for column, _ in amiss} & {"frame rate", "start timecode"},
    )
    return facts, tuple(faults)


def disagreements(rows: Sequence[Row], told: dict[str, tuple[str, int]]) -> Iterator[Fault]:
    """Gather what each column says and in which row; yield the rows that say something else.

    What most rows say counts, since a person edits one; of two that are even, what comes first.
    """
    for column in OF_ALL_ROWS:
        said = [(text, row.number) for row in rows if (text := row.cell(column).strip())]
        if not said:
            continue
        ((usual, _),) = Counter(text for text, _ in said).most_common(1)
        told[column] = next(each for each in said if each[0] == usual)
        for text, number in said:
            if text != usual:
                what = f"{text!r} is not {usual!r}, as in row {told[column][1]}"
                yield Fault(row=number, column=column, what=what)


def wrong(read: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the columns whose value cannot be, and what it is not."""
    rate = read["frame rate"].removesuffix(SUFFIX_OF_RATE)
    if rate not in FRAME_RATES:
        yield "frame rate", f"none of {', '.join(FRAME_RATES)}"
    try:
        timecode_ms(read["start timecode"], rate if rate in FRAME_RATES else USUAL["frame rate"])
    except ValueError:
        yield "start timecode", "no timecode at the frame rate"
    if read["script language"] and not is_language(read["script language"]):
        yield "script language", "no language tag"
    if read["timing"] not in TIMINGS:
        yield "timing", f"none of {', '.join(TIMINGS)}"
    try:
        ids_of(read["narrations"])
    except ValueError as error:
        yield "narrations", str(error)


def timecode_ms(text: str, rate: str) -> int:
    """Return the milliseconds of hh:mm:ss:ff at a frame rate, or hh:mm:ss.mmm. Raises ValueError.

    A stamp must have its hours: 01:02:03 would else be told from 02:03 by nothing.
    """
    if text.count(":") == 2 and ";" not in text:
        return parse_stamp(text)
    return parse_smpte(text, FRAME_RATES[rate])
