"""A small episode rendered once, to be broken on purpose in a copy."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from narrator.cache import ClipCache
from narrator.checks import check
from narrator.checks.finding import CheckFinding
from narrator.checks.gather import gather
from narrator.job import Job
from narrator.kit import Kit
from narrator.pipeline import narrate

RATE_HZ = 48_000
LENGTH_S = 24

SUBTITLES = """1
00:00:01,000 --> 00:00:04,000
HARBOUR STREET, 1921

2
00:00:05,000 --> 00:00:08,000
Are you coming with me to the harbour?

3
00:00:09,500 --> 00:00:12,500
THE OLD MILL
CLOSED UNTIL FURTHER NOTICE

4
00:00:14,000 --> 00:00:16,000
No, I will not go there again.

5
00:00:17,500 --> 00:00:21,000
LONDON, 4 MAY 1930
"""


def noise(seconds: float, level: float, seed: int = 1) -> NDArray[np.float64]:
    """Return smooth stereo noise with low peaks, not the same on both channels: (samples, 2)."""
    random = np.random.default_rng(seed)
    spectrum = np.fft.rfft(random.standard_normal((round(seconds * RATE_HZ), 2)), axis=0)
    hz = np.fft.rfftfreq(round(seconds * RATE_HZ), 1 / RATE_HZ)
    spectrum[(hz < 80) | (hz > 1_000)] = 0
    sound = np.fft.irfft(spectrum, round(seconds * RATE_HZ), axis=0) @ [[1.0, 0.6], [0.6, 1.0]]
    pressed = np.tanh(2 * sound / sound.std())
    return np.asarray(pressed * level / np.abs(pressed).max())


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the episode's subtitles and programme, 24 bits in stereo."""
    folder = tmp_path_factory.mktemp("source")
    (folder / "ep.srt").write_text(SUBTITLES, encoding="utf-8")
    soundfile.write(folder / "ep.wav", noise(LENGTH_S, 0.25), RATE_HZ, subtype="PCM_24")
    return folder


Render = Callable[..., Path]


@pytest.fixture(scope="session")
def render(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Render:
    """Return what renders the episode with the tone engine, once for each set of options."""
    kept: dict[str, Path] = {}

    def rendered(**options: Any) -> Path:  # noqa: ANN401 - a job's own
        key = repr(sorted(options.items()))
        if key not in kept:
            folder = tmp_path_factory.mktemp("result")
            episode = {"source": source / "ep.srt", "programme": source / "ep.wav"}
            given = {**episode, "engine": "tone", **options}
            job = Job(output=folder / "out", **given)
            kit = Kit(cache=ClipCache(folder / "cache"), heard_folder=folder / "heard")
            kept[key] = narrate(job, kit).files[0].parent
        return kept[key]

    return rendered


@pytest.fixture
def result(render: Render, tmp_path: Path) -> Path:
    """Return a copy of the rendered episode, WAV and MKV, to be broken."""
    return Path(shutil.copytree(render(formats=("wav", "mkv")), tmp_path / "out"))


@pytest.fixture(scope="session")
def heard_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where it is kept what was heard."""
    return tmp_path_factory.mktemp("heard")


Check = Callable[..., dict[str, list[CheckFinding]]]


@pytest.fixture
def found_in(heard_folder: Path) -> Check:
    """Return what checks a folder, and gives the findings by code, those of unmade rules too."""

    def found(folder: Path, profile: str | None = None) -> dict[str, list[CheckFinding]]:
        checked = check(gather(folder, profile, heard_folder))
        return {each.rule.code: list(each.findings) for each in checked if each.findings}

    return found


@pytest.fixture
def sheet_edited() -> Callable[[Path, Callable[[dict[str, Any]], object]], None]:
    """Return what changes the cue sheet of a folder."""

    def edited(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
        path = folder / "cuesheet.json"
        sheet = json.loads(path.read_text(encoding="utf-8"))
        edit(sheet)
        path.write_text(json.dumps(sheet), encoding="utf-8")

    return edited


@pytest.fixture
def sound_edited() -> Callable[[Path, Callable[[NDArray[np.float64]], object]], None]:
    """Return what changes the samples of a WAV file, (samples, channels), in place."""

    def edited(path: Path, edit: Callable[[NDArray[np.float64]], object]) -> None:
        subtype = soundfile.info(path).subtype
        samples, rate_hz = soundfile.read(path, always_2d=True)
        edit(samples)
        soundfile.write(path, samples, rate_hz, subtype=subtype)

    return edited


@pytest.fixture
def sound_of() -> Callable[[Path], NDArray[np.float64]]:
    """Return what reads the samples of a file, (samples, channels)."""

    def read(path: Path) -> NDArray[np.float64]:
        return np.asarray(soundfile.read(path, always_2d=True)[0])

    return read


@pytest.fixture
def sound_cut() -> Callable[[Path, int], None]:
    """Return what shortens a WAV file by what stands after a sample."""

    def cut(path: Path, end: int) -> None:
        subtype = soundfile.info(path).subtype
        samples, rate_hz = soundfile.read(path, always_2d=True)
        soundfile.write(path, samples[:end], rate_hz, subtype=subtype)

    return cut
