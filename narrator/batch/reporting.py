"""How far a job is: told to who runs it, timed, and noted on disk as it goes."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from narrator.batch.state import JobState, note_state

Tell = Callable[[str], None]


@dataclass(kw_only=True, slots=True)
class Reporting:
    """The state of a job at work, and the stages that it came through. A `Progress` of the kit."""

    folder: Path
    state: JobState
    tell: Tell
    _began_s: float = field(default_factory=time.monotonic)

    def begin(self, stage: str, total: int | None = None) -> None:  # noqa: ARG002 - the Protocol's
        """Note that a stage begins."""
        self.state = replace(self.state, stage=stage, stages=self.timed())
        note_state(self.folder, self.state)
        self.tell(stage)
        self._began_s = time.monotonic()  # what noting and telling took is no stage's

    def advance(self, steps: int = 1) -> None:
        """Pass over steps."""

    def timed(self) -> tuple[tuple[str, float], ...]:
        """Return the stages with their seconds, the one that ends now too."""
        took_s = round(time.monotonic() - self._began_s, 4)
        stages = self.state.stages
        return (*stages, (self.state.stage, took_s)) if self.state.stage else stages
