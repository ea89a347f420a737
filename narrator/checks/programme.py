"""The programme that a result was made for, and who speaks in it where narrations stand."""

from pathlib import Path

from narrator.checks.folder import Gathering
from narrator.checks.sheet import ms
from narrator.errors import NarratorError, UnreadableInputError
from narrator.media.probe import probe
from narrator.media.speech.remembered import hear
from narrator.model import Programme, Span

_SAME_MS = 50  # what two builds of ffmpeg may differ by in a programme's length


def programme_of(work: Gathering, given: Path | None) -> Programme | None:
    """Probe the programme; None, with the reason in `lacks`, where it is not at hand.

    given is where it is now, None for where the cue sheet has it.
    """
    told = work.sheet.head.programme
    if told is None:
        work.lacks["programme"] = "the result was made without a programme"
        return None
    try:
        programme = probe(given or told.here())
    except (UnreadableInputError, ValueError) as error:
        why = f"it was moved or cannot be read (--programme tells where it is): {error}"
        work.lacks["programme"] = why
        return None
    if abs(programme.duration_ms - ms(told.duration)) > _SAME_MS:
        work.lacks["programme"] = (
            f"{programme.path} is {programme.duration_ms / 1000:.3f} s long, where the cue sheet's "
            f"programme was {told.duration:.3f} s: it is another one"
        )
        return None
    return programme


def speech_of(work: Gathering, programme: Programme | None, folder: Path) -> tuple[Span, ...]:
    """Listen for speech where narrations stand."""
    if programme is None:
        work.lacks["hearing"] = work.lacks["programme"]
        return ()
    windows = [each.on_programme.span for each in work.sheet.narrations]
    try:
        heard = hear(programme, [each for each in windows if each.duration_ms], folder)
    except NarratorError as error:
        work.lacks["hearing"] = str(error)
        return ()
    if not heard.listened:
        told = [finding.message for finding in heard.findings]
        work.lacks["hearing"] = told[0] if told else "there was nothing to listen to"
    return heard.speech
