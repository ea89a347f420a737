"""Pools: workers that work, hang, die, lie, and are stopped."""

import os
import sys
import textwrap
import time
import wave
from collections.abc import Sequence
from pathlib import Path

import pytest

from narrator.engines.in_process import InProcessPool
from narrator.engines.pools import Pool, Reply, Request, WorkerPool
from narrator.errors import SpeechError
from narrator.model import Voice

TONE = Voice(name="tone", engine="tone", language="mul")
LOUD = Voice(name="loud", engine="tone", language="mul", gain_db=3.0)

# A worker that does as the text says; "once" means: the first time only.
ODD_WORKER = """
import json, os, pathlib, sys, time
from narrator.engines.tone import ToneSpeaker
here = pathlib.Path(sys.argv[1])
(here / f"pid-{os.getpid()}").touch()
voice = json.loads(sys.stdin.readline())
if voice["name"] == "mute":
    print(json.dumps({"error": "There is no such voice.", "hint": "Look elsewhere."}), flush=True)
elif voice["name"] == "dead":
    sys.exit("no engine here")
else:
    print('{"ok": true}', flush=True)
for line in sys.stdin:
    request = json.loads(line)
    word, once = request["text"].split()[0], here / "once"
    if "once" in request["text"] and once.exists():
        word = "speak"
    once.touch()
    if word == "hang":
        time.sleep(60)
    elif word == "die":
        os._exit(9)
    elif word == "babble":
        print("Hello, this is your engine", flush=True)
    elif word == "refuse":
        print(json.dumps({"error": "I will not."}), flush=True)
    else:
        speaker = ToneSpeaker()
        speaker.speak(request["text"], rate_wpm=160, path=pathlib.Path(request["path"]))
        print('{"ok": true}', flush=True)
"""


def requests(folder: Path, texts: Sequence[str], voice: Voice = TONE) -> list[Request]:
    """Return requests for texts."""
    return [
        Request(text=text, voice=voice, rate_wpm=160, path=folder / f"{number}.wav")
        for number, text in enumerate(texts)
    ]


def errors(replies: Sequence[Reply]) -> dict[str, str | None]:
    """Return the error of each text."""
    return {reply.request.text: reply.error for reply in replies}


def odd_pool(folder: Path, size: int = 2) -> WorkerPool:
    """Return a pool of odd workers, which are given half a second a text."""
    script = folder / "odd.py"
    script.write_text(textwrap.dedent(ODD_WORKER))
    command = (sys.executable, str(script), str(folder))
    return WorkerPool(size=size, command=command, speaking_s=0.5)


def worker_pids(folder: Path) -> list[int]:
    """Return the process numbers of the odd workers there have been."""
    return [int(path.name.partition("-")[2]) for path in folder.glob("pid-*")]


@pytest.mark.parametrize("pool", [InProcessPool(), WorkerPool(size=2)])
def test_a_pool_speaks_each_text(tmp_path: Path, pool: InProcessPool | WorkerPool) -> None:
    """Trimmed, at its path; what cannot be spoken comes back with a sentence."""
    texts = ["Harbour police", "…", "Chapter four"]
    with pool:
        replies = list(pool.speak_each(requests(tmp_path, texts)))
    assert errors(replies) == {
        "Harbour police": None,
        "…": "The text has no word to speak.",
        "Chapter four": None,
    }
    for name in ("0.wav", "2.wav"):
        with wave.open(str(tmp_path / name)) as clip:
            duration_ms = 1000 * clip.getnframes() / clip.getframerate()
        assert duration_ms == pytest.approx(760, abs=6)


def test_no_requests_start_no_worker() -> None:
    """A cached episode costs nothing."""
    with WorkerPool(command=("no-such-program",)) as pool:
        assert list(pool.speak_each([])) == []


def test_workers_are_kept_for_the_next_batch(tmp_path: Path) -> None:
    """And closed with the pool."""
    with odd_pool(tmp_path, size=1) as pool:
        for _ in range(3):
            assert errors(list(pool.speak_each(requests(tmp_path, ["speak"])))) == {"speak": None}
        assert len(worker_pids(tmp_path)) == 1
    assert all_gone(tmp_path)


def test_a_worker_has_one_voice(tmp_path: Path) -> None:
    """An idle one of another voice makes room."""
    with odd_pool(tmp_path, size=1) as pool:
        both = requests(tmp_path, ["speak"]) + requests(tmp_path, ["speak it loud"], LOUD)
        assert errors(list(pool.speak_each(both))) == {"speak": None, "speak it loud": None}
    assert len(worker_pids(tmp_path)) == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [("hang now", "no answer in 1.3 s"), ("die now", "exit code 9"), ("babble", "JSON")],
)
def test_a_text_that_kills_workers_is_given_up_and_the_rest_goes_on(
    tmp_path: Path, text: str, why: str
) -> None:
    """After a second try on a new worker."""
    with odd_pool(tmp_path, size=1) as pool:
        pool_errors = errors(list(pool.speak_each(requests(tmp_path, ["a", text, "b"]))))
    assert pool_errors["a"] is None
    assert pool_errors["b"] is None
    assert "died of it twice" in (pool_errors[text] or "")
    assert why in (pool_errors[text] or "")
    assert len(worker_pids(tmp_path)) == 3


@pytest.mark.parametrize("text", ["hang once", "die once"])
def test_what_fails_once_is_spoken_the_second_time(tmp_path: Path, text: str) -> None:
    """On a new worker."""
    with odd_pool(tmp_path) as pool:
        assert errors(list(pool.speak_each(requests(tmp_path, [text])))) == {text: None}


def test_a_refusal_is_not_tried_again(tmp_path: Path) -> None:
    """The engine is well; the text is not."""
    with odd_pool(tmp_path) as pool:
        replies = list(pool.speak_each(requests(tmp_path, ["refuse"])))
    assert errors(replies) == {"refuse": "I will not."}
    assert len(worker_pids(tmp_path)) == 1


def test_an_engine_that_keeps_dying_ends_the_batch(tmp_path: Path) -> None:
    """Rather than after a minute for each of a thousand texts."""
    texts = [f"die {number}" for number in range(40)]
    with odd_pool(tmp_path) as pool, pytest.raises(SpeechError, match="keeps dying"):
        list(pool.speak_each(requests(tmp_path, texts)))
    assert len(worker_pids(tmp_path)) < 10
    assert all_gone(tmp_path)


@pytest.mark.parametrize(
    ("name", "why"), [("mute", "There is no such voice"), ("dead", "does not start: .*no engine")]
)
def test_a_voice_that_cannot_be_had_ends_the_batch(tmp_path: Path, name: str, why: str) -> None:
    """It is wrong for every text."""
    voice = Voice(name=name, engine="tone", language="en")
    with odd_pool(tmp_path) as pool, pytest.raises(SpeechError, match=why):
        list(pool.speak_each(requests(tmp_path, ["a", "b"], voice)))
    assert all_gone(tmp_path)


def test_leaving_a_batch_kills_its_workers(tmp_path: Path) -> None:
    """At once, even those that hang."""
    pool = odd_pool(tmp_path)
    replies = pool.speak_each(requests(tmp_path, ["speak", "hang now", "hang on", "hang out"]))
    assert next(replies).error is None
    started = time.monotonic()
    replies.close()
    assert time.monotonic() - started < 1
    assert all_gone(tmp_path)


def test_a_pool_is_as_large_as_its_work(tmp_path: Path) -> None:
    """One text needs one worker."""
    with odd_pool(tmp_path, size=8) as pool:
        list(pool.speak_each(requests(tmp_path, ["speak"])))
    assert len(worker_pids(tmp_path)) == 1


def test_a_voice_that_cannot_be_had_in_process_is_a_speech_error(tmp_path: Path) -> None:
    """As it is with workers."""
    voice = Voice(name="x", engine="piper", language="en", model="/nowhere.onnx")
    pool: Pool = InProcessPool()
    with pytest.raises(SpeechError):
        list(pool.speak_each(requests(tmp_path, ["a"], voice)))


def all_gone(folder: Path) -> bool:
    """Say whether none of the odd workers runs."""
    return not any(map(is_running, worker_pids(folder)))


def is_running(pid: int) -> bool:
    """Say whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
