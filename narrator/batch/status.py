"""How the jobs of an output root stand: while batches run there, after them, or after a kill."""

from narrator.batch.model import EpisodeOutcome
from narrator.batch.roots import is_running
from narrator.batch.standing import known_in, standing
from narrator.errors import JobError


def status_of(root: str) -> list[EpisodeOutcome]:
    """Return how every job of an output root stands, by name. Raises JobError where there is none.

    Whether somebody runs there is asked first: what ends meanwhile has left its states by then.
    """
    running = is_running(root)
    outcomes = [standing(job, running=running) for job in known_in(root)]
    if not outcomes:
        raise JobError(f"There are no jobs in {root}.", "Give the output folder of a batch.")
    return sorted(outcomes, key=lambda outcome: outcome.name)
