"""Delivering under hostile conditions: every product whole under its name, or not there."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import soundfile

from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.probe import probe
from narrator.media.run import run
from narrator.writers import WRITERS
from narrator.writers.names import STEM

FORMATS = ("wav", "mkv")
ALL = {STEM, *WRITERS, *(f"described.{name}" for name in FORMATS)}

# A file may grow to so many bytes; as on a full disk, writing more is an error.
LIMITED = """
import resource, sys
from narrator.cli import main
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
main()
"""

CARDS = """1
00:00:01,000 --> 00:00:03,000
HARBOUR POLICE

2
00:00:11,000 --> 00:00:13,000
ROPE WALK LAUNDRY
"""

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture(scope="session")
def episode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a short programme of noise and a test picture, and subtitles of the same name."""
    base = tmp_path_factory.mktemp("episode") / "episode"
    base.with_suffix(".srt").write_text(CARDS, encoding="utf-8")
    picture, sound = "testsrc=s=160x90:r=10:d=20", "anoisesrc=d=20:a=0.05:r=48000"
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-c:v", "mpeg4"]
    run([find_ffmpeg(), "-nostdin", "-v", "error", *inputs, f"file:{base}.mkv"])
    return base


@pytest.fixture
def start(tmp_path: Path, episode: Path) -> Iterator[Start]:
    """Return a starter of renders of the episode; what still runs is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def render(
        folder: Path, limit_bytes: int = -1, formats: Sequence[str] = FORMATS
    ) -> subprocess.Popen[bytes]:
        wanted = [word for name in formats for word in ("--format", name)]
        command = [sys.executable, "-c", LIMITED, str(limit_bytes), "render", "--engine", "tone"]
        command += ["-p", f"{episode}.mkv", "-o", str(folder), *wanted, f"{episode}.srt"]
        environ = {**os.environ, "NARRATOR_CACHE": str(tmp_path / "cache")}
        started.append(subprocess.Popen(command, env=environ, stderr=subprocess.PIPE))
        return started[-1]

    yield render
    for process in started:
        process.kill()
        process.communicate()


def must_be_whole(folder: Path) -> None:
    """Read every product to its end; nothing else may be in the folder."""
    assert {path.name for path in folder.iterdir()} == ALL
    length_ms = probe(folder / "described.mkv").duration_ms
    for name in ("narration.wav", "described.wav"):
        info = soundfile.info(folder / name)
        assert abs(info.frames * 1000 / info.samplerate - length_ms) < 100
    assert json.loads((folder / "cuesheet.json").read_text(encoding="utf-8"))["narrations"]


def test_two_runs_into_one_folder(tmp_path: Path, start: Start) -> None:
    """The later set stands, whole."""
    both = [start(tmp_path / "out") for _ in range(2)]
    for process in both:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    must_be_whole(tmp_path / "out")


@pytest.mark.parametrize(("limit_bytes", "formats"), [(2_500_000, ("wav",)), (2_500_000, ("mkv",))])
def test_a_disk_without_room_leaves_the_old_products(
    tmp_path: Path, start: Start, limit_bytes: int, formats: Sequence[str]
) -> None:
    """Whichever file is the first that does not fit, and the exit code and sentence tell."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "narration.wav").write_text("the stem of yesterday")
    process = start(folder, limit_bytes, formats)
    _, said = process.communicate(timeout=60)
    assert process.returncode in {2, 5, 6}
    assert said.decode().startswith("narrator: ")
    assert [path.name for path in folder.iterdir()] == ["narration.wav"]
    assert (folder / "narration.wav").read_text() == "the stem of yesterday"


def test_a_killed_render_leaves_no_half_product_and_no_ffmpeg(tmp_path: Path, start: Start) -> None:
    """And the next run clears away what it left."""
    folder = tmp_path / "out"
    process = start(folder)
    until(lambda: any(folder.glob(".*/.*")))  # it mixes
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not {path.name for path in folder.iterdir()} & ALL
    until(lambda: not processes_naming(folder))
    again = start(folder)
    _, said = again.communicate(timeout=60)
    assert again.returncode == 0, said
    must_be_whole(folder)


def test_a_folder_that_cannot_be_written_is_told(start: Start) -> None:
    """Here one that not even root writes to."""
    process = start(Path("/proc/self"))
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said.decode().startswith("narrator: Cannot write /proc/self")


def until(is_so: Callable[[], bool]) -> None:
    """Wait for a condition, a minute at the most."""
    deadline_s = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.01)


def processes_naming(folder: Path) -> list[str]:
    """Return the command lines that name a folder and are not zombies."""
    lines: list[str] = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes().decode(errors="replace"))
        except OSError:  # it ended meanwhile
            continue
    return [line for line in lines if str(folder) in line]
