"""The sound of windows: cheapest stretches, commands, and the same samples whichever way."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from narrator.media.probe import probe
from narrator.media.speech.decoding import (
    WORTH_A_START_MS,
    Stretch,
    entry_of,
    sounds_of,
    stretches_of,
    window_command,
)
from narrator.media.speech.silero import RATE_HZ, Samples
from narrator.model import Programme, Span

FAR_MS = 3 * WORTH_A_START_MS
PROGRAMME = Programme(
    path=Path("/tv/a.mkv"),
    duration_ms=60_000,
    rate_hz=48_000,
    channels=2,
    layout="stereo",
    sample_format="s24",
    has_sound=True,
    has_video=True,
)


def span(start_ms: int, end_ms: int) -> Span:
    """Return a span."""
    return Span(start_ms=start_ms, end_ms=end_ms)


def heard(programme: Programme, *windows: Span) -> list[Samples]:
    """Return the samples of each window."""
    none = np.zeros(0, np.int16)
    return [np.concatenate([none, *blocks]) for blocks in sounds_of(programme, windows)]


def onset_ms(samples: Samples) -> float:
    """Return when the first loud sample is heard, in milliseconds from the first."""
    return float(np.flatnonzero(np.abs(samples) > 3_000)[0]) * 1000 / RATE_HZ


def test_windows_near_each_other_are_one_stretch() -> None:
    """Decoding on is cheaper than another start; so it is near the head of the file."""
    windows = (span(2_000, 3_000), span(20_000, 21_000))
    assert stretches_of(windows, 0, 0) == (Stretch(start_ms=0, windows=windows),)


def test_a_far_window_is_a_stretch_of_its_own() -> None:
    """The seek is counted on the file's own clock."""
    window = span(FAR_MS, FAR_MS + 1_000)
    found = stretches_of([window], 2_000, 2_040)
    assert found == (Stretch(start_ms=FAR_MS, windows=(window,), seek_ms=FAR_MS + 40),)


def test_a_file_that_cannot_be_entered_is_read_from_its_beginning() -> None:
    """Whatever the gaps."""
    windows = (span(1_000, 2_000), span(FAR_MS, FAR_MS + 1_000))
    assert stretches_of(windows, 500, None) == (Stretch(start_ms=500, windows=windows),)


@given(st.lists(st.integers(1, 200_000), min_size=1, max_size=20))
def test_every_window_is_in_one_stretch(gaps: list[int]) -> None:
    """In order, none lost, none twice."""
    ends = np.cumsum(gaps).tolist()
    windows = [span(a, b) for n, (a, b) in enumerate(pairwise([0, *ends])) if n % 2]
    found = stretches_of(windows, 0, 0)
    assert [window for each in found for window in each.windows] == windows
    assert all(each.start_ms <= each.windows[0].start_ms for each in found)


def test_the_command_seeks_before_the_input_and_ends_with_the_last_window() -> None:
    """Silence stands where the track has a hole; one channel at the model's rate comes out."""
    stretch = Stretch(start_ms=90_000, windows=(span(90_000, 92_000),), seek_ms=90_040)
    command = window_command("ffmpeg", PROGRAMME, stretch)
    assert command[command.index("-ss") + 1] == "90.040"
    assert command.index("-ss") < command.index("-i")
    graph = command[command.index("-filter_complex") + 1]
    assert "aresample=async=1:first_pts=0" in graph
    assert "channel_layouts=mono" in graph
    assert "sample_rates=16000" in graph
    assert "atrim=end_sample=32000" in graph


def test_channels_without_names_are_averaged() -> None:
    """There is no downmix for them."""
    programme = replace(PROGRAMME, channels=3, layout="3 channels")
    command = window_command("ffmpeg", programme, Stretch(start_ms=0, windows=(span(0, 9),)))
    assert "pan=mono" in command[command.index("-filter_complex") + 1]


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.mkv", ["-c:a", "aac"]),
        ("a.mp4", ["-c:a", "aac"]),
        ("a.mov", ["-c:a", "pcm_s24le"]),
        ("a.mxf", ["-c:v", "mpeg2video", "-ar", "48000"]),
        ("late.mkv", ["-c:a", "ac3"]),
        ("late.mp4", ["-c:a", "aac"]),
        ("a.ts", ["-c:a", "ac3"]),
    ],
)
def test_entering_a_file_gives_what_reading_it_gives(
    tmp_path: Path, make: Callable[..., Path], name: str, codec: list[str]
) -> None:
    """A burst far into the file is heard at its time, to 2 ms, in a track that starts late too."""
    late_s, burst_s = 2.5 if name.startswith("late") else 0, 170
    lavfi = ["-f", "lavfi", "-i"]
    burst = f"aevalsrc=0.5*gt(t\\,{burst_s - late_s})*sin(6000*t):s=48000:d=180"
    path = make(
        *lavfi, "color=s=64x64:r=25:d=180", "-itsoffset", late_s, *lavfi, burst,
        "-map", "0:v", "-map", "1:a", *codec, path=tmp_path / name,
    )  # fmt: skip
    programme = probe(path)
    assert (entry_of(programme) is None) == (name == "a.ts")
    early, far = heard(programme, span(5_000, 6_500), span(169_000, 172_000))
    assert (len(early), len(far)) == (24_000, 48_000)
    assert not np.any(np.abs(early) > 100)
    whole = heard(programme, span(programme.sound_start_ms, 172_000))[0]
    expected_ms = onset_ms(whole) + programme.sound_start_ms
    assert 169_000 + onset_ms(far) == pytest.approx(expected_ms, abs=2)
    assert expected_ms == pytest.approx(1000 * burst_s, abs=25)


def test_where_the_sound_ends_so_do_the_samples(written: Callable[..., Programme]) -> None:
    """A window past the end is empty, one over it is short."""
    programme = written(np.full(48_000 * 2, 0.2))
    over, past = heard(programme, span(1_500, 9_000), span(FAR_MS, FAR_MS + 1_000))
    assert len(over) == RATE_HZ // 2
    assert len(past) == 0


@pytest.mark.parametrize("channels", [1, 2, 3, 6, 8, 10])
def test_any_number_of_channels_becomes_one(
    written: Callable[..., Programme], channels: int
) -> None:
    """Named or not, each is heard."""
    tone = np.sin(np.arange(48_000) / 20) * 0.3
    wide: NDArray[np.float64] = np.repeat(tone[:, None], channels, axis=1)
    (samples,) = heard(written(wide), span(0, 1_000))
    assert len(samples) == RATE_HZ
    assert np.max(np.abs(samples)) > 3_000
