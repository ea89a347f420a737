"""Jobs whose results go to a store: made here, stored as one set, known again by a later run."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest

from narrator.batch.decide import done_before
from narrator.batch.inputs import settings_digest, stamps_of
from narrator.batch.model import Episode, EpisodeOutcome
from narrator.batch.retrying import Retrying
from narrator.batch.stamps import stamp_of
from narrator.batch.state import STATE, JobState, holding, write_state
from narrator.batch.storing import stored_elsewhere
from narrator.media.stage import staged

RETRYING = Retrying(1)


@pytest.fixture
def remote(tiny: Callable[[str], Episode], tmp_path: Path) -> Episode:
    """Return an episode whose results go to a store in memory."""
    return replace(tiny("one"), output=f"memory://{tmp_path.name}/one")


def made(episode: Episode, state: str = "done") -> Callable[[Path], EpisodeOutcome]:
    """Return work that leaves a file and a state, in a folder that it can hold and stage in."""

    def work(folder: Path) -> EpisodeOutcome:
        with holding(folder, lambda: pytest.fail("it is held")), staged(folder):
            (folder / "described.wav").write_bytes(b"sound")
        outcome = EpisodeOutcome(
            name=episode.name,
            state=state,  # type: ignore[arg-type]
            exit_code=0,
            files=("described.wav",),
            attempts=1,
        )
        found = JobState(
            outcome=outcome,
            settings=settings_digest(episode),
            inputs=stamps_of(episode),
            made={"described.wav": stamp_of(folder / "described.wav")},
        )
        write_state(folder, found)
        return outcome

    return work


def stored_names(episode: Episode) -> set[str]:
    """Return the names of the files in an episode's place."""
    store = fsspec.filesystem("memory")
    return {name.rpartition("/")[2] for name in store.find(episode.output)}


def test_a_done_job_is_stored_and_known_again(remote: Episode, tmp_path: Path) -> None:
    """Its state is there too; when a file is gone, it is to be done again."""
    outcome = stored_elsewhere(remote, tmp_path / "scratch", RETRYING, made(remote))
    assert outcome.state == "done"
    assert stored_names(remote) == {"described.wav", STATE}
    assert list((tmp_path / "scratch").iterdir()) == []
    before = done_before(remote)
    assert before is not None
    assert before.skipped
    fsspec.filesystem("memory").rm(f"{remote.output}/described.wav")
    assert done_before(remote) is None


def test_of_a_failed_job_only_the_state_is_stored(remote: Episode, tmp_path: Path) -> None:
    """So that the status tells it, and no file of it is taken for finished."""
    stored_elsewhere(remote, tmp_path / "scratch", RETRYING, made(remote, "failed"))
    assert stored_names(remote) == {STATE}
    text = fsspec.filesystem("memory").cat(f"{remote.output}/{STATE}")
    assert json.loads(text)["outcome"]["state"] == "failed"


def test_a_job_that_cannot_be_stored_has_failed(remote: Episode, tmp_path: Path) -> None:
    """It says why, though it was rendered."""
    nowhere = replace(remote, output="gopher://host/one")
    outcome = stored_elsewhere(nowhere, tmp_path / "scratch", RETRYING, made(nowhere))
    assert outcome.state == "failed"
    assert "cannot reach gopher://" in outcome.error
    assert list((tmp_path / "scratch").iterdir()) == []
