"""A program in which nothing moves is stopped; one that is only slow, or long, is not."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from narrator.errors import MediaError
from narrator.levels import MixSettings
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.measure import measure
from narrator.media.mixdown import Deliverables, Described, mix_down
from narrator.media.run import reading, run, writing
from narrator.mix import plan_mix
from narrator.model import Clip, Placement, Programme

SLEEP = "exec sleep 600"


def sh(script: str) -> list[str]:
    """Return the command that runs a shell script."""
    return ["/bin/sh", "-c", script]


def test_a_program_that_gives_nothing_is_stopped(soon_ended: Callable[[int], bool]) -> None:
    """After the time it is given, with a hint; it is killed and no zombie is left."""
    pids: list[int] = []
    with pytest.raises(MediaError, match=r"sh did nothing for 0\.2 s and was stopped\.") as caught:
        read_two_lines(f"echo $$; {SLEEP}", pids)
    assert "disk" in caught.value.hint
    assert soon_ended(pids[0])
    assert not Path(f"/proc/{pids[0]}").exists()


def read_two_lines(script: str, pids: list[int]) -> None:
    """Note the process number that a script prints, then ask for more."""
    with reading(sh(script), stall_s=0.2) as stream:
        pids.append(int(stream.readline()))
        stream.readline()


def test_a_pipe_nobody_writes_to_as_input_stops_a_real_ffmpeg(tmp_path: Path) -> None:
    """It waits in the kernel for the pipe to be opened."""
    os.mkfifo(tmp_path / "programme.wav")
    command = [find_ffmpeg(), "-nostdin", "-i", f"file:{tmp_path}/programme.wav", "-f", "null", "-"]
    with pytest.raises(MediaError, match="did nothing"):
        run(command, stall_s=0.3)


def test_a_program_that_is_slow_but_moves_may_take_its_time() -> None:
    """Twice as long in all as it may be silent."""
    script = "for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.1; printf x; done"
    assert run(sh(script), stall_s=0.5) == b"x" * 10


def test_the_time_between_two_reads_is_ours() -> None:
    """A slow encoder is no stall of the decoder before it."""
    with reading(sh("printf ab"), stall_s=0.2) as stream:
        assert stream.read(1) == b"a"
        time.sleep(0.4)
        assert stream.read() == b"b"


def test_a_program_that_takes_nothing_is_stopped() -> None:
    """Once the pipe is full."""
    with pytest.raises(MediaError, match="did nothing"), writing(sh(SLEEP), stall_s=0.2) as stream:
        stream.write(b"x" * 1_000_000)


@pytest.mark.parametrize("script", [f"cat >/dev/null; {SLEEP}", f"exec <&-; {SLEEP}"])
def test_a_program_that_never_ends_is_stopped(script: str) -> None:
    """Having taken all there is to take, or having closed its input."""
    with pytest.raises(MediaError), writing(sh(script), stall_s=0.2) as stream:
        stream.write(b"x")


def test_a_program_that_closes_its_output_and_stays_is_stopped() -> None:
    """The end of the output is not the end of the program."""
    with pytest.raises(MediaError, match="did nothing"):
        run(sh(f"exec >&-; {SLEEP}"), stall_s=0.2)


@pytest.fixture
def use_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that has narrator use a shell script for ffmpeg."""

    def use(script: str) -> None:
        program = tmp_path / "ffmpeg"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("NARRATOR_FFMPEG", str(program))

    return use


def test_measuring_does_not_wait_for_ever(
    noisy: Callable[..., Programme], use_ffmpeg: Callable[[str], None]
) -> None:
    """An ffmpeg that hangs is a MediaError."""
    programme = noisy(1)
    use_ffmpeg(SLEEP)
    with pytest.raises(MediaError, match="ffmpeg did nothing"):
        measure(programme, stall_s=0.2)


@pytest.mark.parametrize("hanging", ["pipe:1", "pipe:0"])
def test_mixing_does_not_wait_for_ever(
    tmp_path: Path,
    noisy: Callable[..., Programme],
    placed: Callable[..., list[tuple[Placement, Clip, float]]],
    use_ffmpeg: Callable[[str], None],
    hanging: str,
) -> None:
    """Neither for the decoder nor for the encoder; no file is left, whole or half."""
    programme, folder = noisy(60), tmp_path / "out"
    folder.mkdir()
    use_ffmpeg(f'case "$*" in *{hanging}*) {SLEEP};; *) exec {find_ffmpeg()} "$@";; esac')
    plan = plan_mix(placed(500), programme, MixSettings())
    described = (Described(format="flac", path=folder / "described.flac"),)
    deliverables = Deliverables(stem=folder / "narration.wav", described=described)
    with pytest.raises(MediaError, match="ffmpeg did nothing"):
        mix_down(plan, programme, deliverables, MixSettings(), stall_s=0.3)
    assert not list(folder.iterdir())


KILLED = """
import time
from narrator.media.run import reading
with reading(["/bin/sh", "-c", "echo $$; exec sleep 600"]) as stream:
    print(stream.readline().decode(), flush=True)
    time.sleep(600)
"""


def test_a_program_does_not_outlive_a_narrator_that_is_killed(
    soon_ended: Callable[[int], bool],
) -> None:
    """By a signal that lets it do nothing about it."""
    with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE) as narrator:
        assert narrator.stdout is not None
        pid = int(narrator.stdout.readline())
        narrator.kill()
    assert soon_ended(pid)


def test_a_file_that_is_no_program_is_told(tmp_path: Path) -> None:
    """Though it may be run."""
    path = tmp_path / "ffmpeg"
    path.write_bytes(b"\x7fELF and nothing else")
    path.chmod(0o755)
    with pytest.raises(MediaError, match="could not be started: Exec format error"):
        run([str(path)])
