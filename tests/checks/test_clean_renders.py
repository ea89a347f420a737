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
