"""How fast this machine's cores can speak with Piper, with nothing else to do.

    python bench/piper_rate.py MODEL THREADS     a worker: texts in, a line back for each

Piper alone, without narrator: its package's own API on onnxruntime. Each way to share the cores
(a process of one thread a core, or one process with a thread a core) speaks the same texts; texts
go to whichever process is free. Loading the model does not count. The best way is the rate.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from material import BENCH

from narrator.engines.models import model_path

SAMPLED = 64
VOICES = BENCH.parent / "voices"
Texts = Sequence[tuple[str, float]]  # each with the length scale it is spoken at


def best_rate(narrations: Sequence[dict[str, Any]]) -> float:
    """Return the seconds that the machine needs for a second of speech, at best.

    `narrations` are of a cue sheet: a fixed sample of them is spoken, at the same rates, and the
    seconds of speech are those of narrator's clips, which are trimmed of silence.
    """
    sample = narrations[:: max(1, len(narrations) // SAMPLED)]
    speech_s = sum(each["end"] - each["start"] for each in sample)
    voice = tomllib.loads((VOICES / f"{sample[0]['voice']}.toml").read_text(encoding="utf-8"))
    slowness = voice["natural_wpm"] / voice["rate_wpm"]
    texts = [(each["spoken"], slowness / each["rate"]) for each in sample]
    cores = len(os.sched_getaffinity(0))
    shapes = {(cores, 1), (1, cores)}
    model = model_path(voice["model"])
    return min(spoken_in_s(texts, model, *shape) for shape in sorted(shapes)) / speech_s


def spoken_in_s(texts: Texts, model: Path, processes: int, threads: int) -> float:
    """Return how long so many processes of so many threads take to speak all texts."""
    waiting: queue.SimpleQueue[tuple[str, float]] = queue.SimpleQueue()
    for text in texts:
        waiting.put(text)
    command = [sys.executable, __file__, str(model), str(threads)]
    with ExitStack() as stack:
        workers = [stack.enter_context(worker(command)) for _ in range(processes)]
        for each in workers:
            answer(each)  # it has loaded its model
        threads_of = [threading.Thread(target=feed, args=(each, waiting)) for each in workers]
        started_s = time.perf_counter()
        for thread in threads_of:
            thread.start()
        for thread in threads_of:
            thread.join()
        return time.perf_counter() - started_s


def worker(command: Sequence[str]) -> "subprocess.Popen[str]":
    """Start a worker; it ends when its input does."""
    environ = {**os.environ, "ORT_DISABLE_TELEMETRY": "1"}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1, env=environ)


def feed(speaker: "subprocess.Popen[str]", waiting: "queue.SimpleQueue[tuple[str, float]]") -> None:
    """Have a worker speak until no text waits."""
    while True:
        try:
            text = waiting.get_nowait()
        except queue.Empty:
            return
        print(json.dumps(text), file=speaker.stdin, flush=True)
        answer(speaker)


def answer(speaker: "subprocess.Popen[str]") -> None:
    """Wait for a worker's line."""
    if not (speaker.stdout and speaker.stdout.readline()):
        raise RuntimeError("A Piper worker ended too early.")


def serve(model: str, threads: int) -> None:
    """Speak the texts on standard input and answer each with a line."""
    import onnxruntime  # noqa: PLC0415 - in the worker only
    from piper.config import SynthesisConfig  # noqa: PLC0415 - as above
    from piper.voice import PiperConfig, PiperVoice  # noqa: PLC0415 - as above

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    config = PiperConfig.from_dict(json.loads(Path(f"{model}.json").read_text(encoding="utf-8")))
    session = onnxruntime.InferenceSession(model, options, ["CPUExecutionProvider"])
    voice = PiperVoice(session=session, config=config)
    print("ready", flush=True)
    for line in sys.stdin:
        text, scale = json.loads(line)
        manner = SynthesisConfig(length_scale=config.length_scale * scale)
        print(sum(len(c.audio_int16_bytes) for c in voice.synthesize(text, manner)), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
