"""The mix read back from the sound alone: onsets, dips and levels, held against the cue sheet."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.media.compare.cells import Laid
from narrator.media.compare.comparison import Compared
from narrator.media.compare.gains import decibels, gains_of
from narrator.media.compare.sidebyside import Against, MixFile, listen_against
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.loudness import integrated_lufs
from narrator.media.probe import probe, probe_sounds
from narrator.media.run import run
from narrator.model import Span

pytestmark = pytest.mark.slow

Floats = NDArray[np.float64]
RATE_HZ = 48_000
STEP = RATE_HZ // 100


@pytest.fixture(scope="module")
def programme(seed_programme: Path) -> Floats:
    """Return the programme's sound, decoded by ffmpeg itself, (frames, 2), to 24 bits."""
    source = ["-i", f"file:{seed_programme}", "-map", "0:a:0", "-ac", "2", "-ar", str(RATE_HZ)]
    raw = run([find_ffmpeg(), "-v", "error", *source, "-f", "s32le", "-"])
    return np.asarray((np.frombuffer(raw, "<i4").reshape(-1, 2) >> 8) / 2**23)


@pytest.fixture(scope="module")
def described(seed_folder: Path) -> Floats:
    """Return the described mix."""
    return np.asarray(soundfile.read(seed_folder / "described.wav", always_2d=True)[0])


@pytest.fixture(scope="module")
def recovered(seed_programme: Path, seed_folder: Path) -> Compared:
    """Return the described mix taken apart without a look at the cue sheet."""
    path = seed_folder / "described.wav"
    mix = MixFile(path=path, track=0, shape=probe_sounds(path)[0], loses=False)
    against = Against(
        programme=probe(seed_programme),
        stem=seed_folder / "narration.wav",
        laid=Laid(),
        gain_db=0.0,
    )
    compared = listen_against([mix], against)[0].compared
    assert compared is not None
    return compared


def heard_gain_db(recovered: Compared, start_s: float, end_s: float) -> float:
    """Return the programme's gain in the cells within a span."""
    cells = recovered.cells.within(Span(start_ms=round(start_s * 1000), end_ms=round(end_s * 1000)))
    if recovered.is_same[cells].all():
        return 0.0
    sums = recovered.sums[cells].sum(axis=0)[np.newaxis]
    return float(decibels(gains_of(sums).programme)[0])


def dips_at(sheet: dict[str, Any], time_s: float) -> float:
    """Return the gain that the cue sheet says the programme has in the middle of a dip or none."""
    within = [duck for duck in sheet["ducks"] if duck["start"] <= time_s <= duck["end"]]
    return float(within[0]["gain_db"]) if within else 0.0


def test_the_dips_heard_are_those_of_the_cue_sheet(
    recovered: Compared, seed_cuesheet: dict[str, Any]
) -> None:
    """Full depth over each span, within a tenth of a decibel, and beside the ramps no dip."""
    assert seed_cuesheet["ducks"]
    for duck in seed_cuesheet["ducks"]:
        heard = heard_gain_db(recovered, duck["start"], duck["end"])
        assert heard == pytest.approx(duck["gain_db"], abs=0.1)
        before_s = duck["start"] - duck["fade_in"]
        if before_s > 0.6:
            around = heard_gain_db(recovered, before_s - 0.5, before_s)
            assert around == pytest.approx(dips_at(seed_cuesheet, before_s - 0.25), abs=0.1)


def test_the_onsets_heard_are_those_of_the_cue_sheet(
    programme: Floats, described: Floats, seed_cuesheet: dict[str, Any]
) -> None:
    """What is not programme begins and ends with each narration, within 30 ms."""
    for narration in seed_cuesheet["narrations"]:
        gain = 10 ** (dips_at(seed_cuesheet, narration["start"] + 0.1) / 20)
        first = round((narration["start"] - 0.1) * RATE_HZ)
        last = round((narration["end"] + 0.1) * RATE_HZ)
        spoken = described[first:last] - programme[first:last] * gain
        # Where the ramps are, the programme is not yet at that gain: the middle is what is left
        # when the sides are taken away.
        start, end = (round((narration[key] - first / RATE_HZ) * RATE_HZ)
                      for key in ("start", "end"))  # fmt: skip
        level = np.abs(spoken.mean(axis=1))
        within = level[start:end]
        assert within.max() > 3 * level[: start - STEP].max(initial=0)
        heard = start + np.flatnonzero(within > 0.05 * within.max())[[0, -1]]
        assert heard[0] / RATE_HZ - start / RATE_HZ < 0.030
        assert end / RATE_HZ - heard[1] / RATE_HZ < 0.030


def test_the_narration_stands_above_the_dipped_programme(
    programme: Floats, seed_folder: Path, seed_cuesheet: dict[str, Any]
) -> None:
    """By 9 LU at least where the dip is not at its deepest, as K-weighted power in the span."""
    stem = soundfile.read(seed_folder / "narration.wav")[0]
    for narration in seed_cuesheet["narrations"]:
        part = slice(*(round(narration[key] * RATE_HZ) for key in ("start", "end")))
        spoken = integrated_lufs(stem[part], RATE_HZ)
        sides = [integrated_lufs(channel, RATE_HZ) for channel in programme[part].T]
        powers = [10 ** (each / 10) for each in sides if each is not None]
        if spoken is None or not powers:
            continue
        gain_db = dips_at(seed_cuesheet, (narration["start"] + narration["end"]) / 2)
        above_lu = spoken + 3.01 - (10 * np.log10(sum(powers)) + gain_db)
        assert above_lu > 9.0 - 1.5 or gain_db == -15.0, narration["text"]
