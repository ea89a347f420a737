"""The speaking stage: utterances to clips, from the cache or by a pool of speech engines."""

import wave
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from narrator.cache import ClipCache, clip_digest, clip_key
from narrator.engines import ENGINES
from narrator.engines.models import model_path
from narrator.engines.pools import Pool, Request
from narrator.errors import SpeechError
from narrator.media.files import digest
from narrator.model import Clip, Voice
from narrator.text.excerpt import excerpt
from narrator.text.phonemes import without_phonemes

_SHOWN_CHARACTERS = 40

_Result = Path | str  # a cached clip, or the sentence that says why there is none


@dataclass(frozen=True, kw_only=True, slots=True)
class Utterance:
    """A narration to speak: `rate` is speed over the voice's own rate_wpm (1.0 = as set)."""

    narration_id: str
    text: str
    voice: Voice
    rate: float = 1.0

    @property
    def rate_wpm(self) -> int:
        """The speed in words a minute."""
        return round(self.voice.rate_wpm * self.rate)


@dataclass(frozen=True, kw_only=True, slots=True)
class SpokenClips:
    """What was spoken.

    `clips` by narration id, text and rate; `failures` a sentence by the id of a narration that the
    engine could not speak; `spoken_count` how many clips were made now rather than found.
    """

    clips: Mapping[tuple[str, str, float], Clip]
    failures: Mapping[str, str]
    spoken_count: int

    def joined(self, later: "SpokenClips") -> "SpokenClips":
        """Return these and what was spoken later as one."""
        return SpokenClips(
            clips={**self.clips, **later.clips},
            failures={**self.failures, **later.failures},
            spoken_count=self.spoken_count + later.spoken_count,
        )

    def raise_failure(self) -> None:
        """Raise SpeechError for the first failure, if there is one."""
        for sentence in self.failures.values():
            raise SpeechError(sentence, "Correct the text, or try another --engine.")


def _ignore(_: int) -> None:
    """Take no interest in progress."""


def speak(
    utterances: Iterable[Utterance],
    *,
    cache: ClipCache,
    pool: Pool,
    on_spoken: Callable[[int], None] = _ignore,
) -> SpokenClips:
    """Return a clip for each of `utterances`, or the reason why there is none.

    What sounds the same is spoken once. `on_spoken` is told, in this thread, how many more
    utterances are done with, those found in the cache too.

    Raises SpeechError where a voice cannot be had at all, OutputError where the cache cannot
    be written.
    """
    wanted = _by_key(utterances)
    found = {key: path for key in wanted if (path := cache.find(key)) is not None}
    missing = {key: same[0] for key, same in wanted.items() if key not in found}
    results: dict[str, _Result] = {}
    with closing(_spoken(missing, cache, pool)) as spoken:
        for key, result in chain(found.items(), spoken):
            results[key] = result
            on_spoken(len(wanted[key]))
    return _gathered(wanted, results, spoken_now=missing.keys())


def _gathered(
    wanted: Mapping[str, list[Utterance]], results: Mapping[str, _Result], spoken_now: Iterable[str]
) -> SpokenClips:
    clips: dict[tuple[str, str, float], Clip] = {}
    failures: dict[str, str] = {}
    for key, result in results.items():
        for utterance in wanted[key]:
            if isinstance(result, Path):
                clips[utterance.narration_id, utterance.text, utterance.rate] = _clip(
                    utterance, result
                )
            else:
                failures[utterance.narration_id] = _failure(utterance, result)
    count = sum(isinstance(results[key], Path) for key in spoken_now)
    return SpokenClips(clips=clips, failures=failures, spoken_count=count)


def _by_key(utterances: Iterable[Utterance]) -> dict[str, list[Utterance]]:
    """Return the utterances, those that sound the same under one key."""
    made_by: dict[Voice, str] = {}
    wanted: dict[str, list[Utterance]] = {}
    for utterance in utterances:
        voice, rate_wpm = utterance.voice, utterance.rate_wpm
        if voice not in made_by:
            made_by[voice] = f"{ENGINES[voice.engine].version()} {_model_digest(voice)}"
        key = clip_key(utterance.text, voice, rate_wpm=rate_wpm, made_by=made_by[voice])
        wanted.setdefault(key, []).append(utterance)
    return wanted


def _spoken(
    missing: Mapping[str, Utterance], cache: ClipCache, pool: Pool
) -> Generator[tuple[str, _Result], None, None]:
    """Yield each key with its new clip, or with the sentence that says why there is none."""
    if not missing:
        return
    with cache.workspace() as workspace:
        requests = [_request(key, one, workspace) for key, one in missing.items()]
        requests.sort(key=lambda request: request.voice.name)  # a worker keeps its voice
        with closing(pool.speak_each(requests)) as replies:
            for reply in replies:
                path = reply.request.path
                yield path.stem, reply.error or cache.add(path.stem, path)
    cache.evict()


def _request(key: str, utterance: Utterance, workspace: Path) -> Request:
    return Request(
        text=utterance.text,
        voice=utterance.voice,
        rate_wpm=utterance.rate_wpm,
        path=workspace / f"{key}.wav",
    )


def _clip(utterance: Utterance, path: Path) -> Clip:
    with wave.open(str(path), "rb") as clip:
        rate_hz, frames = clip.getframerate(), clip.getnframes()
    return Clip(
        narration_id=utterance.narration_id,
        path=path,
        duration_ms=round(1000 * frames / rate_hz),
        rate_hz=rate_hz,
        digest=clip_digest(path),
    )


def _failure(utterance: Utterance, why: str) -> str:
    shown = excerpt(without_phonemes(utterance.text), _SHOWN_CHARACTERS)
    return f"Narration {utterance.narration_id} (“{shown}”) is not spoken: {why}"


def _model_digest(voice: Voice) -> str:
    """Return the digest of the model's file and of the settings beside it, or ""."""
    if voice.model is None:
        return ""
    model = model_path(voice.model)
    files = (model, model.with_name(f"{model.name}.json"))
    return "-".join(digest(path) if path.is_file() else "" for path in files)
