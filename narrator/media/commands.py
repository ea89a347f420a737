"""The ffmpeg commands that read: pure builders of argument lists."""

import os
from pathlib import Path
from typing import Any

import ffmpeg

from narrator.media.damage import LARGEST
from narrator.media.guard import DEMUXERS, PROTOCOLS, file_url
from narrator.media.pcm import PCM_FORMATS, PcmFormat
from narrator.media.soundmeter import metered
from narrator.media.soundshape import SoundShape, shape_of
from narrator.model import Programme

Command = list[str]
Node = Any  # a part of a graph: ffmpeg-python ships no types

SOUND_OR_SILENCE = f"if(lte(abs(val(ch)),{LARGEST:.0f}),val(ch),0)"
# ffmpeg waits for keys on a terminal without the first, and says more than errors without the
# last two.
QUIET = ("-nostdin", "-hide_banner", "-loglevel", "error")


def decode_command(program: str, programme: Programme) -> Command:
    """Return the command that puts the programme's first sound track on standard output.

    Raw interleaved PCM of the programme's own rate, layout and sample format; a hole in the
    track's time stamps is filled with silence, so that what follows it stays in time. So is what
    is no number.
    """
    pcm = PCM_FORMATS[programme.sample_format]
    sound = held_to(whole_sound(programme), shape_of(programme))
    return compiled(sound.output("pipe:1", format=pcm.raw, acodec=f"pcm_{pcm.raw}"), program)


def track_command(program: str, path: Path, shape: SoundShape, *, track: int = 0) -> Command:
    """Return the command that puts a sound track on standard output, for the meters.

    Raw PCM in the format `metered(shape)`, with what is no number; `track` counts the sound tracks
    from 0.
    """
    raw = metered(shape).raw
    sound = held_to(media_input(path)[f"a:{track}"], shape)
    return compiled(sound.output("pipe:1", format=raw, acodec=f"pcm_{raw}"), program)


def crc32_command(program: str, path: Path, pcm: PcmFormat, *, track: int) -> Command:
    """Return the command that prints "CRC32=…" of a sound track decoded to `pcm`."""
    sound = media_input(path)[f"a:{track}"]
    output = sound.output("pipe:1", format="hash", hash="crc32", acodec=f"pcm_{pcm.raw}")
    return compiled(output, program)


def whole_sound(programme: Programme, **options: object) -> Node:
    """Return the programme's first sound track, with silence for samples that are no numbers.

    First of all: other filters would spread them, and whole numbers come out at full scale.
    """
    sound = media_input(programme.path, **options)["a:0"]
    return sound.filter("aeval", exprs=SOUND_OR_SILENCE, c="same") if programme.is_float else sound


def held_to(sound: Node, shape: SoundShape) -> Node:
    """Return a sound with what holds its shape where the track changes midway."""
    held: dict[str, object] = {"sample_rates": shape.rate_hz}
    if not shape.layout.endswith(" channels"):
        held["channel_layouts"] = shape.layout
    return in_time(sound).filter("aformat", **held)


def media_input(path: Path, **options: object) -> Node:
    """Return the input node for a media file, kept to that file."""
    return ffmpeg.input(
        graph_url(path), protocol_whitelist=PROTOCOLS, format_whitelist=DEMUXERS, **options
    )


def in_time(sound: Node) -> Node:
    """Return `sound` with silence where its time stamps jump; samples are not changed.

    Where channels are mixed down it is so that no sum is beyond full scale, whatever the samples
    are: without being told, ffmpeg does so for whole numbers only, and floats come out louder.
    """
    return sound.filter("aresample", rematrix_maxval=1, **{"async": 1})


def graph_url(path: Path) -> str:
    """Return file_url(path) as ffmpeg-python can take it: it fails on names that are not UTF-8.

    Each byte stands as one character; `compiled` turns it back.
    """
    return _characters(file_url(path))


def _characters(path: Path | str) -> str:
    return os.fsencode(path).decode("latin-1")


def compiled(output: Node, program: str) -> Command:
    """Return the argument list of a graph whose names are from `graph_url`."""
    arguments = output.compile(cmd=[])
    return [program, *QUIET, *(os.fsdecode(each.encode("latin-1")) for each in arguments)]
