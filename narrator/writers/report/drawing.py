"""The time line as SVG paths (SVG 2, chapter 9): x in tenths of a second, y from 0 to HEIGHT."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from narrator.curve import STEP_MS
from narrator.model import Duck, Hold, Span
from narrator.writers.report.times import TENTH_MS

HEIGHT = 40
COLUMNS = 1_200  # of the drawing that needs no script: a wide screen's pixels
MOST_LEVELS = 36_000  # that the script may draw from: a second each in ten hours
QUIETEST_LUFS, LOUDEST_LUFS = -60.0, 0.0
DEEPEST_DB = -24.0
# One sign a level, 64 of them, none of which means anything to HTML (as base64url, RFC 4648).
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True, kw_only=True, slots=True)
class Levels:
    """How loud the programme is: a number from 0 to 63 for every step of tenths of a second."""

    values: Sequence[int]
    step: int

    @property
    def signs(self) -> str:
        """The levels as text, a sign each."""
        return "".join(SIGNS[value] for value in self.values)


def levels_of(
    momentary_lufs: Sequence[float], holds: Iterable[Hold], length_ms: int, sound_start_ms: int = 0
) -> Levels:
    """Return the programme's levels on the output's clock; silence while it is held.

    Each step has the loudest of its moments. A moment stands where its 400 ms have their middle.
    """
    silence = [0] * round(sound_start_ms / STEP_MS)
    tenths = silence + [level(lufs) for lufs in momentary_lufs[1:]]
    for hold in sorted(holds, reverse=True):
        at = min(len(tenths), round(hold.at_ms / STEP_MS))
        tenths[at:at] = [0] * round(hold.length_ms / STEP_MS)
    wanted = length_ms // TENTH_MS
    tenths = (tenths + [0] * (wanted - len(tenths)))[:wanted] if momentary_lufs else []
    step = max(1, -(-wanted // MOST_LEVELS))
    return Levels(values=loudest(tenths, step), step=step)


def loudest(values: Sequence[int], count: int) -> list[int]:
    """Return the largest of every `count` values."""
    return [max(values[at : at + count]) for at in range(0, len(values), count)]


def level(lufs: float) -> int:
    """Return a momentary loudness as a number from 0 to 63."""
    share = (lufs - QUIETEST_LUFS) / (LOUDEST_LUFS - QUIETEST_LUFS)
    return round(63 * min(1.0, max(0.0, share))) if share == share else 0  # noqa: PLR0124 - a NaN


def wave(levels: Levels) -> str:
    """Return the upper half of the waveform as one path of at most COLUMNS steps."""
    count = max(1, -(-len(levels.values) // COLUMNS))
    middle = HEIGHT // 2
    heights = loudest(levels.values, count)
    steps = (f"V{round(middle - middle * value / 63, 1):g}h{count * levels.step}"
             for value in heights)  # fmt: skip
    return f"M0 {middle}{''.join(steps)}V{middle}z" if heights else ""


def bars(spans: Iterable[Span]) -> str:
    """Return spans, in order of time, as bars of the full height.

    Every move is relative, for a long episode has thousands of bars.
    """
    path, at = ["M0 0"], 0
    for span in spans:
        start = tenth(span.start_ms)
        width = max(1, tenth(span.end_ms) - start)
        path.append(f"m{start - at} 0h{width}v{HEIGHT}h-{width}z")
        at = start
    return "".join(path)


def dips(ducks: Iterable[Duck]) -> str:
    """Return dips, in order of time, as deep as the programme is turned down, from the top."""
    path, at = ["M0 0"], 0
    for duck in ducks:
        start, deep = tenth(duck.span.start_ms - duck.fade_in_ms), depth(duck.gain_db)
        full, end = tenth(duck.span.start_ms), tenth(duck.span.end_ms)
        fade_out = tenth(duck.span.end_ms + duck.fade_out_ms) - end
        path.append(f"m{start - at} 0l{full - start} {deep}h{end - full}l{fade_out}-{deep}z")
        at = start
    return "".join(path)


def depth(gain_db: float) -> int:
    """Return how far down a dip is drawn; one of 0 dB is a thin line."""
    return round(2 + (HEIGHT - 2) * min(1.0, max(0.0, gain_db / DEEPEST_DB)))


def tenth(time_ms: int) -> int:
    """Return a time in tenths of a second, none before 0."""
    return max(0, round(time_ms / TENTH_MS))
