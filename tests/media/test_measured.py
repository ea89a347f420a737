"""A programme is measured once, and again where anything about it has changed."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from narrator.errors import MediaError
from narrator.media.measure import measure
from narrator.media.measured import measured
from narrator.media.soundmeter import SoundFacts
from narrator.model import Programme


def never(_: Programme) -> SoundFacts:
    """Fail: what is kept is not measured."""
    raise MediaError("measured again")


def same(one: SoundFacts, other: SoundFacts) -> bool:
    """Whether two sets of facts agree, moment by moment."""
    return (
        one.loudness == other.loudness
        and one.length_samples == other.length_samples
        and one.highest == other.highest
        and np.array_equal(one.curve.momentary_lufs, other.curve.momentary_lufs)
        and one.curve.start_ms == other.curve.start_ms
    )


def test_the_second_time_nothing_is_measured(
    tmp_path: Path, noisy: Callable[..., Programme]
) -> None:
    """And the facts are the very same."""
    programme = noisy(2)
    first = measured(programme, tmp_path / "kept")
    assert same(first, measure(programme))
    assert same(first, measured(programme, tmp_path / "kept", listen=never))


def test_a_changed_file_and_a_damaged_record_are_measured_anew(
    tmp_path: Path, noisy: Callable[..., Programme]
) -> None:
    """By the time of change, and by what cannot be read."""
    programme = noisy(2)
    measured(programme, tmp_path / "kept")
    os.utime(programme.path, (1, 1))
    with pytest.raises(MediaError, match="measured again"):
        measured(programme, tmp_path / "kept", listen=never)
    measured(programme, tmp_path / "kept")
    for record in (tmp_path / "kept").iterdir():
        record.write_bytes(record.read_bytes()[:100])
    assert measured(programme, tmp_path / "kept").length_samples == 2 * programme.rate_hz


def test_a_folder_that_cannot_be_written_keeps_nothing(
    tmp_path: Path, noisy: Callable[..., Programme]
) -> None:
    """The facts are had all the same."""
    (tmp_path / "kept").write_text("x", encoding="utf-8")
    assert measured(noisy(2), tmp_path / "kept").length_samples > 0
