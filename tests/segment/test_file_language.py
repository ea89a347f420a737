"""The language of a file, found from its lines."""

import pytest

from narrator.segment.language import language_of


@pytest.mark.parametrize(
    ("lines", "language"),
    [
        (
            [
                "The boat was late again.",
                "Then we wait for the tide.",
                "Nobody waits in this town.",
            ],
            "en",
        ),
        (
            [
                "Le bateau a encore du retard.",
                "Alors nous attendrons la marée.",
                "Personne n'attend ici.",
            ],
            "fr",
        ),
        (
            [
                "Das Boot kam wieder zu spät.",
                "Dann warten wir auf die Flut.",
                "Hier wartet niemand.",
            ],
            "de",
        ),
        (
            [
                "El barco llegó tarde otra vez.",
                "Entonces esperamos la marea.",
                "Aquí nadie espera.",
            ],
            "es",
        ),
        (
            [
                "Лодка снова опоздала.",
                "Тогда подождём прилива.",
                "В этом городе никто не ждёт, сами видите.",
            ],
            "ru",
        ),
        (["船がまた遅れました。", "潮を待ちましょう。"], "ja"),
        (
            [
                "THE BOAT WAS LATE AGAIN.",
                "THEN WE WAIT FOR THE TIDE.",
                "NOBODY WAITS IN THIS TOWN.",
            ],
            "en",
        ),
    ],
)
def test_running_text_tells_its_language(lines: list[str], language: str) -> None:
    """A few lines are enough."""
    assert language_of(lines) == language


def test_a_few_words_tell_nothing() -> None:
    """No guess is made of a sign or two."""
    assert language_of(["HARBOUR STREET", "3 MARCH 1938"]) is None


def test_signs_are_no_words() -> None:
    """However many: rows of dots, notes and numbers are of no language."""
    assert language_of(["♪ ♪ ♪ 12 … 🙂"] * 10) is None


def test_half_a_sign_is_no_fault() -> None:
    """A surrogate by itself, which UTF-8 cannot hold, stands in for nothing."""
    lines = ["The boat \ud83d was late again.", "Nobody who lives in this town waits for it."]
    assert language_of(lines) == "en"
