"""Worker processes that die, hang or lie: the job says why, and the next one has a fresh one."""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from narrator.batch.attempt import failure
from narrator.batch.model import Episode, EpisodeOutcome
from narrator.batch.order import Means, Order
from narrator.batch.render import LOOKING, WAITING
from narrator.batch.state import JobState, read_state, write_state
from narrator.batch.supervise import Workers

Tiny = Callable[[str], Episode]
BEGINS = f"say(stage={LOOKING!r}); sys.stdin.readline()\n"
DONE = (
    "outcome = dict(name=order['episode']['name'], state='done', exit_code=0)\n"
    "say(outcome=outcome, files=['a.wav'], held_bytes={held})\n"
)


def worker_that(code: str) -> tuple[str, ...]:
    """Return the command of a worker that takes its order and then does something of its own."""
    prelude = (
        "import json, os, sys, time\n"
        "order = json.loads(sys.stdin.readline())\n"
        "def say(**reply):\n"
        "    print(json.dumps({'pid': os.getpid(), **reply}), flush=True)\n"
    )
    return (sys.executable, "-c", prelude + code)


def ordered(episode: Episode, **means: object) -> Order:
    """Return an order for a tiny episode, whose state says that it is running."""
    Path(episode.output).mkdir(parents=True, exist_ok=True)
    running = EpisodeOutcome(name=episode.name, state="running", exit_code=0)
    write_state(Path(episode.output), JobState(outcome=running, settings="", inputs={}))
    return Order(episode=episode, means=Means(**means))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("os.kill(os.getpid(), 9)\n", "The process that rendered it was ended by SIGKILL."),
        ("sys.exit(3)\n", "The process that rendered it failed with exit code 3."),
        (BEGINS + "time.sleep(60)\n", "The job was not done in 0.5 s and was stopped."),
        ("time.sleep(60)\n", "The job was not done in 0.5 s and was stopped."),
    ],
)
def test_a_lost_worker_is_told_here_and_on_disk(tiny: Tiny, code: str, sentence: str) -> None:
    """Its outcome is a failure with the reason, and so is the job's state."""
    limit_s = 0.5 if "0.5 s" in sentence else 60.0  # on a busy machine even ending takes a while
    lost = ordered(tiny("one"), time_limit_s=limit_s)
    found = Workers(worker_that(code)).work(lost)
    assert (found.state, found.error) == ("failed", sentence)
    state = read_state(lost.episode.output)
    assert state is not None
    assert state.outcome.error == sentence


def test_time_spent_waiting_for_another_batch_is_not_the_jobs(tiny: Tiny) -> None:
    """The clock stands still until the job begins."""
    code = (
        f"say(stage={WAITING!r}); sys.stdin.readline(); time.sleep(1)\n"
        + BEGINS
        + DONE.format(held=0)
    )
    workers = Workers(worker_that(code))
    found = workers.work(ordered(tiny("one"), time_limit_s=0.7))
    workers.stop("")
    assert (found.state, found.files) == ("done", ("a.wav",))


def test_the_stage_of_a_job_at_work_is_known(tiny: Tiny) -> None:
    """As its worker told it, and of the batch that asks alone."""
    workers = Workers(worker_that(BEGINS + "time.sleep(60)\n"))
    at_work = threading.Thread(target=workers.work, args=(ordered(tiny("one"), night="this"),))
    at_work.start()
    while workers.stages("this") != {"one": LOOKING}:
        assert at_work.is_alive()
        time.sleep(0.01)
    assert workers.stages("another") == {}
    workers.stop("this")
    at_work.join(10)
    assert workers.stages("this") == {}


@pytest.mark.parametrize(("held", "processes"), [(1000, 1), (2 << 30, 2)])
def test_a_worker_is_used_again_unless_it_keeps_too_much(
    tmp_path: Path, tiny: Tiny, held: int, processes: int
) -> None:
    """Memory is flat: one that holds more than a GiB after a job is let go."""
    register = tmp_path / "pids"
    code = (
        "while order:\n"
        f"    open({str(register)!r}, 'a').write(f'{{os.getpid()}} ')\n"
        "    say(outcome=dict(name='one', state='done', exit_code=0), files=[], "
        f"held_bytes={held})\n"
        "    order = sys.stdin.readline()\n"
    )
    workers = Workers(worker_that(code))
    for _ in range(2):
        assert workers.work(ordered(tiny("one"))).state == "done"
    workers.stop("")
    assert len(set(register.read_text().split())) == processes


def test_a_batch_that_is_stopped_ends_its_jobs_at_once(tiny: Tiny) -> None:
    """A job at work ends as cancelled, and none begins any more."""
    workers = Workers(worker_that(BEGINS + "time.sleep(60)\n"))
    wanted = ordered(tiny("one"), night="tonight")
    found: list[EpisodeOutcome] = []
    thread = threading.Thread(target=lambda: found.append(workers.work(wanted)))
    thread.start()
    time.sleep(0.3)
    workers.stop("tonight")
    thread.join(5)
    assert [outcome.state for outcome in found] == ["cancelled"]
    assert workers.work(wanted).state == "cancelled"


def test_a_worker_that_cannot_be_started_fails_the_job(tiny: Tiny) -> None:
    """The sentence is that of the runner."""
    found = Workers(("/no/such/program",)).work(ordered(tiny("one")))
    assert found.state == "failed"
    assert "could not be started" in found.error


def test_a_fault_of_narrator_is_a_failure_with_the_way_to_see_it() -> None:
    """What nobody foresaw is told with its type, exit code 70."""
    found = failure("one", ZeroDivisionError("division by zero"))
    assert (found.state, found.exit_code) == ("failed", 70)
    assert "ZeroDivisionError" in found.error
    assert found.hint
