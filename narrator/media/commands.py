"""The ffmpeg commands that read: pure builders of argument lists."""

import os
from pathlib import Path
from typing import Any

import ffmpeg

from narrator.media.guard import DEMUXERS, PROTOCOLS, file_url
from narrator.media.pcm import PCM_FORMATS, PcmFormat
from narrator.media.soundshape import SoundShape, shape_of
from narrator.model import Programme

Command = list[str]
Node = Any  # a part of a graph: ffmpeg-python ships no types

# ffmpeg waits for keys on a terminal without the first, and says more than errors without the
# last two.
QUIET = ("-nostdin", "-hide_banner", "-loglevel", "error")

MOMENTARY_KEY = "lavfi.r128.M"


def decode_command(program: str, programme: Programme) -> Command:
    """Return the command that puts the programme's first sound track on standard output.

    Raw PCM of the programme's own rate, layout and sample format.
    """
    pcm = PCM_FORMATS[programme.sample_format]
    return sound_command(program, programme.path, shape_of(programme), pcm=pcm)


def sound_command(
    program: str, path: Path, shape: SoundShape, *, pcm: PcmFormat, track: int = 0
) -> Command:
    """Return the command that puts a sound track on standard output as interleaved `pcm`.

    `track` counts the sound tracks from 0; `shape` holds where the track changes midway. A hole
    in its time stamps is filled with silence, so that what follows it stays in time.
    """
    held: dict[str, object] = {"sample_rates": shape.rate_hz}
    if not shape.layout.endswith(" channels"):
        held["channel_layouts"] = shape.layout
    sound = in_time(media_input(path)[f"a:{track}"]).filter("aformat", **held)
    return compiled(sound.output("pipe:1", format=pcm.raw, acodec=f"pcm_{pcm.raw}"), program)


def loudness_command(program: str, path: Path, shape: SoundShape, *, track: int = 0) -> Command:
    """Return the command that prints the momentary loudness of a sound track every 100 ms.

    `track` counts the sound tracks from 0. The loudness stands in lines "lavfi.r128.M=…". The
    last block is filled up to 100 ms, or ebur128 would not look at it.
    """
    sound = in_time(media_input(path)[f"a:{track}"])
    sound = sound.filter("asetnsamples", n=shape.rate_hz // 10, p=1)
    sound = sound.filter("ebur128", metadata=1)
    sound = sound.filter("ametadata", mode="print", key=MOMENTARY_KEY, file="-")
    return compiled(sound.output("-", format="null"), program)


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
