"""WAV and RF64 headers, read back by libsndfile and by ffmpeg's library."""

from pathlib import Path

import pytest
import soundfile

from narrator.media.layouts import speakers
from narrator.media.probe import probe
from narrator.media.wavefile import WaveShape, speaker_mask, wave_header, writing_wave


def shape(frames: int, sample_format: str = "s24", names: tuple[str, ...] = ("FC",)) -> WaveShape:
    """Return the shape of a 48 kHz file."""
    return WaveShape(frames=frames, rate_hz=48_000, sample_format=sample_format, speakers=names)


@pytest.mark.parametrize(
    ("sample_format", "subtype"),
    [("s16", "PCM_16"), ("s24", "PCM_24"), ("s32", "PCM_32"), ("f32", "FLOAT")],
)
@pytest.mark.parametrize("layout", ["mono", "stereo", "5.1(side)", "7.1"])
def test_formats_and_speakers_are_read_back(
    tmp_path: Path, sample_format: str, subtype: str, layout: str
) -> None:
    """Format and length are right for libsndfile, and the layout for ffmpeg's library."""
    channels = {"mono": 1, "stereo": 2, "5.1(side)": 6, "7.1": 8}[layout]
    wanted = shape(4_801, sample_format, speakers(layout, channels))
    path = tmp_path / "sound.wav"
    with writing_wave(path, wanted) as stream:
        stream.write(bytes(wanted.frames * wanted.frame_bytes))
    with soundfile.SoundFile(path) as sound:
        assert (sound.frames, sound.channels, sound.subtype) == (4_801, channels, subtype)
    programme = probe(path)
    assert (programme.layout, programme.sample_format) == (layout, sample_format)


def test_an_odd_number_of_bytes_is_padded(tmp_path: Path) -> None:
    """A RIFF chunk has an even length, and its size does not count the padding."""
    with writing_wave(tmp_path / "odd.wav", shape(3)) as stream:
        stream.write(bytes(9))
    whole = (tmp_path / "odd.wav").read_bytes()
    assert len(whole) == 44 + 10
    assert int.from_bytes(whole[4:8], "little") == len(whole) - 8
    assert int.from_bytes(whole[40:44], "little") == 9


def test_over_four_gigabytes_the_file_is_rf64(tmp_path: Path) -> None:
    """A sparse file of ten hours of 24-bit 5.1 at 48 kHz is read with all its samples."""
    frames = 36_000 * 48_000
    path = tmp_path / "long.wav"
    with path.open("wb") as stream:
        header = wave_header(shape(frames, "s24", speakers("5.1", 6)))
        stream.write(header)
        stream.truncate(len(header) + frames * 18)
    with soundfile.SoundFile(path) as sound:
        assert (sound.format, sound.frames) == ("RF64", frames)
        sound.seek(frames - 10)
        assert len(sound.read()) == 10
    assert probe(path).duration_ms == 36_000_000


def test_just_under_four_gigabytes_the_file_is_riff() -> None:
    """The change comes where a size no longer fits 32 bits."""
    most = (0xFFFFFFFF - 1 - 36) // 3
    assert wave_header(shape(most))[:4] == b"RIFF"
    assert wave_header(shape(most + 2))[:4] == b"RF64"


def test_too_few_frames_are_noticed(tmp_path: Path) -> None:
    """A header that would lie is a mistake of ours, not something to pass on."""
    writing = writing_wave(tmp_path / "short.wav", shape(10))
    with pytest.raises(ValueError, match="0 bytes of sound for 30"), writing:
        pass


def test_speakers_out_of_order_or_unknown_stay_unnamed() -> None:
    """WAV can only name speakers in its own order."""
    assert speaker_mask(("FL", "FR", "FC", "LFE", "BL", "BR")) == 0x3F
    assert speaker_mask(("FL", "FR", "FC", "LFE", "SL", "SR")) == 0x60F
    assert speaker_mask(("FR", "FL")) == 0
    assert speaker_mask(("FL", "FL")) == 0
    assert speaker_mask(("?", "?", "?")) == 0
