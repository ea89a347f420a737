"""What a track is called, and what it is said to be for."""

import pytest

from narrator.media.language import three_letters
from narrator.media.purpose import (
    EDITORIAL_CLASSES,
    FLAGS,
    TITLES,
    characteristics_of,
    flags_of,
    is_translation,
    title_of,
)
from narrator.model import Mode

MODES: tuple[Mode, ...] = ("captions", "all")


@pytest.mark.parametrize(
    ("mode", "language", "title"),
    [
        ("captions", "en-GB", "Audio description"),
        ("captions", "sv", "Syntolkning"),
        ("all", "sv", "Uppläst text"),
        ("all", "en", "Spoken subtitles"),
        ("all", "tlh", "Spoken subtitles"),
        ("captions", None, "Audio description"),
    ],
)
def test_a_title_is_in_the_language_of_its_track(
    mode: Mode, language: str | None, title: str
) -> None:
    """English where the language has none of its own here."""
    assert title_of(mode, language) == title


def test_the_titles_tell_the_two_apart_in_every_language() -> None:
    """They are under codes that a tag can come to, and no title stands for both."""
    for titles in TITLES.values():
        assert all(three_letters(code) == code for code in titles)
    assert not set(TITLES["captions"].values()) & set(TITLES["all"].values())


def test_no_track_beside_the_programme_is_the_default() -> None:
    """In no mode and container."""
    kinds = [(mode, container) for mode in MODES for container in FLAGS[mode]]
    told = [flags_of(*kind, translated=each) for kind in kinds for each in (True, False)]
    assert len(told) == 16
    assert not any("default" in flags for flags in told)


def test_spoken_subtitles_are_never_called_description() -> None:
    """By flag, class or characteristic."""
    assert EDITORIAL_CLASSES == {"captions": 1, "all": 3}
    assert not any("descriptions" in flags for flags in FLAGS["all"].values())
    for translated in (True, False):
        assert not any(
            "describes" in each for each in characteristics_of("all", translated=translated)
        )
    assert characteristics_of("captions", translated=False) == (
        "public.accessibility.describes-video",
    )


@pytest.mark.parametrize(
    ("mode", "language", "original", "expected"),
    [
        ("all", "en-GB", "swe", True),
        ("all", "sv-FI", "swe", False),
        ("all", "en", None, False),
        ("all", "en", "und", False),
        ("captions", "en", "swe", False),
    ],
)
def test_what_counts_as_a_translation(
    mode: Mode,
    language: str,
    original: str | None,
    expected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Dialogue spoken in another language than the programme's, both known."""
    assert is_translation(mode, language, original) is expected
