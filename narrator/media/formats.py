"""The formats a described mix is written in: how each is packed, and what it cannot keep."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from narrator.media.commands import Command
from narrator.media.language import three_letters
from narrator.media.packing import Options, Packing, Shape, alone, languages, packed
from narrator.media.pcm import PCM_FORMATS
from narrator.media.purpose import EDITORIAL_CLASSES, Container, characteristics_of
from narrator.media.quicktime import tag_last_sound
from narrator.media.tracks import HOLDS, kept_tracks
from narrator.media.transport import PLACEHOLDER, signal_purpose
from narrator.model import Finding, Programme

_FLAC_CHANNELS = 8
_AAC_CHANNELS = 8
_AC3_CHANNELS = 6
_STEREO = 2
_AAC_RATES_BPS = {1: 96_000, 2: 192_000, 6: 384_000}
_AAC_RATE_A_CHANNEL_BPS = 64_000

Finish = Callable[[Packing, Path], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A format of the described mix.

    keeps_tracks says whether the programme's own tracks go along; most_channels is None where
    there is no limit; command is None for WAV, which is written without ffmpeg; findings tells
    what the format cannot keep; finish writes into the finished file what ffmpeg cannot.
    """

    suffix: str
    keeps_tracks: bool
    most_channels: int | None
    command: Callable[[Packing, Path], Command] | None
    findings: Callable[[Packing], tuple[Finding, ...]]
    finish: Finish | None = None


def flac_command(packing: Packing, path: Path) -> Command:
    """Return the command that packs the mix as a FLAC file."""
    codec = _flac(packing.programme)
    return alone(packing, path, Shape(container="mkv", muxer="flac", codec=codec))


def m4a_command(packing: Packing, path: Path) -> Command:
    """Return the command that packs the mix as AAC in an M4A file."""
    codec = aac(packing.programme.channels)
    return alone(packing, path, Shape(container="mp4", muxer="ipod", codec=codec))


def m4a_finish(packing: Packing, path: Path) -> None:
    """Write the characteristics into an M4A file. Raises MediaError."""
    tag_last_sound(path, characteristics_of(packing.mode, translated=packing.translated), ())


def mkv_command(packing: Packing, path: Path) -> Command:
    """Return the command that adds the mix, without loss, to the programme's tracks in MKV."""
    codec = _mkv_codec(packing.programme)
    return packed(packing, path, Shape(container="mkv", muxer="matroska", codec=codec))


def mp4_command(packing: Packing, path: Path) -> Command:
    """Return the command that adds the mix, as AAC, to the programme's tracks in MP4."""
    codec = aac(packing.programme.channels)
    return packed(packing, path, Shape(container="mp4", muxer="mp4", codec=codec))


def mov_command(packing: Packing, path: Path) -> Command:
    """Return the command that adds the mix, as PCM, to the programme's tracks in QuickTime."""
    codec = _pcm(packing.programme)
    return packed(packing, path, Shape(container="mov", muxer="mov", codec=codec))


def mov_finish(packing: Packing, path: Path) -> None:
    """Write the characteristics and the languages into a QuickTime file. Raises MediaError."""
    told = characteristics_of(packing.mode, translated=packing.translated)
    tag_last_sound(path, told, languages(packing, "mov"))


def ts_command(packing: Packing, path: Path) -> Command:
    """Return the command that adds the mix, as AAC or AC-3, to the programme's tracks in MPEG-TS.

    The language is written twice, which leaves room for what `ts_finish` writes there; as that is
    DVB's, so are the descriptors of the codecs. AAC in MPEG-TS has no place for odd layouts.
    """
    channels = packing.programme.channels
    shape = Shape(
        container="ts",
        muxer="mpegts",
        codec=aac(channels) if channels <= _STEREO else {"c": "ac3"},
        settings={"mpegts_flags": "+system_b"},
        language=PLACEHOLDER.format(three_letters(packing.language)),
    )
    return packed(packing, path, shape)


def ts_finish(packing: Packing, path: Path) -> None:
    """Write what the mix is for into a transport stream. Raises MediaError."""
    signal_purpose(path, EDITORIAL_CLASSES[packing.mode])


def aac(channels: int) -> Options:
    """Return ffmpeg's options for AAC of so many channels."""
    return {"c": "aac", "b": _AAC_RATES_BPS.get(channels, channels * _AAC_RATE_A_CHANNEL_BPS)}


def _keeps_all(_: Packing) -> tuple[Finding, ...]:
    return ()


def _flac_findings(packing: Packing) -> tuple[Finding, ...]:
    if packing.programme.sample_format not in {"s32", "f32"}:
        return ()
    message = (
        "FLAC was written with 24 bits for a programme of 32: the last bits were cut off, and "
        "so is anything above full scale."
    )
    return (Finding(code="flac-24-bit", message=message),)


def _left_behind(container: Container, packing: Packing) -> tuple[Finding, ...]:
    """Say what a container cannot keep of the programme's tracks."""
    return _held_findings(packing) or kept_tracks(packing.tracks, HOLDS[container])[1]


def _held_findings(packing: Packing) -> tuple[Finding, ...]:
    """Say what goes where the programme is held: the picture is made anew, the rest would drift."""
    if not packing.holds:
        return ()
    left = [track for track in packing.tracks if track.kind not in {"video", "data"}]
    message = (
        "The programme is held, so its picture was encoded again, and its other tracks "
        f"({len(left)}), which go by its own clock, were left out."
    )
    return (Finding(code="picture-held", message=message),)


FORMATS: dict[str, Format] = {
    "wav": Format(
        suffix=".wav",
        keeps_tracks=False,
        most_channels=None,
        command=None,
        findings=_keeps_all,
    ),
    "flac": Format(
        suffix=".flac",
        keeps_tracks=False,
        most_channels=_FLAC_CHANNELS,
        command=flac_command,
        findings=_flac_findings,
    ),
    "m4a": Format(
        suffix=".m4a",
        keeps_tracks=False,
        most_channels=_AAC_CHANNELS,
        command=m4a_command,
        findings=_keeps_all,
        finish=m4a_finish,
    ),
    "mkv": Format(
        suffix=".mkv",
        keeps_tracks=True,
        most_channels=None,
        command=mkv_command,
        findings=partial(_left_behind, "mkv"),
    ),
    "mp4": Format(
        suffix=".mp4",
        keeps_tracks=True,
        most_channels=_AAC_CHANNELS,
        command=mp4_command,
        findings=partial(_left_behind, "mp4"),
    ),
    "mov": Format(
        suffix=".mov",
        keeps_tracks=True,
        most_channels=None,
        command=mov_command,
        findings=partial(_left_behind, "mov"),
        finish=mov_finish,
    ),
    "ts": Format(
        suffix=".ts",
        keeps_tracks=True,
        most_channels=_AC3_CHANNELS,
        command=ts_command,
        findings=partial(_left_behind, "ts"),
        finish=ts_finish,
    ),
}


def unfit(name: str, programme: Programme) -> str | None:
    """Say in one sentence why the programme does not fit the format FORMATS[name], or None."""
    most = FORMATS[name].most_channels
    if most is None or programme.channels <= most:
        return None
    return (
        f"{name.upper()} takes at most {most} channels and the programme has {programme.channels}."
    )


def _flac(programme: Programme) -> Options:
    sample_format = "s16" if programme.sample_format == "s16" else "s32"
    return {"c": "flac", "sample_fmt": sample_format, "bits_per_raw_sample": 24}


def _mkv_codec(programme: Programme) -> Options:
    """Return FLAC where it loses nothing, else plain PCM."""
    if programme.sample_format in {"s16", "s24"} and programme.channels <= _FLAC_CHANNELS:
        return _flac(programme)
    return _pcm(programme)


def _pcm(programme: Programme) -> Options:
    return {"c": f"pcm_{PCM_FORMATS[programme.sample_format].raw}"}
