"""What tests of batches share: a tiny episode."""

import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from narrator.batch.model import Episode

SUBTITLES = """1
00:00:00,200 --> 00:00:01,200
[HARBOUR STREET]

2
00:00:01,250 --> 00:00:01,600
<i>THE TIDE CLERK</i>

3
00:00:01,650 --> 00:00:01,900
- Who is there?
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[[str], Episode]:
    """Return a function that writes an episode of two silent seconds, and returns it."""

    def written(name: str) -> Episode:
        subtitles, programme = tmp_path / f"{name}.srt", tmp_path / f"{name}.wav"
        subtitles.write_text(SUBTITLES, encoding="utf-8")
        with wave.open(str(programme), "wb") as stream:
            stream.setnchannels(2)
            stream.setsampwidth(2)
            stream.setframerate(8_000)
            stream.writeframes(bytes(2 * 8_000 * 4))
        settings = {"source": str(subtitles), "programme": str(programme), "engine": "tone",
                    "language": "en"}  # fmt: skip
        return Episode(name=name, settings=settings, output=str(tmp_path / "out" / name))

    return written
