"""The programme and its sound, as probed, measured and listened to."""

from dataclasses import dataclass
from pathlib import Path

from narrator.model.finding import Finding
from narrator.model.span import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Loudness:
    """A measurement by ITU-R BS.1770: integrated LUFS (None for silence) and true peak."""

    integrated_lufs: float | None
    true_peak_dbtp: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Damage:
    """Samples of a sound that are no numbers (NaN, infinite), and are taken for silence.

    samples counts a moment once, in however many channels it is damaged; the span holds all of
    them, and what is whole between them.
    """

    samples: int
    span: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """The programme as probed. length_samples counts the sound track at rate_hz.

    sample_format is the PCM format that carries the source without loss ("s16", "s24",
    "s32", "f32"); centre is the index of the channel narration goes to in 5.1, None where it
    goes to every channel; sound_start_ms is how late the sound track starts after the picture.
    address is where it was fetched from, "" where its path is no passing one. is_float tells that
    the sound track itself holds floating-point numbers, some of which may be damage.
    """

    path: Path
    duration_ms: int
    rate_hz: int
    channels: int
    layout: str
    sample_format: str
    has_sound: bool
    has_video: bool
    centre: int | None = None
    sound_start_ms: int = 0
    language: str | None = None
    loudness: Loudness | None = None
    length_samples: int | None = None
    address: str = ""
    is_float: bool = False
    damage: Damage | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What listening to the programme where narration may go came to.

    listened says whether it was done at all, within which windows; speech holds the spans in
    which somebody speaks; findings what there is to say of it.
    """

    listened: bool = False
    windows: tuple[Span, ...] = ()
    speech: tuple[Span, ...] = ()
    findings: tuple[Finding, ...] = ()
