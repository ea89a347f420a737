"""The encoding of short files that are not Unicode."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.readers.decoding.charset import guess_encoding

FRAME = "1\n00:00:01,000 --> 00:00:02,000\n{}\n"


def read(text: str, encoding: str) -> str:
    """Return `text` after it was written in `encoding` and read in the guessed one."""
    data = FRAME.format(text).encode(encoding)
    return data.decode(guess_encoding(data))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Où est la clé ?", "cp1252"),
        ("À demain, vieux loup.", "cp1252"),
        ("¿Dónde dejaste el farol, niña?", "cp1252"),
        ("Não há pão, capitão.", "cp1252"),
        ("Schöne Grüße aus dem Süden.", "cp1252"),
        ("È già notte.", "cp1252"),
        ("Så er båden væk.", "cp1252"),
        ("‘Out’ – she said…", "cp1252"),
        ("ÉTÉ 1944 – À LA FERME", "cp1252"),
        ("Где мой фонарь?", "cp1251"),
        ("Я.", "cp1251"),
        ("Да", "cp1251"),
        ("НЕ ВХОДИТЬ!", "cp1251"),
        ("«Лодка» ушла… – быстро!", "cp1251"),
        ("Де мій ліхтар, їжаче?", "cp1251"),
        ("Где лодка? Она ушла.", "koi8_r"),
        ("Где лодка? Она ушла.", "cp866"),
        ("Żółty łoś wyszedł z rzeki.", "cp1250"),
        ("Žlutá loďka plave přes řeku.", "cp1250"),
        ("Gőzhajó és tűz.", "cp1250"),
        ("Što čekaš, ćoro?", "cp1250"),
        ("Güneş doğdu, değil mi?", "cp1254"),
        ("Labas, ąžuole, žiū.", "cp1257"),
        ("Πού είναι το φανάρι;", "cp1253"),
        ("איפה הסירה", "cp1255"),
        ("أين القارب", "cp1256"),
        ("ふねはどこですか。", "cp932"),
        ("『カモメを見た?』", "cp932"),
        ("船在哪里?快走!", "gb18030"),
        ("船在哪裡?快走!", "big5"),
        ("배는 어디에 있어요?", "cp949"),
    ],
)
def test_one_short_line_is_enough(text: str, encoding: str) -> None:
    """A file of one cue is read as it was written."""
    assert read(text, encoding) == FRAME.format(text)


FRENCH = ["forêt", "déjà", "où", "très", "garçon", "près", "là", "côté", "été", "à", "naïf"]
RUSSIAN = ["лодка", "река", "он", "где", "фонарь", "я", "и", "вода", "ночь", "Мы", "ещё", "нет"]
CASES = st.sampled_from([str.upper, str.lower, str.capitalize])


@settings(deadline=None, max_examples=150)
@given(words=st.lists(st.sampled_from(FRENCH), min_size=1, max_size=6))
def test_western_letters_are_never_cyrillic(words: list[str]) -> None:
    """Letters amid ASCII ones are Western."""
    text = " ".join([*words, "forêt"])  # a lone letter may be a Russian word
    assert read(text, "cp1252") == FRAME.format(text)


@settings(deadline=None, max_examples=150)
@given(words=st.lists(st.sampled_from(RUSSIAN), min_size=1, max_size=6), case=CASES)
def test_cyrillic_words_are_never_western(words: list[str], case: Callable[[str], str]) -> None:
    """Words without an ASCII letter are not Western, in capitals neither."""
    text = case(" ".join([*words, "лодка"]))  # a lone one-letter word is Italian as well
    assert read(text, "cp1251") == FRAME.format(text)


@pytest.mark.parametrize("name", ["João", "Michèle", "Señor Peña", "Bodø", "Zoë", "Fête", "Åse"])
@pytest.mark.parametrize("times", [1, 4, 60])
def test_one_name_in_an_english_file_is_western(name: str, times: int) -> None:
    """A name is no more foreign for being said often."""
    text = "\n".join([f"{name}, where is the boat?", "It went down the river."] * times)
    assert read(text, "cp1252") == FRAME.format(text)


def test_bytes_that_fit_no_language_still_get_an_encoding() -> None:
    """The last resort always decodes, with U+FFFD where it must."""
    data = bytes(range(0x80, 0x100)) * 3
    assert data.decode(guess_encoding(data), "replace")
