"""Files come and go between this machine and a store whole, against a real S3 server too."""

import os
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import fsspec
import pytest

from narrator.addresses import is_remote, path_of
from narrator.batch.places import fetched, identities, identity, stored, text_at
from narrator.batch.publishing import LOCK, holding, put_in_place
from narrator.batch.stores import is_final, store_of
from narrator.errors import JobError, OutputError, RemoteFaultError, UnreadableInputError

StartS3 = Callable[[Path], AbstractContextManager[dict[str, str]]]
NAMES = ("described.wav", "a [b] é.vtt", ".narrator-job.json")
LARGE_BYTES = 40 << 20  # more than two blocks


@pytest.fixture(params=["s3", "gs", "memory", "file", "path"])
def place(request: pytest.FixtureRequest, bucket: str, gs_bucket: str, tmp_path: Path) -> str:
    """Return the address of a place for results that nobody has used, in each kind of store."""
    places = {
        "s3": f"{bucket}/{tmp_path.name}/ep 1",
        "gs": f"{gs_bucket}/{tmp_path.name}/ep 1",
        "memory": f"memory://{tmp_path.name}/ep 1",
        "file": f"file://{tmp_path}/there/ep%201",
        "path": f"{tmp_path}/there/ep 1",
    }
    return places[request.param]


@pytest.fixture(params=["bucket", "gs_bucket"])
def served(request: pytest.FixtureRequest) -> str:
    """Return the address of a bucket on a server, S3's and Google's."""
    found: str = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Return a folder with the results of a job."""
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / NAMES[0]).write_bytes(os.urandom(1000))
    (folder / NAMES[1]).write_text("été", encoding="utf-8")
    (folder / NAMES[2]).write_text('{"state": "done"}', encoding="utf-8")
    return folder


def test_what_is_stored_is_what_was_made(place: str, made: Path, tmp_path: Path) -> None:
    """Every file comes back as it was, and nothing else stays."""
    stored(made, NAMES, place)
    assert set(identities(place)) == set(NAMES)
    for name in NAMES:
        back = fetched(f"{place}/{name}", tmp_path / "back")
        assert back.name == name
        assert back.read_bytes() == (made / name).read_bytes()
        assert identity(f"{place}/{name}") == identities(place)[name]
    assert text_at(f"{place}/{NAMES[2]}") == '{"state": "done"}'


def test_a_changed_file_has_another_identity(place: str, made: Path) -> None:
    """Though it be as long as before."""
    stored(made, NAMES, place)
    before = identities(place)
    (made / NAMES[0]).write_bytes(os.urandom(1000))
    time.sleep(0.01)  # a store in memory knows files by their time
    stored(made, NAMES, place)
    assert identities(place)[NAMES[0]] != before[NAMES[0]]


def test_a_place_that_is_not_there_is_empty(place: str) -> None:
    """A first run finds no state and no files."""
    assert identities(place) == {}
    assert text_at(f"{place}/{NAMES[2]}") is None


def test_large_files_come_in_blocks(bucket: str, tmp_path: Path) -> None:
    """A file of several blocks is fetched whole."""
    folder = tmp_path / "large"
    folder.mkdir()
    (folder / "ep.wav").write_bytes(os.urandom(LARGE_BYTES))
    stored(folder, ["ep.wav"], f"{bucket}/large")
    back = fetched(f"{bucket}/large/ep.wav", tmp_path)
    assert back.read_bytes() == (folder / "ep.wav").read_bytes()


def test_files_of_one_name_do_not_meet(made: Path, tmp_path: Path) -> None:
    """Two sources called the same, from two folders, are both there."""
    for number in (1, 2):
        (made / NAMES[0]).write_text(f"episode {number}")
        stored(made, NAMES[:1], f"memory://names/{number}")
    paths = [fetched(f"memory://names/{number}/{NAMES[0]}", tmp_path) for number in (1, 2)]
    assert [path.read_text() for path in paths] == ["episode 1", "episode 2"]


def test_a_set_that_cannot_be_sent_leaves_the_former_one(served: str, made: Path) -> None:
    """Nothing changes until everything is there, and what was sent aside goes."""
    place = f"{served}/former"
    stored(made, NAMES, place)
    before = identities(place)
    (made / NAMES[0]).write_text("the next run")
    (made / NAMES[1]).unlink()
    with pytest.raises(OutputError):
        stored(made, NAMES, place)
    assert identities(place) == before
    assert len(store_of(place).find(place)) == len(NAMES)


def test_a_set_is_not_told_whole_while_it_changes(served: str, made: Path) -> None:
    """Where putting in place breaks off, the state of the former set is gone, and none is there."""
    place, store = f"{served}/half", store_of(served)
    stored(made, NAMES, place)
    store.pipe_file(f"{place}/.narrator-aside-1/{NAMES[0]}", b"the next run")
    with pytest.raises(OutputError):
        put_in_place(store, NAMES, f"{place}/.narrator-aside-1", place)
    assert text_at(f"{place}/{NAMES[0]}") == "the next run"
    assert text_at(f"{place}/{NAMES[2]}") is None


def test_only_one_batch_at_a_time_puts_a_set_in_place(served: str) -> None:
    """The second waits until the first is done."""
    place, order = f"{served}/locked", list[str]()

    def second() -> None:
        with holding(place):
            order.append("second")

    with holding(place):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(1.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
    assert identities(place) == {}


def test_the_lock_of_a_killed_batch_ends(served: str) -> None:
    """A lock that nobody takes away is taken over when its time is up."""
    place = f"{served}/killed"
    store_of(place).pipe_file(f"{place}/{LOCK}", b"somebody who was killed")
    began_s = time.monotonic()
    with holding(place, lease_s=1.0):
        assert time.monotonic() - began_s > 1.0


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("s3://season/none.srt", UnreadableInputError),
        ("s3://no-such-bucket/ep.srt", UnreadableInputError),
        ("s3://season/", UnreadableInputError),
        ("gs://season/none.srt", UnreadableInputError),
        ("gs://no-such-bucket/ep.srt", UnreadableInputError),
        ("ftp://host/ep.srt", JobError),
        ("local:///etc/passwd", JobError),
        ("memory://a::s3://season/ep.srt", JobError),
        ("file://elsewhere/ep.srt", JobError),
    ],
)
@pytest.mark.usefixtures("bucket", "gs_bucket")
def test_what_cannot_be_fetched_is_refused(
    url: str, error: type[Exception], tmp_path: Path
) -> None:
    """With one sentence, and never as a fault that may pass."""
    with pytest.raises(error):
        fetched(url, tmp_path)


def test_a_store_that_does_not_answer_may_be_asked_again(
    start_s3: StartS3, tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that was killed is a remote fault, for sources and for results."""
    with start_s3(tmp_path / "log") as leading:
        for name, value in leading.items():
            monkeypatch.setenv(name, value)
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    with pytest.raises(RemoteFaultError):
        fetched("s3://season/ep.srt", tmp_path)
    with pytest.raises(RemoteFaultError):
        stored(made, NAMES, "s3://season/ep")
    fsspec.get_filesystem_class("s3").clear_instance_cache()


def test_results_cannot_leave_their_place(made: Path) -> None:
    """A name is a plain name."""
    with pytest.raises(OutputError):
        stored(made, ["../up.txt"], "memory://season/ep")


@pytest.mark.parametrize(
    ("error", "final"),
    [
        (FileNotFoundError(), True),
        (PermissionError(), True),
        (ValueError("no such bucket name"), True),
        (ConnectionResetError(), False),
        (TimeoutError(), False),
        (OSError(5, "Input/output error"), False),
    ],
)
def test_what_may_pass_is_told_from_what_may_not(error: Exception, *, final: bool) -> None:
    """What is not there stays away; what broke off may not the next time."""
    assert is_final(error) is final


@pytest.mark.parametrize(
    ("status", "final"), [(400, True), (403, True), (404, True), (408, False), (429, False),
                          (500, False), (503, False)],
)  # fmt: skip
def test_a_stores_answer_is_judged_by_its_status(status: int, *, final: bool) -> None:
    """As HTTP has it: the asker's fault stays, the server's may pass."""
    cause = OSError("an answer")
    vars(cause)["response"] = {"ResponseMetadata": {"HTTPStatusCode": status}}
    error = OSError(5, "told by the store's library")
    error.__cause__ = cause
    assert is_final(error) is final


@pytest.mark.parametrize(
    ("text", "remote"),
    [
        ("s3://bucket/ep.srt", True),
        ("gs://bucket/ep.srt", True),
        ("memory://ep.srt", True),
        ("file:///media/ep.srt", False),
        ("/media/ep.srt", False),
        ("media/s3:/ep.srt", False),
        ("C:/media/ep.srt", False),
        ("", False),
    ],
)
def test_addresses_are_told_from_paths(text: str, *, remote: bool) -> None:
    """By their scheme; a file's address is a path."""
    assert is_remote(text) is remote


def test_a_files_address_is_decoded() -> None:
    """RFC 8089: the path is percent-encoded."""
    assert path_of("file:///media/ep%201.srt") == Path("/media/ep 1.srt")
    assert path_of("file:///media/ep#1?.srt") == Path("/media/ep#1?.srt")
    assert path_of("FILE://Localhost/ep.srt") == Path("/ep.srt")
    assert not is_remote("File:///ep.srt")


@pytest.mark.parametrize("text", ["file://server/ep.srt", "file://", "file://localhost"])
def test_an_address_of_no_file_here_is_no_path(text: str) -> None:
    """Another machine's file is not this one's of the same path."""
    with pytest.raises(JobError, match="is no file of this machine"):
        path_of(text)
