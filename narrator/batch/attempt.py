"""One render in a worker: whatever happens comes out as an outcome, with its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrator import pipeline
from narrator.batch.keywords import job_of
from narrator.batch.model import EpisodeOutcome, State
from narrator.ending import FAULT_EXIT
from narrator.errors import NarratorError, OutputError, SpeechError
from narrator.kit import Kit
from narrator.model import Finding, Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """What came of a render: its outcome, the findings as the cue sheet has them, the files."""

    outcome: EpisodeOutcome
    warnings: tuple[Mapping[str, Any], ...] = ()
    files: tuple[Path, ...] = ()


def attempt(name: str, settings: Mapping[str, object], folder: Path, kit: Kit) -> Attempt:
    """Render an episode whose files are all here into a folder; raises nothing but an ending."""
    try:
        outcome = pipeline.narrate(job_of(settings, folder), kit)
    except Exception as error:  # noqa: BLE001 - one job's fault is not to end the night
        return Attempt(outcome=failure(name, error, place=folder))
    return attempted(name, outcome)


def attempted(name: str, outcome: Outcome) -> Attempt:
    """Return what came of a render that ended well, or nearly.

    A narration that the engine failed to speak is missing by a fault, so the job failed and is
    tried again; one that a blocking finding is about was judged, and would be judged so again.
    """
    findings = outcome.rendering.findings
    unspoken = outcome.exit_code == SpeechError.exit_code
    return Attempt(
        outcome=EpisodeOutcome(
            name=name,
            state="failed" if unspoken else "done",
            exit_code=outcome.exit_code,
            files=tuple(path.name for path in outcome.files),
            findings=len(findings),
            blocking=sum(finding.blocking for finding in findings),
            error=next((f.message for f in findings if f.code == "speech-failed"), ""),
            hint="Run the batch again, or try another voice." if unspoken else "",
        ),
        warnings=tuple(map(as_json, findings)),
        files=outcome.files,
    )


def as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as the cue sheet has it."""
    span = finding.span
    return {
        "code": finding.code,
        "message": finding.message,
        "blocking": finding.blocking,
        "start": span.start_ms / 1000 if span else None,
        "end": span.end_ms / 1000 if span else None,
    }


def failure(
    name: str, error: BaseException, state: State = "failed", place: Path = Path("output")
) -> EpisodeOutcome:
    """Return the outcome of a job that an error ended; place is blamed where it names none."""
    match error:
        case NarratorError():
            code, told, hint = error.exit_code, error.message, error.hint
        case OSError():
            blamed = OutputError.from_os_error(Path(error.filename or place), error)
            code, told, hint = blamed.exit_code, blamed.message, blamed.hint
        case _:
            code, hint = FAULT_EXIT, "Render the episode alone with 'narrator --debug render'."
            told = f"A fault in narrator itself: {type(error).__name__}: {error}."
    return EpisodeOutcome(name=name, state=state, exit_code=code, error=told, hint=hint)
