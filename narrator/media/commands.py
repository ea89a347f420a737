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

END_KEY = "narrator.end"
LOUDNESS_KEY = "lavfi.r128.I"
PEAK_KEY = "lavfi.r128.true_peak"


def decode_command(program: str, programme: Programme) -> Command:
    """Return the command that puts the programme's first sound track on standard output.

    Raw interleaved PCM of the programme's own rate, layout and sample format; a hole in the
    track's time stamps is filled with silence, so that what follows it stays in time.
    """
    pcm = PCM_FORMATS[programme.sample_format]
    sound = in_time(media_input(programme.path)["a:0"])
    sound = sound.filter("aformat", **_shape(programme))
    output = sound.output("pipe:1", format=pcm.raw, acodec=f"pcm_{pcm.raw}")
    return compiled(output, program)


def measure_command(
    program: str, path: Path, *, rate_hz: int, track: int = 0, single: str = "single"
) -> Command:
    """Return the command that prints the loudness of a sound track, block by block, as keys.

    `track` counts the sound tracks from 0; `single` says how a track of one channel is heard:
    a key of HEARD. In "frame:… pts:…" lines the largest pts is the count of samples, since the
    first printer sees frames that are stamped with their end. Of the "key=value" lines the
    last value of LOUDNESS_KEY counts, and the largest of the keys that start with PEAK_KEY
    (linear, not dB). Frames are filled up to 100 ms after the count, or ebur128 would not look
    at the last of them.
    """
    sound = in_time(media_input(path)[f"a:{track}"])
    sound = sound.filter("asetpts", "N+S").filter("ametadata", mode="add", key=END_KEY, value=1)
    sound = _printed(sound, key=END_KEY).filter("asetpts", "N")
    sound = sound.filter("asetnsamples", n=rate_hz // 10, p=1)
    sound = sound.filter("ebur128", metadata=1, peak="true", dualmono=HEARD[single])
    return compiled(_printed(sound).output("-", format="null"), program)


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


def _printed(sound: Node, **options: str) -> Node:
    # direct: two printers share one pipe, so each must write a line at a time.
    return sound.filter("ametadata", mode="print", file="-", direct=1, **options)


def _shape(programme: Programme) -> dict[str, object]:
    """Return what holds the shape of the sound where the track changes midway."""
    shape: dict[str, object] = {"sample_rates": programme.rate_hz}
    if not programme.layout.endswith(" channels"):
        shape["channel_layouts"] = programme.layout
    return shape
