"""The narrations as cuts out of the stem, for lists that a mixing desk reads."""

from dataclasses import dataclass

from narrator.frames import Frames
from narrator.holds import OutputClock
from narrator.model import Narration, Placement, Rendering

MS_PER_SECOND = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """One narration in the stem: its frames, counted from the first sample; end is not in it.

    The stem's timecode is that of the output, so source and record times are the same.
    """

    narration: Narration
    placement: Placement
    gain_db: float | None
    start: int
    end: int


def cuts_of(rendering: Rendering, frames: Frames) -> tuple[Cut, ...]:
    """Return the placed narrations in order of time; none begins before the last one's end."""
    said = {narration.id: narration for narration in rendering.script.narrations}
    gains_db = {each.clip.narration_id: each.gain_db for each in rendering.plan.voicings}
    placements = rendering.ledger.placements
    clock = OutputClock.of(placements)
    heard = sorted(((clock.said(p), p) for p in placements), key=lambda pair: pair[0])
    cuts: list[Cut] = []
    for span, placement in heard:
        start, end = frames.over(span)
        start = max(start, cuts[-1].end if cuts else 0)
        narration = said[placement.narration_id]
        gain_db = gains_db.get(narration.id)
        cuts.append(Cut(narration=narration, placement=placement, gain_db=gain_db, start=start,
                        end=max(end, start + 1)))  # fmt: skip
    return tuple(cuts)


def length_of(rendering: Rendering, frames: Frames, cuts: tuple[Cut, ...]) -> int:
    """Return how many frames the stem has: at least as many as reach the end of the last cut."""
    length_ms = rendering.plan.length_samples * MS_PER_SECOND / rendering.plan.rate_hz
    return max(frames.needed(length_ms), cuts[-1].end if cuts else 0)
