"""What a person should know."""

from dataclasses import dataclass

from narrator.model.span import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something a person should know; a blocking one makes the exit code non-zero."""

    code: str
    message: str
    span: Span | None = None
    blocking: bool = False
