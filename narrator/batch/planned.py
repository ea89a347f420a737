"""The plan of a batch for a person and for a program."""

from dataclasses import asdict
from datetime import timedelta

from narrator.batch.near import UNHEARD
from narrator.batch.plan import Plan
from narrator.batch.pricing import EpisodePlan
from narrator.terminal import show_rows, tell

ADDED_UP = (
    "narrations",
    "omitted",
    "speech_s",
    "programme_s",
    "listened_s",
    "cpu_s",
    "disk_bytes",
)
HEADER = ("episode", "programme", "speech", "narrations", "characters", "CPU", "disk", "cost")


def as_json(plan: Plan) -> dict[str, object]:
    """Return a plan as plain values: each episode, all together, and what it was reckoned for."""
    return {
        "plan": True,
        "episodes": [_rounded(asdict(each)) for each in plan.episodes],
        "total": _rounded(asdict(total_of(plan))) | {"wall_s": round(plan.wall_s, 3)},
        "workers": plan.workers,
        "cores": plan.cores,
        "currency": plan.currency,
        "unmatched": list(plan.unmatched),
    }


def total_of(plan: Plan) -> EpisodePlan:
    """Return what all episodes together would take."""
    sums = {name: sum(getattr(each, name) for each in plan.episodes) for name in ADDED_UP}
    characters: dict[str, int] = {}
    for each in plan.episodes:
        for voice, count in each.characters.items():
            characters[voice] = characters.get(voice, 0) + count
    known = [each.cost for each in plan.episodes if each.cost is not None]
    cost = sum(known) if known else None
    return EpisodePlan(name="all", characters=characters, cost=cost, **sums)


def show(plan: Plan) -> None:
    """Print a row an episode and one for all; what cannot be planned, and what is unmatched."""
    failed = [each for each in plan.episodes if each.error]
    for each in failed:
        tell(f"cannot plan {each.name}: {each.error}")
    if count := sum(bool(each.assumed) for each in plan.episodes):
        tell(f"note: of {count} {'episode' if count == 1 else 'episodes'} {UNHEARD}")
    for sentence in plan.unmatched:
        tell(f"note: {sentence}")
    rows = [row_of(each, plan.currency) for each in (*plan.episodes, total_of(plan))]
    show_rows(HEADER, rows, doubtful=[*(bool(each.error) for each in plan.episodes), False])
    workers = "one worker" if plan.workers == 1 else f"{plan.workers} workers"
    tell(
        f"{len(plan.episodes) - len(failed)} of {len(plan.episodes)} episodes planned: "
        f"{time_of(plan.wall_s)} on {workers} and {plan.cores} processors, by the rates of "
        "docs/batch.md; what is cached or done already takes less"
    )


def row_of(plan: EpisodePlan, currency: str) -> tuple[str, ...]:
    """Return the cells of an episode; what is not known stays empty."""
    if plan.error:
        return (plan.name, *[""] * (len(HEADER) - 1))
    return (
        plan.name,
        time_of(plan.programme_s),
        time_of(plan.speech_s),
        str(plan.narrations),
        str(sum(plan.characters.values())),
        time_of(plan.cpu_s),
        f"{plan.disk_bytes / 1e6:.0f} MB",
        "" if plan.cost is None else f"{plan.cost:.2f} {currency}".strip(),
    )


def time_of(seconds: float) -> str:
    """Return a length as hours, minutes and seconds."""
    return str(timedelta(seconds=round(seconds)))


def _rounded(values: dict[str, object]) -> dict[str, object]:
    return {
        name: round(value, 3) if isinstance(value, float) else value
        for name, value in values.items()
    }
