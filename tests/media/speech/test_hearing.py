"""Speech is found where it is, and nowhere else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import json
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.errors import MediaError
from narrator.media.probe import probe
from narrator.media.speech.hearing import RUN_IN_MS, RUN_OUT_MS, regions_of, speech_in
from narrator.model import Programme, Span

Floats = NDArray[np.float64]
Write = Callable[..., Programme]
Score = Callable[..., float]
RATE_HZ = 48_000

WANTED_F1 = 0.93


def whole(programme: Programme) -> list[Span]:
    """Return one window over the programme."""
    return [Span(start_ms=0, end_ms=programme.duration_ms)]


def heard_in(programme: Programme) -> tuple[Span, ...]:
    """Return the speech in the whole programme."""
    return speech_in(programme, whole(programme))


def under(dialogue: Floats, bed: Floats, share: float) -> Floats:
    """Return dialogue over a share of a bed, brought under full scale."""
    sound = dialogue + share * bed
    return np.asarray(sound / max(1.0, float(np.max(np.abs(sound)))), np.float64)


@pytest.mark.parametrize(("bed", "share"), [("chords", 1.0), ("drums", 1.0), ("strings", 0.5)])
def test_speech_is_found_over_music(
    dialogue: Any, beds: Any, written: Write, score: Score, bed: str, share: float
) -> None:
    """In five languages' voices, over music as loud as they are or half as loud."""
    sound = under(dialogue.samples, beds[bed](len(dialogue.samples)), share)
    assert score(heard_in(written(sound)), dialogue.speech) >= WANTED_F1


def test_speech_is_found_over_a_crowd(
    dialogue: Any, crowd: Floats, written: Write, score: Score
) -> None:
    """A crowd at a third of the speaker's level."""
    babble = np.resize(crowd, len(dialogue.samples))
    level = np.sqrt(np.mean(dialogue.samples**2) / np.mean(babble**2))
    sound = under(dialogue.samples, babble, float(level) / 3)
    assert score(heard_in(written(sound)), dialogue.speech) >= WANTED_F1


def test_a_crowd_alone_is_no_speech(crowd: Floats, written: Write) -> None:
    """Two dozen voices at once say nothing that a narration could hide."""
    assert heard_in(written(0.1 * crowd / np.std(crowd))) == ()


@pytest.mark.parametrize("bed", ["chords", "drums", "tone", "noise", "strings"])
def test_where_nobody_speaks_nothing_is_found(beds: Any, written: Write, bed: str) -> None:
    """Music, a line-up tone and noise."""
    assert heard_in(written(beds[bed](12 * RATE_HZ))) == ()


def test_silence_holds_no_speech(written: Write) -> None:
    """Digital silence is heard as such."""
    assert heard_in(written(np.zeros(5 * RATE_HZ))) == ()


def test_the_seed_episode_is_heard(seed_programme: Path, score: Score) -> None:
    """Its truth is known."""
    truth = json.loads(seed_programme.with_suffix(".truth.json").read_text(encoding="utf-8"))
    spans = [Span(start_ms=round(a * 1000), end_ms=round(b * 1000)) for a, b in truth["speech"]]
    assert score(heard_in(probe(seed_programme)), spans) >= WANTED_F1


def test_windows_are_honoured_and_agree_with_the_whole(
    dialogue: Any, written: Write, score: Score
) -> None:
    """Nothing outside them; within, what listening to everything gives, to a few frames."""
    programme = written(dialogue.samples)
    windows = [Span(start_ms=12_345, end_ms=21_000), Span(start_ms=3_000, end_ms=6_000)]
    inside = speech_in(programme, windows)
    assert list(inside) == sorted(inside)
    assert all(any(w.start_ms <= s.start_ms and s.end_ms <= w.end_ms for w in windows)
               for s in inside)  # fmt: skip
    expected = [
        Span(start_ms=max(s.start_ms, w.start_ms), end_ms=min(s.end_ms, w.end_ms))
        for s in heard_in(programme)
        for w in windows
        if s.overlap_ms(w)
    ]
    assert score(inside, expected) > 0.97


def test_the_same_sound_gives_the_same_spans(dialogue: Any, written: Write) -> None:
    """Listening twice makes no difference."""
    programme = written(dialogue.samples[: 15 * RATE_HZ])
    assert heard_in(programme) == heard_in(programme)


@pytest.mark.parametrize(
    ("rate_hz", "channels", "subtype"),
    [(48_000, 6, "PCM_24"), (44_100, 1, "PCM_16"), (8_000, 2, "PCM_16"), (48_000, 10, "FLOAT")],
)
def test_any_kind_of_track_is_heard(
    dialogue: Any, written: Write, score: Score, rate_hz: int, channels: int, subtype: str
) -> None:
    """Surround with the speech in its centre; other rates; channels without names; floats."""
    wave = dialogue.samples[: 20 * RATE_HZ : RATE_HZ // rate_hz if rate_hz == 8_000 else 1]
    scale = 1 if rate_hz == 8_000 else RATE_HZ / rate_hz
    sound = np.zeros((len(wave), channels))
    sound[:, [2] if channels == 6 else slice(None)] = wave[:, None]
    truth = [
        Span(start_ms=round(s.start_ms * scale), end_ms=round(s.end_ms * scale))
        for s in dialogue.speech
        if s.end_ms < 20_000
    ]
    programme = written(sound, rate_hz, subtype)
    window = Span(start_ms=0, end_ms=truth[-1].end_ms + 500)
    assert score(speech_in(programme, [window]), truth) >= WANTED_F1


def test_a_late_track_is_heard_at_its_time(
    tmp_path: Path, dialogue: Any, make: Callable[..., Path], score: Score
) -> None:
    """Times are the programme's, not the track's."""
    sound = tmp_path / "sound.wav"
    soundfile.write(sound, dialogue.samples[: 20 * RATE_HZ], RATE_HZ)
    picture = ("-f", "lavfi", "-i", "color=s=64x64:r=25:d=24")
    path = make(
        *picture, "-itsoffset", 3, "-i", sound, "-map", "0:v", "-map", "1:a", "-c:a", "flac",
        path=tmp_path / "late.mkv",
    )  # fmt: skip
    programme = probe(path)
    assert programme.sound_start_ms == 3_000
    truth = [
        Span(start_ms=s.start_ms + 3_000, end_ms=s.end_ms + 3_000)
        for s in dialogue.speech
        if s.end_ms < 20_000
    ]
    window = Span(start_ms=0, end_ms=truth[-1].end_ms + 500)
    assert score(speech_in(programme, [window]), truth) >= WANTED_F1


def test_a_programme_without_sound_holds_no_speech(
    tmp_path: Path, make: Callable[..., Path]
) -> None:
    """Nothing is decoded."""
    picture = ("-f", "lavfi", "-i", "color=s=64x64:r=25:d=2")
    assert heard_in(probe(make(*picture, path=tmp_path / "mute.mkv"))) == ()


def test_without_windows_nothing_is_decoded(written: Write) -> None:
    """Not even a file that has gone is missed."""
    programme = replace(written(np.zeros(RATE_HZ)), path=Path("/gone.wav"))
    assert speech_in(programme, []) == ()


def test_windows_outside_the_sound_are_empty(written: Write) -> None:
    """Past the end, and of no length."""
    programme = written(np.zeros(2 * RATE_HZ))
    windows = [Span(start_ms=90_000, end_ms=99_000), Span(start_ms=500, end_ms=500)]
    assert speech_in(programme, windows) == ()


def test_a_damaged_programme_is_an_error(written: Write) -> None:
    """A file that changed since it was probed is not taken for silence."""
    programme = written(np.zeros(2 * RATE_HZ))
    programme.path.with_suffix(".bak").write_bytes(b"")
    gone = replace(programme, path=programme.path.with_name("gone.wav"))
    with pytest.raises((MediaError, Exception), match="gone.wav"):
        heard_in(gone)


def test_a_region_has_a_run_in_and_a_run_out_within_the_sound(written: Write) -> None:
    """Neighbours share them."""
    programme = replace(written(np.zeros(20 * RATE_HZ)), sound_start_ms=700)
    windows = [Span(start_ms=1_000, end_ms=2_000), Span(start_ms=9_000, end_ms=19_900)]
    assert regions_of(windows, programme) == (
        Span(start_ms=700, end_ms=2_000 + RUN_OUT_MS),
        Span(start_ms=9_000 - RUN_IN_MS, end_ms=20_000),
    )
