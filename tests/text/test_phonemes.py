"""Phonemes: the notation, and IPA in espeak's mnemonics, checked against espeak itself."""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.engines.plain import plain_text
from narrator.media.run import Conversation
from narrator.text.espeak_phonemes import BY_LANGUAGE, to_espeak, to_ipa
from narrator.text.phonemes import in_notation, marked, without_phonemes
from narrator.text.pls import lexicon_paths, load_lexicon
from narrator.voices import packaged_folder

Trace = Callable[[str, str], str]


@pytest.fixture(scope="module")
def trace() -> Iterator[Trace]:
    """Yield a function that tells what espeak's voice of a language makes of its input, in IPA."""
    script = Path(__file__).with_name("espeak_trace.py")
    with Conversation([sys.executable, str(script)]) as espeak:
        yield lambda text, language: str(
            json.loads(espeak.ask(json.dumps([text, language]), timeout_s=60))
        )


def bare(ipa: str) -> str:
    """Return IPA without stress, length and spaces, and with one sign for each kind of r and l."""
    kept = (c for c in unicodedata.normalize("NFD", ipa) if c not in "ˈˌː ʲ")
    return "".join(kept).translate(str.maketrans("ɹɾʁɐɑɪɭʂ", "rrraaIlʃ"))


@pytest.mark.parametrize(
    ("language", "voice", "ipa"),
    [
        ("en", "en-us", "luːˈbjɑːŋkə"),
        ("en", "en-us", "ˈtʃʌmli"),
        ("en-GB", "en-gb", "ˈlɛstə"),
        ("de", "de", "ˈʃøːnəbɛʁk"),
        ("de", "de", "ˈkɛmnɪts"),
        ("fr", "fr", "sɛ̃tuˈɛ̃"),
        ("fr", "fr", "bʁyˈsɛl"),
        ("es", "es", "tenotʃˈtitlan"),
        ("es", "es", "ˈɡetʃo"),
        ("ru", "ru", "mʲɪrkaˈdɛr"),
    ],
)
def test_espeak_says_the_ipa_it_was_given(
    trace: Trace, language: str, voice: str, ipa: str
) -> None:
    """What its voice makes of the mnemonics is the IPA again, its kinds of r aside."""
    mnemonics = to_espeak(ipa, language)
    assert mnemonics is not None
    assert bare(trace(mnemonics, voice)) == bare(ipa)


@pytest.mark.parametrize("language", sorted(BY_LANGUAGE))
def test_every_shipped_phoneme_has_its_sound(trace: Trace, language: str) -> None:
    """Espeak drops nothing: as many sounds come out as signs went in."""
    lexicon = load_lexicon(lexicon_paths(packaged_folder() / "lexicon"))
    voice = "en-us" if language == "en" else language
    for entry in lexicon.entries:
        if entry.language == language and entry.phonemes:
            said = trace(to_espeak(entry.phonemes, language) or "", voice)
            assert len(bare(said)) == len(bare(entry.phonemes)), entry.grapheme


def test_what_espeak_cannot_say_falls_back() -> None:
    """A sign that is none, a language without table, a hostile mnemonic, silence."""
    assert to_espeak("ж?", "en") is None
    assert to_espeak("a", "zu") is None
    assert to_espeak("espeak:a]] [[b", "en") is None
    assert to_espeak("ˈ", "en") is None
    assert to_espeak("espeak:j'U@", "en") == "[[j'U@]]"


def test_ipa_for_piper_has_the_stress_before_the_vowel() -> None:
    """As espeak writes it, and as models are trained; mnemonics become IPA."""
    assert to_ipa("luːˈbjɑːŋkə", "en") == "luːbjˈɑːŋkə"
    assert to_ipa("espeak:lu:b'jA:Nk@", "en") == "luːbjˈɑːŋkə"
    assert to_ipa("espeak:\x7f", "en") is None


def test_the_notation_is_read_and_the_rest_made_safe() -> None:
    """Each piece goes to its own function; None speaks the word."""
    text = f"the {marked('quay', 'kiː')} of {marked('Ure', '?')}"
    said = in_notation(text, str.upper, lambda _, ipa: f"<{ipa}>" if ipa != "?" else None)
    assert said == "THE <kiː> OF URE"
    assert without_phonemes(text) == "the quay of Ure"


def test_stray_marks_are_no_notation() -> None:
    """A lone bracket is a space, and the words are kept."""
    assert without_phonemes("a ⟦b c⟧ |d").split() == ["a", "b", "c", "|d"]


@given(st.text(alphabet="⟦⟧|[]ab ", max_size=30))
def test_no_text_smuggles_phonemes_past_an_engine(text: str) -> None:
    """Double brackets reach an engine only where its own function put them."""
    shown = f"word {text}"
    assert "[[" not in plain_text(shown)
    said = plain_text(shown, lambda _word, _ipa: "[[X]]")
    assert said.count("[[") == said.count("[[X]]")
