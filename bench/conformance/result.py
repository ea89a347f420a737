"""One rendered result, as its cue sheet tells it: what every reader is held to."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import soundfile
from media_tools import decoded_by_ffmpeg

# The seed episode's, in two letters and in three.
LANGUAGE = "en"
LANGUAGE_3 = "eng"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One narration: times are seconds of the output."""

    id: str
    start: float
    end: float
    words: str


@dataclass(frozen=True, kw_only=True)
class Result:
    """A folder that a render left; name tells the render in the table."""

    name: str
    folder: Path

    @cached_property
    def sheet(self) -> dict[str, Any]:
        """The cue sheet. Raises OSError, ValueError."""
        (path,) = self.folder.glob("*cuesheet.json")
        sheet: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return sheet

    def path(self, usual: str) -> Path | None:
        """Return the file of a usual name, None where the cue sheet names none."""
        name = self.sheet["files"].get(usual)
        return self.folder / name if name else None

    @property
    def said(self) -> tuple[Said, ...]:
        """Every narration that was spoken, in order."""
        return tuple(
            Said(id=each["id"], start=each["start"], end=each["end"], words=each["spoken"])
            for each in self.sheet["narrations"]
        )

    @cached_property
    def seconds(self) -> float:
        """How long the output is to be: the programme's sound as ffmpeg decodes it, and the holds.

        A container's own duration may be that of its picture, or rounded.
        """
        held: float = sum(hold["duration"] for hold in self.sheet["holds"])
        rate_hz: int = soundfile.info(self.folder / self.sheet["files"]["narration.wav"]).samplerate
        path = Path(self.sheet["programme"]["path"])
        samples = len(decoded_by_ffmpeg(path, "-ac", "1", "-ar", str(rate_hz))) // 2
        return samples / rate_hz + held

    @property
    def start(self) -> float:
        """The timecode of the first sample, in seconds."""
        start: float = self.sheet["start_timecode"]
        return start

    @property
    def describes(self) -> bool:
        """Whether it is audio description, and not spoken subtitles."""
        return bool(self.sheet["mode"] == "captions")
