"""A real S3 server on loopback, in a process of its own, for tests and benchmarks."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STARTING_S = 60.0


@contextmanager
def s3_server(log: Path) -> Iterator[dict[str, str]]:
    """Yield the environment that leads to a new, empty server; it ends with the block."""
    with log.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"],
            stdout=said,
            stderr=said,
        )
    try:
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port_of(log, server)}",
            "AWS_ACCESS_KEY_ID": "narrator",
            "AWS_SECRET_ACCESS_KEY": "narrator",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
    finally:
        server.kill()
        server.wait()


def port_of(log: Path, server: "subprocess.Popen[bytes]") -> int:
    """Return the port that the server says it listens at."""
    deadline_s = time.monotonic() + STARTING_S
    while time.monotonic() < deadline_s and server.poll() is None:
        found = re.search(r"127\.0\.0\.1:(\d+)", log.read_text(errors="replace"))
        if found and int(found[1]):
            return int(found[1])
        time.sleep(0.1)
    raise RuntimeError(f"no S3 server: {log.read_text(errors='replace')}")


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Set variables for a block."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
