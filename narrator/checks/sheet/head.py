"""The entries of a cue sheet that are no lists, each within bounds."""

from dataclasses import dataclass, field
from pathlib import Path

from narrator.addresses import is_url
from narrator.checks.sheet.entries import LONGEST_S
from narrator.errors import UnreadableInputError
from narrator.model import Mode, Timing
from narrator.text.excerpt import excerpt
from narrator.timecode import FRAME_RATES

SHORTEST_S = 1e-3
FARTHEST_CONTROL_S = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetProgramme:
    """What the cue sheet tells of the programme; gain_db is the one it has throughout."""

    path: str
    duration: float
    sample_rate: int
    channels: int
    gain_db: float

    def __post_init__(self) -> None:
        """Raise ValueError where a number is out of all bounds."""
        if not (0 <= self.duration <= LONGEST_S and -200 <= self.gain_db <= 200):
            raise ValueError("the programme's duration or gain is out of all bounds")
        if not (1 <= self.sample_rate <= 1_000_000 and 1 <= self.channels <= 256):
            raise ValueError("the programme's rate or channels are out of all bounds")

    def here(self) -> Path:
        """Return its path. Raises UnreadableInputError where it was fetched from elsewhere."""
        if is_url(self.path):
            address = excerpt(self.path, 200)
            message = f"The programme was fetched from {address} and is not opened there."
            raise UnreadableInputError(message, "Fetch it and tell with --programme where it is.")
        return Path(self.path)


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """A measurement that the cue sheet tells."""

    integrated_lufs: float | None
    true_peak_dbtp: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlTimes:
    """When control data come, None where that is not told, and how much later they are for."""

    interval: float | None = None
    offset: float = 0.0

    def __post_init__(self) -> None:
        """Raise ValueError where a number is out of all bounds."""
        if self.interval is not None and not SHORTEST_S <= self.interval <= FARTHEST_CONTROL_S:
            raise ValueError("the interval of the control data is out of all bounds")
        if not abs(self.offset) <= FARTHEST_CONTROL_S:
            raise ValueError("the offset of the control data is out of all bounds")


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The entries of the cue sheet that are no lists; files names each file by its usual name."""

    programme: SheetProgramme | None
    loudness: dict[str, Level | None]
    timing: Timing
    profile: str
    mode: Mode
    start_timecode: float
    files: dict[str, str]
    frame_rate: str = "25"
    control: ControlTimes = field(default_factory=ControlTimes)

    def __post_init__(self) -> None:
        """Raise ValueError where the timecode is out of all bounds, or its frame rate unknown."""
        if not 0 <= self.start_timecode <= LONGEST_S:
            raise ValueError("start_timecode is out of all bounds")
        if self.frame_rate not in FRAME_RATES:
            raise ValueError(f"{self.frame_rate[:20]!r} is no frame rate")
