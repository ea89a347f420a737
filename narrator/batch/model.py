"""The nouns of a batch: what is to be rendered, and what became of it. Frozen, free of I/O."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["waiting", "running", "done", "failed", "cancelled"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Episode:
    """One job of a batch.

    name is unique in the batch and a plain folder name. settings are the keywords of `Job` but
    "output", as plain values, with places as text: a path, or a URL such as s3://bucket/ep.srt.
    output is the folder of its results, a path or a URL. where tells the file, line and key that
    it comes from, for messages.
    """

    name: str
    settings: Mapping[str, object]
    output: str
    where: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """Every job of a night, and what was passed over in finding them, in words.

    root is the folder, a path or a URL, that their outputs lie in, and the summary.
    """

    episodes: tuple[Episode, ...]
    root: str = ""
    unmatched: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodeOutcome:
    """What became of one job: exit_code is the one that `narrator render` would have ended with.

    files are the names made; findings the numbers of findings, all and blocking; error and hint
    are the sentence and the hint of what went wrong, "" where nothing did. skipped says that it
    was done already, by a run before.
    """

    name: str
    state: State
    exit_code: int
    files: tuple[str, ...] = ()
    findings: int = 0
    blocking: int = 0
    error: str = ""
    hint: str = ""
    attempts: int = 0
    seconds: float = 0.0
    cpu_s: float = 0.0
    peak_bytes: int = 0
    skipped: bool = False

    @property
    def why(self) -> str:
        """What went wrong and what to do about it, "" where nothing did."""
        return f"{self.error} {self.hint}".strip()
