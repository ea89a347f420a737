"""All that is known of an episode: before it is spoken, and when it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from narrator.control.settings import ControlSettings
from narrator.model.finding import Finding
from narrator.model.placed import Ledger, MixPlan
from narrator.model.programme import Heard, Loudness, Programme
from narrator.model.script import Mode, Script
from narrator.model.voice import Clip, Voice


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """What is known of an episode before anything is spoken; lengths are forecast."""

    script: Script
    voices: Mapping[str, Voice]
    ledger: Ledger
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """How a job's files are to be: what no stage before the last has to know.

    profile and mode are the job's; start_ms is the timecode of the first sample (10:00:00:00 is
    36 000 000), to be shown at frame_rate, a key of FRAME_RATES. files tells the name of each
    file by its usual name, such as "narration.wav"; control how control data are written.
    """

    profile: str = "broadcast"
    mode: Mode = "captions"
    start_ms: int = 0
    frame_rate: str = "25"
    files: Mapping[str, str] = field(default_factory=dict)
    control: ControlSettings = field(default_factory=ControlSettings)

    def name(self, usual: str) -> str:
        """Return what the file of a usual name is called in this job."""
        return self.files.get(usual, usual)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendering:
    """Everything known of one finished episode; its products are written from it.

    voices holds every voice that speaks, by name; clips the clip of each placed narration by its
    id; heard the speech found in the programme's sound, where it was listened to; momentary_lufs
    how loud the programme is, ten times a second of its sound. stem and described are measured on
    the files as written, None where there is no such file. made is the date that the files tell,
    None until they are made.
    """

    script: Script
    programme: Programme | None
    voices: Mapping[str, Voice]
    ledger: Ledger
    clips: Mapping[str, Clip]
    plan: MixPlan
    stem: Loudness | None = None
    described: Loudness | None = None
    findings: tuple[Finding, ...] = ()
    heard: Heard = field(default_factory=Heard)
    momentary_lufs: Sequence[float] = ()
    delivery: Delivery = field(default_factory=Delivery)
    made: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What one job came to: the rendering, the files it left, how long it took, how it ended."""

    rendering: Rendering
    files: tuple[Path, ...]
    spoken_count: int
    seconds: float
    exit_code: int
