"""Files appear whole or not at all, and names cannot leave the folder."""

import errno
import os
from pathlib import Path

import pytest

from narrator.errors import JobError, MediaError, OutputError
from narrator.media.files import blaming, digest, must_spare, output_path, writing_aside


def test_a_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    """Until then the old file stands, and afterwards nothing else is left in the folder."""
    path = tmp_path / "stem.wav"
    path.write_text("old")
    with writing_aside(path) as aside:
        assert (aside.parent, aside.suffix, aside.name[0]) == (tmp_path, ".wav", ".")
        aside.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def interrupted(path: Path, error: BaseException) -> None:
    """Write half a file and fail."""
    with writing_aside(path) as aside:
        aside.write_text("half")
        raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MediaError("The ffmpeg program failed.")])
def test_a_failed_block_leaves_nothing(tmp_path: Path, error: BaseException) -> None:
    """The old file stays, the part is removed, and the error goes on unchanged."""
    path = tmp_path / "stem.wav"
    path.write_text("old")
    with pytest.raises(type(error)):
        interrupted(path, error)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_an_output_error(tmp_path: Path) -> None:
    """The sentence names the file that was meant, not the one aside."""
    path = tmp_path / "stem.wav"
    with pytest.raises(OutputError, match=r"stem\.wav") as caught, writing_aside(path):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "Free some space" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_and_a_folder_in_the_way_are_output_errors(tmp_path: Path) -> None:
    """Neither gives a traceback of Python's own."""
    with pytest.raises(OutputError), writing_aside(tmp_path / "none" / "stem.wav"):
        pass
    (tmp_path / "stem.wav").mkdir()
    with pytest.raises(OutputError), writing_aside(tmp_path / "stem.wav"):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["stem.wav"]


def test_a_very_long_name_can_be_written(tmp_path: Path) -> None:
    """The name aside is not built on the name itself."""
    path = tmp_path / f"{'n' * 251}.wav"
    with writing_aside(path) as aside:
        aside.write_text("whole")
    assert path.read_text() == "whole"


def test_blaming_names_the_path(tmp_path: Path) -> None:
    """An OSError from anywhere becomes the error of the file that was being written."""
    with pytest.raises(OutputError, match="meant"), blaming(tmp_path / "meant"):
        (tmp_path / "none" / "other").touch()


def test_the_digest_is_sha_256(tmp_path: Path) -> None:
    """The value for the three letters is the standard's own example (FIPS 180-2, B.1)."""
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    assert digest(path).startswith("ba7816bf8f01cfea414140de5dae2223")


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x.wav", "/x.wav", "a/b.wav", "a\\b.wav", "a\0.wav"]
)
def test_names_that_leave_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    """A name is a name: no separators, no parents, no NUL."""
    with pytest.raises(OutputError):
        output_path(tmp_path, name)


def test_links_that_leave_the_folder_are_refused(tmp_path: Path) -> None:
    """A link within the folder is harmless, one to the outside is not."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "inside").symlink_to(folder / "narration.wav")
    (folder / "outside").symlink_to(tmp_path / "elsewhere")
    assert output_path(folder, "inside") == folder / "inside"
    with pytest.raises(OutputError):
        output_path(folder, "outside")


def test_a_name_too_long_is_an_output_error(tmp_path: Path) -> None:
    """The system's refusal is passed on as ours."""
    with pytest.raises(OutputError), writing_aside(output_path(tmp_path, "n" * 300)):
        pass


def test_a_device_or_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    """A rename would do away with it: by root even with /dev/null."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to(pipe)
    for path in (pipe, tmp_path / "link"):
        with pytest.raises(OutputError, match="not a file that can be replaced"):
            interrupted(path, KeyError())
    assert pipe.is_fifo()
    assert {each.name for each in tmp_path.iterdir()} == {"pipe", "link"}


def test_a_link_stays_and_its_file_is_written(tmp_path: Path) -> None:
    """As any program that opens the file would have it."""
    (tmp_path / "disk").mkdir()
    link, file = tmp_path / "stem.wav", tmp_path / "disk" / "stem.wav"
    link.symlink_to(file)
    with writing_aside(link) as aside:
        aside.write_text("whole")
    assert link.is_symlink()
    assert file.read_text() == "whole"


def test_an_input_is_spared(tmp_path: Path) -> None:
    """By whatever name it is given."""
    voice = tmp_path / "voice.toml"
    voice.touch()
    (tmp_path / "link").symlink_to(voice)
    must_spare(tmp_path / "other.wav", (voice, None))
    for path in (voice, tmp_path / "link", tmp_path / "." / "voice.toml"):
        with pytest.raises(JobError, match="would be overwritten"):
            must_spare(path, (None, voice))
