"""A text in another language than its file is known, and only where that is plain."""

import pytest

from narrator.model import Unit
from narrator.segment.language import in_their_languages


@pytest.mark.parametrize(
    ("own", "text", "found"),
    [
        ("en", "BITTE NICHT HINAUSLEHNEN", "de"),
        ("en", "ЗАКРЫТО НА РЕМОНТ", "ru"),
        ("en", "ГОСТИНИЦА МОСКВА", "ru"),
        ("en", "Défense d'afficher, loi du 29 juillet", "fr"),
        ("en-GB", "PROHIBIDO EL PASO", "es"),
        ("ru", "NO SMOKING IN THIS AREA", "en"),
        ("fr", "NO ENTRY WITHOUT A PASS", "en"),
        ("de", "Where is my brother? I have to find him.", "en"),
        ("en", "HARBOUR STREET", "en"),
        ("en", "JUAN CARLOS MARTÍNEZ", "en"),
        ("en", "Bento. Amália.", "en"),
        ("en", "Vardø", "en"),
        ("en", "Nnn-nnn!", "en"),
        ("fr", "PARIS, GARE DE LYON", "fr"),
        ("xx", "BITTE NICHT HINAUSLEHNEN", "xx"),
    ],
)
def test_the_language_of_a_text(own: str, text: str, found: str) -> None:
    """By the frequency of its words; names are of no language."""
    unit = Unit(
        id="u1", cue_ids=(), span=None, tag="caption", lines=(text,), rule="r", confidence=1.0,
        language=own,
    )  # fmt: skip
    assert in_their_languages([unit])[0].language == found
