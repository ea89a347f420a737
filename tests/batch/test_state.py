"""States, stamps and locks of jobs on disk."""

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.batch.decide import done_before
from narrator.batch.inputs import settings_digest, stamps_of
from narrator.batch.model import Episode, EpisodeOutcome
from narrator.batch.stamps import WHOLE_BYTES, Stamp, is_as_stamped, stamp_of
from narrator.batch.state import (
    STATE,
    JobState,
    holding,
    is_held,
    note_state,
    read_state,
    state_of,
    text_of,
    write_state,
)
from narrator.errors import OutputError


def outcome(name: str, state: str = "done", **facts: object) -> EpisodeOutcome:
    """Return an outcome."""
    return EpisodeOutcome(name=name, state=state, exit_code=0, **facts)  # type: ignore[arg-type]


TEXTS = st.text(max_size=8)
STAMPS = st.builds(Stamp, size=st.integers(0, 1 << 50), mtime_ns=st.integers(), digest=TEXTS)


@given(
    inputs=st.dictionaries(TEXTS, STAMPS, max_size=3),
    stages=st.lists(st.tuples(TEXTS, st.floats(0, 1e6)), max_size=3).map(tuple),
    error=TEXTS,
)
def test_a_state_comes_back_as_it_was(
    inputs: dict[str, Stamp], stages: tuple[tuple[str, float], ...], error: str
) -> None:
    """Whatever it holds; only the time of writing is new."""
    state = JobState(
        outcome=outcome("one", "failed", error=error, files=("a", "b")),
        settings="x",
        inputs=inputs,
        stages=stages,
        warnings=({"code": "omitted", "start": 1.5},),
    )
    found = state_of(text_of(state))
    assert found is not None
    assert replace(found, at=0.0) == state


@given(st.text() | st.sampled_from(["{}", "[]", "null", '{"format": 1}', '{"format": 99}']))
def test_what_is_no_state_is_none(text: str) -> None:
    """A damaged or foreign file means that the job is to be done."""
    assert state_of(text) is None


@pytest.fixture
def done(tiny: Callable[[str], Episode]) -> Episode:
    """Return an episode that a run before has done."""
    episode = tiny("one")
    folder = Path(episode.output)
    folder.mkdir(parents=True)
    (folder / "described.wav").write_bytes(b"sound")
    state = JobState(
        outcome=outcome(episode.name, files=("described.wav",)),
        settings=settings_digest(episode),
        inputs=stamps_of(episode),
        made={"described.wav": stamp_of(folder / "described.wav")},
    )
    write_state(folder, state)
    return episode


def test_a_done_job_is_known(done: Episode) -> None:
    """It is skipped, with the outcome it had."""
    found = done_before(done)
    assert found is not None
    assert found.skipped
    assert found.files == ("described.wav",)


def test_a_copy_of_the_results_is_as_good(done: Episode, tmp_path: Path) -> None:
    """Other inodes and times of change, the same content."""
    elsewhere = tmp_path / "moved"
    shutil.copytree(done.output, elsewhere)
    assert done_before(replace(done, output=str(elsewhere))) is not None


@pytest.mark.parametrize("key", ["source", "programme"])
def test_a_changed_or_missing_input_is_seen(done: Episode, key: str) -> None:
    """Of the same size and time even; and one that is gone."""
    path = Path(str(done.settings[key]))
    times, raw = path.stat(), path.read_bytes()
    path.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert done_before(done) is None
    path.unlink()
    assert done_before(done) is None


def test_a_changed_setting_is_seen(done: Episode) -> None:
    """Another profile is another job."""
    assert done_before(replace(done, settings={**done.settings, "profile": "gentle"})) is None


def test_a_changed_or_missing_result_is_seen(done: Episode) -> None:
    """Somebody edited it, or it is gone."""
    made = Path(done.output, "described.wav")
    made.write_bytes(b"noise")
    assert done_before(done) is None
    made.unlink()
    assert done_before(done) is None


def test_a_large_file_is_stamped_by_blocks(tmp_path: Path) -> None:
    """A programme of gigabytes is not read as a whole; a change of its size or times is seen."""
    large = tmp_path / "large"
    with large.open("wb") as stream:
        stream.truncate(WHOLE_BYTES + 1)
    stamp = stamp_of(large)
    assert is_as_stamped(str(large), stamp)
    os.utime(large, (1, 1))
    assert not is_as_stamped(str(large), stamp)


def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    """Who comes second is told to wait; when it is let go, nobody holds it."""
    waited: list[bool] = []
    with holding(tmp_path / "job", lambda: waited.append(True)):
        assert is_held(tmp_path / "job")
        with pytest.raises(LookupError), holding(tmp_path / "job", give_up):
            pytest.fail("two hold it")
    assert not is_held(tmp_path / "job")
    assert waited == []


def give_up() -> None:
    """Wait for nobody."""
    raise LookupError


def test_a_folder_without_a_state_has_none(tmp_path: Path) -> None:
    """Neither is one that cannot be read."""
    assert read_state(str(tmp_path / "nowhere")) is None
    assert not is_held(tmp_path / "nowhere")
    (tmp_path / STATE).mkdir()
    assert read_state(str(tmp_path)) is None
    note_state(tmp_path, JobState(outcome=outcome("one"), settings="", inputs={}))


def test_a_state_that_cannot_be_written_leaves_nothing_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk takes the name and then no byte of it."""

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_state(tmp_path, JobState(outcome=outcome("one"), settings="", inputs={}))
    assert list(tmp_path.iterdir()) == []
