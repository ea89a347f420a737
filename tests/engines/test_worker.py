"""The worker process: its lines, its manners, its end."""

import json
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from narrator.engines.models import model_path
from narrator.media.run import Conversation
from narrator.model import Voice
from narrator.voices import load_voices

WORKER = (sys.executable, "-P", "-m", "narrator.engines.worker")
TONE = Voice(name="tone", engine="tone", language="mul")


@pytest.fixture
def worker() -> Iterator[Conversation]:
    """Return a worker that was told nothing yet."""
    with Conversation(WORKER) as conversation:
        yield conversation


def ask(worker: Conversation, message: object) -> dict[str, object]:
    """Return the worker's answer."""
    answer: dict[str, object] = json.loads(worker.ask(json.dumps(message), timeout_s=60))
    return answer


def request(path: Path, text: str = "Harbour police") -> dict[str, object]:
    """Return a request to speak."""
    return {"text": text, "rate_wpm": 160, "path": str(path)}


def test_a_worker_speaks_and_trims(worker: Conversation, tmp_path: Path) -> None:
    """A line for a line; the path may hold anything."""
    path = tmp_path / "-a 'clip' with\nthings.wav"
    assert ask(worker, asdict(TONE)) == {"ok": True}
    assert ask(worker, request(path)) == {"ok": True}
    with wave.open(str(path)) as clip:
        assert clip.getnframes() / clip.getframerate() == pytest.approx(0.76, abs=0.006)


def test_what_the_library_prints_is_no_answer(worker: Conversation, tmp_path: Path) -> None:
    """Pyttsx3 prints a line for every file."""
    assert ask(worker, asdict(load_voices()["espeak-en-gb"])) == {"ok": True}
    assert ask(worker, request(tmp_path / "a.wav")) == {"ok": True}
    assert ask(worker, request(tmp_path / "b.wav")) == {"ok": True}


def test_an_error_is_a_sentence_and_the_worker_goes_on(
    worker: Conversation, tmp_path: Path
) -> None:
    """A text without words, then a folder that is not there."""
    ask(worker, asdict(TONE))
    assert ask(worker, request(tmp_path / "a.wav", "…"))["error"] == (
        "The text has no word to speak."
    )
    assert ask(worker, request(tmp_path / "none" / "a.wav"))["error"] == (
        "The clip could not be written: No such file or directory."
    )
    assert ask(worker, request(tmp_path / "a.wav")) == {"ok": True}


def test_a_voice_that_cannot_be_opened_is_a_sentence(worker: Conversation, tmp_path: Path) -> None:
    """Here a model that is none, about which onnxruntime raises what it likes."""
    model = tmp_path / "x.onnx"
    model.write_bytes(b"not a model")
    joe = load_voices()["joe"]
    settings = model_path(f"{joe.model}.json")
    model.with_name("x.onnx.json").write_bytes(settings.read_bytes())
    answer = ask(worker, asdict(replace(joe, model=str(model))))
    assert answer["error"] == f"{model} is not a Piper voice."


def test_a_worker_ends_quietly_with_its_input(tmp_path: Path) -> None:
    """After it has answered what was asked."""
    lines = [json.dumps(asdict(TONE)), json.dumps(request(tmp_path / "a.wav"))]
    ended = subprocess.run(
        WORKER, input="\n".join(lines).encode() + b"\n", capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout == b'{"ok": true}\n{"ok": true}\n'


def test_a_worker_without_any_input_ends_quietly() -> None:
    """Nothing is wrong with that."""
    ended = subprocess.run(WORKER, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


def test_ctrl_c_ends_a_worker_quietly() -> None:
    """No traceback in the terminal."""
    with subprocess.Popen(
        WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(json.dumps(asdict(TONE)).encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
        assert process.stderr.read() == b""


PARENT = """
import json, sys, time
from dataclasses import asdict
from narrator.media.run import Conversation
from narrator.model import Voice
worker = Conversation([sys.executable, "-P", "-m", "narrator.engines.worker"])
worker.ask(json.dumps(asdict(Voice(name="t", engine="tone", language="en"))), timeout_s=30)
print("ready", flush=True)
time.sleep(60)
"""


def test_a_worker_does_not_outlive_its_parent() -> None:
    """Even one that was killed and could not say good-bye."""
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text()
        pid = int(children)
        parent.kill()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(f"/proc/{pid}").exists()
