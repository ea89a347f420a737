"""Programme and narration put together, a block at a time."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrator.holds import held_ms
from narrator.media.pcm import PCM_FORMATS, PcmFormat, bytes_of, numbers_of
from narrator.mix import sample_at
from narrator.model import MixPlan, Programme

Floats = NDArray[np.floating[Any]]

_BEYOND = 1e6  # no sound: what a damaged floating-point programme may hold


@dataclass(frozen=True, kw_only=True, slots=True)
class Sound:
    """The shape of a mix.

    pcm and channels are the programme's; stem_pcm is the stem's. body is the range of the
    mix's samples that come from the programme's file, the rest being silence. targets are the
    channels that narration goes to.
    """

    pcm: PcmFormat
    stem_pcm: PcmFormat
    channels: int
    body: range
    targets: slice

    @property
    def frame_bytes(self) -> int:
        """Bytes of one sample of every channel."""
        return self.channels * self.pcm.width


def sound_of(programme: Programme | None, plan: MixPlan) -> Sound:
    """Return the shape of the mix of `plan`: for a stem alone, mono without a body."""
    if programme is None:
        pcm = PCM_FORMATS["s24"]
        return Sound(pcm=pcm, stem_pcm=pcm, channels=1, body=range(0), targets=slice(None))
    start = sample_at(programme.sound_start_ms, programme.rate_hz)
    length = programme.length_samples
    held = sample_at(held_ms(plan.holds), programme.rate_hz)
    end = plan.length_samples if length is None else start + length + held
    centre = programme.centre
    return Sound(
        pcm=PCM_FORMATS[programme.sample_format],
        stem_pcm=PCM_FORMATS[stem_format(programme)],
        channels=programme.channels,
        body=range(start, end) if programme.has_sound else range(0),
        targets=slice(None) if centre is None else slice(centre, centre + 1),
    )


def stem_format(programme: Programme | None) -> str:
    """Return "s16" for the stem of a 16-bit programme, "s24" for every other."""
    return "s16" if programme is not None and programme.sample_format == "s16" else "s24"


def programme_on(raw: bytes, gain: Floats, sound: Sound) -> Floats:
    """Return the programme on the channels that narration goes to, after `gain`.

    The shape is (frames, channels), full scale 1.0. There are no channels where there is no
    programme.
    """
    if not sound.body:
        return np.zeros((len(gain), 0), sound.pcm.kind)
    frames = np.frombuffer(raw, dtype=np.uint8).reshape(len(gain), sound.frame_bytes)
    numbers = numbers_of(frames, sound.pcm)[:, sound.targets]
    if sound.pcm.is_float:
        numbers = np.clip(numbers, -_BEYOND, _BEYOND)
    return np.asarray(numbers * (gain / sound.pcm.full_scale).astype(sound.pcm.kind)[:, np.newaxis])


def blend(
    raw: bytes, narration: Floats, gain: Floats, sound: Sound, programme: Floats | None = None
) -> tuple[bytes, int]:
    """Return the programme's bytes `raw` with `gain` and `narration`, and how many clipped.

    gain and narration hold one linear value a frame. Frames with gain 1.0 and no narration
    keep their very bytes.
    programme is what `programme_on` gives, where it is known already.
    """
    touched = _touched(narration, gain, sound)
    if touched is None:
        return raw, 0
    frames = np.frombuffer(raw, dtype=np.uint8).reshape(len(gain), sound.frame_bytes).copy()
    in_all = programme is not None and programme.shape[1] == sound.channels
    if programme is not None and in_all and not sound.pcm.is_float:
        numbers: Floats = programme[touched] + narration[touched, np.newaxis]
        numbers *= sound.pcm.full_scale
    else:
        numbers = numbers_of(frames[touched], sound.pcm)
        numbers *= gain[touched, np.newaxis].astype(sound.pcm.kind)
        numbers[:, sound.targets] += narration[touched, np.newaxis] * sound.pcm.full_scale
    frames[touched], clipped = bytes_of(numbers, sound.pcm)
    return frames.tobytes(), clipped


def _touched(narration: Floats, gain: Floats, sound: Sound) -> slice | NDArray[np.intp] | None:
    """Return which frames change, None for none of them.

    Whole numbers come out as they went in where nothing is done to them, so that one slice will
    do; of floating-point numbers only those that change may be touched.
    """
    changes = (gain != 1.0) | (narration != 0.0)
    if not changes.any():
        return None
    if sound.pcm.is_float:
        return np.flatnonzero(changes)
    return slice(int(changes.argmax()), len(changes) - int(changes[::-1].argmax()))


def stem_bytes(narration: Floats, sound: Sound) -> tuple[bytes, int]:
    """Return `narration` as the stem's bytes, and how many samples clipped."""
    if not narration.any():
        return bytes(len(narration) * sound.stem_pcm.width), 0
    numbers = narration[:, np.newaxis] * sound.stem_pcm.full_scale
    frames, clipped = bytes_of(numbers, sound.stem_pcm)
    return frames.tobytes(), clipped
