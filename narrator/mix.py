"""The plan of the mix: which dips the programme gets, and how loud each clip is.

Why the sum cannot clip. Let d be the depth of a dip and c the ceiling, both as linear gains
(-9 dB is 0.355, -1 dBFS is 0.891). A clip sounds only within a dip at its full depth, since
the ramps lie outside the narration and the dips follow the clips' own lengths. The programme
is at most 1.0 there, so at most d after the dip. `narration_ceiling` limits the clip to
c - d (0.536, -5.4 dBFS). The sum is then at most d + (c - d) = c, below full scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from narrator.errors import JobError
from narrator.media.loudness import heard_on
from narrator.model import Clip, Duck, Finding, MixPlan, Placement, Programme, Span, Voicing

_STEREO_CHANNELS = 2
_LEAST_ROOM = 0.1
_STEM_RATE_HZ = 48_000

Placed = tuple[Placement, Clip, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class MixSettings:
    """How narration is mixed; −9 dB and 300 and 500 ms are common in the trade, not a standard.

    duck_db is the depth of a dip; fade_in_ms is the way down before the narration and
    fade_out_ms the way up after it; narrations less than merge_gap_ms apart share one dip;
    ceiling_dbfs bounds the sum; narration_lu is how much louder than the programme the
    narration is. The programme's loudness counts as silent_programme_lufs where it has none
    and is otherwise held between quietest_lufs and loudest_lufs.
    """

    duck_db: float = -9.0
    fade_in_ms: int = 300
    fade_out_ms: int = 500
    merge_gap_ms: int = 1000
    ceiling_dbfs: float = -1.0
    narration_lu: float = 0.0
    silent_programme_lufs: float = -23.0
    quietest_lufs: float = -36.0
    loudest_lufs: float = -16.0

    def __post_init__(self) -> None:
        """Raise JobError where a setting makes no sense."""
        if min(self.fade_in_ms, self.fade_out_ms, self.merge_gap_ms) < 0:
            raise JobError("Fades and gaps of the mix cannot be negative.")
        if self.ceiling_dbfs > 0 or not narration_ceiling(self) >= _LEAST_ROOM:
            message = (
                f"A dip of {self.duck_db:g} dB leaves no room for narration below "
                f"{self.ceiling_dbfs:g} dBFS."
            )
            raise JobError(message, "Use a deeper dip, such as -9 dB.")


def narration_ceiling(settings: MixSettings) -> float:
    """Return the largest sample a clip may have, linear: the ceiling less a ducked programme."""
    return float(10 ** (settings.ceiling_dbfs / 20) - 10 ** (settings.duck_db / 20))


def sample_at(time_ms: int, rate_hz: int) -> int:
    """Return the sample nearest to `time_ms`; the later one of two."""
    return (time_ms * rate_hz + 500) // 1000


def plan_ducks(spans: Sequence[Span], *, settings: MixSettings, length_ms: int) -> tuple[Duck, ...]:
    """Return the dips for narration over `spans`, in order, in a programme of `length_ms`.

    The way down ends when the narration starts and the way up starts when it ends; both are
    shortened where the programme starts or ends. Narrations less than merge_gap_ms apart, or
    so close that their ramps would touch, share one dip. What lies outside the programme gets
    none.
    """
    inside = [
        Span(start_ms=max(0, span.start_ms), end_ms=min(length_ms, span.end_ms)) for span in spans
    ]
    held = _merged(sorted(span for span in inside if span.duration_ms), settings)
    return tuple(
        Duck(
            span=span,
            gain_db=settings.duck_db,
            fade_in_ms=min(settings.fade_in_ms, span.start_ms),
            fade_out_ms=min(settings.fade_out_ms, length_ms - span.end_ms),
        )
        for span in held
    )


def plan_mix(
    placed: Sequence[Placed], programme: Programme | None, settings: MixSettings
) -> MixPlan:
    """Return the mix of the `placed` clips, each with its loudness in LUFS on one channel.

    A clip becomes as loud, as it is heard in the programme's layout, as the programme is, plus
    narration_lu. The mix is as long as the programme's sound (by its measured samples where
    known, else its duration), and longer only where narration goes on over a picture that
    outlasts the sound. A stem without a programme ends with its last clip, at 48 kHz.
    """
    target_lufs = target_loudness(programme, settings) - heard_in(programme)
    voicings = tuple(
        Voicing(clip=clip, start_ms=placement.span.start_ms, gain_db=target_lufs - lufs)
        for placement, clip, lufs in sorted(placed, key=lambda each: each[0].span)
    )
    rate_hz = programme.rate_hz if programme else _STEM_RATE_HZ
    length = _length_samples(programme, voicings, rate_hz)
    spans = [_sounding(voicing) for voicing in voicings] if programme else []
    return MixPlan(
        voicings=voicings,
        ducks=plan_ducks(spans, settings=settings, length_ms=-(-length * 1000 // rate_hz)),
        length_samples=length,
        rate_hz=rate_hz,
    )


def target_loudness(programme: Programme | None, settings: MixSettings) -> float:
    """Return the LUFS narration should have: the programme's, within bounds, plus narration_lu."""
    measured = programme.loudness.integrated_lufs if programme and programme.loudness else None
    if measured is None:
        return settings.silent_programme_lufs + settings.narration_lu
    held = min(max(measured, settings.quietest_lufs), settings.loudest_lufs)
    return held + settings.narration_lu


def heard_in(programme: Programme | None) -> float:
    """Return how many dB louder a mono clip is as heard in the programme's channels.

    One channel (mono, or the centre of a surround layout): 0. Both channels of stereo, which
    is also how a stem without a programme is heard: 3.01.
    """
    if programme is None:
        return heard_on((1.0,) * _STEREO_CHANNELS)
    return heard_on((1.0,) if programme.centre is not None else (1.0,) * programme.channels)


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


def _merged(spans: Sequence[Span], settings: MixSettings) -> list[Span]:
    apart_ms = max(settings.merge_gap_ms, settings.fade_in_ms + settings.fade_out_ms + 1)
    held: list[Span] = []
    for span in spans:
        if held and span.start_ms - held[-1].end_ms < apart_ms:
            end_ms = max(held[-1].end_ms, span.end_ms)
            held[-1] = Span(start_ms=held[-1].start_ms, end_ms=end_ms)
        else:
            held.append(span)
    return held


def _spoken(voicing: Voicing) -> Span:
    end_ms = voicing.start_ms + voicing.clip.duration_ms
    return Span(start_ms=voicing.start_ms, end_ms=end_ms)


def _sounding(voicing: Voicing) -> Span:
    """Return the span of a clip with the millisecond that rounding its length may hide."""
    span = _spoken(voicing)
    return Span(start_ms=span.start_ms, end_ms=span.end_ms + 1)


def _length_samples(programme: Programme | None, voicings: Sequence[Voicing], rate_hz: int) -> int:
    if programme is None:
        last_ms = max((_sounding(voicing).end_ms for voicing in voicings), default=0)
        return sample_at(last_ms, rate_hz)
    whole = sample_at(programme.duration_ms, rate_hz)
    if programme.length_samples is None or not programme.has_sound:
        return whole
    sound = sample_at(programme.sound_start_ms, rate_hz) + programme.length_samples
    if not programme.has_video:
        return sound
    last = max((sample_at(_sounding(each).end_ms, rate_hz) for each in voicings), default=0)
    return max(sound, min(last, whole))
