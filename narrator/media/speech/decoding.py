"""The sound of some windows of a programme, as mono samples at the listener's rate.

A programme is read by stretches: between two windows ffmpeg either decodes on, or is started anew
further in, whichever is cheaper. Times are those of the mix: the first sample of the sound track
stands at the programme's sound_start_ms, and holes in its time stamps are silence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

import numpy as np

from narrator.media.commands import Command, Node, compiled, in_time, whole_sound
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.opening import opened
from narrator.media.run import reading
from narrator.media.speech.silero import RATE_HZ, Samples
from narrator.media.speech.windows import merged
from narrator.model import Programme, Span

# Starting ffmpeg further in takes about 0.1 s, decoding to mono at 16 kHz about 2.5 ms
# for each second of sound: over a shorter gap than this, decoding on is cheaper. Measured as told
# in docs/speech.md.
WORTH_A_START_MS = 40_000

# Containers that tell the time of each packet and can be entered at one: ffmpeg's names.
ENTERED = frozenset({"matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2", "mxf", "wav", "w64"})

_WIDTH = 2
_SKIPPED_BYTES = 1 << 20
_S_MS = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Windows that one run of ffmpeg decodes.

    start_ms is the programme time of the first sample it gives; seek_ms is how far into the
    file that is by the file's own clock, None where the file is read from its beginning.
    """

    start_ms: int
    windows: tuple[Span, ...]
    seek_ms: int | None = None


def stretches_of(
    windows: Sequence[Span], sound_start_ms: int, entry_ms: int | None
) -> tuple[Stretch, ...]:
    """Return the cheapest stretches for windows in order that do not overlap.

    entry_ms is the time of the first sample on the file's own clock, None where the file cannot
    be entered in its middle.
    """
    whole = Span(start_ms=sound_start_ms, end_ms=sound_start_ms + 1)
    if entry_ms is None:
        return (Stretch(start_ms=sound_start_ms, windows=tuple(windows)),) if windows else ()
    spans = merged([whole, *windows], gap_ms=WORTH_A_START_MS)
    groups = [(s, tuple(w for w in windows if s.overlap_ms(w))) for s in spans]
    return tuple(
        Stretch(
            start_ms=span.start_ms,
            windows=group,
            seek_ms=entry_ms + span.start_ms - sound_start_ms if number else None,
        )
        for number, (span, group) in enumerate(groups)
        if group
    )


def window_command(program: str, programme: Programme, stretch: Stretch) -> Command:
    """Return the command that puts a stretch on standard output: 16-bit mono at RATE_HZ.

    It ends with the stretch's last window. What a seek leaves out before the first sample, as
    in a hole of the track, is silence.
    """
    seek = {} if stretch.seek_ms is None else {"ss": f"{stretch.seek_ms / _S_MS:.3f}"}
    sound = whole_sound(programme, **seek)
    sound = in_time(sound) if stretch.seek_ms is None else _from_zero(sound)
    sound = _mono(sound, programme).filter("aformat", sample_rates=RATE_HZ)
    length_ms = stretch.windows[-1].end_ms - stretch.start_ms
    sound = sound.filter("atrim", end_sample=_samples(length_ms))
    return compiled(sound.output("pipe:1", format="s16le", acodec="pcm_s16le"), program)


def entry_of(programme: Programme) -> int | None:
    """Return the time of the first sample by the file's own clock, counted from its first packet.

    None where the container cannot be entered in its middle. Raises UnreadableInputError.
    """
    with opened(programme.path) as container:
        if container.format.name not in ENTERED:
            return None
        clock_ms = (container.start_time or 0) // _S_MS
        for frame in container.decode(container.streams.audio[0]):
            return round((frame.time or 0) * _S_MS) - clock_ms
    return None


def sounds_of(programme: Programme, windows: Sequence[Span]) -> Iterator[Iterator[Samples]]:
    """Yield for each window, in order, its sound in blocks of a second, the last one shorter.

    The windows are in order, do not overlap and start no earlier than the sound. Each window's
    blocks must be taken before the next window. Where the sound ends early, so do the blocks.
    Raises MediaError where ffmpeg fails.
    """
    for stretch in stretches_of(windows, programme.sound_start_ms, entry_of(programme)):
        with reading(window_command(find_ffmpeg(), programme, stretch)) as sound:
            at = 0
            for window in stretch.windows:
                first = _samples(window.start_ms - stretch.start_ms)
                last = _samples(window.end_ms - stretch.start_ms)
                _skip(sound, (first - at) * _WIDTH)
                yield _blocks(sound, last - first)
                at = last


def _blocks(sound: IO[bytes], samples: int) -> Iterator[Samples]:
    for start in range(0, samples, RATE_HZ):
        data = sound.read(min(RATE_HZ, samples - start) * _WIDTH)
        if len(data) >= _WIDTH:
            yield np.frombuffer(data, "<i2", len(data) // _WIDTH).astype(np.int16)


def _skip(sound: IO[bytes], count: int) -> None:
    while count > 0:
        skipped = len(sound.read(min(count, _SKIPPED_BYTES)))
        if not skipped:
            return
        count -= skipped


def _from_zero(sound: Node) -> Node:
    return sound.filter("aresample", **{"async": 1, "first_pts": 0})


def _mono(sound: Node, programme: Programme) -> Node:
    """Return the sound as one channel: ffmpeg's downmix, or the mean of channels without names."""
    if not programme.layout.endswith(" channels"):
        return sound.filter("aformat", channel_layouts="mono")
    mean = "+".join(f"c{number}" for number in range(programme.channels))
    return sound.filter("pan", f"mono|c0<{mean}")


def _samples(time_ms: int) -> int:
    return time_ms * RATE_HZ // _S_MS
