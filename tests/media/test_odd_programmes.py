"""Programmes that are not 16-bit stereo at 48 kHz, from nought to the last subtitle."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.cache import ClipCache
from narrator.job import Job
from narrator.kit import Kit
from narrator.media.wavefile import WaveShape, wave_header
from narrator.model import Outcome
from narrator.pipeline import narrate

Floats = NDArray[np.float64]
Write = Callable[..., Path]
Make = Callable[..., Path]
SUBTITLES = """1
00:00:01,000 --> 00:00:03,000
LOWER QUAY, 1911

2
00:00:04,000 --> 00:00:05,500
Hand me the lantern, please.

3
00:00:08,000 --> 00:00:10,000
HARBOUR OFFICE
"""


def rendered(tmp_path: Path, programme: Path, subtitles: str = SUBTITLES) -> Outcome:
    """Render the programme with the tone engine."""
    source = tmp_path / "a.srt"
    source.write_text(subtitles)
    job = Job(
        source=source, programme=programme, output=tmp_path / "out", engine="tone", language="en"
    )
    return narrate(job, Kit(cache=ClipCache(tmp_path / "cache")))


def codes(outcome: Outcome) -> set[str]:
    """Return the codes of the findings that are about the mix."""
    about = {"omitted", "narration-cut", "subtitles-outlast-programme", "clipped", "over-dialogue"}
    return {finding.code for finding in outcome.rendering.findings} & about


def assert_whole(folder: Path, source: Path) -> Floats:
    """Check length, rate, channels and bits against the source's, and return what was added."""
    before, after = soundfile.info(source), soundfile.info(folder / "described.wav")
    assert (after.frames, after.samplerate, after.channels, after.subtype) == (
        before.frames, before.samplerate, before.channels, before.subtype,
    )  # fmt: skip
    programme = soundfile.read(source, always_2d=True)[0]
    return np.asarray(soundfile.read(folder / "described.wav", always_2d=True)[0] - programme)


SHAPES = {
    "5.1": (48_000, 6, "s24"),
    "mono": (48_000, 1, "s16"),
    "44.1 kHz": (44_100, 2, "s16"),
    "96 kHz 24-bit": (96_000, 2, "s24"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_of_sound(
    tmp_path: Path, write_sound: Write, noise: Callable[..., Floats], name: str
) -> None:
    """The shape is kept, narration is there where it belongs, and nowhere else is a change."""
    rate_hz, channels, kind = SHAPES[name]
    source = write_sound(tmp_path / "p.wav", noise(12, rate_hz, channels), rate_hz, kind)
    outcome = rendered(tmp_path, source)
    assert codes(outcome) == set()
    added = assert_whole(tmp_path / "out", source)
    sheet = outcome.rendering
    assert len(sheet.plan.voicings) == 2
    for duck in sheet.plan.ducks:
        first = (duck.span.start_ms - duck.fade_in_ms) * rate_hz // 1000
        last = (duck.span.end_ms + duck.fade_out_ms) * rate_hz // 1000 + 1
        assert np.abs(added[first:last]).max() > 0.01
        added[first:last] = 0
    assert not added.any()


def test_an_rf64_programme(
    tmp_path: Path, write_sound: Write, noise: Callable[..., Floats]
) -> None:
    """The header of files over 4 GB is read whatever the size."""
    plain = write_sound(tmp_path / "plain.wav", noise(12, 48_000, 2), 48_000)
    samples, rate_hz = soundfile.read(plain, dtype="int16")
    source = tmp_path / "p.wav"
    soundfile.write(source, samples, rate_hz, subtype="PCM_16", format="RF64")
    assert source.read_bytes()[:4] == b"RF64"
    outcome = rendered(tmp_path, source)
    assert codes(outcome) == set()
    assert_whole(tmp_path / "out", source)


def test_a_header_for_more_than_four_gigabytes() -> None:
    """25 hours of 24-bit stereo: the true size is in the ds64 chunk."""
    frames = 25 * 3_600 * 48_000
    shape = WaveShape(frames=frames, rate_hz=48_000, sample_format="s24", speakers=("FL", "FR"))
    header = wave_header(shape)
    assert (header[:4], header[12:16]) == (b"RF64", b"ds64")
    assert int.from_bytes(header[28:36], "little") == frames * 6


def test_a_programme_longer_than_the_subtitles(
    tmp_path: Path, write_sound: Write, noise: Callable[..., Floats]
) -> None:
    """It goes on to its end, untouched."""
    source = write_sound(tmp_path / "p.wav", noise(40, 8_000, 1), 8_000)
    outcome = rendered(tmp_path, source)
    assert codes(outcome) == set()
    assert not assert_whole(tmp_path / "out", source)[15 * 8_000 :].any()


@pytest.mark.parametrize("seconds", [9.0, 6.0])
def test_a_programme_shorter_than_the_subtitles(
    tmp_path: Path, write_sound: Write, noise: Callable[..., Floats], seconds: float
) -> None:
    """It keeps its length, and it is said that the subtitles go on; nothing is lost in silence."""
    source = write_sound(tmp_path / "p.wav", noise(seconds, 8_000, 1), 8_000)
    outcome = rendered(tmp_path, source)
    assert "subtitles-outlast-programme" in codes(outcome)
    assert_whole(tmp_path / "out", source)
    ledger = outcome.rendering.ledger
    assert len(ledger.placements) + len(ledger.omissions) == 2
    assert not ledger.omissions or (outcome.exit_code == 7 and "omitted" in codes(outcome))


def test_a_sound_track_that_starts_late(tmp_path: Path, make: Make) -> None:
    """Cues count from the picture: a card at 1 s is narrated there, though sound starts at 6."""
    source = make(
        "-f", "lavfi", "-i", "testsrc=d=12:s=64x48:r=25", "-itsoffset", "6", "-f", "lavfi", "-i",
        "anoisesrc=d=6:r=48000:a=0.05:seed=5", "-c:v", "mpeg4", "-c:a", "pcm_s16le",
        path=tmp_path / "p.mkv",
    )  # fmt: skip
    outcome = rendered(tmp_path, source)
    assert codes(outcome) == set()
    programme = outcome.rendering.programme
    assert programme is not None
    assert programme.sound_start_ms == pytest.approx(6_000, abs=25)
    after, rate_hz = soundfile.read(tmp_path / "out" / "described.wav")
    stem, _ = soundfile.read(tmp_path / "out" / "narration.wav")
    assert len(after) == len(stem) == pytest.approx(12 * rate_hz, abs=rate_hz // 20)
    first = min(voicing.start_ms for voicing in outcome.rendering.plan.voicings)
    assert np.flatnonzero(after)[0] / rate_hz == pytest.approx(first / 1000, abs=0.03)
    assert all(d.gain_db == 0 or d.span.start_ms > 6_000 for d in outcome.rendering.plan.ducks)


def test_a_silent_programme(tmp_path: Path, write_sound: Write) -> None:
    """Silence throughout: the narration is there, and nothing dips."""
    source = write_sound(tmp_path / "p.wav", np.zeros((12 * 48_000, 2)), 48_000)
    outcome = rendered(tmp_path, source)
    assert {duck.gain_db for duck in outcome.rendering.plan.ducks} == {0.0}
    assert np.abs(assert_whole(tmp_path / "out", source)).max() > 0.01
