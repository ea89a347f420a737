"""Starting, reading, feeding, conversing with and ending processes."""

import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from narrator.errors import MediaError
from narrator.media.run import Conversation, reading, run, writing

SHELL = "/bin/sh"
ECHO = (sys.executable, "-c", "import sys\nfor line in sys.stdin: print(line, end='', flush=True)")


def sh(script: str) -> list[str]:
    """Return the command that runs a shell script."""
    return [SHELL, "-c", script]


def test_run_returns_the_standard_output() -> None:
    """All of it, as bytes."""
    assert run(["printf", "%s", "a\tb"]) == b"a\tb"


def test_arguments_reach_the_program_untouched() -> None:
    """No shell reads quotes, newlines, stars or a leading dash."""
    awkward = ["-rf", 'it\'s "so"', "two\nlines", "$(id)", "*"]
    assert run(["printf", "%s|", *awkward]).decode().split("|")[:-1] == awkward


def test_the_input_is_closed() -> None:
    """A program that reads its input does not wait for the terminal."""
    assert run(["cat"]) == b""


def test_the_command_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """As a line that can be pasted into a shell."""
    with caplog.at_level(logging.DEBUG, logger="narrator.run"):
        run(["printf", "a b"])
    assert caplog.messages == ["printf 'a b'"]


def test_a_failure_names_the_program_and_its_last_words() -> None:
    """Bounded, on one line, without control characters."""
    script = "i=0; while [ $i -lt 5000 ]; do echo line $i >&2; i=$((i+1)); done; "
    with pytest.raises(MediaError) as caught:
        run(sh(script + r"printf 'bad \033[31mfile\007\n' >&2; exit 3"))
    assert caught.value.message == (
        "sh failed with exit code 3: line 4998; line 4999; bad [31mfile"
    )
    assert caught.value.hint


def test_an_endless_last_line_is_cut() -> None:
    """An error message stays readable whatever a program prints."""
    with pytest.raises(MediaError) as caught:
        run(sh("head -c 100000 /dev/zero | tr '\\0' x >&2; exit 1"))
    assert len(caught.value.message) < 500


def test_a_death_by_signal_is_named() -> None:
    """By the signal's name rather than a negative number."""
    with pytest.raises(MediaError, match=r"sh was ended by SIGTERM\."):
        run(sh("kill -TERM $$"))


@pytest.mark.parametrize("program", ["no-such-program-here", "/etc/passwd"])
def test_a_program_that_cannot_be_started_is_a_media_error(program: str) -> None:
    """Missing or not executable, with a hint."""
    with pytest.raises(MediaError, match="could not be started") as caught:
        run([program])
    assert "Install" in caught.value.hint


def test_reading_yields_the_output_as_it_comes() -> None:
    """The stream can be read in pieces."""
    with reading(["printf", "abcdef"]) as stream:
        assert (stream.read(2), stream.read()) == (b"ab", b"cdef")


def test_reading_fails_at_the_end_where_the_program_failed() -> None:
    """Half a decode is not taken for a whole one."""
    with pytest.raises(MediaError, match="exit code 4"), reading(sh("echo a; exit 4")) as stream:
        assert stream.read() == b"a\n"


def test_an_exception_while_reading_kills_the_program_and_passes(
    soon_ended: Callable[[int], bool],
) -> None:
    """Our own error is not covered up by that of the program we stopped."""
    pids: list[int] = []
    with pytest.raises(KeyError):
        read_one_line_and_raise("echo $$; exec sleep 60", pids, KeyError())
    assert soon_ended(pids[0])


def test_ctrl_c_while_reading_kills_what_the_program_started_too(
    soon_ended: Callable[[int], bool],
) -> None:
    """A KeyboardInterrupt leaves nothing running."""
    pids: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        read_one_line_and_raise("sleep 60 & echo $!; wait", pids, KeyboardInterrupt())
    assert soon_ended(pids[0])


def read_one_line_and_raise(script: str, pids: list[int], error: BaseException) -> None:
    """Note the process number that a script prints, then leave by an error."""
    with reading(sh(script)) as stream:
        pids.append(int(stream.readline()))
        raise error


def test_leaving_a_stream_half_read_without_an_error_is_a_failure() -> None:
    """Nothing dropped in silence."""
    with pytest.raises(MediaError, match="SIGPIPE"), reading(["yes"]) as stream:
        stream.read(10)


def test_writing_feeds_the_program(tmp_path: Path) -> None:
    """More than a pipe holds, while the program talks more than a pipe holds."""
    target = tmp_path / "out"
    script = f"head -c 300000 /dev/zero >&2; cat > {target}"
    with writing(sh(script)) as stream:
        stream.write(b"x" * 1_000_000)
    assert target.stat().st_size == 1_000_000


def test_a_broken_pipe_becomes_the_programs_own_error() -> None:
    """The reason why it hung up, not that it did."""
    with pytest.raises(MediaError, match="sh failed with exit code 5: no room"):
        feed_until_refused("head -c 10 >/dev/null; echo no room >&2; exit 5")


def test_a_program_that_stops_taking_input_but_succeeds_is_an_error() -> None:
    """What it did not take is missing from its work."""
    with pytest.raises(MediaError, match="sh ended before its work was done"):
        feed_until_refused("exit 0")


def feed_until_refused(script: str) -> None:
    """Write to a script far more than a pipe holds."""
    with writing(sh(script)) as stream:
        for _ in range(100):
            stream.write(b"x" * 100_000)


def test_a_conversation_answers_line_by_line() -> None:
    """In any alphabet, and more than a pipe holds."""
    with Conversation(ECHO) as conversation:
        for line in ("one", "два", "x" * 300_000):
            assert conversation.ask(line, timeout_s=10) == line


def test_a_program_that_does_not_answer_is_killed(soon_ended: Callable[[int], bool]) -> None:
    """Within the time given."""
    conversation = Conversation(sh("echo $$; exec sleep 60"))
    pid = int(conversation.ask("who", timeout_s=5))
    with pytest.raises(MediaError, match=r"no answer in 0\.1 s"):
        conversation.ask("and?", timeout_s=0.1)
    assert soon_ended(pid)


def test_a_program_that_dies_is_told_from_one_that_hangs() -> None:
    """With its last words."""
    with (
        Conversation(sh("read line; echo so long >&2; kill -SEGV $$")) as conversation,
        pytest.raises(MediaError, match="was ended by SIGSEGV: so long"),
    ):
        conversation.ask("hello", timeout_s=10)


def test_a_conversation_has_a_session_of_its_own() -> None:
    """Ctrl-C in the terminal does not reach the program."""
    script = "import os; input(); print(os.getsid(0), flush=True); input()"
    with Conversation([sys.executable, "-c", script]) as conversation:
        assert int(conversation.ask("", timeout_s=10)) != os.getsid(0)


def test_a_program_closed_ignores_no_signal(soon_ended: Callable[[int], bool]) -> None:
    """Even one that ignores polite ones is gone, and closing twice is harmless."""
    script = f"trap '' {signal.SIGTERM.value} {signal.SIGINT.value}; read l; echo $$; sleep 60"
    conversation = Conversation(sh(script))
    pid = int(conversation.ask("", timeout_s=5))
    conversation.close()
    conversation.close()
    assert soon_ended(pid)
    with pytest.raises(MediaError):
        conversation.ask("still there?", timeout_s=1)
