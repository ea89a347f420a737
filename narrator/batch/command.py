"""What `narrator batch` does once parsed; a single render starts without what it needs."""

from pathlib import Path

from narrator import terminal
from narrator.bar import progress_shown
from narrator.batch import plan as planning
from narrator.batch import planned
from narrator.batch.executors import executor
from narrator.batch.model import Batch
from narrator.batch.night import Shown, run_night, show_status
from narrator.batch.order import Means
from narrator.batch.rates import Prices, load_prices
from narrator.kit import usual_kit


def plan(batch: Batch, *, workers: int, prices: Path | None, as_json: bool) -> int:
    """Print what a batch would take, and return 1 where an episode cannot be planned."""
    told = load_prices(prices) if prices else Prices()
    with progress_shown("auto") as shown:
        found = planning.plan_batch(batch, usual_kit(shown), workers=workers, prices=told)
    if as_json:
        terminal.print_json(planned.as_json(found))
    else:
        planned.show(found)
    return int(any(each.error for each in found.episodes))


def batch(read: Batch, means: Means, *, workers: int, scheduler: str | None, shown: Shown) -> int:
    """Render a batch, so many jobs at once here, or by a cluster; return the exit code."""
    with executor(workers=None if scheduler else workers, scheduler=scheduler) as opened:
        return run_night(read, executor=opened, means=means, shown=shown)


def status(root: str, *, as_json: bool) -> int:
    """Print how every job of a batch stands, and return 1 where one failed or was cancelled."""
    return show_status(root, as_json=as_json)
