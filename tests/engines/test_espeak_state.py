"""espeak speaks a text the same whatever it has spoken before, in every worker."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from narrator.engines import espeak_state
from narrator.engines.pools import Request, WorkerPool
from narrator.model import Voice
from narrator.voices import load_voices

VOICES = load_voices()
ESPEAK = sorted(name for name, voice in VOICES.items() if voice.engine == "pyttsx3")
TEXTS = (
    "That boy never saw the second boat while we were asleep.",
    "Sir, I know.",
    "Who goes? Nobody, nothing, nowhere; 402 of them.",
    "No, the tide has turned.",
)
ORDER = [(text, rate_wpm) for rate_wpm in (120, 160, 330) for text in TEXTS]
OTHER_ORDER = [*ORDER[7:], *ORDER[3:], *ORDER[::-1]]


@pytest.fixture
def workers() -> Iterator[WorkerPool]:
    """Return a pool of one worker, so that the order is that of the requests."""
    with WorkerPool(size=1) as pool:
        yield pool


def spoken(
    pool: WorkerPool, voice: Voice, order: Sequence[tuple[str, int]], folder: Path
) -> dict[tuple[str, int], set[bytes]]:
    """Return the clips of each text and rate, spoken in this order; equal ones count once."""
    folder.mkdir()
    requests = [
        Request(text=text, voice=voice, rate_wpm=rate_wpm, path=folder / f"{index}.wav")
        for index, (text, rate_wpm) in enumerate(order)
    ]
    clips: dict[tuple[str, int], set[bytes]] = {}
    for reply in pool.speak_each(requests):
        asked = reply.request
        assert reply.error is None
        clips.setdefault((asked.text, asked.rate_wpm), set()).add(asked.path.read_bytes())
    return clips


@pytest.mark.parametrize("variant", ["", "+f2", "+m3", "+f5", "+m7"])
def test_a_clip_does_not_depend_on_what_was_spoken_before(
    workers: WorkerPool, tmp_path: Path, variant: str
) -> None:
    """In another order, in another worker and again in the same one, each text is the same."""
    voice = replace(VOICES["espeak-en-us"], engine_voice=f"en-us{variant}")
    clips = spoken(workers, voice, OTHER_ORDER, tmp_path / "other")
    with WorkerPool(size=1) as fresh:
        assert clips == spoken(fresh, voice, ORDER, tmp_path / "fresh")
    assert [len(each) for each in clips.values()] == [1] * len(ORDER)
    assert len(set.union(*clips.values())) == len(ORDER), "each text and rate is another clip"


def test_the_first_text_of_a_worker_is_as_any_later_one_in_every_language(
    workers: WorkerPool, tmp_path: Path
) -> None:
    """The state is found in each shipped voice: there, numbers are spoken the same again."""
    for name in ESPEAK:
        again = [("402, 17, 8", 160), ("5 000", 200)] * 3
        clips = spoken(workers, VOICES[name], again, tmp_path / name)
        assert [len(each) for each in clips.values()] == [1, 1], name


def test_words_that_do_not_count_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing in the memory, or too much, behaves like the counts, nothing is returned."""
    memory = (ctypes.c_int * 6)()
    start = ctypes.addressof(memory)
    monkeypatch.setattr(espeak_state, "_memory", lambda _: (start, start + ctypes.sizeof(memory)))

    def places(*steps: int) -> list[int]:
        """Return which words are found where each speaking adds `steps` to them."""

        def speak(_text: str) -> bytes:
            for index, step in enumerate(steps):
                memory[index] += step
            return bytes(memory)

        ctypes.memset(start, 0, ctypes.sizeof(memory))
        counts = espeak_state.carried_counts(ctypes.CDLL(None), speak)
        return [(ctypes.addressof(count) - start) // 4 for count in counts]

    assert places(0, 2240, 0, 120, 0, 0) == [1, 3]
    assert places(0, 0, 0, 0, 0, 0) == []
    assert places(0, 2240, 0, 120, 119, 0) == [], "two words grow like the cycles"
    assert places(0, 2240, 0, 120, 2304, 0) == [], "two words run like the flutter"
    assert places(0, 2240, 7, 120, 0, 0) == [], "something else makes the text differ"
