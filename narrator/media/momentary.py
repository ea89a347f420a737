"""The momentary loudness of sound that is at hand: libavfilter's ebur128, by PyAV, in this process.

The very meter that ffmpeg has (ITU-R BS.1770), without a process and a pipe. Its values go by a log
file, since to fetch each of them would keep the other threads waiting.
"""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from narrator.curve import STEP_MS
from narrator.media.commands import MOMENTARY_KEY
from narrator.media.layouts import named_layout
from narrator.media.measure import momentary
from narrator.media.soundshape import SoundShape

_STEPS_A_SECOND = 1000 // STEP_MS
_FETCHED_S = 1  # a block is fetched at a time, not every value
_KINDS = {"s16": "s16", "f32": "flt"}


class MomentaryMeter:
    """The momentary loudness of a stream: give it the samples in order, then ask for the values."""

    def __init__(self, shape: SoundShape) -> None:
        """Begin before the first sample of a sound whose sample_format is s16 or f32."""
        self._shape = shape
        self._layout = named_layout(shape.layout, shape.channels)
        self._folder = TemporaryDirectory(prefix="narrator-")
        self._log = Path(self._folder.name) / "loudness"
        self._given = 0
        self._graph: Any = av.filter.Graph()
        links = [
            self._graph.add_abuffer(
                sample_rate=shape.rate_hz,
                format=_KINDS[shape.sample_format],
                layout=self._layout,
                time_base=Fraction(1, shape.rate_hz),
            ),
            self._graph.add("asetnsamples", n=str(shape.rate_hz // _STEPS_A_SECOND), p="0"),
            self._graph.add("ebur128", metadata="1", framelog="quiet"),
            self._graph.add("ametadata", mode="print", key=MOMENTARY_KEY, file=str(self._log)),
            self._graph.add("asetnsamples", n=str(shape.rate_hz * _FETCHED_S), p="0"),
            self._graph.add("abuffersink"),
        ]
        for first, second in pairwise(links):
            first.link_to(second)
        self._graph.configure()
        self._source, self._sink = links[0], links[-1]

    def take(self, samples: NDArray[Any]) -> None:
        """Take the next samples, of shape (samples, channels), int16 or float32."""
        if not len(samples):
            return
        frame: Any = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples).reshape(1, -1),
            format=_KINDS[self._shape.sample_format],
            layout=self._layout,
        )
        frame.sample_rate, frame.pts = self._shape.rate_hz, self._given
        frame.time_base = Fraction(1, self._shape.rate_hz)
        self._given += len(samples)
        self._source.push(frame)
        self._drain()

    def values(self) -> NDArray[np.float32]:
        """Return the loudness of the 400 ms that end with each whole 100 ms, in LUFS."""
        self._source.push(None)
        self._drain()
        del self._source, self._sink, self._graph  # closes the log
        self._log.touch()  # sound too short for a block leaves none
        with self._log.open("rb") as lines:
            found = momentary(lines)
        self._folder.cleanup()
        return found

    def _drain(self) -> None:
        while True:
            try:
                self._sink.pull()
            except (av.BlockingIOError, av.EOFError):
                return
