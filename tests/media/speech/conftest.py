"""Programmes made for listening: sentences spoken by espeak-ng over beds that nobody speaks in."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from numpy.typing import NDArray

from narrator.cache import ClipCache
from narrator.kit import Kit
from narrator.media.probe import probe
from narrator.model import Programme, Span
from narrator.speak import Utterance
from narrator.voices import load_voices

Floats = NDArray[np.float64]

RATE_HZ = 48_000
SPEECH_RMS = 0.1
PAUSE_S = 2.0
QUIET = 0.01
FRAME_MS = 10

SENTENCES = [
    ("espeak-en-gb", "The harbour master kept two ledgers, and only one of them was true."),
    ("espeak-en-us", "Bring the lamp over here, I cannot read his handwriting any more."),
    ("espeak-de", "Der Fährmann hat heute Morgen niemanden über den Fluss gebracht."),
    ("espeak-fr", "Personne ne savait où le vieux jardinier avait caché la clef."),
    ("espeak-en-gb", "We leave at six, with or without the second wagon."),
    ("espeak-es", "El molino lleva parado desde la gran tormenta de otoño."),
    ("espeak-en-us", "Nobody told me that the bridge had been closed since Monday."),
    ("espeak-en-gb", "Then count them again, slowly, and write down every number."),
]


@pytest.fixture(scope="session")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> list[Floats]:
    """Return each of SENTENCES as spoken, at one level, without silence around it."""
    voices = load_voices()
    kit = Kit(cache=ClipCache(tmp_path_factory.mktemp("speech")))
    orders = [
        Utterance(narration_id=str(number), text=text, voice=voices[voice], rate=1.0)
        for number, (voice, text) in enumerate(SENTENCES)
    ]
    with kit.speaking() as speak:
        spoken = speak(orders)
    assert not spoken.failures
    return [levelled(spoken.clips[str(n), text, 1.0].path) for n, (_, text) in enumerate(SENTENCES)]


@pytest.fixture(scope="session")
def dialogue(sentences: list[Floats]) -> tuple[Floats, list[Span]]:
    """Return the sentences one after the other, with pauses, and when each is spoken."""
    parts, speech, at = [np.zeros(round(PAUSE_S * RATE_HZ))], [], round(PAUSE_S * RATE_HZ)
    for sentence in sentences:
        speech.append(Span(start_ms=ms(at), end_ms=ms(at + len(sentence))))
        parts += [sentence, np.zeros(round(PAUSE_S * RATE_HZ))]
        at += len(sentence) + round(PAUSE_S * RATE_HZ)
    return np.concatenate(parts), speech


@pytest.fixture(scope="session")
def crowd(sentences: list[Floats]) -> Floats:
    """Return a quarter of a minute of all the sentences at once, over and over, out of step."""
    length = 15 * RATE_HZ
    random = np.random.default_rng(5)
    voices = [
        np.roll(
            np.resize(sentence[: -random.integers(1, RATE_HZ)], length), random.integers(length)
        )
        for sentence in sentences * 3
    ]
    return np.asarray(np.sum(voices, axis=0), np.float64)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Programme]:
    """Return a writer of samples (frames, or frames and channels) as a probed programme."""

    def write(samples: Floats, rate_hz: int = RATE_HZ, subtype: str = "PCM_16") -> Programme:
        path = tmp_path / "scene.wav"
        soundfile.write(path, samples, rate_hz, subtype=subtype, format="WAVEX")
        return probe(path)

    return write


@pytest.fixture(scope="session")
def score() -> Callable[..., float]:
    """Return the frame F1, in steps of FRAME_MS, of spans found against the truth."""

    def f1(found: Sequence[Span], truth: Sequence[Span]) -> float:
        ours, theirs = frames(found), frames(truth)
        return 2 * len(ours & theirs) / (len(ours) + len(theirs))

    return f1


@pytest.fixture(scope="session")
def beds() -> dict[str, Callable[[int], Floats]]:
    """Return makers of so many samples in which nobody speaks, by name."""
    return {"chords": chords, "drums": drums, "tone": tone, "noise": noise, "strings": strings}


def chords(count: int) -> Floats:
    """Four chords, three seconds each, every note with five harmonics and a soft attack."""
    time = np.arange(12 * RATE_HZ) / RATE_HZ
    bars = [(110, 138.6, 164.8), (146.8, 185, 220), (123.5, 146.8, 185), (164.8, 207.7, 246.9)]
    attack = np.minimum(1, (time % 3) * 8) * np.exp(-(time % 3) / 2)
    which = (time // 3).astype(int) % len(bars)
    voices = [
        np.where(which == bar, np.sin(2 * np.pi * note * harmonic * time) / harmonic, 0.0)
        for bar, notes in enumerate(bars)
        for note in notes
        for harmonic in range(1, 6)
    ]
    return np.resize(with_rms(attack * np.sum(voices, axis=0)), count)


def drums(count: int) -> Floats:
    """A kick on each beat at 120 a minute, and a snare of noise between."""
    time = np.arange(count) / RATE_HZ
    kick = np.sin(2 * np.pi * 55 * time) * np.exp(-(time % 0.5) * 18)
    snare = noise(count) * np.exp(-((time + 0.25) % 0.5) * 25)
    return with_rms(kick + snare)


def tone(count: int) -> Floats:
    """A line-up tone of 1 kHz."""
    return with_rms(np.sin(2 * np.pi * 1000 * np.arange(count) / RATE_HZ))


def noise(count: int) -> Floats:
    """White noise, the same each time."""
    return with_rms(np.random.default_rng(3).standard_normal(count))


def strings(count: int) -> Floats:
    """One note with vibrato and many harmonics, as a violin holds it."""
    time = np.arange(count) / RATE_HZ
    phase = 2 * np.pi * 330 * time + 2.5 * np.sin(2 * np.pi * 5.5 * time)
    return with_rms(np.sum([np.sin(n * phase) / n for n in range(1, 12)], axis=0))


def with_rms(samples: Floats, rms: float = SPEECH_RMS) -> Floats:
    """Return the samples at a level."""
    return np.asarray(samples * rms / np.sqrt(np.mean(samples**2)), np.float64)


def levelled(path: Path) -> Floats:
    """Return a clip at RATE_HZ and SPEECH_RMS, trimmed."""
    samples, rate_hz = soundfile.read(path, dtype="float64")
    wave = with_rms(soxr.resample(samples, rate_hz, RATE_HZ))
    loud = np.flatnonzero(np.abs(wave) > QUIET)
    return np.asarray(wave[loud[0] : loud[-1] + 1], np.float64)


def ms(samples: int) -> int:
    """Return samples at RATE_HZ in milliseconds."""
    return samples * 1000 // RATE_HZ


def frames(spans: Sequence[Span]) -> set[int]:
    """Return the numbers of the frames that the spans cover."""
    return {n for s in spans for n in range(s.start_ms // FRAME_MS, s.end_ms // FRAME_MS)}
