"""UTF-8 that was read as Windows-1252."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.readers.decoding.mojibake import mend_mojibake


def spoilt(text: str) -> str:
    """Return `text` as a program shows it that takes its UTF-8 for Windows-1252."""
    shown = (bytes([byte]) for byte in text.encode())
    return "".join(byte.decode("cp1252", "ignore") or chr(byte[0]) for byte in shown)


@pytest.mark.parametrize(
    "meant",
    [
        "João",
        "A MÃE DO FAROLEIRO",
        "Tide – and ebb…",
        "♪ La la ♪",
        "“It’s out,” she said.",
        "il va à la mer",
        "bien sûr, c’est dû",
        "Zażółć, są łodzie",
        "Где фонарь, где?",
        "« Oui\u00a0! »",
        "🦊",
    ],
)
def test_spoilt_text_is_mended(meant: str) -> None:
    """Once and twice spoilt text comes back, and is listed with its line."""
    text, (repair,) = mend_mojibake(f"1\n{spoilt(meant)}\n")
    assert text == f"1\n{meant}\n"
    assert (repair.kind, repair.where) == ("mojibake", "line 2")
    assert (repair.before, repair.after) == (spoilt(meant), meant)


def test_twice_spoilt_text_is_mended() -> None:
    """Damage is undone as often as it was done."""
    assert mend_mojibake(spoilt(spoilt("João")))[0] == "João"


@pytest.mark.parametrize(
    "honest",
    [
        "CAFÉ»",
        "« C’EST L’ÉTÉ… »",
        "AMANHÃ…",
        "NÃO”",
        "voilà\u00a0» et là\u00a0»",
        "É\u00a0!",
        "naïve – Zoë – Åse",
        "Où est la forêt ?",
        "Где фонарь?",
    ],
)
def test_honest_text_is_left_alone(honest: str) -> None:
    """A capital before a quotation mark is no damage."""
    assert mend_mojibake(honest) == (honest, ())


def test_only_the_spoilt_lines_change() -> None:
    """A file may be spoilt in part, and a word in part of a line."""
    text, repairs = mend_mojibake(f"Zoë?\n{spoilt('Zoë')} and café\nZoë!")
    assert text == "Zoë?\nZoë and café\nZoë!"
    assert [repair.where for repair in repairs] == ["line 2"]


@settings(deadline=None, max_examples=100)
@given(words=st.lists(st.sampled_from(["été", "mãe", "Señor", "ça", "fühlt", "œuf"]), min_size=1))
def test_mending_is_complete_and_stays_mended(words: list[str]) -> None:
    """Mended text needs no mending, and equals what was meant."""
    meant = " ".join(words)
    mended, _ = mend_mojibake(spoilt(meant))
    assert mended == meant
    assert mend_mojibake(mended) == (meant, ())


@settings(deadline=None, max_examples=150)
@given(text=st.text())
def test_line_count_never_changes(text: str) -> None:
    """Repairs name lines, so lines must stay where they are."""
    assert mend_mojibake(text)[0].count("\n") == text.count("\n")
