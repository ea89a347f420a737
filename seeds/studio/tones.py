"""Sounds made from nothing but numbers: noises, instruments, the effects and the music.

Every function returns mono samples at 48 kHz, peak about 1, and is the same on every run.
"""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from studio.nouns import Wave
from studio.speech import RATE_HZ

Note = tuple[float, float, int]  # start in beats, length in beats, MIDI number
Instrument = Callable[[float, float], Wave]


def seconds(length_s: float) -> Wave:
    """Return the time of every sample."""
    return np.asarray(np.arange(round(length_s * RATE_HZ)) / RATE_HZ, np.float32)


def hertz(midi: int) -> float:
    """Return the frequency of a MIDI number, A4 = 69 = 440 Hz."""
    return float(440 * 2 ** ((midi - 69) / 12))


def noise(length_s: float, low_hz: float, high_hz: float, seed: int) -> Wave:
    """Return noise between two frequencies, one octave of slope at each edge, RMS 1."""
    count = round(length_s * RATE_HZ)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    octaves = np.log2(np.maximum(np.fft.rfftfreq(count, 1 / RATE_HZ), 1e-3))
    rise, fall = octaves - np.log2(low_hz) + 1, np.log2(high_hz) + 1 - octaves
    wave = np.fft.irfft(spectrum * np.clip(np.minimum(rise, fall), 0, 1), count)
    return np.asarray(wave / np.sqrt(np.mean(wave**2)), np.float32)


def partials(freq_hz: float, length_s: float, weights: Mapping[float, float]) -> Wave:
    """Add sines at multiples of a frequency."""
    t = seconds(length_s)
    tones = [w * np.sin(2 * np.pi * freq_hz * k * t) for k, w in weights.items()]
    return np.asarray(np.sum(tones, axis=0), np.float32)


def shaped(wave: Wave, rise_s: float, fall_s: float) -> Wave:
    """Fade a sound in and out."""
    t, length_s = seconds(len(wave) / RATE_HZ), len(wave) / RATE_HZ
    return np.asarray(wave * np.clip(np.minimum(t / rise_s, (length_s - t) / fall_s), 0, 1))


def decaying(wave: Wave, half_life_s: float) -> Wave:
    """Let a struck sound die away."""
    t = seconds(len(wave) / RATE_HZ)
    return shaped(np.asarray(wave * 0.5 ** (t / half_life_s)), 0.004, 0.05)


def piano(freq_hz: float, length_s: float) -> Wave:
    """A soft struck string."""
    tone = partials(freq_hz, length_s + 1.2, {1: 0.6, 2.002: 0.25, 3.006: 0.12, 4.01: 0.06})
    return decaying(tone, 0.45)


def strings(freq_hz: float, length_s: float) -> Wave:
    """A slow bowed pad, three players a little apart."""
    players = [
        partials(freq_hz * f, length_s + 1.5, {1: 0.2, 2: 0.09, 3: 0.05, 4: 0.02})
        for f in (0.997, 1.0, 1.0035)
    ]
    return shaped(np.asarray(np.sum(players, axis=0)), 1.2, 1.4)


def reed(freq_hz: float, length_s: float) -> Wave:
    """A concertina: two reeds that beat."""
    weights: Mapping[float, float] = {1: 0.3, 2: 0.12, 3: 0.16, 4: 0.05, 5: 0.07, 7: 0.03}
    pair = (partials(freq_hz * f, length_s, weights) for f in (1.0, 1.004))
    return shaped(together(*pair), 0.05, 0.07)


def played(notes: Iterable[Note], beat_s: float, instrument: Instrument) -> Wave:
    """Play notes at a tempo."""
    sounds = [(round(a * beat_s * RATE_HZ), instrument(hertz(m), n * beat_s)) for a, n, m in notes]
    track = np.zeros(max(at + len(s) for at, s in sounds), np.float32)
    for at, sound in sounds:
        track[at : at + len(sound)] += sound
    return track


def together(*tracks: Wave) -> Wave:
    """Add tracks of different lengths."""
    total = np.zeros(max(map(len, tracks)), np.float32)
    for track in tracks:
        total[: len(track)] += track
    return total


def chords(roots: Iterable[tuple[int, ...]], length: float) -> tuple[Note, ...]:
    """Lay chords end to end, each of the same length in beats."""
    return tuple((k * length, length, m) for k, chord in enumerate(roots) for m in chord)


DARK = ((38, 57, 62, 65), (34, 58, 62, 65), (41, 57, 60, 65), (36, 55, 60, 64))
THEME: tuple[Note, ...] = (
    (0, 2, 74), (2, 1, 77), (3, 1, 76), (4, 3, 70), (7, 1, 72), (8, 2, 69), (10, 1, 72),
    (11, 1, 74), (12, 4, 67),
)  # fmt: skip
WALTZ: tuple[Note, ...] = (
    (0, 2, 69), (2, 1, 72), (3, 2, 77), (5, 1, 76), (6, 2, 74), (8, 1, 70), (9, 3, 72),
    (12, 2, 70), (14, 1, 69), (15, 3, 65), (0, 3, 53), (3, 3, 57), (6, 3, 58), (9, 3, 57),
    (12, 3, 55), (15, 3, 53),
)  # fmt: skip
CLOSING: tuple[Note, ...] = (
    (0, 2, 65), (2, 2, 69), (4, 3, 72), (7, 1, 70), (8, 2, 69), (10, 2, 67), (12, 4, 65),
    (18, 1, 69), (19, 1, 70), (20, 3, 72), (23, 1, 77), (24, 6, 74),
)  # fmt: skip
BRIGHT = ((41, 57, 60, 65), (34, 58, 62, 65), (38, 57, 62, 65), (36, 58, 60, 64), (41, 57, 60, 65))


def theme() -> Wave:
    """The title music: a piano over dark strings, ten seconds."""
    return together(played(THEME, 0.55, piano), 0.5 * played(chords(DARK, 4), 0.55, strings))


def waltz() -> Wave:
    """A slow concertina waltz."""
    return played(WALTZ, 0.42, reed)


def closing() -> Wave:
    """The music of the end: the same strings, turned to the light."""
    return together(played(CLOSING, 0.62, piano), 0.5 * played(chords(BRIGHT, 6), 0.62, strings))


def foghorn() -> Wave:
    """Two low blasts of a horn far away."""
    tone = np.tanh(2 * partials(92, 1.5, {1: 0.6, 2: 0.4, 3: 0.3, 1.01: 0.3}))
    blast = shaped(np.asarray(tone), 0.2, 0.5)
    return np.concatenate([blast, np.zeros(RATE_HZ // 4, np.float32), 0.6 * blast])


def struck(freq_hz: float, half_life_s: float) -> Wave:
    """One stroke of a bell."""
    shape = {0.5: 0.3, 1: 0.6, 1.19: 0.4, 1.5: 0.25, 2: 0.5, 2.74: 0.2, 4.1: 0.1}
    return decaying(partials(freq_hz, 5 * half_life_s, shape), half_life_s)


def clang() -> Wave:
    """A ship's bell rung in alarm."""
    return together(*(np.pad(struck(620, 0.35), (k * 20_000, 0)) for k in range(7)))


def shopbell() -> Wave:
    """The bell on a shop door."""
    return together(*(np.pad(struck(1900, 0.15), (k * 7_000, 0)) for k in range(3)))


def gavel() -> Wave:
    """Three knocks on oak."""
    knock = decaying(noise(0.25, 150, 1800, 5) / np.float32(3), 0.025)
    return together(*(np.pad(knock, (k * 15_000, 0)) for k in range(3)))


def murmur() -> Wave:
    """A crowd too far away for words: noise in the range of voices, in uneven bursts."""
    bursts = 0.6 + 0.4 * noise(2.4, 2, 6, 7)
    return shaped(noise(2.4, 180, 900, 6) * np.clip(bursts, 0.1, 1.5) / 3, 0.3, 0.6)


SOUNDS: Mapping[str, Callable[[], Wave]] = {
    "clang": clang,
    "closing": closing,
    "foghorn": foghorn,
    "gavel": gavel,
    "murmur": murmur,
    "shopbell": shopbell,
    "theme": theme,
    "waltz": waltz,
}
