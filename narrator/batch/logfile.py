"""The log of a batch: a JSON object a line, appended, each whole when it is written."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from narrator.batch.model import Batch, EpisodeOutcome
from narrator.batch.state import JobState
from narrator.media.files import blaming


class LogFile:
    """Writes what happens to a file. A `Watch`; close it, or use it as a context manager."""

    def __init__(self, path: Path) -> None:
        """Open the file to append to. Raises OutputError."""
        self._path = path
        with blaming(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = path.open("a", encoding="utf-8", buffering=1)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file; what could not be written was told when it was to be."""
        with suppress(OSError):
            self._stream.close()

    def begins(self, batch: Batch) -> None:
        """Write how many jobs there are, and what was passed over in finding them."""
        self._write("batch-begins", jobs=len(batch.episodes), unmatched=list(batch.unmatched))

    def stage(self, name: str, stage: str) -> None:
        """Write that a job came to a stage."""
        self._write("stage", job=name, stage=stage)

    def ended(self, outcome: EpisodeOutcome, state: JobState | None) -> None:
        """Write what became of a job: how long its stages took, what it used, its findings."""
        did_now = state is not None and not outcome.skipped
        self._write(
            "job-ended",
            job=outcome.name,
            state=outcome.state,
            skipped=outcome.skipped,
            exit_code=outcome.exit_code,
            seconds=outcome.seconds,
            stages=_summed(state) if did_now else {},
            cpu_seconds=outcome.cpu_s,
            peak_bytes=outcome.peak_bytes,
            attempts=outcome.attempts,
            files=list(outcome.files),
            warnings=list(state.warnings) if state and did_now else [],
            error=outcome.error,
            hint=outcome.hint,
        )

    def closes(self, outcomes: Sequence[EpisodeOutcome]) -> None:
        """Write how many jobs came to what."""
        states = [outcome.state for outcome in outcomes]
        counts = {state: states.count(state) for state in sorted(set(states))}
        self._write("batch-closes", jobs=len(states), states=counts)

    def _write(self, event: str, **facts: object) -> None:
        when = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": when, "event": event, **facts}, ensure_ascii=False)
        with blaming(self._path):
            self._stream.write(f"{line}\n")


def _summed(state: JobState | None) -> dict[str, float]:
    """Return the seconds of each stage, those of one that came more than once together."""
    found: dict[str, float] = {}
    for stage, took_s in state.stages if state else ():
        found[stage] = round(found.get(stage, 0.0) + took_s, 3)
    return found
