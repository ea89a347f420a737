"""Broadcast Waves read back by programs that are not ours.

They are ffmpeg, libsndfile, wavinfo, MediaInfo, and the EBU's own ADM renderer, which needs older
libraries than narrator and so an environment of its own: `make readers`.
"""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from pymediainfo import MediaInfo
from wavinfo import WavInfoReader

from narrator.media.bwf import Broadcast, Role, broadcast_chunks
from narrator.media.bwf_bext import stamp_levels
from narrator.media.bwf_levels import Levels
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.layouts import speakers
from narrator.media.probe import probe
from narrator.media.run import run
from narrator.media.wavefile import WaveShape, wave_header, writing_wave

EAR = Path(__file__).parents[2] / ".venv-readers" / "bin" / "python"
NEEDS_EAR = pytest.mark.skipif(not EAR.exists(), reason="`make readers` installs the EBU's reader")

ABOUT = Broadcast(
    title="Der «Zeit»-Schreiber & Söhne <1921>",
    language="de-CH",
    mode="captions",
    start_ms=36_000_000,
    frame_rate="25",
    made=datetime(2026, 11, 25, 9, 5, 7, tzinfo=UTC),
    reference="0123456789abcdef01234567",
)
LEVELS = Levels(
    integrated_lufs=-23.0,
    range_lu=7.25,
    true_peak_dbtp=-1.5,
    momentary_lufs=-15.61,
    short_term_lufs=-18.67,
)
MONO = WaveShape(frames=4_801, rate_hz=48_000, sample_format="s24", speakers=("FC",))
STEREO = replace(MONO, speakers=("FL", "FR"))
SURROUND = replace(MONO, speakers=speakers("5.1", 6))
LONG = replace(SURROUND, frames=8 * 3600 * 48_000)  # 25 GB

# Prints what the EBU's library makes of the files it is given.
LISTEN = """
import json, sys
from ear.fileio import openBw64, openBw64Adm
told = []
for path in sys.argv[1:]:
    with openBw64(path) as wave, openBw64Adm(path) as file:
        file.adm.validate()
        wave.seek(len(wave) - 3)
        programme, = file.adm.audioProgrammes
        content, = programme.audioContents
        sound, = content.audioObjects
        pack, = sound.audioPackFormats
        names = [uid.audioTrackFormat.audioStreamFormat.audioChannelFormat.audioChannelFormatName
                 for uid in sound.audioTrackUIDs]
        told.append([len(wave), len(wave.read(3)), programme.audioProgrammeName,
                     programme.audioProgrammeLanguage, float(programme.start),
                     float(programme.end), content.dialogue, pack.id, names])
print(json.dumps(told))
"""


def sound_of(shape: WaveShape) -> bytes:
    """Return the samples that `write` writes: noise."""
    return np.random.default_rng(9).bytes(shape.frames * shape.frame_bytes)


def write(path: Path, shape: WaveShape, about: Broadcast = ABOUT, role: Role = "stem") -> Path:
    """Write a Broadcast Wave of noise, its loudness stamped."""
    with writing_wave(path, shape, broadcast_chunks(about, role, shape)) as stream:
        stream.write(sound_of(shape))
    stamp_levels(path, LEVELS)
    return path


def write_long(path: Path) -> Path:
    """Write a sparse file of 25 GB, its loudness stamped."""
    header = wave_header(LONG, broadcast_chunks(ABOUT, "described", LONG))
    with path.open("wb") as stream:
        stream.write(header)
        stream.truncate(len(header) + LONG.frames * LONG.frame_bytes)
    stamp_levels(path, LEVELS)
    return path


def as_integers(raw: bytes, shape: WaveShape) -> NDArray[np.int32]:
    """Return samples of any width as libsndfile gives them: at the top of 32 bits."""
    width = shape.frame_bytes // len(shape.speakers)
    padded = np.zeros((len(raw) // width, 4), np.uint8)
    padded[:, 4 - width :] = np.frombuffer(raw, np.uint8).reshape(-1, width)
    return padded.view("<i4").reshape(-1, len(shape.speakers))


def tags_by_ffmpeg(path: Path) -> dict[str, str]:
    """Return the tags that ffmpeg reads."""
    command = [find_ffmpeg(), "-nostdin", "-v", "error", "-i", str(path), "-f", "ffmetadata", "-"]
    told = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    return dict(line.split("=", 1) for line in told.splitlines() if "=" in line)


def by_mediainfo(path: Path) -> dict[str, Any]:
    """Return what MediaInfo reads of the sound, with what it says of the file."""
    general, sound = MediaInfo.parse(path, full=True).tracks
    told: dict[str, Any] = general.to_data() | sound.to_data()
    return told


def by_ear(paths: Sequence[Path]) -> list[list[Any]]:
    """Return what the EBU's library reads."""
    command = [str(EAR), "-W", "ignore", "-c", LISTEN, *map(str, paths)]
    told = subprocess.run(command, check=True, capture_output=True).stdout
    rows: list[list[Any]] = json.loads(told)
    return rows


@pytest.mark.parametrize("sample_format", ["s16", "s24", "s32"])
@pytest.mark.parametrize("base", [MONO, STEREO, SURROUND])
def test_libsndfile_reads_the_sound_to_the_bit(
    tmp_path: Path, base: WaveShape, sample_format: str
) -> None:
    """Of an odd length too, and no chunk is taken for sound."""
    shape = replace(base, sample_format=sample_format)
    path = write(tmp_path / "sound.wav", shape)
    samples, rate_hz = soundfile.read(path, dtype="int32", always_2d=True)
    assert rate_hz == 48_000
    assert np.array_equal(samples, as_integers(sound_of(shape), shape))


@pytest.mark.parametrize(
    ("start_ms", "frame_rate", "samples"),
    [(36_000_000, "25", 1_728_000_000), (3_599_996, "29.97df", 172_799_827), (0, "24", 0)],
)
def test_everyone_reads_the_start(
    tmp_path: Path, start_ms: int, frame_rate: str, samples: int
) -> None:
    """The very sample, from bext and from iXML."""
    about = replace(ABOUT, start_ms=start_ms, frame_rate=frame_rate)
    path = write(tmp_path / "start.wav", STEREO, about)
    assert int(tags_by_ffmpeg(path)["time_reference"]) == samples
    wave = WavInfoReader(path)
    assert wave.bext.time_reference == samples
    speed = wave.ixml.raw_xml.find("SPEED")
    told = [
        int(speed.findtext(f"TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_{part}")) for part in ("HI", "LO")
    ]
    assert (told[0] << 32) + told[1] == samples
    assert speed.findtext("TIMECODE_FLAG") == ("DF" if frame_rate.endswith("df") else "NDF")
    rates = {"25": "25/1", "24": "24/1", "29.97df": "30000/1001"}
    assert speed.findtext("TIMECODE_RATE") == rates[frame_rate]


def test_bext_as_it_is_read(tmp_path: Path) -> None:
    """By ffmpeg, wavinfo and MediaInfo; the title in ASCII."""
    path = write(tmp_path / "stem.wav", MONO)
    tags = tags_by_ffmpeg(path)
    plain = 'Audio description: Der "Zeit"-Schreiber & Sohne <1921>'
    assert tags["comment"].replace("\\", "") == plain
    assert tags["date"] == "2026-11-25"
    bext = WavInfoReader(path).bext
    assert (bext.version, bext.description, bext.umid) == (2, plain, bytes(64))
    assert bext.originator.startswith("narrator ")
    assert bext.originator_ref == tags["originator_reference"] == "S0123456789abcdef01234567"
    assert (bext.originator_date, bext.originator_time) == ("2026-11-25", "09:05:07")
    assert bext.coding_history.startswith("A=PCM,F=48000,W=24,M=mono,")
    told = [bext.loudness_value, bext.loudness_range, bext.max_true_peak,
            bext.max_momentary_loudness, bext.max_shortterm_loudness]  # fmt: skip
    assert told == [-23.0, 7.25, -1.5, -15.61, -18.67]
    third = by_mediainfo(path)
    names = ["LoudnessValue", "LoudnessRange", "MaxTruePeakLevel", "MaxMomentaryLoudness",
             "MaxShortTermLoudness"]  # fmt: skip
    assert [float(third[name.lower()]) for name in names] == told


def test_ixml_keeps_the_title_whole_and_names_the_tracks(tmp_path: Path) -> None:
    """In Unicode, with the functions of its dictionary."""
    ixml = WavInfoReader(write(tmp_path / "mix.wav", STEREO, role="described")).ixml
    assert ixml.project == ABOUT.title
    assert [(track.interleave_index, track.name, track.function) for track in ixml.track_list] == [
        ("1", "Audio description mix FL", "L-MIX"),
        ("2", "Audio description mix FR", "R-MIX"),
    ]
    note = ixml.raw_xml.findtext("NOTE")
    assert note == "Audio description mix, from 10:00:00:00"


def test_adm_as_wavinfo_reads_it(tmp_path: Path) -> None:
    """The tracks tied to the common definitions of mono."""
    adm = WavInfoReader(write(tmp_path / "stem.wav", MONO)).adm
    assert [tuple(channel) for channel in adm.channel_uids] == [
        (0, "ATU_00000001", "AT_00010003_01", "AP_00010001")
    ]
    programme = adm.programme()
    assert programme["programme_name"] == ABOUT.title
    assert programme["programme_start"] == "10:00:00.00000"
    assert programme["contents"][0]["objects"][0]["pack_id"] == "AP_00010001"


@pytest.mark.parametrize(
    ("mode", "role", "kind"),
    [
        ("captions", "stem", {"dialogueContentKind": "4"}),
        ("all", "stem", {"dialogueContentKind": "3"}),
        ("captions", "described", {"mixedContentKind": "2"}),
        ("all", "described", {"mixedContentKind": "2"}),
    ],
)
def test_what_the_content_is(tmp_path: Path, mode: Any, role: Role, kind: dict[str, str]) -> None:  # noqa: ANN401 - pytest's
    """Description, spoken subtitles, or a mix with either."""
    path = write(tmp_path / "a.wav", STEREO, replace(ABOUT, mode=mode), role)
    xml = WavInfoReader(path).adm.axml
    dialogue = xml.find(".//{*}dialogue")
    assert dict(dialogue.attrib) == kind
    assert dialogue.text == ("1" if role == "stem" else "2")
    assert ("Spoken subtitles" in WavInfoReader(path).bext.description) == (mode == "all")


def test_mediainfo_finds_nothing_wrong_with_the_adm(tmp_path: Path) -> None:
    """It checks the model against BS.2076 and lists what is not in order."""
    for shape in (MONO, STEREO, SURROUND):
        told = by_mediainfo(write(tmp_path / "a.wav", shape))
        assert told["metadata_format"] == "ADM, Version 0"
        assert told["number_of_track_uids"] == str(len(shape.speakers))
        assert not [name for name in told if "conformance" in name]


@NEEDS_EAR
def test_adm_as_the_ebu_reads_it(tmp_path: Path) -> None:
    """Validated by the library of the EBU's renderer, for every layout."""
    front = ["FrontLeft", "FrontRight"]
    around = ["FrontCentre", "LowFrequencyEffects", "SurroundLeft", "SurroundRight"]
    wanted = [
        (MONO, "AP_00010001", ["FrontCentre"]),
        (STEREO, "AP_00010002", front),
        (SURROUND, "AP_00010003", front + around),
        (replace(MONO, speakers=speakers("5.1(side)", 6)), "AP_00010003", front + around),
        (
            replace(MONO, speakers=speakers("5.0", 5)),
            "AP_0001000c",
            front + around[:1] + around[2:],
        ),
        (replace(MONO, speakers=speakers("3.0", 3)), "AP_0001000a", front + around[:1]),
    ]
    paths = [write(tmp_path / f"{n}.wav", shape) for n, (shape, *_) in enumerate(wanted)]
    end = 36_000 + round(4_801 / 48_000, 5)
    for (_, pack, names), told in zip(wanted, by_ear(paths), strict=True):
        assert told == [4_801, 3, ABOUT.title, "deu", 36_000, end, 1, pack, names]


@NEEDS_EAR
def test_the_ebu_renders_a_stereo_mix_as_it_is(tmp_path: Path) -> None:
    """The ADM leads each track to its loudspeaker, with no gain."""
    path = write(tmp_path / "mix.wav", STEREO, role="described")
    rendered = tmp_path / "rendered.wav"
    command = [str(EAR), "-W", "ignore", "-m", "ear.cmdline.render_file"]
    subprocess.run([*command, "-s", "0+2+0", str(path), str(rendered)], check=True)
    before, after = (soundfile.read(each, dtype="int32")[0] >> 8 for each in (path, rendered))
    assert np.abs(before - after).max() <= 1


def test_everyone_reads_25_gigabytes(tmp_path: Path) -> None:
    """As RF64: libsndfile has no BW64."""
    path = write_long(tmp_path / "long.wav")
    with soundfile.SoundFile(path) as sound:
        assert (sound.format, sound.frames) == ("RF64", LONG.frames)
        sound.seek(LONG.frames - 10)
        assert len(sound.read()) == 10
    assert probe(path).duration_ms == 8 * 3_600_000
    run([find_ffmpeg(), "-v", "error", "-sseof", "-1", "-i", str(path), "-f", "null", "-"])
    wave = WavInfoReader(path)
    assert wave.data.frame_count == LONG.frames
    assert wave.bext.loudness_value == -23.0
    assert wave.adm.programme()["programme_end"] == "18:00:00.00000"
    told = by_mediainfo(path)
    assert (told["duration"], told["format_profile"]) == (8 * 3_600_000, "RF64")
    if EAR.exists():
        assert by_ear([path])[0][:2] == [LONG.frames, 3]


@pytest.mark.parametrize(
    "title", ["", 'a "quoted"\ntitle', "海の書記", "long " * 200, "\x00\ufffe<&"]
)
def test_a_hostile_title_hurts_no_reader(tmp_path: Path, title: str) -> None:
    """The audio stays, and every reader reads all chunks."""
    path = write(tmp_path / "a.wav", STEREO, replace(ABOUT, title=title), "described")
    assert soundfile.info(path).frames == 4_801
    wave = WavInfoReader(path)
    assert len(wave.bext.description) <= 256
    assert (wave.ixml.project is None) == (title == "")
    assert wave.adm.programme()["programme_name"]
    assert tags_by_ffmpeg(path)["time_reference"] == "1728000000"
