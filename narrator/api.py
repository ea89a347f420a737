"""The public interface, imported through the package itself."""

from narrator.errors import NarratorError
from narrator.job import Job
from narrator.kit import Kit, usual_kit
from narrator.model import Outcome
from narrator.pipeline import narrate as narrate_with

__all__ = ["Job", "NarratorError", "Outcome", "narrate"]


def narrate(job: Job, kit: Kit | None = None) -> Outcome:
    """Render one episode into the job's folder; see docs/commands.md for what it leaves there.

    The kit holds every side effect; None stands for the user's own clip cache and engines.
    Raises a NarratorError where nothing could be made; narrations that could not be spoken or
    placed are named in the outcome's rendering.
    """
    return narrate_with(job, kit or usual_kit())
