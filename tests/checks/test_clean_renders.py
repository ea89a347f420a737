"""A clean render passes, with every profile that comes with narrator."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from narrator.checks.finding import CheckFinding
from narrator.profiles import PROFILES

Render = Callable[..., Path]
Found = Callable[..., Mapping[str, Sequence[CheckFinding]]]


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_a_clean_render_has_no_blocking_finding(
    profile: str, render: Render, found_in: Found
) -> None:
    """Nothing that narrator makes by itself blocks."""
    found = found_in(render(profile=profile))
    assert not [each for findings in found.values() for each in findings if each.blocks]


def test_spoken_subtitles_beside_the_programme_have_no_blocking_finding(
    render: Render, found_in: Found
) -> None:
    """Though MP4 has no flag for them: what would be read as one means description."""
    found = found_in(render(mode="all", formats=("mkv", "mp4", "mov", "ts")))
    assert not [each for findings in found.values() for each in findings if each.blocks]
