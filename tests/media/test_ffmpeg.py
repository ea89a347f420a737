"""Which ffmpeg is used, and what pydub is told."""

import sys
from pathlib import Path

import imageio_ffmpeg
import pytest

from narrator.errors import MediaError
from narrator.media.ffmpeg import find_ffmpeg, tell_pydub
from narrator.media.run import run


def program(folder: Path, name: str = "ffmpeg") -> Path:
    """Return an executable that does nothing."""
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def no_program() -> str:
    """Fail as imageio-ffmpeg does where it has no program."""
    raise RuntimeError("No ffmpeg exe could be found.")


def test_the_variable_comes_first(tmp_path: Path) -> None:
    """NARRATOR_FFMPEG wins over the PATH."""
    own = program(tmp_path, "mine")
    program(tmp_path)
    found = find_ffmpeg({"NARRATOR_FFMPEG": str(own), "PATH": str(tmp_path)})
    assert found == str(own)


def test_the_path_comes_before_the_bundled_program(tmp_path: Path) -> None:
    """The system's ffmpeg is used where there is one."""
    assert find_ffmpeg({"PATH": str(tmp_path)}) == imageio_ffmpeg.get_ffmpeg_exe()
    own = program(tmp_path)
    assert find_ffmpeg({"PATH": str(tmp_path)}) == str(own)


def test_no_program_is_an_error_with_a_hint(tmp_path: Path) -> None:
    """Nothing found, and a variable that names nothing, both say what to do."""
    with pytest.raises(MediaError) as caught:
        find_ffmpeg({"PATH": str(tmp_path)}, no_program)
    assert "NARRATOR_FFMPEG" in caught.value.hint
    with pytest.raises(MediaError, match="not a program"):
        find_ffmpeg({"NARRATOR_FFMPEG": str(tmp_path / "none"), "PATH": str(tmp_path)})


def test_pydub_is_told_without_a_warning() -> None:
    """Python with every warning an error imports pydub with no ffmpeg on the PATH."""
    code = (
        "import os; os.environ['PATH'] = ''\n"
        "from narrator.media.ffmpeg import tell_pydub\n"
        "tell_pydub('/opt/ffmpeg')\n"
        "from pydub import AudioSegment\n"
        "print(AudioSegment.converter)\n"
    )
    assert run([sys.executable, "-W", "error", "-c", code]).decode().strip() == "/opt/ffmpeg"
    tell_pydub(find_ffmpeg())
