"""What a Broadcast Wave says: times to the sample, texts that fit, the loudness set afterwards."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.errors import OutputError
from narrator.media.adm import clock
from narrator.media.ascii import ascii_text
from narrator.media.bwf import Broadcast, broadcast_chunks, samples_since_midnight
from narrator.media.bwf_bext import coding_history, level_fields, stamp_levels
from narrator.media.bwf_levels import Levels
from narrator.media.ixml import functions
from narrator.media.layouts import speakers
from narrator.media.wavefile import WaveShape, writing_wave
from narrator.timecode import FRAME_RATES, format_smpte, parse_smpte

ABOUT = Broadcast(
    title="The Tide Clerk",
    language="en-GB",
    mode="captions",
    start_ms=36_000_000,
    frame_rate="25",
    made=datetime(2026, 11, 25, 9, 5, 7, tzinfo=UTC),
    reference="0123456789abcdef01234567",
)
MONO = WaveShape(frames=48_001, rate_hz=48_000, sample_format="s24", speakers=("FC",))


@pytest.mark.parametrize(
    ("label", "rate", "rate_hz", "samples"),
    [
        ("10:00:00:00", "25", 48_000, 1_728_000_000),
        ("10:00:00:01", "24", 48_000, 1_728_002_000),
        # 107 892 frames of 1001/30000 s are 3599.9964 s, where milliseconds would say 172 799 808
        ("01:00:00;00", "29.97df", 48_000, 172_799_827),
        ("01:00:00:00", "29.97", 48_000, 172_972_800),
        ("01:00:00:00", "23.976", 48_000, 172_972_800),
        ("01:00:00;00", "59.94df", 96_000, 345_599_654),
        ("00:00:00:00", "25", 44_100, 0),
    ],
)
def test_the_first_sample_of_a_timecode(label: str, rate: str, rate_hz: int, samples: int) -> None:
    """As a desk reckons it: frames from label zero, times the length of a frame."""
    frame_rate = FRAME_RATES[rate]
    start_ms = parse_smpte(label, frame_rate)
    assert samples_since_midnight(start_ms, frame_rate, rate_hz) == samples


@given(
    st.sampled_from(sorted(FRAME_RATES)), st.integers(0, 24 * 3600 * 60), st.sampled_from([48_000])
)
def test_every_frame_starts_at_its_sample(name: str, frame: int, rate_hz: int) -> None:
    """The sample leads back to the label, for every frame of a day at every rate."""
    rate = FRAME_RATES[name]
    label = format_smpte(round(frame * 1000 / rate.per_second), rate)
    samples = samples_since_midnight(parse_smpte(label, rate), rate, rate_hz)
    assert samples == round(Fraction(frame) * rate_hz / rate.per_second)


def test_a_start_between_frames_is_kept_to_the_millisecond() -> None:
    """Such as subtitles have that count from 01:00:00.000 at 29.97 frames a second."""
    assert samples_since_midnight(3_600_000, FRAME_RATES["29.97df"], 48_000) == 172_800_000


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Señor “Ångström” – Łódź", b'Senor "Angstrom" - Lodz'),
        ("two\nlines\tand\x00more", b"two lines and more"),
        ("Тихий час", b"????? ???"),
        ("half \ud800 of one", b"half   of one"),
        ("", b""),
    ],
)
def test_ascii_keeps_what_it_can(text: str, plain: bytes) -> None:
    """Letters without their accents, question marks for the rest."""
    assert ascii_text(text, 256) == plain


@given(st.text(max_size=400), st.integers(1, 300))
def test_ascii_always_fits(text: str, most_bytes: int) -> None:
    """Whatever a title holds, no control and no byte too many."""
    plain = ascii_text(text, most_bytes)
    assert len(plain) <= most_bytes
    assert all(0x20 <= byte < 0x7F for byte in plain)


@given(st.text(max_size=600))
def test_any_title_can_be_told(title: str) -> None:
    """XML has no word for some characters; the fixed part of bext stays 602 bytes long."""
    bext, ixml, *_ = broadcast_chunks(replace(ABOUT, title=title), "stem", MONO)
    assert bext.body[602:].rstrip(b"\0") == coding_history(MONO).encode()
    assert not len(bext.body) % 2
    assert not len(ixml.body) % 2


def test_loudness_that_is_unknown_or_cannot_be_told_is_7fff() -> None:
    """Hundredths, rounded, of either sign; EBU Tech 3285 knows them up to 99.99."""
    levels = Levels(integrated_lufs=-23.004, range_lu=12.345, true_peak_dbtp=None,
                    momentary_lufs=-120.7, short_term_lufs=float("-inf"))  # fmt: skip
    assert level_fields(levels).hex() == "04f7d204ff7fff7fff7f"


def test_the_loudness_is_set_in_place(tmp_path: Path) -> None:
    """Ten bytes of the finished file change and nothing else."""
    path = tmp_path / "stem.wav"
    with writing_wave(path, MONO, broadcast_chunks(ABOUT, "stem", MONO)) as stream:
        stream.write(bytes(range(251)) * 573 + bytes(48_001 * 3 - 251 * 573))
    before = path.read_bytes()
    stamp_levels(path, Levels(integrated_lufs=-23.0, range_lu=0.0, true_peak_dbtp=1.5))
    after = path.read_bytes()
    place = before.index(b"\xff\x7f" * 5)
    assert before[:place] + after[place : place + 10] + before[place + 10 :] == after
    assert after[place : place + 10].hex() == "04f700009600ff7fff7f"


def test_only_a_broadcast_wave_can_be_stamped(tmp_path: Path) -> None:
    """A plain file is a mistake of ours; one that is not there is the user's disk."""
    with writing_wave(tmp_path / "plain.wav", MONO) as stream:
        stream.write(bytes(48_001 * 3))
    with pytest.raises(ValueError, match="no bext chunk"):
        stamp_levels(tmp_path / "plain.wav", Levels())
    with pytest.raises(OutputError, match=r"gone\.wav"):
        stamp_levels(tmp_path / "gone.wav", Levels())


@pytest.mark.parametrize(
    ("sample_format", "names", "history"),
    [
        ("s16", ("FC",), "A=PCM,F=48000,W=16,M=mono,T=narrator"),
        ("s24", ("FL", "FR"), "A=PCM,F=48000,W=24,M=stereo,T=narrator"),
        ("s24", speakers("5.1", 6), "A=PCM,F=48000,W=24,T=narrator"),
        ("f32", ("FL", "FR"), "A=PCM,F=48000,W=32,M=stereo,T=narrator"),
    ],
)
def test_coding_history(sample_format: str, names: tuple[str, ...], history: str) -> None:
    """One line of EBU R 98, ended as it asks."""
    told = coding_history(replace(MONO, sample_format=sample_format, speakers=names))
    assert told.startswith(history)
    assert told.endswith("\r\n")
    assert ("floating point" in told) == (sample_format == "f32")


def test_speakers_without_a_common_pack_have_no_adm() -> None:
    """A file of unnamed channels says what it can."""
    unnamed = replace(MONO, speakers=("?", "?", "?"))
    assert [chunk.name for chunk in broadcast_chunks(ABOUT, "described", unnamed)] == [
        "bext",
        "iXML",
    ]
    assert functions(unnamed.speakers) == ("", "", "")
    assert functions(speakers("5.1(side)", 6))[-2:] == ("Ls-5.1", "Rs-5.1")
    assert functions(speakers("6.0", 6)) == ("",) * 6


def test_a_clock_of_adm_goes_on_past_midnight() -> None:
    """Five decimals, rounded, and carried."""
    assert clock(Fraction(86_399_999_999, 1_000_000)) == "24:00:00.00000"
    assert clock(Fraction(1, 3)) == "00:00:00.33333"
