"""Where narrations stand, how fast they are, and whether any is missing."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from narrator.checks.delivered import Delivered
from narrator.checks.finding import CheckFinding
from narrator.checks.texts import same_words
from narrator.compose import NARRATED_IN
from narrator.holds import OutputClock
from narrator.media.speech.windows import merged
from narrator.model import Span
from narrator.over import LEAST_MS, is_over
from narrator.pace import FAST_WPM, too_fast_wpm
from narrator.text.excerpt import called
from narrator.text.letters import letters_and_figures

_USABLE_MS = 2_000
_RATE_SPARE = 1e-6


def over_cues(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the narrations that stand over the cues of dialogue."""
    yield from _over(delivered, _dialogue(delivered), "subtitled dialogue")


def over_speech(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the narrations over which somebody is heard to speak in the programme."""
    if delivered.sheet.head.mode != "all":  # spoken subtitles stand over what they translate
        yield from _over(delivered, delivered.speech, "speech that is heard in the programme")


def short_gap(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the narrations that stand in a gap of dialogue of under two seconds."""
    dialogue = _dialogue(delivered)
    for narration in delivered.sheet.narrations:
        among = _touching(dialogue, narration.on_programme.span)
        if among.start != among.stop or not 0 < among.start < len(dialogue):
            continue
        start_ms, end_ms = dialogue[among.start - 1].end_ms, dialogue[among.stop].start_ms
        holds = (each for each in delivered.sheet.holds if start_ms <= each.at_ms <= end_ms)
        gap_ms = end_ms - start_ms + sum(each.length_ms for each in holds)
        if gap_ms < _USABLE_MS:
            yield CheckFinding(
                message=f"{narration.called} stands in a short gap of the dialogue.",
                blocks=False,
                span=narration.span,
                measured=round(gap_ms / 1000, 2),
                wanted=f"at least {_USABLE_MS / 1000:g}",
                unit="s",
            )


def narration_missing(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the texts that the script narrates, and that are neither spoken nor omitted."""
    if delivered.script is None:
        return
    wanted = NARRATED_IN[delivered.sheet.head.mode]
    omitted = Counter(_letters(each.text) for each in delivered.sheet.omitted)
    for unit in delivered.script.units:
        is_due = unit.tag in wanted and unit.span is not None and any(map(str.isalnum, unit.text))
        if not is_due or unit.said_with or unit.id in delivered.spoken_units:
            continue
        if omitted[_letters(unit.text)] or any(_letters(unit.text) in each for each in omitted):
            omitted[_letters(unit.text)] -= 1
            continue
        yield CheckFinding(
            message=f"{called(unit.id, unit.text)} is neither spoken nor listed as omitted.",
            blocks=True,
            span=_on_output(unit.span, delivered),
            measured="missing",
            wanted="spoken",
        )


def omitted(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the narrations that the cue sheet lists as omitted."""
    for each in delivered.sheet.omitted:
        yield CheckFinding(
            message=f"{each.called} is not spoken: {each.why}",
            blocks=True,
            span=_on_output(each.cue.span if each.cue else None, delivered),
            measured="omitted",
            wanted="spoken",
        )


def fast_speech(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the narrations with more words a minute than listeners follow with ease."""
    for narration in delivered.sheet.narrations:
        wpm = too_fast_wpm(narration.spoken, narration.span.duration_ms)
        if wpm is not None:
            yield CheckFinding(
                message=f"{narration.called} is spoken fast.",
                blocks=False,
                span=narration.span,
                measured=wpm,
                wanted=f"at most {FAST_WPM}",
                unit="words a minute",
            )


def rate_too_high(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the narrations at a higher rate than the profile has."""
    if delivered.profile is None:
        return
    highest = max(delivered.profile.place[delivered.sheet.head.mode].rates)
    for narration in delivered.sheet.narrations:
        if narration.rate > highest + _RATE_SPARE:
            yield CheckFinding(
                message=f"{narration.called} is spoken faster than the profile allows.",
                blocks=True,
                span=narration.span,
                measured=narration.rate,
                wanted=f"at most {highest:g}",
                unit="times the voice's own rate",
            )


def _over(delivered: Delivered, speech: Sequence[Span], what: str) -> Iterator[CheckFinding]:
    for narration in delivered.sheet.narrations:
        own = narration.on_programme.span
        over_ms = sum(own.overlap_ms(each) for each in speech[_touching(speech, own)])
        if is_over(over_ms):
            yield CheckFinding(
                message=f"{narration.called} stands over {what}.",
                blocks=False,
                span=narration.span,
                measured=round(over_ms / 1000, 2),
                wanted=0.0,
                tolerance=LEAST_MS / 1000,
                unit="s",
            )


def _on_output(shown: Span | None, delivered: Delivered) -> Span | None:
    """Return when a text is shown, on the output's clock; None where that is not told."""
    return OutputClock(holds=delivered.sheet.holds).heard(shown) if shown else None


def _dialogue(delivered: Delivered) -> tuple[Span, ...]:
    """Return the cues of dialogue; in spoken subtitles those are narrated, so there are none."""
    if delivered.script is None or delivered.sheet.head.mode == "all":
        return ()
    units = delivered.script.units
    return merged([unit.span for unit in units if unit.tag == "dialogue" and unit.span])


def _touching(spans: Sequence[Span], span: Span) -> slice:
    """Return which of some spans, in order and apart from each other, share time with one."""
    first = bisect_right(spans, span.start_ms, key=lambda each: each.end_ms)
    last = bisect_left(spans, span.end_ms, key=lambda each: each.start_ms)
    return slice(first, max(first, last))


def _letters(text: str) -> str:
    return letters_and_figures(same_words(text))
