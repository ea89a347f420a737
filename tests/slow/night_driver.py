"""Runs a season as `narrator batch` does: `night_driver.py ROOT OUTPUT [OPTION=VALUE]`."""

import json
import signal
import sys
from pathlib import Path

from narrator.batch.executors import executor
from narrator.batch.model import Batch, Episode
from narrator.batch.night import Shown, run_night
from narrator.batch.order import Means
from narrator.ending import ending_of, stop


def main() -> int:
    """Run every episode that season.json names into the output folder, two at a time."""
    root, output = map(Path, sys.argv[1:3])
    options = dict(option.split("=") for option in sys.argv[3:])
    season = json.loads((root / "season.json").read_text(encoding="utf-8"))
    batch = Batch(
        episodes=tuple(
            Episode(name=name, settings=settings, output=str(output / name))
            for name, settings in season.items()
        ),
        root=str(output),
    )
    means = Means(cache=str(root / "clips"), time_limit_s=float(options.get("limit_s", "600")))
    with executor(workers=2, scheduler=None) as opened:
        return run_night(
            batch,
            executor=opened,
            means=means,
            shown=Shown(log=root / options.get("log", "night.jsonl"), progress="none"),
        )


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        code = main()
    except BaseException as error:  # noqa: BLE001 - as the command line does
        code = ending_of(error)
    sys.exit(code)
