"""The plan of the mix: which dips the programme gets, and how loud each clip is.

levels.py has the numbers; limiter.py keeps the sum of programme and narration below the ceiling.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from narrator.curve import LoudnessCurve
from narrator.holds import OutputClock, held_ms
from narrator.levels import (
    MixSettings,
    dip_db,
    heard_in,
    missing_lu,
    narration_loudness,
    programme_gain,
    raise_lu,
)
from narrator.model import Clip, Duck, Finding, MixPlan, Placement, Programme, Span, Voicing

_STEM_RATE_HZ = 48_000
_HEARD_LU = 1.0  # less than this is not worth telling

Placed = tuple[Placement, Clip, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dip:
    """A span that the programme is to dip over, and by how much."""

    span: Span
    gain_db: float


def sample_at(time_ms: int, rate_hz: int) -> int:
    """Return the sample nearest to `time_ms`; the later one of two."""
    return (time_ms * rate_hz + 500) // 1000


def plan_ducks(dips: Sequence[Dip], *, settings: MixSettings, length_ms: int) -> tuple[Duck, ...]:
    """Return the dips, in order, in a programme of `length_ms`.

    One of 0 dB says that narration stands there and the programme is quiet enough as it is.

    The way down ends when the narration starts and the way up starts when it ends; both are
    shortened where the programme starts or ends. Dips less than merge_gap_ms apart, or so close
    that their ramps would touch, become one, as deep as the deepest. What lies outside the
    programme gets none.
    """
    inside = [Dip(span=_clamped(dip.span, length_ms), gain_db=dip.gain_db) for dip in dips]
    sounding = sorted((dip for dip in inside if dip.span.duration_ms), key=lambda dip: dip.span)
    deep = _merged([dip for dip in sounding if dip.gain_db < 0], settings)
    level = [dip for dip in sounding if dip.gain_db == 0]
    return tuple(
        Duck(
            span=dip.span,
            gain_db=dip.gain_db,
            fade_in_ms=min(settings.fade_in_ms, dip.span.start_ms),
            fade_out_ms=min(settings.fade_out_ms, length_ms - dip.span.end_ms),
        )
        for dip in sorted([*deep, *level], key=lambda dip: dip.span)
    )


def plan_mix(
    placed: Sequence[Placed],
    programme: Programme | None,
    settings: MixSettings,
    curve: LoudnessCurve | None = None,
) -> MixPlan:
    """Return the mix of the `placed` clips, each with its loudness in LUFS on one channel.

    A clip becomes as loud, as it is heard in the programme's layout, as the programme is, plus
    narration_lu; the programme dips, and the clip is raised, as `curve` asks for at its place.
    Without a curve the programme counts as equally loud throughout. The mix is as long as the
    programme's sound (by its measured samples where known, else its duration), and longer only
    where narration goes on over a picture that outlasts the sound. A stem without a programme
    ends with its last clip, at 48 kHz.
    """
    levels = _levels(programme, settings, curve)
    ordered = sorted(placed, key=lambda each: each[0].span)
    clock = OutputClock.of(placement for placement, _, _ in ordered)
    voicings = tuple(
        levels.voicing(placement, clip, lufs, clock.heard_ms(placement.span.start_ms))
        for placement, clip, lufs in ordered
    )
    rate_hz = programme.rate_hz if programme else _STEM_RATE_HZ
    length = _length_samples(programme, voicings, rate_hz, sample_at(held_ms(clock.holds), rate_hz))
    heard = voicings if programme else ()
    dips = [Dip(span=_sounding(each), gain_db=levels.dip_db(each.over)) for each in heard]
    return MixPlan(
        holds=clock.holds,
        voicings=voicings,
        ducks=plan_ducks(dips, settings=settings, length_ms=-(-length * 1000 // rate_hz)),
        length_samples=length,
        rate_hz=rate_hz,
        gain_db=levels.gain_db,
    )


def drowned_voicings(
    plan: MixPlan,
    programme: Programme | None,
    settings: MixSettings,
    curve: LoudnessCurve | None = None,
) -> tuple[Finding, ...]:
    """Return a finding for each clip that dip and raise together leave too near the programme."""
    levels = _levels(programme, settings, curve)
    missing = [(voicing.over, voicing, levels.missing_lu(voicing)) for voicing in plan.voicings]
    return tuple(
        Finding(
            code="narration-drowned",
            message=f"Narration {voicing.clip.narration_id} stands only "
            f"{settings.above_lu - missing_lu:.1f} LU above the dipped programme there.",
            span=span,
        )
        for span, voicing, missing_lu in missing
        if missing_lu > _HEARD_LU
    )


def _levels(
    programme: Programme | None, settings: MixSettings, curve: LoudnessCurve | None
) -> "_Levels":
    gain_db = programme_gain(programme, settings)
    return _Levels(programme=programme, curve=curve, gain_db=gain_db, settings=settings)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Levels:
    """How loud the programme is at a place, after its gain, and what follows from that."""

    programme: Programme | None
    curve: LoudnessCurve | None
    gain_db: float
    settings: MixSettings

    @property
    def integrated_lufs(self) -> float | None:
        loudness = self.programme.loudness if self.programme else None
        return loudness.integrated_lufs if loudness else None

    @property
    def narration_lufs(self) -> float:
        return narration_loudness(self.integrated_lufs, self.gain_db, self.settings)

    def around_lufs(self, span: Span) -> float | None:
        measured = self.curve.within(span) if self.curve else self.integrated_lufs
        return None if measured is None else measured + self.gain_db

    def dip_db(self, span: Span) -> float:
        return dip_db(self.narration_lufs, self.around_lufs(span), self.settings)

    def missing_lu(self, voicing: Voicing) -> float:
        around_lufs, gain_db = self.around_lufs(voicing.over), self.dip_db(voicing.over)
        missing = missing_lu(self.narration_lufs, around_lufs, gain_db, self.settings)
        return missing - raise_lu(self.narration_lufs, around_lufs, gain_db, self.settings)

    def voicing(self, placement: Placement, clip: Clip, lufs: float, start_ms: int) -> Voicing:
        span = placement.span
        around_lufs = self.around_lufs(span)
        raised_lu = raise_lu(self.narration_lufs, around_lufs, self.dip_db(span), self.settings)
        heard_lufs = lufs + heard_in(self.programme)
        return Voicing(
            clip=clip,
            start_ms=start_ms,
            gain_db=self.narration_lufs + raised_lu - heard_lufs,
            over=span,
        )


def late_voicings(plan: MixPlan) -> tuple[Finding, ...]:
    """Return a blocking finding for each clip that the end of the mix cuts off."""
    end_ms = -(-plan.length_samples * 1000 // plan.rate_hz)
    return tuple(
        Finding(
            code="narration-cut",
            message=f"Narration {voicing.clip.narration_id} runs past the end of the programme "
            f"and is cut off by {span.end_ms - end_ms} ms.",
            span=span,
            blocking=True,
        )
        for voicing in plan.voicings
        if (span := _spoken(voicing)).end_ms > end_ms
    )


def _merged(dips: Sequence[Dip], settings: MixSettings) -> list[Dip]:
    apart_ms = max(settings.merge_gap_ms, settings.fade_in_ms + settings.fade_out_ms + 1)
    held: list[Dip] = []
    for dip in dips:
        if held and dip.span.start_ms - held[-1].span.end_ms < apart_ms:
            held[-1] = _both(held[-1], dip)
        else:
            held.append(dip)
    return held


def _both(first: Dip, second: Dip) -> Dip:
    end_ms = max(first.span.end_ms, second.span.end_ms)
    span = Span(start_ms=first.span.start_ms, end_ms=end_ms)
    return Dip(span=span, gain_db=min(first.gain_db, second.gain_db))


def _clamped(span: Span, length_ms: int) -> Span:
    return Span(start_ms=max(0, span.start_ms), end_ms=min(length_ms, span.end_ms))


def _spoken(voicing: Voicing) -> Span:
    end_ms = voicing.start_ms + voicing.clip.duration_ms
    return Span(start_ms=voicing.start_ms, end_ms=end_ms)


def _sounding(voicing: Voicing) -> Span:
    """Return the span of a clip with the millisecond that rounding its length may hide."""
    span = _spoken(voicing)
    return Span(start_ms=span.start_ms, end_ms=span.end_ms + 1)


def _length_samples(
    programme: Programme | None, voicings: Sequence[Voicing], rate_hz: int, held: int
) -> int:
    if programme is None:
        last_ms = max((_sounding(voicing).end_ms for voicing in voicings), default=0)
        return sample_at(last_ms, rate_hz)
    whole = sample_at(programme.duration_ms, rate_hz) + held
    if programme.length_samples is None or not programme.has_sound:
        return whole
    sound = sample_at(programme.sound_start_ms, rate_hz) + programme.length_samples + held
    if not programme.has_video:
        return sound
    last = max((sample_at(_sounding(each).end_ms, rate_hz) for each in voicings), default=0)
    return max(sound, min(last, whole))
