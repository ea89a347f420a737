"""Raw PCM to numbers and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.media.pcm import PCM_FORMATS, bytes_of, numbers_of


@given(data=st.data(), name=st.sampled_from(["s16", "s24", "s32"]))
def test_every_integer_comes_back(data: st.DataObject, name: str) -> None:
    """Bytes to numbers to bytes is the identity, with nothing clipped."""
    pcm = PCM_FORMATS[name]
    raw = data.draw(st.binary(min_size=2 * pcm.width, max_size=2 * pcm.width))
    frames = np.frombuffer(raw, dtype=np.uint8).reshape(1, -1)
    back, clipped = bytes_of(numbers_of(frames, pcm), pcm)
    assert (back.tobytes(), clipped) == (raw, 0)


def test_numbers_are_little_endian_and_signed() -> None:
    """Each format reads its lowest and highest step."""
    for name, bits in (("s16", 16), ("s24", 24), ("s32", 32)):
        lowest, highest = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
        raw = b"".join(
            value.to_bytes(bits // 8, "little", signed=True) for value in (lowest, highest)
        )
        numbers = numbers_of(np.frombuffer(raw, dtype=np.uint8).reshape(2, -1), PCM_FORMATS[name])
        assert numbers.tolist() == [[lowest], [highest]]


@pytest.mark.parametrize("name", ["s16", "s24", "s32"])
def test_what_is_beyond_is_clipped_and_counted(name: str) -> None:
    """Nothing wraps round: too much becomes the most there is."""
    pcm = PCM_FORMATS[name]
    numbers = np.array([[pcm.highest + 0.4], [pcm.highest + 1], [pcm.lowest - 1], [0.5], [1.5]])
    held, clipped = bytes_of(numbers, pcm)
    assert clipped == 2
    expected = [pcm.highest, pcm.highest, pcm.lowest, 0, 2]
    assert numbers_of(held, pcm).reshape(-1).tolist() == expected


def test_floats_pass_as_they_are() -> None:
    """A float above full scale is not clipped: the format holds it."""
    values = np.array([[1.5, -0.25]], dtype="<f4")
    held, clipped = bytes_of(values.astype(np.float64), PCM_FORMATS["f32"])
    assert (held.tobytes(), clipped) == (values.tobytes(), 0)
