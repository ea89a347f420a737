"""The parts of a mix on their way through the limiter, which needs what stands on either side."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrator.media.blending import Sound, programme_on
from narrator.media.limiter import Passage, context, held

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A stretch of the mix: the programme's bytes, and its gain and the narration a frame.

    programme is what the narration is added to, where that was needed already: the programme on
    the channels that narration goes to, after its gain, of shape (frames, channels).
    """

    raw: bytes
    narration: Floats
    gain: Floats
    programme: Floats | None = None

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
            whole = _computed(part, sound)
            passage = _passage(before, whole, after, sound, around)
            yield replace(whole, narration=held(passage, ceiling, rate_hz))
        else:
            yield part


def _computed(part: Part, sound: Sound) -> Part:
    """Return a part with its programme."""
    return replace(part, programme=programme_on(part.raw, part.gain, sound))


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
    led = list(_last(before, around, sound))
    followed = list(_first(after, around, sound))
    parts = [*led, part, *followed]
    kind = sound.pcm.kind
    ahead = np.zeros(around - sum(map(len, led)), kind)
    behind = np.zeros(around - sum(map(len, followed)), kind)
    narration = [ahead, *(each.narration for each in parts), behind]
    programme = [_programme(each, sound) for each in parts]
    channels = programme[0].shape[1]
    edges = [np.zeros((len(edge), channels), kind) for edge in (ahead, behind)]
    return Passage(
        programme=np.concatenate([edges[0], *programme, edges[1]]),
        narration=np.concatenate(narration),
    )


def _programme(part: Part, sound: Sound) -> Floats:
    if part.programme is not None:
        return part.programme
    return programme_on(part.raw, part.gain, sound)


def _first(parts: Sequence[Part], frames: int, sound: Sound) -> Iterator[Part]:
    """Yield the first `frames` frames of the parts, fewer where there are fewer."""
    for part in parts:
        taken = min(frames, len(part))
        if taken:
            yield _cut(part, slice(0, taken), sound)
        frames -= taken


def _last(parts: Sequence[Part], frames: int, sound: Sound) -> Iterator[Part]:
    """Yield the last `frames` frames of the parts, fewer where there are fewer."""
    spare = max(0, sum(map(len, parts)) - frames)
    for part in parts:
        dropped = min(spare, len(part))
        if dropped < len(part):
            yield _cut(part, slice(dropped, len(part)), sound)
        spare -= dropped


def _cut(part: Part, frames: slice, sound: Sound) -> Part:
    size = sound.frame_bytes if part.raw else 0
    return Part(
        raw=part.raw[frames.start * size : frames.stop * size],
        narration=part.narration[frames],
        gain=part.gain[frames],
    )
