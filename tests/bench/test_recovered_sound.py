"""What bench/recovered.py says of a mix, on mixes made here."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

RATE_HZ = 48_000
RECOVERED = Path(__file__).resolve().parents[2] / "bench" / "recovered.py"
Floats = NDArray[np.float64]


@pytest.fixture(scope="module")
def recovered() -> ModuleType:
    """Return bench/recovered.py, which is in no package."""
    spec = importlib.util.spec_from_file_location("bench_recovered", RECOVERED)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look for it there
    spec.loader.exec_module(module)
    return module


def written(folder: Path, name: str, sound: Floats) -> Path:
    """Write sound as a WAV file of 24 bits."""
    path = folder / name
    soundfile.write(path, sound, RATE_HZ, subtype="PCM_24")
    return path


@pytest.fixture
def mixed(tmp_path: Path) -> tuple[Path, Path]:
    """Return a programme, and a mix: 9 dB down from 2 to 4 s, tones at 2.5 to 3 and 3.25 to 3.5."""
    drawn = np.random.default_rng(4)
    programme = 0.1 * drawn.standard_normal((6 * RATE_HZ, 2))
    time_s = np.arange(len(programme)) / RATE_HZ
    mix = programme * 10 ** (np.interp(time_s, [1.8, 2, 4, 4.2], [0, -9, -9, 0]) / 20)[:, None]
    for start_s, end_s in ((2.5, 3.0), (3.25, 3.5)):
        spoken = (time_s >= start_s) & (time_s < end_s)
        mix[spoken] += (0.3 * np.cos(2 * np.pi * 300 * time_s[spoken]))[:, None]
    return written(tmp_path, "programme.wav", programme), written(tmp_path, "mix.wav", mix)


def test_a_dip_is_read_from_the_sound(recovered: ModuleType, mixed: tuple[Path, Path]) -> None:
    """Narration in it does not matter; beside it there is none."""
    with recovered.Pair(*mixed) as pair:
        assert recovered.gain_db(pair, 2.0, 4.0) == pytest.approx(-9, abs=0.001)
        assert recovered.gain_db(pair, 4.5, 5.5) == pytest.approx(0, abs=0.001)


def test_each_narration_is_found_where_it_is(
    recovered: ModuleType, mixed: tuple[Path, Path]
) -> None:
    """To a millisecond, also where the cue sheet would be 200 ms wrong, and never another's."""
    with recovered.Pair(*mixed) as pair:
        first, second = recovered.all_heard(pair, [(2.7, 3.1), (3.2, 3.5)])
    assert (first.start_s, first.end_s) == pytest.approx((2.5, 3.0), abs=0.001)
    assert (second.start_s, second.end_s) == pytest.approx((3.25, 3.5), abs=0.001)


def test_channels_that_are_alike_tell_no_gain(recovered: ModuleType, tmp_path: Path) -> None:
    """A gain is not guessed."""
    same = np.repeat(0.1 * np.ones((RATE_HZ, 1)), 2, axis=1)
    paths = (written(tmp_path, "one.wav", same), written(tmp_path, "two.wav", same))
    with recovered.Pair(*paths) as pair:
        assert recovered.gain_db(pair, 0.0, 1.0) is None
        with pytest.raises(ValueError, match="do not differ"):
            recovered.heard(pair, 0.2, 0.8)
