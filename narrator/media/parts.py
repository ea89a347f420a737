"""The parts of a mix on their way through the limiter, which needs what stands on either side."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from narrator.media.blending import Sound, programme_on
from narrator.media.limiter import Passage, context, held

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A stretch of the mix: the programme's bytes, and its gain and the narration a frame."""

    raw: bytes
    narration: Floats
    gain: Floats

    def __len__(self) -> int:
        """Return the number of frames."""
        return len(self.gain)


Neighbourhood = tuple[Sequence[Part], Part, Sequence[Part]]


def held_down(
    parts: Iterable[Part], sound: Sound, *, ceiling: float, rate_hz: int
) -> Iterator[Part]:
    """Yield the parts with their narration held below `ceiling` (linear) beside the programme.

    However the sound is cut into parts, the samples are the same.
    """
    around = context(rate_hz)
    for before, part, after in _neighbourhoods(parts, around):
        if part.narration.any():
            passage = _passage(before, part, after, sound, around)
            yield replace(part, narration=held(passage, ceiling, rate_hz))
        else:
            yield part


def _neighbourhoods(parts: Iterable[Part], around: int) -> Iterator[Neighbourhood]:
    """Yield each part with those before and after it that hold `around` frames, if there are."""
    before: deque[Part] = deque()
    ahead: deque[Part] = deque()
    for part in parts:
        ahead.append(part)
        while sum(map(len, ahead)) - len(ahead[0]) >= around:
            yield tuple(before), ahead[0], tuple(ahead)[1:]
            _step(before, ahead, around)
    while ahead:
        yield tuple(before), ahead[0], tuple(ahead)[1:]
        _step(before, ahead, around)


def _step(before: deque[Part], ahead: deque[Part], around: int) -> None:
    before.append(ahead.popleft())
    while sum(map(len, before)) - len(before[0]) >= around:
        before.popleft()


def _passage(
    before: Sequence[Part], part: Part, after: Sequence[Part], sound: Sound, around: int
) -> Passage:
    """Return the part with `around` frames on either side, silence beyond the ends of the mix."""
    parts = [*before, part, *after]
    narration = np.concatenate([each.narration for each in parts])
    programme = np.concatenate([programme_on(each.raw, each.gain, sound) for each in parts], axis=1)
    first = sum(map(len, before)) - around
    last = first + len(part) + 2 * around
    room = (max(0, -first), max(0, last - len(narration)))
    inside = slice(max(0, first), last)
    return Passage(
        programme=np.pad(programme[:, inside], ((0, 0), room)),
        narration=np.pad(narration[inside], room),
    )
