"""A stage with a described mix, and the rendering it belongs to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.formats import FORMATS
from narrator.media.run import run
from narrator.model import Delivery, Ledger, MixPlan, Mode, Programme, Rendering, Script

SECONDS = 20


def make_mix(path: Path) -> Path:
    """Write a described mix: the last sound of its file, behind one of another length."""
    sounds = ["-f", "lavfi", "-i", f"sine=f=300:r=48000:d={SECONDS}"]
    if path.suffix in {".mkv", ".mp4", ".mov", ".ts"}:
        sounds = ["-f", "lavfi", "-i", "sine=r=44100:d=1", *sounds, "-map", "0", "-map", "1"]
    command = [find_ffmpeg(), "-nostdin", "-v", "error", "-y", *sounds, "-ac", "2"]
    run([*command, f"file:{path}"])
    return path


def rendering_of(mode: Mode, language: str, **names: str) -> Rendering:
    """Return a rendering of a Swedish programme; `names` are those of the files, by product."""
    programme = Programme(
        path=Path("p.mkv"), duration_ms=SECONDS * 1000, rate_hz=48_000, channels=2,
        layout="stereo", sample_format="s16", has_sound=True, has_video=True, language="swe",
    )  # fmt: skip
    files = {
        usual: names[product] + usual.removeprefix(product)
        for product in names
        for usual in USUAL
        if usual.startswith(f"{product}.")
    }
    return Rendering(
        script=Script(title="T", language=language, units=(), timing="cues"),
        programme=programme,
        voices={},
        ledger=Ledger(placements=(), omissions=()),
        clips={},
        plan=MixPlan(voicings=(), ducks=(), length_samples=SECONDS * 48_000, rate_hz=48_000),
        delivery=Delivery(mode=mode, files=files),
    )


USUAL = (
    *(f"described{each.suffix}" for each in FORMATS.values()),
    "stream.mp4", "stream.m3u8", "stream.mpd", "multivariant.m3u8",
)  # fmt: skip


@pytest.fixture
def staged_mix(tmp_path: Path) -> Callable[[str], Path]:
    """Return a maker of stages with the described mix in a format."""

    def make(name: str) -> Path:
        make_mix(tmp_path / f"described{FORMATS[name].suffix}")
        return tmp_path

    return make


@pytest.fixture
def rendering() -> Callable[..., Rendering]:
    """Return the maker of renderings."""
    return rendering_of
