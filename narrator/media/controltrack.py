"""Control data read from a file: the studio signal in a WAV file, or AD_descriptors in a row."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from narrator.control.constants import FRAME_MS, MUTED
from narrator.control.demodulate import demodulated
from narrator.control.descriptor import SIZE, descriptors
from narrator.control.fades import FadeTrack, fades_db_of
from narrator.errors import UnreadableInputError
from narrator.model import Finding

_WAVES = (b"RIFF", b"RF64", b"BW64")
_HINT = "Give a receiver-mix.wav, or an ad-descriptors.bin."
_FRAMES_A_BLOCK = 48_000


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ControlTrack:
    """The fades that were read, and what is to be said of how they were."""

    fades: FadeTrack
    findings: tuple[Finding, ...] = ()


def read_control(path: Path, *, interval_ms: int, offset_ms: int) -> ControlTrack:
    """Return the control data of a file; what it is, is told by its content.

    A WAV file has them on its last channel. interval_ms is from one descriptor to the next, where
    they stand in a row; offset_ms how much later than the data the moment is that they are for.
    Raises UnreadableInputError where there are none.
    """
    try:
        with path.open("rb") as file:
            is_wave = file.read(4) in _WAVES
        read = _from_signal(path) if is_wave else _from_stream(path, interval_ms)
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableInputError(f"The control data {path} cannot be read: {error}") from error
    fades = FadeTrack(times_ms=read.fades.times_ms + offset_ms, fades_db=read.fades.fades_db)
    return ControlTrack(fades=fades, findings=read.findings)


def _from_signal(path: Path) -> ControlTrack:
    with soundfile.SoundFile(path) as sound:
        blocks = sound.blocks(_FRAMES_A_BLOCK, dtype="float64", always_2d=True)
        rate_hz = sound.samplerate
        heard = demodulated((block[:, -1] for block in blocks), rate_hz)
    if not heard.starts.size:
        message = f"The last channel of {path} holds no control data."
        raise UnreadableInputError(message, _HINT)
    return ControlTrack(
        fades=FadeTrack(
            times_ms=heard.starts * (FRAME_MS / heard.frame_samples),
            fades_db=fades_db_of(heard.fades),
        ),
        findings=(
            *_inverted(is_inverted=heard.is_inverted),
            *_lost(heard.lost),
            *_muting(heard.fades.tobytes()),
        ),
    )


def _from_stream(path: Path, interval_ms: int) -> ControlTrack:
    raw = path.read_bytes()
    try:
        fades = bytes(each.fade for each in descriptors(raw))
    except ValueError as error:
        raise UnreadableInputError(f"{path} holds {error}.", _HINT) from error
    if not fades:
        raise UnreadableInputError(f"{path} holds no control data.", _HINT)
    return ControlTrack(
        fades=FadeTrack(
            times_ms=np.arange(len(raw) // SIZE, dtype=np.float64) * interval_ms,
            fades_db=fades_db_of(np.frombuffer(fades, np.uint8)),
        ),
        findings=_muting(fades),
    )


def _inverted(*, is_inverted: bool) -> tuple[Finding, ...]:
    if not is_inverted:
        return ()
    message = "The control channel is inverted; it was read, but not every receiver can."
    return (Finding(code="control-inverted", message=message),)


def _lost(count: int) -> tuple[Finding, ...]:
    if not count:
        return ()
    message = f"{count} frames of the control data are damaged or missing."
    return (Finding(code="control-lost", message=message),)


def _muting(fades: bytes) -> tuple[Finding, ...]:
    if MUTED not in fades:
        return ()
    message = "The control data mute the programme (FF), and in some receivers the narration too."
    return (Finding(code="control-mutes", message=message),)
