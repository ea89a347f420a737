"""What a receiver cannot do with a rendering that the broadcast mix could."""

from collections.abc import Iterator

from narrator.holds import held_ms
from narrator.levels import heard_in
from narrator.media.loudness import heard_on
from narrator.model import Finding, Programme, Rendering

_HEARD_DB = 0.05


def receiver_limits(rendering: Rendering) -> tuple[Finding, ...]:
    """Return findings on what is lost in a receiver's mix, without those already told."""
    found = (*_of_plan(rendering), *_of_programme(rendering.programme))
    return tuple(each for each in found if each not in rendering.findings)


def _of_plan(rendering: Rendering) -> Iterator[Finding]:
    plan = rendering.plan
    if plan.holds:
        seconds = held_ms(plan.holds) / 1000
        yield Finding(
            code="receiver-cannot-hold",
            message=f"The programme is held for {seconds:.1f} s in all, which no receiver can do: "
            "beside the programme as it is, the narration comes too late.",
            blocking=True,
        )
    if abs(plan.gain_db) > _HEARD_DB:
        yield Finding(
            code="receiver-level",
            message=f"The stem is made for a programme at {plan.gain_db:+.1f} dB; send the "
            "programme out at that gain, or the narration is too loud or too soft beside it.",
        )


def _of_programme(programme: Programme | None) -> Iterator[Finding]:
    if programme is None:
        yield Finding(
            code="receiver-never-fades",
            message="The control data never fade the programme: there was none to listen to.",
        )
    elif programme.centre is not None:
        louder_db = heard_on((1.0, 1.0)) - heard_in(programme)
        yield Finding(
            code="receiver-stereo",
            message="The stem is made for the centre of a surround programme; a receiver that "
            f"puts it on both channels of stereo plays it {louder_db:.0f} dB louder.",
        )
