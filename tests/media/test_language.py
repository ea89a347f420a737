"""Language tags for containers."""

import pytest

from narrator.media.language import three_letters


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "eng"),
        ("en-GB", "eng"),
        ("pt_BR", "por"),
        ("de", "deu"),
        ("SWE", "swe"),
        ("zh-Hant-TW", "zho"),
        ("yue", "yue"),
        ("", "und"),
        (None, "und"),
        ("x-klingon", "und"),
        ("12", "und"),
        ("öäü", "und"),
    ],
)
def test_tags_become_three_letters(tag: str | None, code: str) -> None:
    """Two letters are looked up, three stand, and the rest is undetermined."""
    assert three_letters(tag) == code
