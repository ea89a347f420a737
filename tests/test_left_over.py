"""A second render into a folder tells of the files that the first one left there."""

from pathlib import Path

import numpy as np
import soundfile

from narrator.cache import ClipCache
from narrator.job import Job
from narrator.kit import Kit
from narrator.model import Outcome
from narrator.pipeline import narrate


def told(outcome: Outcome) -> list[str]:
    """Return the files that are told to be left over."""
    found = outcome.rendering.findings
    return [f.message.split()[0] for f in found if f.code == "file-left-over"]


def test_what_this_render_does_not_make_is_named_and_left(tmp_path: Path) -> None:
    """By the names of this job's template; a file that narrator never makes is nobody's."""
    (tmp_path / "ep.srt").write_text(
        "1\n00:00:01,000 --> 00:00:03,000\nROPE WALK LAUNDRY\n", encoding="utf-8"
    )
    noise = np.random.default_rng(5).uniform(-0.1, 0.1, 4 * 48_000)
    soundfile.write(tmp_path / "ep.wav", noise, 48_000)
    kit = Kit(cache=ClipCache(tmp_path / "cache"), heard_folder=tmp_path / "heard")

    def render(*formats: str, profile: str = "broadcast") -> Outcome:
        job = Job(source=tmp_path / "ep.srt", programme=tmp_path / "ep.wav", engine="tone",
                  output=tmp_path / "out", formats=formats, profile=profile)  # fmt: skip
        return narrate(job, kit)

    assert told(render("wav", profile="receiver-mix")) == []
    (tmp_path / "out" / "described.txt").write_text("mine", encoding="utf-8")
    second = render("flac")
    stale = ["ad-descriptors.bin", "ad-descriptors.csv", "described.wav", "receiver-mix.wav"]
    assert told(second) == stale
    assert second.exit_code == 0
    assert all((tmp_path / "out" / name).is_file() for name in stale)
    assert "described.wav" in (tmp_path / "out" / "cuesheet.json").read_text(encoding="utf-8")
    assert told(render("wav", "flac", profile="receiver-mix")) == []
