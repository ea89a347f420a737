"""Where narrations are spoken, and how they are mixed."""

from dataclasses import dataclass

from narrator.model.span import Span
from narrator.model.voice import Clip


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where a narration is spoken. rate is speed over the voice's own (1.0 = as set).

    overlap_ms is how much of it stands over speech; decisions is the ledger, in words. spoken is
    what is said. The programme is held for hold_ms at the end of the span until all is said.
    """

    narration_id: str
    span: Span
    rate: float
    overlap_ms: int
    decisions: tuple[str, ...]
    spoken: str = ""
    hold_ms: int = 0

    @property
    def said(self) -> Span:
        """From its start for as long as it is said, as if the programme were not held."""
        return Span(start_ms=self.span.start_ms, end_ms=self.span.end_ms + self.hold_ms)


@dataclass(frozen=True, kw_only=True, slots=True)
class Omission:
    """A narration that is not spoken, and why."""

    narration_id: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """What became of each narration: every one is in one of the two."""

    placements: tuple[Placement, ...]
    omissions: tuple[Omission, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Duck:
    """A dip of the programme: full depth over span, ramps outside it."""

    span: Span
    gain_db: float
    fade_in_ms: int
    fade_out_ms: int


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Hold:
    """The programme stands still: at_ms is on its own clock."""

    at_ms: int
    length_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Voicing:
    """One clip in the mix: the file, the millisecond it starts at, its gain.

    start_ms is on the output's clock; over is the span of the programme that it stands over.
    """

    clip: Clip
    start_ms: int
    gain_db: float
    over: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class MixPlan:
    """All that the mixer needs: the clips with their gains, the dips, and the length.

    gain_db is the programme's throughout, 0 where it keeps its loudness; dips come on top. Clips,
    dips and length are on the output's clock, which is longer than the programme's by the holds.
    """

    voicings: tuple[Voicing, ...]
    ducks: tuple[Duck, ...]
    length_samples: int
    rate_hz: int
    gain_db: float = 0.0
    holds: tuple[Hold, ...] = ()
