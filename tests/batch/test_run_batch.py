"""A batch from end to end: what is rendered, what is passed over, what fails."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from narrator.batch.model import Batch, Episode, EpisodeOutcome
from narrator.batch.order import Means
from narrator.batch.run import exit_code_of, run_batch
from narrator.batch.state import JobState, read_state

Tiny = Callable[[str], Episode]


@pytest.fixture
def pool() -> Iterator[Executor]:
    """Yield an executor of one thread."""
    with ThreadPoolExecutor(1) as threads:
        yield threads


def means(folder: Path, **others: Any) -> Means:  # noqa: ANN401 - fields of Means
    """Return means with a cache of their own."""
    return Means(cache=str(folder / "clips"), **others)


def outcome(name: str, state: str = "done", **facts: object) -> EpisodeOutcome:
    """Return an outcome."""
    return EpisodeOutcome(name=name, state=state, exit_code=0, **facts)  # type: ignore[arg-type]


class Remembering:
    """Remembers what it was told. A `Watch`."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.outcomes: dict[str, EpisodeOutcome] = {}
        self.states: dict[str, JobState | None] = {}
        self.stages: list[tuple[str, str]] = []
        self.closed: list[EpisodeOutcome] = []
        self.jobs = 0

    def begins(self, batch: Batch) -> None:
        """Remember how many."""
        self.jobs = len(batch.episodes)

    def stage(self, name: str, stage: str) -> None:
        """Remember a stage."""
        self.stages.append((name, stage))

    def ended(self, outcome: EpisodeOutcome, state: JobState | None) -> None:
        """Remember an outcome and its state."""
        self.outcomes[outcome.name] = outcome
        self.states[outcome.name] = state

    def closes(self, outcomes: Sequence[EpisodeOutcome]) -> None:
        """Remember all outcomes."""
        self.closed = list(outcomes)


def test_a_batch_renders_what_is_not_done_and_nothing_twice(
    tmp_path: Path, tiny: Tiny, pool: Executor
) -> None:
    """First all; then none; then the one whose subtitles changed or whose file is gone."""
    one, two = tiny("one"), tiny("two")
    batch = Batch(episodes=(one, two))
    first = Remembering()
    outcomes = run_batch(batch, executor=pool, watch=first, means=means(tmp_path))
    assert [(o.name, o.state, o.skipped) for o in outcomes] == [
        ("one", "done", False), ("two", "done", False),
    ]  # fmt: skip
    assert "report.html" in outcomes[0].files
    state = first.states["one"]
    assert state is not None
    assert "Mixing" in dict(state.stages)
    assert outcomes[0].cpu_s > 0
    assert outcomes[0].peak_bytes > 10_000_000
    assert [o.skipped for o in run_batch(batch, executor=pool, means=means(tmp_path))] == [True] * 2
    source = Path(str(one.settings["source"]))
    source.write_text(source.read_text().replace("CLERK", "PORTER"))
    Path(two.output, "described.wav").unlink()
    again = run_batch(batch, executor=pool, means=means(tmp_path))
    assert [(o.state, o.skipped) for o in again] == [("done", False)] * 2
    assert "porter" in Path(one.output, "descriptions.vtt").read_text()
    assert Path(two.output, "described.wav").is_file()


def test_a_job_that_cannot_be_says_why_and_the_others_go_on(
    tmp_path: Path, tiny: Tiny, pool: Executor
) -> None:
    """No programme, no such setting, and a good one: the good one is done."""
    good, gone = tiny("good"), tiny("gone")
    programme = Path(str(gone.settings["programme"]))
    programme.unlink()
    wrong = tiny("wrong")
    wrong = replace(wrong, settings={**wrong.settings, "mode": "song"})
    batch = Batch(episodes=(gone, wrong, good))
    seen = Remembering()
    outcomes = run_batch(batch, executor=pool, watch=seen, means=means(tmp_path))
    assert [o.state for o in outcomes] == ["failed", "failed", "done"]
    assert outcomes[0].error == f"{programme} cannot be read: No such file or directory."
    assert "song" in outcomes[1].error
    assert (outcomes[0].exit_code, outcomes[1].exit_code) == (3, 2)
    assert exit_code_of(outcomes) == 1
    assert seen.closed == list(outcomes)
    told = read_state(wrong.output)
    assert told is not None
    assert told.outcome.error == outcomes[1].error


class Losing(Executor):
    """An executor that loses every job."""

    def submit(self, *_: Any, **__: Any) -> "Future[Any]":  # noqa: ANN401 - as its base
        """Return a future that failed."""
        future: Future[Any] = Future()
        future.set_exception(RuntimeError("the pool is broken"))
        return future


def test_a_job_that_its_executor_loses_has_failed(tiny: Tiny) -> None:
    """Whatever an executor raises is an outcome."""
    found = run_batch(Batch(episodes=(tiny("one"),)), executor=Losing())
    assert found[0].state == "failed"
    assert "the pool is broken" in found[0].error


class Impatient(Remembering):
    """Stops the batch as soon as one job is done."""

    def ended(self, outcome: EpisodeOutcome, state: Any) -> None:  # noqa: ANN401 - as its base
        """Stop."""
        super().ended(outcome, state)
        raise KeyboardInterrupt


def test_a_batch_that_is_stopped_keeps_what_is_done(
    tmp_path: Path, tiny: Tiny, pool: Executor
) -> None:
    """The watch is told of every job, and the exception goes on."""
    batch = Batch(episodes=tuple(tiny(name) for name in ("one", "two", "three")))
    seen = Impatient()
    with pytest.raises(KeyboardInterrupt):
        run_batch(batch, executor=pool, watch=seen, means=means(tmp_path))
    assert [o.state for o in seen.closed] == ["done", "cancelled", "cancelled"]
    assert not Path(batch.episodes[2].output, "described.wav").exists()


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ([outcome("a"), outcome("b", findings=3)], 0),
        ([outcome("a"), outcome("b", findings=3, blocking=1)], 7),
        ([outcome("a", blocking=1), outcome("b", "failed")], 1),
        ([outcome("a"), outcome("b", "cancelled")], 1),
        ([], 0),
    ],
)
def test_the_exit_code_tells_the_worst(outcomes: list[EpisodeOutcome], code: int) -> None:
    """1 where a job is not done, 7 where one is done and blocked."""
    assert exit_code_of(outcomes) == code


def test_no_worker_is_left(tmp_path: Path, tiny: Tiny, pool: Executor) -> None:
    """When a batch is over its workers are, too."""
    from narrator.batch.family import children_of  # noqa: PLC0415 - only here

    before = children_of(os.getpid())  # a server of another test may be one of them
    run_batch(Batch(episodes=(tiny("one"),)), executor=pool, means=means(tmp_path))
    assert children_of(os.getpid()) == before
