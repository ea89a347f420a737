"""Where the mixer's bytes go: a WAV file, or an ffmpeg that packs them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import IO

from narrator.media.bwf import Broadcast, Role, broadcast_chunks
from narrator.media.commands import Command
from narrator.media.files import blaming
from narrator.media.formats import FORMATS, Finish
from narrator.media.layouts import speakers
from narrator.media.packing import Packing
from narrator.media.run import STALL_S, writing
from narrator.media.wavefile import Chunk, WaveShape, writing_wave
from narrator.model import MixPlan


class Outlet:
    """A stream of raw sound that answers for its own failures, whatever else is open."""

    def __init__(self, stream: IO[bytes], cleanup: ExitStack) -> None:
        """Keep the stream, and what its failure has to go through before anything else."""
        self._stream = stream
        self._cleanup = cleanup

    def write(self, block: bytes) -> None:
        """Take the next bytes. Raises OutputError, or MediaError where an ffmpeg gave up."""
        try:
            self._stream.write(block)
        except OSError:
            with self._cleanup:
                raise


@contextmanager
def outlet(shown: Path, opened: AbstractContextManager[IO[bytes]]) -> Iterator[Outlet]:
    """Yield an Outlet to the stream that `opened` gives; errors name the path `shown`."""
    with ExitStack() as cleanup:
        cleanup.enter_context(blaming(shown))
        yield Outlet(cleanup.enter_context(opened), cleanup)


def described_stream(
    name: str, path: Path, plan: MixPlan, packing: Packing, *, stall_s: float = STALL_S
) -> AbstractContextManager[IO[bytes]]:
    """Return the unopened stream for the described mix at `path` in the format FORMATS[name]."""
    kind = FORMATS[name]
    if kind.command is not None:
        command = kind.command(packing, path)
        return _packed(command, kind.finish, packing, path, stall_s=stall_s)
    programme = packing.programme
    names = speakers(programme.layout, programme.channels)
    shape = _shape(plan, programme.sample_format, names)
    return writing_wave(path, shape, _chunks(packing.about, "described", shape))


@contextmanager
def _packed(
    command: Command, finish: Finish | None, packing: Packing, path: Path, *, stall_s: float
) -> Iterator[IO[bytes]]:
    """Yield the stream to ffmpeg; when it has ended well, write what it could not."""
    with writing(command, stall_s=stall_s) as stream:
        yield stream
    if finish is not None:
        finish(packing, path)


def stem_stream(
    path: Path, plan: MixPlan, sample_format: str, about: Broadcast | None = None
) -> AbstractContextManager[IO[bytes]]:
    """Return the unopened stream for the mono stem at `path`."""
    shape = _shape(plan, sample_format, ("FC",))
    return writing_wave(path, shape, _chunks(about, "stem", shape))


def _chunks(about: Broadcast | None, role: Role, shape: WaveShape) -> tuple[Chunk, ...]:
    return () if about is None else broadcast_chunks(about, role, shape)


def _shape(plan: MixPlan, sample_format: str, names: tuple[str, ...]) -> WaveShape:
    return WaveShape(
        frames=plan.length_samples,
        rate_hz=plan.rate_hz,
        sample_format=sample_format,
        speakers=names,
    )
