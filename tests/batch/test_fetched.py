"""What was fetched for a job is told by its address: its passing path here means nothing later."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from narrator.batch.model import Episode
from narrator.batch.order import Means, Order
from narrator.batch.render import render
from narrator.batch.stores import store_of
from narrator.engines.pools import WorkerPool


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    """Yield a pool of one speech worker."""
    with WorkerPool(size=1) as opened:
        yield opened


@pytest.fixture
def far(tiny: Callable[[str], Episode], tmp_path: Path) -> Episode:
    """Return a tiny episode whose programme is in a store in memory."""
    near, address = tiny("one"), f"memory://{tmp_path.name}/one.wav"
    store_of(address).put_file(str(near.settings["programme"]), address)
    return replace(near, settings={**near.settings, "programme": address})


def order_of(episode: Episode, tmp_path: Path) -> Order:
    """Return the order for an episode, with a cache of its own."""
    return Order(episode=episode, means=Means(cache=str(tmp_path / "clips"), attempts=1))


def silent(stage: str) -> None:
    """Tell nobody of a stage."""
    assert stage


def test_a_cue_sheet_names_the_address_of_a_programme_that_was_fetched(
    far: Episode, pool: WorkerPool, tmp_path: Path
) -> None:
    """And nothing that was fetched stays."""
    outcome = render(order_of(far, tmp_path), pool, silent)
    assert (outcome.state, outcome.error) == ("done", "")
    sheet = json.loads((Path(far.output) / "cuesheet.json").read_text(encoding="utf-8"))
    assert sheet["programme"]["path"] == far.settings["programme"]
    assert not list((tmp_path / "clips" / "fetched").iterdir())


def test_a_fault_names_the_address_of_what_was_fetched(
    far: Episode, pool: WorkerPool, tmp_path: Path
) -> None:
    """So that a person knows which file it is about."""
    address = str(far.settings["programme"])
    store_of(address).pipe_file(address, b"no programme")
    outcome = render(order_of(far, tmp_path), pool, silent)
    assert outcome.state == "failed"
    assert address in outcome.error
    assert str(tmp_path / "clips") not in outcome.error
