"""File names that have tripped other programs."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from narrator.levels import MixSettings
from narrator.media.formats import FORMATS
from narrator.media.measure import measure_file
from narrator.media.mixdown import Deliverables, Described, mix_down
from narrator.media.probe import probe
from narrator.mix import plan_mix
from narrator.model import Clip, Placement, Programme

Place = Callable[..., list[tuple[Placement, Clip, float]]]
SETTINGS = MixSettings()
AAC_PADDING = 3 * 1024  # a transport stream cannot say how much of its first and last frames is so

NAMES = [
    b"-y",
    b'it\'s "quoted"',
    b"100%d %05d",
    b"file:pipe:1",
    b"two\nlines\ttab",
    "naïve 日本 \u202e".encode(),
    b"a,b;c|d[e]=f\\g",
    b"caf\xe9 in latin-1",
]


@pytest.mark.parametrize("raw", NAMES, ids=repr)
def test_any_file_name_works(
    tmp_path: Path,
    noisy: Callable[..., Programme],
    placed: Place,
    monkeypatch: pytest.MonkeyPatch,
    raw: bytes,
) -> None:
    """As programme and as result, in every format, by relative path; and in the title."""
    name = os.fsdecode(raw)
    monkeypatch.chdir(tmp_path)
    programme = replace(noisy(2.5, 16_000, 1), path=Path(name))
    (tmp_path / "programme.wav").rename(name)
    described = tuple(
        Described(format=key, path=Path(f"{name}{each.suffix}")) for key, each in FORMATS.items()
    )
    deliverables = Deliverables(stem=Path(f"{name} stem.wav"), described=described, title=name)
    plan = plan_mix(placed(500), programme, SETTINGS)
    assert probe(programme.path).duration_ms == 2_500
    mix_down(plan, programme, deliverables, SETTINGS)
    for each in described:
        spare = AAC_PADDING if each.format == "ts" else 0
        assert 0 <= measure_file(each.path, track=-1).length_samples - plan.length_samples <= spare
