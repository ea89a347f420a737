"""A pool without processes: engines are opened here, for the tone, tests and small jobs."""

from collections.abc import Generator, Sequence
from typing import Self

from narrator.engines import ENGINES, Speaker
from narrator.engines.pools import Reply, Request
from narrator.engines.trim import trim
from narrator.errors import SpeechError
from narrator.model import Voice


class InProcessPool:
    """Speaks in this process, one text after another; a voice is loaded once."""

    def __init__(self) -> None:
        """Load nothing yet."""
        self._speakers: dict[Voice, Speaker] = {}

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the voices."""
        self._speakers.clear()

    def speak_each(self, requests: Sequence[Request]) -> Generator[Reply, None, None]:
        """Yield a reply to each of `requests`, in their order."""
        for request in requests:
            speaker = self._speaker(request.voice)
            yield Reply(request=request, error=_error(speaker, request))

    def _speaker(self, voice: Voice) -> Speaker:
        if voice not in self._speakers:
            self._speakers[voice] = ENGINES[voice.engine].open_speaker(voice)
        return self._speakers[voice]


def _error(speaker: Speaker, request: Request) -> str | None:
    try:
        speaker.speak(request.text, rate_wpm=request.rate_wpm, path=request.path)
        trim(request.path)
    except SpeechError as error:
        return error.message
    return None
