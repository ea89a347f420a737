"""Every mark of the time line as text: what the drawing shows, for who does not see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from narrator.model import Duck, Span
from narrator.writers.report.drawing import LOUDEST_LUFS, QUIETEST_LUFS, Levels, loudest
from narrator.writers.report.facts import signed
from narrator.writers.report.marks import Marks
from narrator.writers.report.times import TENTH_MS, shown_length, shown_time

MOST_LOUDS = 600  # a minute each in ten hours
ROW_TENTHS = (100, 600, 6_000)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """A stretch of speech, a free slot or a hold."""

    when: str
    lasts: str
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DipRow:
    """A dip: full depth for its length, the fades outside it."""

    when: str
    lasts: str
    gain: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LoudRow:
    """The loudest moment of the programme from one time to the next row's."""

    when: str
    loudness: str


def stretches_of(marks: Marks) -> Sequence[Stretch]:
    """Return speech, slots and holds in order of time."""
    kinds: tuple[tuple[str, Iterable[Span]], ...] = (
        ("speech" if marks.listened else "dialogue subtitle", marks.speech),
        ("slot", marks.slots),
        ("hold", marks.holds),
    )
    found = [(span, what) for what, spans in kinds for span in spans]
    return [
        Stretch(when=shown_time(span.start_ms), lasts=f"{span.duration_ms / 1000:.1f} s", what=what)
        for span, what in sorted(found, key=itemgetter(0))
    ]


def dip_rows(ducks: Iterable[Duck]) -> Sequence[DipRow]:
    """Return every dip in words."""
    return [
        DipRow(
            when=shown_time(duck.span.start_ms),
            lasts=shown_length(duck.span.duration_ms),
            gain=f"{signed(duck.gain_db)} dB",
        )
        for duck in ducks
    ]


def fades_in_words(ducks: Sequence[Duck]) -> str:
    """Say how long the fades of all dips are, "" where there is no dip."""
    if not ducks:
        return ""
    fade_in = seconds_over([duck.fade_in_ms for duck in ducks])
    fade_out = seconds_over([duck.fade_out_ms for duck in ducks])
    return f"The fades stand outside: {fade_in} in, {fade_out} out."


def seconds_over(lengths_ms: Sequence[int]) -> str:
    """Return lengths as seconds, from the shortest to the longest where they differ."""
    least, most = (f"{length_ms / 1000:.2f} s" for length_ms in (min(lengths_ms), max(lengths_ms)))
    return least if least == most else f"{least} to {most}"


def loud_rows(levels: Levels) -> Sequence[LoudRow]:
    """Return the waveform as a table: rows of ten seconds, or of more where these are too many."""
    tenths = len(levels.values) * levels.step
    row = next((each for each in ROW_TENTHS if tenths <= each * MOST_LOUDS), ROW_TENTHS[-1])
    count = max(1, row // levels.step)
    return [
        LoudRow(when=shown_time(at * count * levels.step * TENTH_MS), loudness=lufs(value))
        for at, value in enumerate(loudest(levels.values, count))
    ]


def lufs(level: int) -> str:
    """Return a level from 0 to 63 as a loudness, to the nearest decibel."""
    if level == 0:
        return f"{signed(QUIETEST_LUFS)} LUFS or less"
    value = QUIETEST_LUFS + level / 63 * (LOUDEST_LUFS - QUIETEST_LUFS)
    return f"{value:.0f} LUFS".replace("-", "\N{MINUS SIGN}")
