"""Broadcast Waves: sound, bext, iXML and ADM, as readers that are not ours take them.

They are ffmpeg, libsndfile, wavinfo, MediaInfo, and the EBU's ADM renderer (`make readers`).
"""

import json
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import numpy as np
import soundfile
from asking import Absent, Reader, demand, near, package
from media_tools import by_mediainfo, decoded_by_ffmpeg, ffmpeg_tool, mediainfo_tool
from result import Result
from wavinfo import WavInfoReader

from narrator.media.ffmpeg import find_ffmpeg

EAR = Path(__file__).parents[2] / ".venv-readers" / "bin" / "python"
# Prints what the EBU's library makes of a file.
LISTEN = """
import json, sys
from importlib.metadata import version
from ear.fileio import openBw64, openBw64Adm
with openBw64(sys.argv[1]) as wave, openBw64Adm(sys.argv[1]) as file:
    file.adm.validate()
    programme, = file.adm.audioProgrammes
    content, = programme.audioContents
    print(json.dumps([len(wave), float(programme.start), content.dialogue,
                      len(content.audioObjects[0].audioTrackUIDs), wave.channels]))
"""
BROADCAST = ("narration.wav", "described.wav")
MEASURED: Mapping[str, str] = {"narration.wav": "narration", "described.wav": "described"}
_MS = 0.001
_ROUNDED_LU = 0.0051  # bext holds hundredths


def measured_lufs(result: Result, path: Path) -> float | None:
    """Return the loudness that the cue sheet has of a file."""
    (usual,) = (usual for usual in MEASURED if result.path(usual) == path)
    levels = result.sheet["loudness"][MEASURED[usual]]
    return levels["integrated_lufs"] if levels else None


def by_ffmpeg(result: Result, path: Path) -> str:
    """Ask ffmpeg for the sound and for the start."""
    info = soundfile.info(path)
    samples = len(decoded_by_ffmpeg(path)) // 2 // info.channels
    near("seconds of sound", samples / info.samplerate, result.seconds, _MS)
    command = [find_ffmpeg(), "-nostdin", "-v", "error", "-i", str(path), "-f", "ffmetadata", "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    tags = dict(line.split("=", 1) for line in told.splitlines() if "=" in line)
    near("time_reference", int(tags["time_reference"]) / info.samplerate, result.start, _MS)
    return "decodes without a word; length and time_reference as in the cue sheet"


def by_libsndfile(result: Result, path: Path) -> str:
    """Ask libsndfile for every sample."""
    with soundfile.SoundFile(path) as sound:
        read = sum(len(block) for block in sound.blocks(1 << 16, dtype="float32"))
        demand("samples", read, sound.frames)
        near("seconds of sound", read / sound.samplerate, result.seconds, _MS)
    return "every sample read, length as in the cue sheet"


def by_wavinfo(result: Result, path: Path) -> str:
    """Ask wavinfo for bext, iXML and ADM."""
    wave = WavInfoReader(str(path))
    rate_hz = wave.fmt.sample_rate
    demand("bext version", wave.bext.version, 2)
    near("TimeReference", wave.bext.time_reference / rate_hz, result.start, _MS)
    wanted = measured_lufs(result, path)
    if wanted is not None:
        near("LoudnessValue", wave.bext.loudness_value, wanted, _ROUNDED_LU)
    speed = wave.ixml.raw_xml.find("SPEED")
    high, low = (
        int(speed.findtext(f"TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_{part}")) for part in ("HI", "LO")
    )
    demand("iXML's samples since midnight", (high << 32) + low, wave.bext.time_reference)
    kind = dict(wave.adm.axml.find(".//{*}dialogue").attrib)
    stem = {"dialogueContentKind": "4" if result.describes else "3"}
    demand(
        "content", kind, stem if path == result.path(BROADCAST[0]) else {"mixedContentKind": "2"}
    )
    return "bext 2 with start and loudness, iXML with the same start, ADM of the right kind"


def by_mediainfo_alone(result: Result, path: Path) -> str:
    """Ask MediaInfo for the loudness, and what it has against the ADM."""
    read = by_mediainfo(path)
    told = read["General"][0] | read["Audio"][0]
    wanted = measured_lufs(result, path)
    if wanted is not None:
        near("LoudnessValue", float(told["loudnessvalue"]), wanted, _ROUNDED_LU)
    demand("metadata format", told.get("metadata_format"), "ADM, Version 0")
    demand("faults of the ADM", sorted(name for name in told if "conformance" in name), [])
    return "loudness as in the cue sheet; nothing against the ADM"


def by_ear(result: Result, path: Path) -> str:
    """Ask the EBU's library to validate the ADM."""
    if not EAR.exists():
        raise Absent("`make readers` installs it")
    command = [str(EAR), "-W", "ignore", "-c", LISTEN, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    samples, start, dialogue, tracks, channels = json.loads(done.stdout)
    demand("samples", samples, soundfile.info(path).frames)
    near("start", start, result.start, _MS)
    demand("dialogue", dialogue, 1 if path == result.path(BROADCAST[0]) else 2)
    demand("tracks", tracks, channels)
    return "ADM valid; length, start, kind and tracks right"


def ear_tool() -> str:
    """Return the EBU renderer's name and version."""
    if not EAR.exists():
        return "EBU ADM Renderer (ear)"
    asked = "from importlib.metadata import version; print(version('ear'))"
    done = subprocess.run([str(EAR), "-c", asked], capture_output=True, text=True, check=True)
    return f"EBU ADM Renderer (ear {done.stdout.strip()})"


def libsndfile_tool() -> str:
    """Return libsndfile's version, and that of the package that it came with."""
    own = soundfile.__libsndfile_version__
    return f"libsndfile {own} (soundfile {version('soundfile')})"


def studio_by_libsndfile(result: Result, path: Path) -> str:
    """Ask libsndfile whether the studio signal has the stem on its left, to the bit."""
    stem = result.path(BROADCAST[0])
    left = soundfile.read(path, dtype="int32", always_2d=True)[0][:, 0]
    narration = soundfile.read(stem, dtype="int32", always_2d=True)[0][:, 0]
    demand("left is the stem", np.array_equal(left, narration), wanted=True)
    return "left is the stem, to the bit"


READERS = (
    Reader(files=BROADCAST, tool=ffmpeg_tool, ask=by_ffmpeg),
    Reader(files=BROADCAST, tool=libsndfile_tool, ask=by_libsndfile),
    Reader(files=BROADCAST, tool=package("wavinfo"), ask=by_wavinfo),
    Reader(files=BROADCAST, tool=mediainfo_tool, ask=by_mediainfo_alone),
    Reader(files=BROADCAST, tool=ear_tool, ask=by_ear),
    Reader(
        files=("receiver-mix.wav",),
        tool=libsndfile_tool,
        ask=studio_by_libsndfile,
    ),
)
