"""Mixes dialogue, effects, music and the beds of the scenes to stereo."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from studio.nouns import Event, Role, Wave
from studio.speech import RATE_HZ
from studio.tones import DARK, SOUNDS, chords, noise, played, seconds, strings

MASTER_DB = -1.5
CEILING = 0.6
RAMP_S = 0.7
LOOP_S = 32
SOUND_DB = {
    "clang": -22.0, "closing": -19.0, "foghorn": -22.0, "gavel": -12.0, "murmur": -22.0,
    "shopbell": -26.0, "theme": -17.0, "waltz": -27.0,
}  # fmt: skip
# The level of each bed, by scene: a scene that is not named is silent but for the room.
BED_DB: Mapping[str, Mapping[str, float]] = {
    "sea": {"quay": -30, "plate": -33, "office": -46, "storm": -29, "memory": -37, "dawn": -34,
            "stone": -34, "calm": -36, "black": -40, "shopfront": -42},
    "wind": {"quay": -40, "plate": -42, "office": -50, "storm": -27, "dawn": -46, "stone": -46},
    "rain": {"storm": -33, "office": -49},
    "clock": {"office": -39, "ledger": -37, "shop": -40, "letter": -40},
    "hall": {"hall": -41, "gallery": -36},
    "strings": {"quay": -31, "plate": -32, "office": -41, "ledger": -34, "storm": -28,
                "gallery": -36, "memory": -31, "letter": -34},
    "street": {"shopfront": -30, "shop": -40, "letter": -40},
}  # fmt: skip


def gain(level_db: float) -> float:
    """Return the factor of a level in dB."""
    return float(10 ** (level_db / 20))


def swelling(wave: Wave, period_s: float, depth: float) -> Wave:
    """Let a noise come and go like the sea."""
    t = seconds(len(wave) / RATE_HZ)
    return np.asarray(wave * (1 - depth / 2 + depth / 2 * np.sin(2 * np.pi * t / period_s)))


def ticking(length_s: float) -> Wave:
    """A wall clock, one beat a second."""
    tick = np.exp(-seconds(0.03) / 0.004) * noise(0.03, 1500, 5000, 11)
    track = np.zeros(round(length_s * RATE_HZ), np.float32)
    for k, at in enumerate(range(0, len(track) - len(tick), RATE_HZ // 2)):
        track[at : at + len(tick)] += tick * (1.0, 0.7)[k % 2]
    return track


def pad() -> Wave:
    """Dark strings, the last chord dying away over the first of the next time round."""
    track = played(chords(DARK, 1), LOOP_S / 8, strings)
    once, tail = track[: LOOP_S // 2 * RATE_HZ], track[LOOP_S // 2 * RATE_HZ :]
    once[: len(tail)] += tail
    return once


def beds(side: int) -> dict[str, Wave]:
    """Return LOOP_S of every bed, made to repeat; side 0 or 1 gives a different, matching noise."""
    return {
        "sea": swelling(noise(LOOP_S, 90, 900, 20 + side), LOOP_S / 5, 0.8),
        "wind": swelling(noise(LOOP_S, 250, 700, 30 + side), LOOP_S / 9, 0.9),
        "rain": noise(LOOP_S, 1500, 7000, 40 + side),
        "clock": 4 * ticking(LOOP_S),
        "hall": swelling(noise(LOOP_S, 150, 700, 50 + side), LOOP_S / 13, 0.5),
        "strings": pad(),
        "street": swelling(noise(LOOP_S, 100, 1200, 60 + side), LOOP_S / 7, 0.6),
    }


def envelope(
    levels_db: Mapping[str, float], scenes: Iterable[tuple[int, int, str]], count: int
) -> Wave:
    """Return the gain of a bed at every sample, with ramps where scenes change."""
    steps = np.zeros(count, np.float32)
    for start_ms, end_ms, name in scenes:
        value = gain(levels_db[name]) if name in levels_db else 0.0
        steps[start_ms * RATE_HZ // 1000 : end_ms * RATE_HZ // 1000] = value
    width = round(RAMP_S * RATE_HZ)
    sums = np.cumsum(np.pad(steps, (width // 2 + 1, width // 2), mode="edge"), dtype=np.float64)
    return np.asarray((sums[width:] - sums[:-width])[:count] / width, np.float32)


def ambience(scenes: Sequence[tuple[int, int, str]], count: int, side: int) -> Wave:
    """Add up every bed at the level each scene asks for."""
    total = np.zeros(count, np.float32)
    for name, bed in beds(side).items():
        total += envelope(BED_DB[name], scenes, count) * np.resize(bed, count)
    return total


def roomed(wave: Wave, wet: float) -> Wave:
    """Give a voice the room it stands in: early decaying reflections behind the dry sound."""
    tail = noise(0.2 + wet, 150, 5000, 70) * np.exp(-seconds(0.2 + wet) / (0.06 + 0.25 * wet))
    size = len(wave) + len(tail)
    echo = np.fft.irfft(np.fft.rfft(wave, size) * np.fft.rfft(tail, size), size)
    echo *= wet * np.sqrt(np.mean(wave**2) / np.mean(echo[: len(wave)] ** 2))
    echo[: len(wave)] += wave
    return np.asarray(echo, np.float32)


def add(mix: Wave, wave: Wave, start_ms: int, pan: float) -> None:
    """Add a mono sound to the stereo mix in place, at equal power."""
    at = start_ms * RATE_HZ // 1000
    part = wave[: len(mix) - at]
    angle = (pan + 1) * np.pi / 4
    mix[at : at + len(part), 0] += part * np.float32(np.sqrt(2) * np.cos(angle))
    mix[at : at + len(part), 1] += part * np.float32(np.sqrt(2) * np.sin(angle))


def limited(mix: Wave) -> Wave:
    """Bend what is over the ceiling, so that nothing clips."""
    over = np.maximum(np.abs(mix) - CEILING, 0)
    bent = CEILING + 0.15 * np.tanh(over / 0.15)
    return np.asarray(np.where(over > 0, np.sign(mix) * bent, mix), np.float32)


def mixed(
    events: Iterable[Event],
    scenes: Sequence[tuple[int, int, str]],
    cast: Mapping[str, Role],
    length_ms: int,
) -> Wave:
    """Return the whole sound track, shape (samples, 2)."""
    count = length_ms * RATE_HZ // 1000
    mix = np.stack([ambience(scenes, count, side) for side in (0, 1)], axis=1)
    for e in events:
        for sound in e.beat.sounds:
            add(mix, gain(SOUND_DB[sound]) * SOUNDS[sound](), e.start_ms, 0.0)
        for u in e.utterances:
            role = cast[u.role]
            add(mix, gain(role.gain_db) * roomed(u.wave, role.room), u.start_ms, role.pan)
    ends = np.minimum(np.arange(count), np.arange(count)[::-1]) / RATE_HZ
    return limited(gain(MASTER_DB) * mix * np.clip(ends, 0, 1)[:, None].astype(np.float32))
