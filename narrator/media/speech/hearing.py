"""Where someone speaks in some windows of a programme."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from narrator.media.speech.decoding import sounds_of
from narrator.media.speech.silero import FRAME_SAMPLES, Probabilities, Samples, Silero
from narrator.media.speech.spans import Thresholds, speech_spans
from narrator.media.speech.windows import merged, within
from narrator.model import Programme, Span

# Heard before a window, so that the model's memory has settled, and after it, so that a word
# which the window's end cuts is not taken for a noise.
RUN_IN_MS = 1_000
RUN_OUT_MS = 500

PIECE_SECONDS = 20  # 625 whole frames; a longer window is cut, each piece with a run-in
PIECE_RUN_IN_FRAMES = 32
BATCH_PIECES = 16  # twice as many took 1 % less processor time, and 29 MB more

USUAL = Thresholds()


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Part of a region's sound; the first run_in_frames frames of it were heard before."""

    region: int
    samples: Samples
    run_in_frames: int


def speech_in(
    programme: Programme, windows: Sequence[Span], *, thresholds: Thresholds = USUAL
) -> tuple[Span, ...]:
    """Return the spans of speech within the windows, in order, in milliseconds of the programme.

    Only the windows are decoded, and a little around them; the same file and windows give the
    same spans. Raises MediaError where ffmpeg fails or the model is not installed.
    """
    asked = merged(windows)
    regions = regions_of(asked, programme)
    if not programme.has_sound or not regions:
        return ()
    heard: list[list[Probabilities]] = [[] for _ in regions]
    silero = Silero()
    for batch in _batches(_pieces(sounds_of(programme, regions))):
        answers = silero.listen([piece.samples for piece in batch])
        for piece, answer in zip(batch, answers, strict=True):
            heard[piece.region].append(answer[piece.run_in_frames :])
    spans = [
        span
        for region, parts in zip(regions, heard, strict=True)
        if parts
        for span in speech_spans(np.concatenate(parts), region.start_ms, thresholds)
    ]
    within_file = within(spans, Span(start_ms=0, end_ms=programme.duration_ms))
    return tuple(part for window in asked for part in within(within_file, window))


def regions_of(windows: Iterable[Span], programme: Programme) -> tuple[Span, ...]:
    """Return what to decode for the windows: run-in and run-out added, within the sound."""
    sound = Span(start_ms=programme.sound_start_ms, end_ms=programme.duration_ms)
    inside = (part for window in windows for part in within([window], sound))
    wide = (
        Span(start_ms=each.start_ms - RUN_IN_MS, end_ms=each.end_ms + RUN_OUT_MS) for each in inside
    )
    return merged(within(wide, sound))


def _pieces(sounds: Iterable[Iterator[Samples]]) -> Iterator[Piece]:
    """Cut each region's sound into pieces that overlap by the run-in."""
    for region, blocks in enumerate(sounds):
        before = np.zeros(0, np.int16)
        while taken := list(islice(blocks, PIECE_SECONDS)):
            samples = np.concatenate([before, *taken])
            yield Piece(region=region, samples=samples, run_in_frames=len(before) // FRAME_SAMPLES)
            before = samples[-PIECE_RUN_IN_FRAMES * FRAME_SAMPLES :]


def _batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    rest = iter(pieces)
    while batch := list(islice(rest, BATCH_PIECES)):
        yield batch
