"""How loud a programme or a finished file is, and exactly how long: one pass of ffmpeg's ebur128.

The numbers are read from the metadata that ffmpeg prints for a program to read; ebur128 (ITU-R
BS.1770, EBU R 128) prints peaks as linear values with three decimals, so a true peak
is exact to 0.01 dB near full scale and to 0.5 dB at -40 dBTP.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from narrator.errors import MediaError, UnreadableInputError
from narrator.media.commands import LOUDNESS_KEY, PEAK_KEY, Command, measure_command
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.probe import probe_rates
from narrator.media.run import STALL_S, reading
from narrator.model import Loudness, Programme

_SILENT_LUFS = -70.0
_BLOCKS_A_SECOND = 10
_STAMP = re.compile(rb" pts:(\d+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundFacts:
    """What measuring a sound track gives: loudness, and its samples a channel as decoded."""

    loudness: Loudness
    length_samples: int


def measure(programme: Programme, *, stall_s: float = STALL_S) -> SoundFacts:
    """Return the facts of the programme's first sound track; silence where it has none.

    A track of one channel is heard on one loudspeaker. Raises MediaError where ffmpeg fails, or
    gives nothing for `stall_s` seconds.
    """
    if not programme.has_sound:
        silence = Loudness(integrated_lufs=None, true_peak_dbtp=None)
        return SoundFacts(loudness=silence, length_samples=0)
    rate_hz = programme.rate_hz
    command = measure_command(find_ffmpeg(), programme.path, rate_hz=rate_hz)
    return _measured(command, rate_hz, stall_s)


def measure_file(path: Path, *, track: int = 0) -> SoundFacts:
    """Return the facts of sound track number `track` of a finished file, -1 for its last.

    Raises UnreadableInputError where there is no such track, MediaError where ffmpeg fails.
    """
    return _measured_track(path, track, single="single")


def measure_stem(path: Path) -> SoundFacts:
    """Return the facts of a mono stem as it will be heard, on both channels of a pair.

    Raises as `measure_file` does.
    """
    return _measured_track(path, 0, single="both")


def sound_facts(lines: Iterable[bytes], rate_hz: int) -> SoundFacts:
    """Return the facts that `lines`, the output of `measure_command`, tell."""
    samples, peak, blocks = 0, 0.0, [_SILENT_LUFS, _SILENT_LUFS]
    for line in lines:
        key, _, value = line.decode("ascii", "replace").strip().partition("=")
        if stamp := _STAMP.search(line):
            samples = max(samples, int(stamp[1]))
        elif key == LOUDNESS_KEY:
            blocks = [blocks[1], float(value)]
        elif key.startswith(PEAK_KEY):
            peak = max(peak, float(value))
    # A last block that was filled up with silence must not count.
    is_filled = samples % (rate_hz // _BLOCKS_A_SECOND) != 0
    return SoundFacts(
        loudness=Loudness(
            integrated_lufs=_heard(blocks[0] if is_filled else blocks[1]),
            true_peak_dbtp=20 * math.log10(peak) if peak > 0 else None,
        ),
        length_samples=samples,
    )


def _measured_track(path: Path, track: int, *, single: str) -> SoundFacts:
    rates = probe_rates(path)
    if not -len(rates) <= track < len(rates):
        raise UnreadableInputError(f"{path} has no sound track number {track}.", "Count from 0.")
    number = track % len(rates)
    command = measure_command(
        find_ffmpeg(), path, rate_hz=rates[number], track=number, single=single
    )
    return _measured(command, rates[number], STALL_S)


def _measured(command: Command, rate_hz: int, stall_s: float) -> SoundFacts:
    with reading(command, stall_s=stall_s) as lines:
        facts = sound_facts(lines, rate_hz)
    if not facts.length_samples:
        raise MediaError("ffmpeg found no sound to measure.", "Play the file to see what it holds.")
    return facts


def _heard(lufs: float) -> float | None:
    return lufs if math.isfinite(lufs) and lufs > _SILENT_LUFS else None
