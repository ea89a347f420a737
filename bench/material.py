"""What the benchmarks work on, made once and kept in bench/.work: an episode of so many minutes."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
from episode import episode

BENCH = Path(__file__).resolve().parent
WORK = BENCH / ".work"
MAKE_PROGRAMME = BENCH.parent.parent / "shared" / "tools" / "make_programme.py"
PICTURE = "color=black:size=320x180:rate=25"  # FastDub takes a video only


@dataclass(frozen=True, kw_only=True, slots=True)
class Episode:
    """The files of an episode: subtitles, the programme's sound, and the same under a picture."""

    folder: Path

    @property
    def subtitles(self) -> Path:
        """The subtitles, as SRT."""
        return self.folder / "ep.srt"

    @property
    def sound(self) -> Path:
        """The programme as WAV, 48 kHz, stereo, 16 bits."""
        return self.folder / "ep.wav"

    @property
    def video(self) -> Path:
        """The programme as MKV: a small black picture and the same PCM."""
        return self.folder / "ep.mkv"


def ffmpeg() -> str:
    """Return the ffmpeg that everything measured here uses."""
    return str(imageio_ffmpeg.get_ffmpeg_exe())


def episode_of(minutes: float, *, times: int = 1, tool: Path = MAKE_PROGRAMME) -> Episode:
    """Return an episode, made where it is not there yet; `times` lays it end to end.

    An episode laid end to end has no video.
    """
    made = Episode(folder=WORK / f"ep-{minutes:g}x{times}")
    whole = made.folder / "whole"
    wanted = json.dumps(episode(minutes))
    if whole.exists() and whole.read_text(encoding="utf-8") == wanted:
        return made
    made.folder.mkdir(parents=True, exist_ok=True)
    whole.unlink(missing_ok=True)
    gold = made.folder / "ep.gold.json"
    gold.write_text(wanted, encoding="utf-8")
    laid = ("--repeat", str(times))
    command = [sys.executable, str(tool), str(gold), str(made.sound), *laid]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    if times == 1:
        subprocess.run(video_command(made), check=True)
    whole.write_text(wanted, encoding="utf-8")
    return made


def video_command(made: Episode) -> list[str]:
    """Return the command that puts a black picture over the programme."""
    inputs = ["-f", "lavfi", "-i", PICTURE, "-i", str(made.sound), "-map", "0:v", "-map", "1:a"]
    codecs = ["-c:v", "mpeg4", "-g", "250", "-q:v", "31", "-c:a", "copy", "-shortest"]
    quiet = ["-nostdin", "-loglevel", "error", "-y"]
    return [ffmpeg(), *quiet, *inputs, *codecs, str(made.video)]


def warm(*paths: Path) -> None:
    """Read files once, so that every run finds them in the page cache."""
    for path in paths:
        with path.open("rb", buffering=0) as file:
            while file.read(1 << 20):
                pass
