"""Programme, stem and described mixes decoded side by side, once each, a second at a time."""

import math
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from narrator.errors import UnreadableInputError
from narrator.media.commands import decode_command
from narrator.media.compare.alignment import Aligned
from narrator.media.compare.cells import Laid, block_of, cells_of
from narrator.media.compare.comparison import Compared, Comparison
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.layouts import centre_of
from narrator.media.measure import MeteredSound, metering
from narrator.media.pcm import PCM_FORMATS, floats_of
from narrator.media.run import reading
from narrator.media.soundmeter import SoundFacts
from narrator.media.soundshape import SoundShape, as_delivered
from narrator.media.source import HeldSound, Source, held_gaps
from narrator.media.truepeak import TruePeakMeter
from narrator.mix import sample_at
from narrator.model import Programme

Floats = NDArray[np.float32]
_ENDLESS = 1 << 48  # samples: no sound is longer


@dataclass(frozen=True, kw_only=True, slots=True)
class MixFile:
    """A described mix to be listened to: its track and its shape; loses is said of its codec."""

    path: Path
    track: int
    shape: SoundShape
    loses: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Against:
    """What mixes are held against; gain_db is the programme's throughout.

    The programme is as its file has it, and is decoded into the shape of the mixes.
    """

    programme: Programme
    stem: Path
    laid: Laid
    gain_db: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Listened:
    """What listening to one mix gave.

    programme_samples counts the programme, holds included, and programme_dbtp is its true peak
    in the shape of the mix, None for silence; lag_samples is how late the mix is, of a codec that
    loses.
    """

    facts: SoundFacts
    compared: Compared | None = None
    programme_samples: int = 0
    programme_dbtp: float | None = None
    lag_samples: int = 0


def listen_alone(mix: MixFile) -> Listened:
    """Return the facts of a mix. Raises MediaError where ffmpeg fails."""
    with metering(mix.path, mix.track, mix.shape) as sound:
        while sound.read(mix.shape.rate_hz):
            pass
    return Listened(facts=sound.facts())


def listen_against(mixes: Sequence[MixFile], against: Against) -> list[Listened]:
    """Return the facts of mixes of one rate and layout, compared with what they were made of.

    Raises MediaError where ffmpeg fails, UnreadableInputError where the stem has another rate.
    """
    shape, block = mixes[0].shape, block_of(mixes[0].shape.rate_hz)
    with ExitStack() as stack:
        stem = _opened_stem(stack, against.stem, shape)
        cells = cells_of(against.laid, rate_hz=shape.rate_hz, length=stem.frames)
        sounds = [stack.enter_context(metering(m.path, m.track, m.shape)) for m in mixes]
        comparisons = [
            Comparison(
                cells,
                targets=_targets(shape),
                level=10 ** (against.gain_db / 20),
                loses=mix.loses,
            )
            for mix in mixes
        ]
        takers = [
            Aligned(each, shape.rate_hz) if mix.loses else each
            for mix, each in zip(mixes, comparisons, strict=True)
        ]
        programme = stack.enter_context(_programme(against, _common(mixes)))
        _pump(stem, sounds, takers, programme, block)
    return [
        Listened(
            facts=sound.facts(),
            compared=each.compared,
            programme_samples=programme.samples,
            programme_dbtp=programme.dbtp,
            lag_samples=taker.lag_samples,
        )
        for sound, each, taker in zip(sounds, comparisons, takers, strict=True)
    ]


def _pump(
    stem: soundfile.SoundFile,
    sounds: Sequence[MeteredSound],
    takers: Sequence[Comparison | Aligned],
    programme: "Frames",
    block: int,
) -> None:
    """Take all to their ends."""
    while True:
        plain = programme.read(block)
        spoken = stem.read(block, dtype="float32", always_2d=True)[:, 0]
        mixed = [floats_of(s.read(block), s.sample_format, s.channels) for s in sounds]
        longest = max(map(len, (plain, spoken, *mixed)))
        if not longest:
            break
        plain, spoken = _filled(plain, longest), _filled(spoken, longest)
        for taker, mix in zip(takers, mixed, strict=True):
            taker.take(_filled(mix, longest), plain, spoken)
    for taker in takers:
        taker.end()


class Frames:
    """Raw sound read as numbers; samples counts what was read."""

    def __init__(self, source: Source, sample_format: str, channels: int) -> None:
        """Read nothing yet."""
        self._source, self._format, self._channels = source, sample_format, channels
        self._meter = TruePeakMeter(channels, PCM_FORMATS["f32"])
        self.samples = 0

    def read(self, count: int) -> Floats:
        """Return the next frames, (n, channels), fewer only at the end."""
        size = count * self._channels * PCM_FORMATS[self._format].width
        frames = floats_of(self._source.read(size), self._format, self._channels)
        self._meter.take(frames)
        self.samples += len(frames)
        return frames

    @property
    def dbtp(self) -> float | None:
        """The true peak of what was read, None where it is silent."""
        peak = self._meter.peak()
        return 20 * math.log10(peak) if peak > 0 else None


@contextmanager
def _programme(against: Against, shape: SoundShape) -> Iterator[Frames]:
    """Yield the programme as it was mixed: in the shape of the mix, held, silence before it."""
    programme = as_delivered(
        against.programme,
        layout=shape.layout,
        sample_format=shape.sample_format,
        rate_hz=shape.rate_hz,
    )
    if not programme.has_sound:
        yield Frames(_Nothing(), shape.sample_format, shape.channels)
        return
    programme = replace(programme, channels=shape.channels)
    frame_bytes = shape.channels * PCM_FORMATS[shape.sample_format].width
    late = sample_at(programme.sound_start_ms, shape.rate_hz) * frame_bytes
    gaps = [(0, late), *held_gaps(programme, against.laid.holds, most=_ENDLESS)]
    with reading(decode_command(find_ffmpeg(), programme)) as source:
        held = HeldSound(source, (gap for gap in gaps if gap[1]))
        yield Frames(held, shape.sample_format, shape.channels)
        while source.read(1 << 20):  # an ffmpeg that is left half-read would fail
            pass


class _Nothing:
    def read(self, _: int, /) -> bytes:
        return b""


def _common(mixes: Sequence[MixFile]) -> SoundShape:
    """Return the shape of the mix that keeps the programme best: one that loses nothing."""
    return next((mix.shape for mix in mixes if not mix.loses), mixes[0].shape)


def _targets(shape: SoundShape) -> slice:
    centre = centre_of(shape.layout, shape.channels)
    return slice(None) if centre is None else slice(centre, centre + 1)


def _opened_stem(stack: ExitStack, path: Path, shape: SoundShape) -> soundfile.SoundFile:
    try:
        stem = stack.enter_context(soundfile.SoundFile(path))
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableInputError(f"The stem {path} cannot be read: {error}") from error
    if stem.samplerate != shape.rate_hz:
        raise UnreadableInputError(f"The stem has {stem.samplerate} Hz, a mix {shape.rate_hz} Hz.")
    return stem


def _filled(sound: Floats, length: int) -> Floats:
    """Return sound of `length` frames, silence after its end."""
    if len(sound) == length:
        return sound
    return np.pad(sound, [(0, length - len(sound)), *[(0, 0)] * (sound.ndim - 1)])
