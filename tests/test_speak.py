"""The speaking stage: from utterances to clips."""

import os
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.cache import ClipCache
from narrator.engines.in_process import InProcessPool
from narrator.engines.pools import Reply, Request, WorkerPool
from narrator.errors import SpeechError
from narrator.model import Voice
from narrator.speak import SpokenClips, Utterance, speak
from narrator.voices import load_voices

TONE = Voice(name="tone", engine="tone", language="mul")


def utterance(narration_id: str, text: str, rate: float = 1.0, voice: Voice = TONE) -> Utterance:
    """Return an order to speak."""
    return Utterance(narration_id=narration_id, text=text, voice=voice, rate=rate)


def spoken(folder: Path, *utterances: Utterance) -> SpokenClips:
    """Speak in this process."""
    return speak(utterances, cache=ClipCache(folder), pool=InProcessPool())


class Recording:
    """A pool that keeps the texts it is asked for."""

    def __init__(self) -> None:
        """Start with none."""
        self.texts: list[str] = []

    def speak_each(self, requests: Sequence[Request]) -> Generator[Reply, None, None]:
        """Speak in this process."""
        self.texts += [request.text for request in requests]
        yield from InProcessPool().speak_each(requests)


def test_a_clip_is_a_wave_file_described(tmp_path: Path) -> None:
    """Its length in milliseconds, its rate, its digest, whose it is."""
    clip = spoken(tmp_path, utterance("n1", "Harbour police")).clips["n1", "Harbour police", 1.0]
    with wave.open(str(clip.path)) as file:
        assert clip.rate_hz == file.getframerate() == 22_050
        assert clip.duration_ms == round(1000 * file.getnframes() / 22_050)
    assert clip.duration_ms == pytest.approx(760, abs=6)
    assert clip.narration_id == "n1"
    assert clip.digest in clip.path.name
    assert clip.path.is_relative_to(tmp_path)


def test_rates_are_clips_of_their_own(tmp_path: Path) -> None:
    """Spoken faster by the engine."""
    made = spoken(tmp_path, utterance("n1", "One two three"), utterance("n1", "One two three", 1.2))
    assert made.clips["n1", "One two three", 1.2].duration_ms == pytest.approx(
        made.clips["n1", "One two three", 1.0].duration_ms / 1.2, abs=8
    )
    assert made.spoken_count == 2


def test_the_same_text_is_spoken_once(tmp_path: Path) -> None:
    """Though it is wanted twice."""
    pool = Recording()
    twice = [utterance("n1", "Harbour"), utterance("n2", "Harbour"), utterance("n3", "Station")]
    made = speak(twice, cache=ClipCache(tmp_path), pool=pool)
    assert pool.texts == ["Harbour", "Station"]
    assert made.spoken_count == 2
    assert made.clips["n1", "Harbour", 1.0].path == made.clips["n2", "Harbour", 1.0].path
    assert made.clips["n2", "Harbour", 1.0].narration_id == "n2"


def test_what_was_spoken_before_is_found(tmp_path: Path) -> None:
    """And a louder voice is the same clip: the mix adds the gain."""
    first = spoken(tmp_path, utterance("n1", "Harbour"))
    again = spoken(tmp_path, utterance("n1", "Harbour", voice=replace(TONE, gain_db=3.0)))
    assert again.clips == first.clips
    assert (first.spoken_count, again.spoken_count) == (1, 0)


def test_a_damaged_clip_is_spoken_again(tmp_path: Path) -> None:
    """To the same sound."""
    clip = spoken(tmp_path, utterance("n1", "Harbour")).clips["n1", "Harbour", 1.0]
    clip.path.write_bytes(clip.path.read_bytes()[:-100])
    again = spoken(tmp_path, utterance("n1", "Harbour"))
    assert again.spoken_count == 1
    assert again.clips["n1", "Harbour", 1.0] == clip


def test_a_failure_names_the_narration_and_the_rest_goes_on(tmp_path: Path) -> None:
    """With its text, shortened, on one line."""
    dots = "…\n" * 60
    made = spoken(tmp_path, utterance("n1", dots), utterance("n2", "Harbour"))
    assert list(made.clips) == [("n2", "Harbour", 1.0)]
    shown = "… / " * 9 + "… …"
    assert made.failures == {
        "n1": f"Narration n1 (“{shown}”) is not spoken: The text has no word to speak."
    }
    assert made.spoken_count == 1
    with pytest.raises(SpeechError, match="Narration n1"):
        made.raise_failure()


def test_without_failures_none_is_raised(tmp_path: Path) -> None:
    """The other half of raise_failure."""
    spoken(tmp_path, utterance("n1", "Harbour")).raise_failure()


def test_batches_join(tmp_path: Path) -> None:
    """The later one adds to the first."""
    first = spoken(tmp_path, utterance("n1", "Harbour"), utterance("n2", "…"))
    both = first.joined(spoken(tmp_path, utterance("n1", "Harbour", 1.1)))
    assert set(both.clips) == {("n1", "Harbour", 1.0), ("n1", "Harbour", 1.1)}
    assert set(both.failures) == {"n2"}
    assert both.spoken_count == 2


def test_progress_counts_every_utterance(tmp_path: Path) -> None:
    """Found, spoken, shared and failed alike."""
    cache = ClipCache(tmp_path)
    spoken(tmp_path, utterance("n1", "Harbour"))
    texts = ("Harbour", "Station", "Station", "…")
    steps: list[int] = []
    speak(
        [utterance(f"n{number}", text) for number, text in enumerate(texts)],
        cache=cache,
        pool=InProcessPool(),
        on_spoken=steps.append,
    )
    assert sum(steps) == 4
    assert steps[0] == 1


def test_another_pronunciation_speaks_anew(tmp_path: Path) -> None:
    """A word is said otherwise then."""
    for phonemes, count in (("a", 1), ("b", 1), ("a", 0)):
        made = spoken(tmp_path, utterance("n1", f"⟦Harbour|{phonemes}⟧"))
        assert made.spoken_count == count


SPEAK_TOGETHER = """
import sys
from pathlib import Path
from narrator.cache import ClipCache
from narrator.engines.in_process import InProcessPool
from narrator.model import Voice
from narrator.speak import Utterance, speak
voice = Voice(name="tone", engine="tone", language="en")
wanted = [Utterance(narration_id=str(n), text=f"text {n}", voice=voice) for n in range(40)]
input()
made = speak(wanted, cache=ClipCache(Path(sys.argv[1])), pool=InProcessPool())
sys.exit(len(made.clips) != 40 or not all(clip.path.exists() for clip in made.clips.values()))
"""


def test_two_processes_speak_the_same_texts_at_once(tmp_path: Path) -> None:
    """Both have every clip, the cache has each once, and nothing else is left."""
    command = [sys.executable, "-c", SPEAK_TOGETHER, str(tmp_path)]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE) for _ in range(2)]
    for process in both:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.close()
    assert [process.wait(timeout=30) for process in both] == [0, 0]
    assert len(list(tmp_path.glob("??/*.wav"))) == 40
    assert not list(tmp_path.glob("working-*"))


def test_nothing_to_speak_opens_no_pool(tmp_path: Path) -> None:
    """And gives nothing."""
    pool = Recording()
    made = speak([], cache=ClipCache(tmp_path), pool=pool)
    assert pool.texts == []
    assert (made.clips, made.failures, made.spoken_count) == ({}, {}, 0)


def test_a_voice_without_its_model_is_a_speech_error(tmp_path: Path) -> None:
    """Before anything is spoken."""
    voice = Voice(name="x", engine="piper", language="en", model="/nowhere/x.onnx")
    with pytest.raises(SpeechError, match="not installed"):
        spoken(tmp_path, utterance("n1", "Harbour", voice=voice))


def test_no_temporary_file_is_left(tmp_path: Path) -> None:
    """Not even of a text that failed."""
    spoken(tmp_path, utterance("n1", "Harbour"), utterance("n2", "…"))
    names = {path.name for path in tmp_path.iterdir() if len(path.name) != 2}
    assert names == {".lock"}


def test_an_error_of_the_caller_leaves_no_temporary_file(tmp_path: Path) -> None:
    """Here of the progress bar."""

    def fail(_: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        speak(
            [utterance("n1", "Harbour"), utterance("n2", "Station")],
            cache=ClipCache(tmp_path),
            pool=InProcessPool(),
            on_spoken=fail,
        )
    assert not list(tmp_path.glob("working-*"))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc…"), st.sampled_from([1.0, 1.1, 1.25])), max_size=12))
def test_every_utterance_comes_back_as_a_clip_or_a_failure(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[tuple[str, float]]
) -> None:
    """Nothing is dropped in silence."""
    utterances = [utterance(f"n{i}", text, rate) for i, (text, rate) in enumerate(wanted)]
    made = spoken(tmp_path_factory.mktemp("cache"), *utterances)
    for one in utterances:
        is_clip = (one.narration_id, one.text, one.rate) in made.clips
        assert is_clip != (one.narration_id in made.failures)
        assert is_clip == (one.text != "…")


@pytest.mark.parametrize("name", ["espeak-en-gb", "joe"])
def test_a_real_engine_speaks_through_workers(tmp_path: Path, name: str) -> None:
    """As in an ordinary run, and a second run finds everything."""
    voice, cache = load_voices()[name], ClipCache(tmp_path)
    wanted = [utterance(text, text, voice=voice) for text in ("Harbour police.", "Chapter four.")]
    with WorkerPool() as pool:
        first = speak(wanted, cache=cache, pool=pool)
        assert first.failures == {}
        assert all(500 < clip.duration_ms < 1_500 for clip in first.clips.values())
        assert speak(wanted, cache=cache, pool=pool).spoken_count == 0


INTERRUPTED = """
import sys
from pathlib import Path
from narrator.cache import ClipCache
from narrator.model import Voice
from narrator.speak import Utterance, speak
from narrator.engines.pools import WorkerPool
voice = Voice(name="tone", engine="tone", language="en")
wanted = [Utterance(narration_id=str(n), text=f"text {n}", voice=voice) for n in range(3_000)]
try:
    with WorkerPool() as pool:
        cache = ClipCache(Path(sys.argv[1]))
        speak(wanted, cache=cache, pool=pool, on_spoken=lambda _: print(flush=True))
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_ctrl_c_leaves_no_worker_and_no_temporary_file(tmp_path: Path) -> None:
    """And prints nothing but what the command line will say."""
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for _ in range(5):
            process.stdout.readline()
        workers = sessions_of_children(process.pid)
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        assert process.stderr.read() == b""
        assert process.wait(timeout=10) == 130
    assert workers
    assert not any(map(is_running, workers))
    assert not list(tmp_path.glob("working-*"))
    assert list(tmp_path.glob("??/*.wav"))


def sessions_of_children(pid: int) -> list[int]:
    """Return the process numbers of a process's children, started by any of its threads."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def is_running(pid: int) -> bool:
    """Say whether there is a process of this number, a moment later."""
    time.sleep(0.05)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
