"""The cue sheet read back, strictly: it may come from anyone, and what it names is not trusted.

Its keys are told in docs/design.md. Keys that are not known are passed over, so that a later
narrator may add some; what is known has to be of its kind and within bounds.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

from cattrs import transform_error
from cattrs.errors import ClassValidationError

from narrator.addresses import is_url
from narrator.errors import UnreadableInputError
from narrator.model import Duck, Hold, Mode, Span, Timing
from narrator.naming import CUE_SHEET
from narrator.settings import converter, fault
from narrator.text.excerpt import excerpt
from narrator.timecode import FRAME_RATES

MOST_BYTES = 64 << 20  # ten hours of spoken subtitles come to some 8 MiB
MOST_ENTRIES = 100_000  # of narrations, dips …: ten hours of spoken subtitles have some 7 000
LONGEST_S = 1e6
SHORTEST_S = 1e-3
FASTEST = 100.0  # times a voice's own rate
FARTHEST_CONTROL_S = 60.0
HINT = "Name a folder that 'narrator render' has written, or render it again."

Value = TypeVar("Value")
_Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ends:
    """A span as the cue sheet has it, in seconds."""

    start: float
    end: float

    def __post_init__(self) -> None:
        """Raise ValueError where it is no span of time."""
        if not 0 <= self.start <= self.end <= LONGEST_S:
            raise ValueError(f"{self.start:g} to {self.end:g} is no span of time")

    @property
    def span(self) -> Span:
        """The span in milliseconds."""
        return Span(start_ms=ms(self.start), end_ms=ms(self.end))


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed(Ends):
    """A placed narration: start and end are when it is heard in the output."""

    id: str
    text: str
    spoken: str
    cue: Ends
    on_programme: Ends
    rate: float
    overlap: float

    def __post_init__(self) -> None:
        """Raise ValueError where a number is out of all bounds."""
        Ends.__post_init__(self)
        if not (0 < self.rate <= FASTEST and 0 <= self.overlap <= LONGEST_S):
            raise ValueError("a rate or an overlap is out of all bounds")

    @property
    def shown(self) -> str:
        """How messages call it."""
        return f"{self.id} ({excerpt(self.text)})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Omitted:
    """A narration that is not spoken; cue is None in a cue sheet that is older than that entry."""

    id: str
    text: str
    why: str
    cue: Ends | None = None

    @property
    def shown(self) -> str:
        """How messages call it."""
        return f"{self.id} ({excerpt(self.text)})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dip(Ends):
    """A dip; the fades stand outside start and end."""

    gain_db: float
    fade_in: float
    fade_out: float

    def __post_init__(self) -> None:
        """Raise ValueError where a number is out of all bounds."""
        Ends.__post_init__(self)
        if not (-200 <= self.gain_db <= 0 <= min(self.fade_in, self.fade_out)):
            raise ValueError("a dip is at most 0 dB, and its fades are not negative")
        if max(self.fade_in, self.fade_out) > LONGEST_S:
            raise ValueError("a fade is out of all bounds")

    @property
    def duck(self) -> Duck:
        """The dip in milliseconds."""
        fade_in_ms, fade_out_ms = ms(self.fade_in), ms(self.fade_out)
        return Duck(
            span=self.span, gain_db=self.gain_db, fade_in_ms=fade_in_ms, fade_out_ms=fade_out_ms
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """Where the programme is held, on its own clock, and for how long."""

    at: float
    duration: float

    def __post_init__(self) -> None:
        """Raise ValueError where a number is out of all bounds."""
        if not (0 <= self.at <= LONGEST_S and 0 <= self.duration <= LONGEST_S):
            raise ValueError("a hold is out of all bounds")


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


@dataclass(frozen=True, kw_only=True, slots=True)
class CueSheet:
    """A cue sheet: its head, and its lists in their order."""

    head: Head
    narrations: tuple[Placed, ...]
    omitted: tuple[Omitted, ...] = ()
    dips: tuple[Duck, ...] = ()
    holds: tuple[Hold, ...] = ()

    @property
    def end_ms(self) -> int:
        """When the last narration ends in the output, 0 where there is none."""
        return max((each.span.end_ms for each in self.narrations), default=0)


def read_sheet(folder: Path) -> CueSheet:
    """Return the cue sheet of a folder.

    Raises UnreadableInputError where there is none, or it is not what narrator writes.
    """
    raw = _json_of(folder / CUE_SHEET)
    head = _structured(raw, Head, "")
    return CueSheet(
        head=head,
        narrations=_listed(raw, "narrations", Placed),
        omitted=_listed(raw, "omitted", Omitted),
        dips=tuple(each.duck for each in _listed(raw, "ducks", Dip)),
        holds=tuple(
            Hold(at_ms=ms(each.at), length_ms=ms(each.duration))
            for each in _listed(raw, "holds", Held)
        ),
    )


def ms(seconds: float) -> int:
    """Return seconds as milliseconds."""
    return round(seconds * 1000)


def _json_of(path: Path) -> _Json:
    if not path.is_file():
        raise UnreadableInputError(f"{path.parent} holds no {CUE_SHEET}: it is no result.", HINT)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _refused(f"it has more than {MOST_BYTES >> 20} MiB")
        raw = json.loads(path.read_bytes().decode("utf-8"), parse_float=_finite, parse_constant=_no)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableInputError(f"{path} cannot be read: {reason}.", HINT) from error
    except RecursionError as error:
        raise _refused("it is nested too deeply") from error
    except ValueError as error:  # of the JSON, of its numbers, or of UTF-8
        raise _refused(f"it is no JSON ({excerpt(str(error), 120)})") from error
    if not isinstance(raw, dict):
        raise _refused("it is no JSON object")
    return raw


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text[:20]} is no number that can be")
    return number


def _no(text: str) -> float:
    raise ValueError(f"{text} is no number")


def _listed(raw: _Json, key: str, kind: type[Value]) -> tuple[Value, ...]:
    """Return the entries of a list; the first that is wrong is told."""
    entries = raw.get(key)
    if not isinstance(entries, list):
        raise _refused(f"{key} is no list")
    if len(entries) > MOST_ENTRIES:
        raise _refused(f"{key} has more than {MOST_ENTRIES} entries")
    return tuple(
        _structured(entry, kind, f"{key}[{number}]") for number, entry in enumerate(entries)
    )


def _structured(entry: object, kind: type[Value], where: str) -> Value:
    if not isinstance(entry, dict):
        raise _refused(f"{where} is no object")
    files = entry.get("files")
    if isinstance(files, dict) and len(files) > MOST_ENTRIES:
        raise _refused("files has too many entries")
    try:
        return converter(open_to_more=True).structure(entry, kind)
    except ClassValidationError as error:
        told = transform_error(error, path=where or "it", format_exception=fault)[0]
        raise _refused(told.replace(" @ ", " at ")) from error


def _refused(why: str) -> UnreadableInputError:
    return UnreadableInputError(f"{CUE_SHEET} is not as narrator writes it: {why}.", HINT)
