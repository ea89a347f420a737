"""The ffmpeg commands that read: pure builders of argument lists."""

import os
from pathlib import Path
from typing import Any

import ffmpeg

from narrator.media.guard import DEMUXERS, PROTOCOLS, file_url
from narrator.media.pcm import PCM_FORMATS
from narrator.model import Programme

Command = list[str]
Node = Any  # a part of a graph: ffmpeg-python ships no types

# ffmpeg waits for keys on a terminal without the first, and says more than errors without the
# last two.
QUIET = ("-nostdin", "-hide_banner", "-loglevel", "error")

MOMENTARY_KEY = "lavfi.r128.M"


def decode_command(program: str, programme: Programme) -> Command:
    """Return the command that puts the programme's first sound track on standard output.

    Raw interleaved PCM of the programme's own rate, layout and sample format; a hole in the
    track's time stamps is filled with silence, so that what follows it stays in time.
    """
    pcm = PCM_FORMATS[programme.sample_format]
    sound = in_time(media_input(programme.path)["a:0"])
    sound = sound.filter("aformat", **_held(programme.rate_hz, programme.layout))
    output = sound.output("pipe:1", format=pcm.raw, acodec=f"pcm_{pcm.raw}")
    return compiled(output, program)


def sound_command(
    program: str, path: Path, *, rate_hz: int, track: int = 0, layout: str | None = None
) -> Command:
    """Return the command that puts a sound track on standard output for the peak meter.

    Interleaved 32-bit floats of the track's rate, so that what a codec decodes beyond full scale
    is seen. `track` counts the sound tracks from 0; `layout` holds the channels where the track
    changes midway.
    """
    sound = in_time(media_input(path)[f"a:{track}"])
    sound = sound.filter("aformat", sample_fmts="flt", **_held(rate_hz, layout))
    return compiled(sound.output("pipe:1", format="f32le", acodec="pcm_f32le"), program)


def loudness_command(
    program: str, path: Path, *, rate_hz: int, track: int = 0, single: str = "single"
) -> Command:
    """Return the command that prints the momentary loudness of a sound track every 100 ms.

    `track` counts the sound tracks from 0; `single` says how a track of one channel is heard:
    a key of HEARD. The loudness stands in lines "lavfi.r128.M=…". The last block is filled up to
    100 ms, or ebur128 would not look at it.
    """
    sound = in_time(media_input(path)[f"a:{track}"])
    sound = sound.filter("asetnsamples", n=rate_hz // 10, p=1)
    sound = sound.filter("ebur128", metadata=1, dualmono=HEARD[single])
    sound = sound.filter("ametadata", mode="print", key=MOMENTARY_KEY, file="-")
    return compiled(sound.output("-", format="null"), program)


# How a sound of one channel is heard: from one loudspeaker, or from both as a stem will be.
HEARD: dict[str, int] = {"single": 0, "both": 1}


def media_input(path: Path, **options: object) -> Node:
    """Return the input node for a media file, kept to that file."""
    return ffmpeg.input(
        graph_url(path), protocol_whitelist=PROTOCOLS, format_whitelist=DEMUXERS, **options
    )


def in_time(sound: Node) -> Node:
    """Return `sound` with silence where its time stamps jump; samples are not changed."""
    return sound.filter("aresample", **{"async": 1})


def graph_url(path: Path) -> str:
    """Return file_url(path) as ffmpeg-python can take it: it fails on names that are not UTF-8.

    Each byte stands as one character; `compiled` turns it back.
    """
    return os.fsencode(file_url(path)).decode("latin-1")


def compiled(output: Node, program: str) -> Command:
    """Return the argument list of a graph whose names are from `graph_url`."""
    arguments = output.compile(cmd=[])
    return [program, *QUIET, *(os.fsdecode(each.encode("latin-1")) for each in arguments)]


def _held(rate_hz: int, layout: str | None) -> dict[str, object]:
    """Return what holds the shape of the sound where the track changes midway."""
    shape: dict[str, object] = {"sample_rates": rate_hz}
    if layout is not None and not layout.endswith(" channels"):
        shape["channel_layouts"] = layout
    return shape
