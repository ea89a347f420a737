"""Check the installed wheel by itself: python wheel_check.py CHECKOUT, outside the checkout.

Renders the seed episode with espeak, the engine that the plain wheel brings along.
"""

import json
import subprocess
import sys
import sysconfig
import tempfile
from importlib.util import find_spec
from pathlib import Path


def main(checkout: Path) -> None:
    """Render with the wheel and look at what came out."""
    spec = find_spec("narrator")
    assert spec is not None
    assert str(spec.origin).startswith(sysconfig.get_path("purelib")), spec.origin
    assert find_spec("pytest") is None, "the wheel is to be checked without the tools of its tests"
    narrator = str(Path(sys.executable).parent / "narrator")
    episode = checkout / "seeds" / "tide_clerk"
    with tempfile.TemporaryDirectory() as folder:
        command = [narrator, "render", f"{episode}.srt", "--programme", f"{episode}.mkv",
                   "-o", folder, "--engine", "pyttsx3", "--format", "flac"]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        sheet = json.loads((Path(folder) / "cuesheet.json").read_text(encoding="utf-8"))
        assert len(sheet["narrations"]) == 13, len(sheet["narrations"])
        assert (Path(folder) / "described.flac").stat().st_size > 1_000_000
    listed = subprocess.run([narrator, "voices"], capture_output=True, text=True, check=True)
    assert "espeak" in listed.stdout
    sys.stdout.write("the installed wheel renders the seed episode\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
