"""How far a run has come, as it is told to whoever asked for it."""

from typing import Protocol


class Progress(Protocol):
    """Someone who is told how far a run has come."""

    def begin(self, stage: str, total: int | None) -> None:
        """Say that a stage begins, and how many steps it has, None where unknown."""
        ...

    def advance(self, steps: int = 1) -> None:
        """Say that steps of the stage are done."""
        ...


class Silent:
    """Progress that says nothing."""

    def begin(self, stage: str, total: int | None) -> None:
        """Pass over the beginning of a stage."""

    def advance(self, steps: int = 1) -> None:
        """Pass over steps."""
