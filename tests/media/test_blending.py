"""The blend of one block."""

import numpy as np

from narrator.media.blending import Sound, blend
from narrator.media.pcm import PCM_FORMATS


def sound(name: str) -> Sound:
    """Return the shape of a stereo mix."""
    return Sound(
        pcm=PCM_FORMATS[name],
        stem_pcm=PCM_FORMATS["s24"],
        channels=2,
        body=range(3),
        targets=slice(None),
    )


def test_frames_outside_a_dip_keep_their_very_bits() -> None:
    """Even a negative zero and what is far beyond full scale pass beside frames that are mixed."""
    strange = np.array([[-0.0, 1e30], [0.5, 0.5], [-0.0, 1e-42]], dtype="<f4").tobytes()
    gain, narration = np.array([1.0, 0.5, 1.0]), np.array([0.0, 0.25, 0.0])
    mixed, clipped = blend(strange, narration, gain, sound("f32"))
    assert mixed[:8] == strange[:8]
    assert mixed[16:] == strange[16:]
    assert np.frombuffer(mixed[8:16], dtype="<f4").tolist() == [0.5, 0.5]
    assert clipped == 0


def test_too_much_is_held_and_counted() -> None:
    """A mix beyond full scale, which the plan rules out, would not wrap round."""
    loud = np.array([[30_000, -30_000]], dtype="<i2").tobytes()
    mixed, clipped = blend(loud, np.array([0.5]), np.array([1.0]), sound("s16"))
    assert np.frombuffer(mixed, dtype="<i2").tolist() == [32_767, -13_616]
    assert clipped == 1
