"""The commands that read, as argument lists."""

from dataclasses import replace
from pathlib import Path

import pytest

from narrator.media.commands import decode_command, track_command
from narrator.media.guard import DEMUXERS
from narrator.media.soundshape import SoundShape, shape_of
from narrator.model import Programme

SURROUND = Programme(
    path=Path("/tv/-episode 1: 100%.mxf"),
    duration_ms=60_000,
    rate_hz=48_000,
    channels=6,
    layout="5.1(side)",
    sample_format="s24",
    has_sound=True,
    has_video=True,
    centre=2,
)


STEREO = SoundShape(rate_hz=44_100, channels=2, layout="stereo", sample_format="s24")


def graph(command: list[str]) -> str:
    """Return the filter graph of a command."""
    return command[command.index("-filter_complex") + 1]


def test_decoding_keeps_rate_layout_and_format() -> None:
    """The first sound track comes out as raw PCM of its own kind."""
    command = decode_command("ffmpeg", SURROUND)
    assert command[:5] == ["ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error"]
    assert command[-5:] == ["-f", "s24le", "-acodec", "pcm_s24le", "pipe:1"]
    assert graph(command) == (
        "[0:a:0]aresample=async=1:rematrix_maxval=1[s0];"
        "[s0]aformat=channel_layouts=5.1(side):sample_rates=48000[s1]"
    )


def test_inputs_are_kept_to_the_one_file() -> None:
    """Only local files, only containers that refer to nothing, and the name taken literally."""
    command = decode_command("ffmpeg", SURROUND)
    front = command[: command.index("-i")]
    assert front[front.index("-protocol_whitelist") + 1] == "file,pipe,fd"
    assert front[front.index("-format_whitelist") + 1] == DEMUXERS
    assert command[command.index("-i") + 1] == "file:/tv/-episode 1: 100%.mxf"


def test_a_relative_path_is_made_absolute() -> None:
    """A name that starts with '-' can never be read as an option."""
    command = track_command("ffmpeg", Path("-y.wav"), STEREO)
    assert command[command.index("-i") + 1] == f"file:{Path.cwd()}/-y.wav"


def test_a_track_is_held_to_its_shape() -> None:
    """Holes are filled, a change of shape midway is undone, and floats keep what is beyond."""
    command = track_command("ffmpeg", Path("/a.mkv"), STEREO, track=2)
    filters = graph(command)
    assert filters.startswith("[0:a:2]aresample=async=1:rematrix_maxval=1[s0]")
    assert "aformat=channel_layouts=stereo:sample_rates=44100" in filters
    assert command[-5:] == ["-f", "f32le", "-acodec", "pcm_f32le", "pipe:1"]


def test_what_is_no_number_is_silenced_before_all_else() -> None:
    """In the programme, where it holds floats; the meters are given it as it is, to count it."""
    programme = replace(SURROUND, is_float=True)
    first, _, rest = graph(decode_command("ffmpeg", programme)).partition("[s0];")
    assert first.startswith("[0:a:0]aeval=")
    assert str(2**40) in first
    assert rest.startswith("[s0]aresample=")
    assert "aeval" not in graph(decode_command("ffmpeg", SURROUND))
    assert "aeval" not in graph(track_command("ffmpeg", programme.path, shape_of(programme)))


@pytest.mark.parametrize("name", ["hls", "concat", "concatf", "dash", "sdp", "image2", "lavfi"])
def test_what_refers_elsewhere_is_not_opened(name: str) -> None:
    """Playlists, scripts and picture series are no programmes."""
    assert name not in DEMUXERS.split(",")
