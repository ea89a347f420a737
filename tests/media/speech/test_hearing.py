"""Speech is found where it is, and nowhere else."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from numpy.typing import NDArray

from narrator.errors import UnreadableInputError
from narrator.media.probe import probe
from narrator.media.speech.hearing import RUN_IN_MS, RUN_OUT_MS, regions_of, speech_in
from narrator.model import Programme, Span

Floats = NDArray[np.float64]
Write = Callable[..., Programme]
Score = Callable[..., float]
Dialogue = tuple[Floats, list[Span]]
Beds = dict[str, Callable[[int], Floats]]
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


@pytest.mark.parametrize("bed", [("chords", 1.0), ("drums", 1.0), ("strings", 0.5)])
def test_speech_is_found_over_music(
    dialogue: Dialogue, beds: Beds, written: Write, score: Score, bed: tuple[str, float]
) -> None:
    """In five languages' voices, over music as loud as they are or half as loud."""
    samples, truth = dialogue
    name, share = bed
    sound = under(samples, beds[name](len(samples)), share)
    assert score(heard_in(written(sound)), truth) >= WANTED_F1


def test_speech_is_found_over_a_crowd(
    dialogue: Dialogue, crowd: Floats, written: Write, score: Score
) -> None:
    """A crowd at a third of the speaker's level."""
    samples, truth = dialogue
    babble = np.resize(crowd, len(samples))
    level = np.sqrt(np.mean(samples**2) / np.mean(babble**2))
    sound = under(samples, babble, float(level) / 3)
    assert score(heard_in(written(sound)), truth) >= WANTED_F1


def test_a_crowd_alone_is_no_speech(crowd: Floats, written: Write) -> None:
    """Two dozen voices at once say nothing that a narration could hide."""
    assert heard_in(written(0.1 * crowd / np.std(crowd))) == ()


@pytest.mark.parametrize("bed", ["chords", "drums", "tone", "noise", "strings"])
def test_where_nobody_speaks_nothing_is_found(beds: Beds, written: Write, bed: str) -> None:
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
    dialogue: Dialogue, written: Write, score: Score
) -> None:
    """Nothing outside them; within, what listening to everything gives, to a few frames."""
    programme = written(dialogue[0])
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


def test_the_same_sound_gives_the_same_spans(dialogue: Dialogue, written: Write) -> None:
    """Listening twice makes no difference."""
    programme = written(dialogue[0][: 15 * RATE_HZ])
    assert heard_in(programme) == heard_in(programme)


@pytest.mark.parametrize(
    "kind",
    [(48_000, 6, "PCM_24"), (44_100, 1, "PCM_16"), (8_000, 2, "PCM_16"), (48_000, 10, "FLOAT")],
)
def test_any_kind_of_track_is_heard(
    dialogue: Dialogue, written: Write, score: Score, kind: tuple[int, int, str]
) -> None:
    """Surround with the speech in its centre; other rates; channels without names; floats."""
    rate_hz, channels, subtype = kind
    wave = soxr.resample(dialogue[0][: 20 * RATE_HZ], RATE_HZ, rate_hz)
    sound = np.zeros((len(wave), channels))
    sound[:, [2] if channels == 6 else slice(None)] = wave[:, None]
    truth = [span for span in dialogue[1] if span.end_ms < 20_000]
    programme = written(sound, rate_hz, subtype)
    window = Span(start_ms=0, end_ms=truth[-1].end_ms + 500)
    assert score(speech_in(programme, [window]), truth) >= WANTED_F1


def test_a_late_track_is_heard_at_its_time(
    tmp_path: Path, dialogue: Dialogue, make: Callable[..., Path], score: Score
) -> None:
    """Times are the programme's, not the track's."""
    sound = tmp_path / "sound.wav"
    soundfile.write(sound, dialogue[0][: 20 * RATE_HZ], RATE_HZ)
    picture = ("-f", "lavfi", "-i", "color=s=64x64:r=25:d=24")
    path = make(
        *picture, "-itsoffset", 3, "-i", sound, "-map", "0:v", "-map", "1:a", "-c:a", "flac",
        path=tmp_path / "late.mkv",
    )  # fmt: skip
    programme = probe(path)
    assert programme.sound_start_ms == 3_000
    truth = [
        Span(start_ms=s.start_ms + 3_000, end_ms=s.end_ms + 3_000)
        for s in dialogue[1]
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


def test_a_programme_that_has_gone_is_an_error(written: Write) -> None:
    """It is not taken for silence."""
    programme = replace(written(np.zeros(2 * RATE_HZ)), path=Path("/gone.wav"))
    with pytest.raises(UnreadableInputError, match=r"gone\.wav"):
        heard_in(programme)


def test_a_region_has_a_run_in_and_a_run_out_within_the_sound(written: Write) -> None:
    """Neighbours share them."""
    programme = replace(written(np.zeros(20 * RATE_HZ)), sound_start_ms=700)
    windows = [Span(start_ms=1_000, end_ms=2_000), Span(start_ms=9_000, end_ms=19_900)]
    assert regions_of(windows, programme) == (
        Span(start_ms=700, end_ms=2_000 + RUN_OUT_MS),
        Span(start_ms=9_000 - RUN_IN_MS, end_ms=20_000),
    )
