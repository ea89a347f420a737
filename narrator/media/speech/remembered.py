"""Listening once a programme: what was heard is kept by a digest of all that decides it."""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from narrator.errors import OutputError, UnreadableInputError
from narrator.media.files import writing_aside
from narrator.media.keeping import forget_oldest
from narrator.media.opening import TRY
from narrator.media.speech.hearing import USUAL, speech_in
from narrator.media.speech.silero import is_installed, model_digest
from narrator.media.speech.spans import Thresholds
from narrator.model import Finding, Heard, Programme, Span

FORMAT = 1  # counts up when the same inputs come to give other spans
MOST_KEPT = 2_000  # results of a few kilobytes each

_BLOCKS, _BLOCK_BYTES = 16, 1 << 16

Listen = Callable[[], tuple[Span, ...]]


def hear(
    programme: Programme,
    windows: Sequence[Span],
    folder: Path,
    *,
    can_listen: Callable[[], bool] = is_installed,
) -> Heard:
    """Return the speech within the windows, from `folder` where it was heard before.

    Where one cannot listen, for want of the model or onnxruntime, a finding says so. Raises
    MediaError where ffmpeg fails, UnreadableInputError where the programme cannot be read.
    """
    if not programme.has_sound or not windows:
        return Heard()
    if not can_listen():
        return Heard(findings=(_unheard(),))
    key = hearing_key(programme, windows, model=model_digest())
    speech = remembered(folder, key, lambda: speech_in(programme, windows))
    return Heard(listened=True, windows=tuple(windows), speech=speech)


def remembered(
    folder: Path, key: str, listen: Listen, *, most_kept: int = MOST_KEPT
) -> tuple[Span, ...]:
    """Return the spans kept under `key` in the folder; else listen, keep them, return them.

    A damaged file is made anew; of many more than most_kept results the oldest are removed. Where
    the folder cannot be written, nothing is kept.
    """
    path = folder / f"{key}.json"
    with suppress(OSError, ValueError, TypeError):  # not there, or not whole: then listen
        return _spans(path.read_text(encoding="utf-8"))
    speech = listen()
    with suppress(OSError, OutputError):  # where it cannot be kept, one listens again
        folder.mkdir(parents=True, exist_ok=True)
        with writing_aside(path) as aside:
            aside.write_text(_text(speech), encoding="utf-8")
        forget_oldest(folder, ".json", most_kept)
    return speech


def hearing_key(
    programme: Programme,
    windows: Sequence[Span],
    *,
    model: str,
    thresholds: Thresholds = USUAL,
) -> str:
    """Return the digest of what decides the spans. Raises UnreadableInputError."""
    made_of = [
        FORMAT,
        file_identity(programme.path),
        programme.sound_start_ms,
        programme.duration_ms,
        programme.layout,
        model,
        asdict(thresholds),
        [(window.start_ms, window.end_ms) for window in windows],
    ]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def file_identity(path: Path) -> str:
    """Return a digest of a file's size, time of change, and 16 blocks of 64 KiB spread over it.

    It reads 1 MiB of a file of any size. A changed file escapes it only with size, time and all
    blocks as before, which takes intent; then the speech of the former file is used, and at
    worst a narration stands where the cues alone would have put it. Raises UnreadableInputError.
    """
    try:
        with path.open("rb") as stream:
            facts = os.fstat(stream.fileno())
            found = hashlib.sha256(f"{facts.st_size} {facts.st_mtime_ns}".encode())
            room = max(0, facts.st_size - _BLOCK_BYTES)
            for number in range(_BLOCKS):
                stream.seek(room * number // (_BLOCKS - 1))
                found.update(stream.read(_BLOCK_BYTES))
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableInputError(f"{path} cannot be read: {reason}.", TRY) from error
    return found.hexdigest()


def _text(speech: Sequence[Span]) -> str:
    kept = [[span.start_ms, span.end_ms] for span in speech]
    return json.dumps({"speech": kept, "digest": _digest(kept)})


def _spans(text: str) -> tuple[Span, ...]:
    """Return the spans of a kept text. Raises ValueError or TypeError where it is not whole."""
    content = json.loads(text)
    if not isinstance(content, dict) or content.get("digest") != _digest(content.get("speech")):
        raise ValueError
    return tuple(Span(start_ms=start, end_ms=end) for start, end in content["speech"])


def _digest(kept: object) -> str:
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()


def _unheard() -> Finding:
    return Finding(
        code="speech-not-heard",
        message="The programme was not listened to: what does that is not installed, so speech "
        "without a subtitle may be spoken over. Install it with pip install 'narrator[neural]'.",
    )
