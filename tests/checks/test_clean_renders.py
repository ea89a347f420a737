"""A clean render passes, with every profile that comes with narrator."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from narrator.checks.finding import CheckFinding
from narrator.profiles import PROFILES

Render = Callable[..., Path]
Found = Callable[..., Mapping[str, Sequence[CheckFinding]]]

CROWDED = """0
00:00:00,000 --> 00:00:00,600
Where have you been?

1
00:00:01,000 --> 00:00:03,000
HARBOUR STREET, NINETEEN TWENTY-ONE, BEFORE THE FLOOD

2
00:00:01,500 --> 00:00:09,900
Are you coming with me to the harbour?

3
00:00:14,000 --> 00:00:18,000
THE OLD MILL
"""


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


@pytest.mark.parametrize(
    "words",
    ["Twenty-one boats in a forty-two-day race round a half-forgotten, wind-swept lightship.",
     "潮が引いたあとの桟橋には誰もいない" * 6],
)  # fmt: skip
def test_long_words_are_the_same_in_a_list_of_short_lines(
    words: str, render: Render, found_in: Found, tmp_path: Path
) -> None:
    """Hyphens, and a language without spaces."""
    source = tmp_path / "long.srt"
    source.write_text(f"1\n00:00:00,500 --> 00:00:02,500\n{words}\n", encoding="utf-8")
    assert "texts-differ" not in found_in(render(source=source, mode="all"))


def test_an_extended_description_has_no_blocking_finding(
    render: Render, found_in: Found, tmp_path: Path
) -> None:
    """What comes after a hold is later by it in every text product, and a hold widens a gap."""
    (tmp_path / "crowded.srt").write_text(CROWDED, encoding="utf-8")
    result = render(source=tmp_path / "crowded.srt", extended=True)
    assert json.loads((result / "cuesheet.json").read_text(encoding="utf-8"))["holds"]
    found = found_in(result)
    assert "short-gap" not in found
    assert not [each for findings in found.values() for each in findings if each.blocks]
