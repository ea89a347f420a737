"""A render says of the stream that HLS and DASH play what a check of it says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from narrator.cache import ClipCache
from narrator.checks.finding import CheckFinding
from narrator.job import Job
from narrator.kit import Kit
from narrator.model import Outcome
from narrator.pipeline import narrate

RATE_HZ = 48_000
TOO_HIGH = "true-peak-high"
Found = Callable[..., Mapping[str, Sequence[CheckFinding]]]


@pytest.fixture(scope="module")
def job(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Job:
    """Return the job of a programme with bursts up to full scale, which AAC makes higher."""
    folder = tmp_path_factory.mktemp("bursts")
    random = np.random.default_rng(1)
    sound = random.uniform(-0.06, 0.06, (24 * RATE_HZ, 2))
    burst = slice(22 * RATE_HZ, 22 * RATE_HZ + RATE_HZ // 10)
    sound[burst] = 0.98 * np.sign(random.standard_normal(sound[burst].shape))
    soundfile.write(folder / "ep.wav", sound, RATE_HZ, subtype="PCM_24")
    return Job(
        source=source / "ep.srt", programme=folder / "ep.wav", output=folder / "out",
        engine="tone", profile="web", formats=("wav",),
    )  # fmt: skip


def rendered(job: Job, heard_folder: Path) -> Outcome:
    """Return the outcome of a job with a cache of its own."""
    return narrate(job, Kit(cache=ClipCache(job.output / "cache"), heard_folder=heard_folder))


def test_what_is_encoded_for_the_stream_is_measured(
    job: Job, found_in: Found, heard_folder: Path
) -> None:
    """The WAV that it was made from is below the ceiling, and the stream is not."""
    outcome = rendered(job, heard_folder)
    told = [each for each in outcome.rendering.findings if each.code == TOO_HIGH]
    assert [each.blocking for each in told] == [True]
    assert "The streamed mix peaks at" in told[0].message
    (found,) = found_in(job.output)[TOO_HIGH]
    assert (found.file, found.blocks) == ("stream.mp4", True)
    peak_dbtp = float(told[0].message.partition("peaks at ")[2].partition(" dBTP")[0])
    assert peak_dbtp == pytest.approx(found.measured, abs=0.06)  # one has one decimal, one two


def test_what_is_copied_is_told_once(job: Job, heard_folder: Path, tmp_path: Path) -> None:
    """The stream has the packets of the M4A, which is measured already."""
    both = replace(job, formats=("wav", "m4a"), output=tmp_path / "out")
    told = [e for e in rendered(both, heard_folder).rendering.findings if e.code == TOO_HIGH]
    assert ["m4a" in each.message for each in told] == [True]
