"""narrator: accessibility audio description from subtitles.

The public names are Job, Outcome, NarratorError and narrate; README.md shows them at work.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narrator.api import Job, NarratorError, Outcome, narrate

__all__ = ["Job", "NarratorError", "Outcome", "narrate"]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: speech workers start without the rest."""
    if name in __all__:
        return getattr(import_module("narrator.api"), name)
    raise AttributeError(f"module 'narrator' has no attribute {name!r}")
