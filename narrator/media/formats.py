"""The formats a described mix is written in, and the ffmpeg commands that pack it.

Every command takes the mix as raw PCM on standard input.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from narrator.media.bwf import Broadcast
from narrator.media.commands import Command, Node, compiled, graph_url, media_input
from narrator.media.guard import PROTOCOLS
from narrator.media.language import three_letters
from narrator.media.pcm import PCM_FORMATS
from narrator.media.tracks import HOLDS, KeptTrack, Track, kept_tracks
from narrator.model import Finding, Hold, Programme

_FLAC_CHANNELS = 8
_AAC_CHANNELS = 8
_AAC_RATES_BPS = {1: 96_000, 2: 192_000, 6: 384_000}
_AAC_RATE_A_CHANNEL_BPS = 64_000
_DESCRIBED = "visual_impaired+descriptions"

_Options = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Packing:
    """What every command builder needs: the ffmpeg program, the programme, the labels.

    tracks are those of the programme's file; language (any tag) and title are the described
    track's; holds are where the programme is held, and its picture stands still; about is what a
    WAV file says of itself.
    """

    program: str
    programme: Programme
    tracks: tuple[Track, ...]
    language: str | None
    title: str
    holds: tuple[Hold, ...] = ()
    about: Broadcast | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A format of the described mix.

    keeps_tracks says whether the programme's own tracks go along; most_channels is None where
    there is no limit; command is None for WAV, which is written without ffmpeg; findings tells
    what the format cannot keep.
    """

    suffix: str
    keeps_tracks: bool
    most_channels: int | None
    command: Callable[[Packing, Path], Command] | None
    findings: Callable[[Packing], tuple[Finding, ...]]


def flac_command(packing: Packing, path: Path) -> Command:
    """Return the command that packs the mix as a FLAC file."""
    return _alone(packing, path, "flac", _flac(packing.programme))


def m4a_command(packing: Packing, path: Path) -> Command:
    """Return the command that packs the mix as AAC in an M4A file."""
    return _alone(packing, path, "ipod", _aac(packing.programme))


def mkv_command(packing: Packing, path: Path) -> Command:
    """Return the command that adds the mix, without loss, to the programme's tracks in MKV."""
    codec = _mkv_codec(packing.programme)
    if packing.holds:
        return held_command(packing, path, "matroska", codec)
    return _beside_the_programme(packing, path, "mkv", "matroska", codec)


def mp4_command(packing: Packing, path: Path) -> Command:
    """Return the command that adds the mix, as AAC, to the programme's tracks in MP4."""
    codec = _aac(packing.programme)
    if packing.holds:
        return held_command(packing, path, "mp4", codec)
    return _beside_the_programme(packing, path, "mp4", "mp4", codec)


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


def _mkv_findings(packing: Packing) -> tuple[Finding, ...]:
    return _held_findings(packing) or kept_tracks(packing.tracks, HOLDS["mkv"])[1]


def _mp4_findings(packing: Packing) -> tuple[Finding, ...]:
    return _held_findings(packing) or kept_tracks(packing.tracks, HOLDS["mp4"])[1]


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
    ),
    "mkv": Format(
        suffix=".mkv",
        keeps_tracks=True,
        most_channels=None,
        command=mkv_command,
        findings=_mkv_findings,
    ),
    "mp4": Format(
        suffix=".mp4",
        keeps_tracks=True,
        most_channels=_AAC_CHANNELS,
        command=mp4_command,
        findings=_mp4_findings,
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


def _alone(packing: Packing, path: Path, muxer: str, codec: _Options) -> Command:
    """Return the command for a file of the mix alone: its only track has to be the default."""
    options = _for_stream("a:0", {**codec, "disposition": f"default+{_DESCRIBED}"})
    mix = _mix_input(packing.programme)["a:0"]
    output = ffmpeg.output(mix, graph_url(path), format=muxer, **options)
    return _labelled(output, packing, ("", ":s:a:0"))


def _beside_the_programme(
    packing: Packing, path: Path, container: str, muxer: str, codec: _Options
) -> Command:
    """Return the command for picture, sound, described sound, and then what else there is."""
    kept = kept_tracks(packing.tracks, HOLDS[container])[0]
    sound = [each for each in kept if each.track.kind == "audio"]
    before = [each for each in kept if each.track.kind == "video"] + sound
    after = [each for each in kept if each.track.kind not in {"video", "audio"}]
    programme = media_input(packing.programme.path)
    streams = [
        *(programme[str(each.track.index)] for each in before),
        _mix_input(packing.programme)["a:0"],
        *(programme[str(each.track.index)] for each in after),
    ]
    described = f"a:{len(sound)}"
    options = _kept_codecs(before, 0) | _kept_codecs(after, len(before) + 1)
    options |= _for_stream(described, {**codec, "disposition": _DESCRIBED})
    if sound:
        options["disposition:a:0"] = "+".join(dict.fromkeys(("default", *sound[0].track.flags)))
    output = ffmpeg.output(*streams, graph_url(path), format=muxer, **options)
    return _labelled(output, packing, (f":s:{described}",))


def held_command(packing: Packing, path: Path, muxer: str, codec: _Options) -> Command:
    """Return the command for the picture, standing still at every hold, and the mix.

    Frames after a hold are stamped later by its length, and the gap is filled with the last one.
    """
    later = "+".join(
        f"gte(T,{hold.at_ms / 1000})*{hold.length_ms / 1000}" for hold in packing.holds
    )
    mix = _mix_input(packing.programme)["a:0"]
    options = _for_stream("a:0", {**codec, "disposition": f"default+{_DESCRIBED}"})
    if not packing.programme.has_video:
        output = ffmpeg.output(mix, graph_url(path), format=muxer, **options)
        return _labelled(output, packing, (":s:a:0",))
    picture = media_input(packing.programme.path)["v:0"]
    picture = picture.filter("setpts", f"PTS+({later})/TB").filter("fps", fps="source_fps")
    options |= {"c:v": "libx264", "crf": 18, "preset": "veryfast", "pix_fmt": "yuv420p"}
    output = ffmpeg.output(picture, mix, graph_url(path), format=muxer, **options)
    return _labelled(output, packing, (":s:a:0",))


def _labelled(output: Node, packing: Packing, places: Sequence[str]) -> Command:
    """Return the whole command with the labels, in front of its last argument.

    `places` are the specifiers of what is labelled, "" for the file. ffmpeg-python cannot give
    an option twice. MP4 players show the handler's name as the title.
    """
    *front, url = compiled(output, packing.program)
    title = "".join(each if each.isprintable() else " " for each in packing.title)
    tags = {
        "language": three_letters(packing.language),
        "title": title,
        "handler_name": title,
    }
    pairs = [
        (f"-metadata{place}", f"{name}={value}")
        for place in places
        for name, value in tags.items()
        if place or name != "handler_name"
    ]
    return [*front, *(argument for pair in pairs for argument in pair), "-y", url]


def _mix_input(programme: Programme) -> Node:
    options: _Options = {"ar": programme.rate_hz, "ac": programme.channels}
    if not programme.layout.endswith(" channels"):
        options["channel_layout"] = programme.layout
    raw = PCM_FORMATS[programme.sample_format].raw
    return ffmpeg.input("pipe:0", format=raw, protocol_whitelist=PROTOCOLS, **options)


def _kept_codecs(kept: list[KeptTrack], first: int) -> _Options:
    return {f"c:{first + place}": each.codec for place, each in enumerate(kept)}


def _for_stream(stream: str, options: _Options) -> _Options:
    return {f"{name}:{stream}": value for name, value in options.items()}


def _flac(programme: Programme) -> _Options:
    sample_format = "s16" if programme.sample_format == "s16" else "s32"
    return {"c": "flac", "sample_fmt": sample_format, "bits_per_raw_sample": 24}


def _aac(programme: Programme) -> _Options:
    channels = programme.channels
    return {"c": "aac", "b": _AAC_RATES_BPS.get(channels, channels * _AAC_RATE_A_CHANNEL_BPS)}


def _mkv_codec(programme: Programme) -> _Options:
    """Return FLAC where it loses nothing, else plain PCM."""
    if programme.sample_format in {"s16", "s24"} and programme.channels <= _FLAC_CHANNELS:
        return _flac(programme)
    return {"c": f"pcm_{PCM_FORMATS[programme.sample_format].raw}"}
