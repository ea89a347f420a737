"""The versions of the tools that are not Python packages, and what MediaInfo reads."""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from pymediainfo import MediaInfo

from narrator.media.ffmpeg import find_ffmpeg


@cache
def ffmpeg_tool() -> str:
    """Return ffmpeg's name and version."""
    done = subprocess.run([find_ffmpeg(), "-version"], capture_output=True, text=True, check=True)
    return f"ffmpeg {done.stdout.split()[2]}"


@cache
def mediainfo_tool() -> str:
    """Return MediaInfo's name and version."""
    told = json.loads(str(MediaInfo.parse(__file__, output="JSON")))
    return f"MediaInfo {told['creatingLibrary']['version']}"


def by_mediainfo(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the tracks that MediaInfo finds, by their type, the file itself as "General"."""
    tracks: dict[str, list[dict[str, Any]]] = {}
    for track in MediaInfo.parse(path, full=True).tracks:
        tracks.setdefault(track.track_type, []).append(track.to_data())
    return tracks


def decoded_by_ffmpeg(path: Path, *more: str) -> bytes:
    """Return the sound of a file as ffmpeg decodes it: 16 bits. Raises RuntimeError."""
    command = [find_ffmpeg(), "-nostdin", "-v", "error", "-i", str(path), "-vn", *more,
               "-f", "s16le", "-c:a", "pcm_s16le", "pipe:1"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode or done.stderr:
        raise RuntimeError(done.stderr.decode(errors="replace").strip())
    return done.stdout
