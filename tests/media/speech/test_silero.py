"""The model runs pieces side by side as it runs them one by one."""

import hashlib

import numpy as np
import pytest

from narrator.media.speech.silero import (
    FRAME_SAMPLES,
    Silero,
    frame_count,
    is_installed,
    model_digest,
    model_path,
)


def buzz(seed: int, samples: int) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """Return a buzz whose pitch and level wander: enough to move the model."""
    random = np.random.default_rng(seed)
    pitch = 120 + 40 * np.sin(np.arange(samples) / 3_000 + seed)
    wave = np.sign(np.sin(np.cumsum(2 * np.pi * pitch / 16_000))) + random.normal(0, 0.3, samples)
    return (4_000 * wave * np.abs(np.sin(np.arange(samples) / 2_500))).astype(np.int16)


def test_pieces_of_many_lengths_are_answered_as_if_alone() -> None:
    """Each has a memory of its own; the order of the answers is that of the pieces."""
    pieces = [buzz(1, 9_000), buzz(2, 30_000), buzz(3, 512), buzz(4, 17_001)]
    silero = Silero()
    together = silero.listen(pieces)
    assert [len(each) for each in together] == [frame_count(len(piece)) for piece in pieces]
    for piece, answer in zip(pieces, together, strict=True):
        assert answer == pytest.approx(silero.listen([piece])[0], abs=1e-4)


def test_the_answers_depend_on_what_came_before() -> None:
    """The memory goes from frame to frame."""
    sound = buzz(5, 40 * FRAME_SAMPLES)
    whole, half = Silero().listen([sound, sound[20 * FRAME_SAMPLES :]])
    assert whole[20] != pytest.approx(half[0], abs=1e-5)


def test_nothing_gives_no_answers() -> None:
    """No pieces, or an empty one."""
    silero = Silero()
    assert silero.listen([]) == []
    assert [len(each) for each in silero.listen([np.zeros(0, np.int16)])] == [0]


def test_the_model_is_the_package_file() -> None:
    """Its digest is that of its bytes."""
    assert is_installed()
    assert model_digest() == hashlib.sha256(model_path().read_bytes()).hexdigest()
