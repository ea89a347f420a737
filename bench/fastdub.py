"""FastDub in an environment of its own, with the same ffmpeg and the same espeak-ng as narrator."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import espeakng_loader
from material import BENCH, WORK, Episode, ffmpeg
from measure import Measured, measured

VERSION = "3.9.1"
HOME = WORK / "fastdub"
PYTHON = HOME / "bin" / "python"
TOOLS = WORK / "tools"
CONSTRAINTS = BENCH.parent / "constraints.txt"  # pyttsx3 and pydub as narrator has them


def install() -> None:
    """Make the environment, where it is not there yet, and the links that FastDub needs."""
    installed = HOME / f"installed-{VERSION}"
    if not installed.exists():
        venv.create(HOME, with_pip=True, clear=True)
        pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        wanted = ["--constraint", CONSTRAINTS, f"FastDub=={VERSION}"]
        subprocess.run([*pip, *wanted], check=True)
        installed.touch()
    TOOLS.mkdir(exist_ok=True)
    link(TOOLS / "ffmpeg", Path(ffmpeg()))
    link(TOOLS / "libespeak-ng.so.1", Path(espeakng_loader.get_library_path()))


def link(place: Path, target: Path) -> None:
    """Make `place` a link to `target`, whatever it was."""
    place.unlink(missing_ok=True)
    place.symlink_to(target)


def dub(episode: Episode) -> Measured:
    """Return what FastDub takes to voice all cues, with nothing left from the run before.

    Sound only, as narrator makes it: FastDub would else also copy the video. It empties its own
    cache of clips when it ends.
    """
    folder = WORK / "fastdub-input"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in (episode.video, episode.subtitles):
        (folder / path.name).hardlink_to(path)
    command = [PYTHON, "-P", "-m", "fastdub", "-i", folder, "-vf", "mkv", "-l", "en"]
    command += ["--no-export-video", "--remove-cache", "2"]
    cost = measured(command, log=WORK / "fastdub.log", environ=environ())
    if not (folder / "_result" / "ep_en.wav").stat().st_size:
        sys.exit("FastDub made nothing, so there is nothing to compare with.")
    return cost


def environ() -> dict[str, str]:
    """Return the variables by which FastDub finds ffmpeg and espeak-ng."""
    return {
        "PATH": f"{TOOLS}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "LD_LIBRARY_PATH": str(TOOLS),
        "ESPEAK_DATA_PATH": str(Path(espeakng_loader.get_data_path()).parent),
    }
