"""The entries of a cue sheet's lists, each within bounds: narrations, omissions, dips and holds."""

from dataclasses import dataclass

from narrator.model import Duck, Span
from narrator.text.excerpt import called

LONGEST_S = 1e6
FASTEST = 100.0  # times a voice's own rate


def ms(seconds: float) -> int:
    """Return seconds as milliseconds."""
    return round(seconds * 1000)


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
    def called(self) -> str:
        """What messages call it."""
        return called(self.id, self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Omitted:
    """A narration that is not spoken; cue is None in a cue sheet that is older than that entry."""

    id: str
    text: str
    why: str
    cue: Ends | None = None

    @property
    def called(self) -> str:
        """What messages call it."""
        return called(self.id, self.text)


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
