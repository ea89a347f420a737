"""What a person should know of a rendering: findings, and the exit code they amount to.

Every code is listed in docs/findings.md; a test fails where one is missing there.
"""

from collections.abc import Iterable, Iterator

from narrator.decided import AFTER_THE_END
from narrator.errors import CheckFailedError, SpeechError
from narrator.fit import Fit
from narrator.job import Job
from narrator.model import Finding, Programme, Script
from narrator.over import is_over
from narrator.pace import too_fast_wpm
from narrator.text.excerpt import called, excerpt
from narrator.text.phonemes import without_phonemes
from narrator.timecode import format_stamp

HOLDING = "; --extended would hold the programme for such texts"


def findings_of(
    script: Script, programme: Programme | None, fitted: Fit, job: Job
) -> tuple[Finding, ...]:
    """Return every finding of an episode before it is written, in a steady order."""
    return (
        *estimated_times(script),
        *omissions(script, fitted, HOLDING if programme and not job.extended else ""),
        *over_dialogue(script, fitted),
        *fast_speech(script, fitted),
        *late_subtitles(script, programme),
        *damaged_programme(programme),
    )


def estimated_times(script: Script) -> Iterator[Finding]:
    """Say that the times are not the file's own."""
    if script.timing == "estimated":
        yield Finding(
            code="estimated-times",
            message="The subtitles have no times; all times are estimated from reading speed.",
        )


def omissions(script: Script, fitted: Fit, way_out: str = "") -> Iterator[Finding]:
    """Name each narration that is not spoken; the first for want of time is told of a way out."""
    said = {n.id: n for n in script.narrations}
    for omission in fitted.ledger.omissions:
        failed = omission.narration_id in fitted.failures
        shown = said[omission.narration_id]
        hint, way_out = ("", way_out) if failed or omission.why == AFTER_THE_END else (way_out, "")
        yield Finding(
            code="speech-failed" if failed else "omitted",
            message=f"{shown.id} is not spoken ({excerpt(shown.text)}): {omission.why}{hint}",
            span=shown.span,
            blocking=True,
        )


def over_dialogue(script: Script, fitted: Fit) -> Iterator[Finding]:
    """Name the narrations that stand over dialogue."""
    said = {n.id: n for n in script.narrations}
    for placement in fitted.ledger.placements:
        if is_over(placement.overlap_ms):
            narration = said[placement.narration_id]
            yield Finding(
                code="over-dialogue",
                message=f"{called(narration.id, narration.text)} stands over dialogue for "
                f"{placement.overlap_ms / 1000:.2f} s.",
                span=placement.span,
            )


def fast_speech(script: Script, fitted: Fit) -> Iterator[Finding]:
    """Name the narrations spoken faster than listeners follow with ease."""
    said = {n.id: n for n in script.narrations}
    for placement in fitted.ledger.placements:
        narration = said[placement.narration_id]
        spoken = without_phonemes(narration.spoken)
        wpm = too_fast_wpm(spoken, placement.said.duration_ms)
        if wpm is not None:
            name = called(narration.id, narration.text)
            yield Finding(
                code="fast-speech",
                message=f"{name} is spoken at {wpm} words a minute.",
                span=placement.span,
            )


def late_subtitles(script: Script, programme: Programme | None) -> Iterator[Finding]:
    """Say that the subtitles go on after the programme: they may belong to another cut."""
    ends = [u.span.end_ms for u in script.units if u.span]
    if programme and ends and script.timing == "cues" and max(ends) > programme.duration_ms:
        late_s = (max(ends) - programme.duration_ms) / 1000
        yield Finding(
            code="subtitles-outlast-programme",
            message=f"The last subtitle ends {late_s:.1f} s after the programme: "
            "do they belong to the same cut?",
        )


def damaged_programme(programme: Programme | None) -> Iterator[Finding]:
    """Say where samples of the programme are no numbers, and how many."""
    damage = programme.damage if programme else None
    if programme and damage:
        seconds = damage.samples / programme.rate_hz
        long = f"{seconds:.1f} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"
        count, noun = damage.samples, "sample" if damage.samples == 1 else "samples"
        yield Finding(
            code="not-a-number",
            message=f"The programme is damaged: {count} {noun} ({long} in all) of NaN, "
            f"infinity or numbers as large between {format_stamp(damage.span.start_ms)} and "
            f"{format_stamp(damage.span.end_ms)}, mixed as silence.",
            span=damage.span,
            blocking=True,
        )


def exit_code_of(findings: Iterable[Finding]) -> int:
    """Return 0, or the exit code of the gravest finding that blocks."""
    codes = {finding.code for finding in findings if finding.blocking}
    if "speech-failed" in codes:
        return SpeechError.exit_code
    return CheckFailedError.exit_code if codes else 0
