"""IPA in espeak's mnemonics, and back: by language, for espeak knows each phoneme by its voice.

espeak takes mnemonics between "[[" and "]]". The mnemonics are those of espeak-ng 1.52's
phsource, checked against what its voices answer (tests/text/test_espeak_phonemes.py). A sound
that a voice lacks has the nearest one that it has; anything else makes the whole word fall back.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from narrator.text.phonemes import ESPEAK
from narrator.text.tables import primary

CONSONANTS = {
    "p": "p", "b": "b", "t": "t", "d": "d", "k": "k", "g": "g", "ɡ": "g", "f": "f", "v": "v",
    "s": "s", "z": "z", "m": "m", "n": "n", "ŋ": "N", "l": "l", "ɫ": "l", "h": "h", "ɦ": "h",
    "j": "j", "w": "w", "ʃ": "S", "ʒ": "Z", "tʃ": "tS", "dʒ": "dZ", "θ": "T", "ð": "D", "x": "x",
    "χ": "x", "ç": "C", "ɣ": "Q", "ɲ": "n^", "ʎ": "l^", "ɹ": "r", "r": "r", "ɾ": "*", "ʁ": "r",
    "ʀ": "r", "ʔ": "?", "ts": "ts", "dz": "dz", "β": "B", "tɕ": "tS;", "ɕ": "S;", "ʂ": "S",
    "ʐ": "Z", "ɥ": "w",
}  # fmt: skip
VOWELS = {
    "i": "i", "iː": "i:", "ɪ": "I", "e": "e", "eː": "e:", "ɛ": "E", "ɛː": "E:", "a": "a",
    "aː": "a:", "æ": "a", "ə": "@", "ɔ": "O", "ɔː": "O:", "o": "o", "oː": "o:", "u": "u",
    "uː": "u:", "ʊ": "U", "eɪ": "eI", "aɪ": "aI", "ɔɪ": "OI", "oʊ": "oU", "əʊ": "oU", "aʊ": "aU",
}  # fmt: skip
BY_LANGUAGE: Mapping[str, Mapping[str, str]] = {
    "en": {
        "aː": "A:", "ɑ": "A:", "ɑː": "A:", "ɒ": "0", "ʌ": "V", "ɐ": "a#", "ɜ": "3:", "ɜː": "3:",
        "ɝ": "3:", "ɚ": "3", "y": "u:", "yː": "u:", "ʏ": "U", "ø": "3:", "øː": "3:", "œ": "3:",
        "ɨ": "I", "ɪə": "i@", "eə": "e@", "ʊə": "U@", "ɛ̃": "an", "ɑ̃": "A~", "ɔ̃": "O~", "œ̃": "an",
    },
    "de": {
        "ɑ": "a", "ɑː": "A:", "aː": "A:", "ɒ": "O", "ʌ": "a", "ɐ": "3", "ɜ": "3", "ɜː": "W:",
        "ɚ": "3", "æ": "E", "y": "y", "yː": "y:", "ʏ": "y", "ø": "Y:", "øː": "Y:", "œ": "W",
        "ɔʏ": "OY", "ɔɪ": "OY", "pf": "pF", "ɨ": "I", "ɛ̃": "EN", "ɑ̃": "A~", "ɔ̃": "O~", "œ̃": "W~",
    },
    "fr": {
        "ɪ": "i", "ʊ": "u", "ɑ": "a", "ɑː": "a", "ɒ": "O", "ʌ": "V", "ɐ": "a", "ɜ": "W", "ɜː": "W",
        "ɚ": "W", "y": "y", "yː": "y", "ʏ": "y", "ø": "Y", "øː": "Y", "œ": "W", "ɥ": "y", "ɨ": "i",
        "ɛ̃": "E~", "ɑ̃": "A~", "ɔ̃": "O~", "œ̃": "W~",
    },
    "es": {
        "ɪ": "i", "ʊ": "u", "ɑ": "a", "ɑː": "a", "ɒ": "O", "ʌ": "a", "ɐ": "a", "ɜ": "e", "ɜː": "e",
        "ɚ": "e", "ə": "e", "y": "y", "yː": "y", "ʏ": "y", "ø": "Y", "øː": "Y", "œ": "Y", "ɨ": "i",
        "r": "R", "ɔɪ": "oI", "ɛ̃": "en", "ɑ̃": "an", "ɔ̃": "on", "œ̃": "en",
    },
    "ru": {
        "ʊ": "u", "ɑ": "A", "ɑː": "A", "ɒ": "o", "ʌ": "V", "ɐ": "V", "ɜ": "e", "ɜː": "e",
        "ɚ": "e", "ɨ": "y", "y": "u", "yː": "u", "ʏ": "u", "ø": "Y", "øː": "Y", "œ": "Y", "ɛ̃": "en",
        "ɑ̃": "an", "ɔ̃": "on", "œ̃": "en", "aʊ": "au", "oʊ": "ou", "əʊ": "ou", "tʃ": "tS;",
    },
}  # fmt: skip
HEARD = {"en": {"a": "æ", "A:": "ɑː"}, "de": {"A:": "ɑː"}}  # mnemonics of several IPA signs
STRESS = re.compile(r"([ˈˌ])([^aeiouyæɑɒɐəɛɜɪɔʊʌøœɨʏɚɝ\sˈˌ]+)")
MARKS = {"ˈ": "'", "ˌ": ",", " ": " ", "'": "'"}
PASSED_OVER = ".ːˑʰ͡ˠ̩̯̪‿-"  # syllable and length marks, ties and shadings: espeak has no sign
SOFT = "ʲ"
SOFT_LANGUAGES = frozenset({"ru"})
MNEMONICS = re.compile(r"[ -Z\\^-~]+")


def to_espeak(phonemes: str, language: str) -> str | None:
    """Return phonemes of the notation as espeak's input, "[[…]]", for a voice of the language.

    None where a sign is unknown, or the language has no table.
    """
    if phonemes.startswith(ESPEAK):
        mnemonics = phonemes.removeprefix(ESPEAK)
        return f"[[{mnemonics}]]" if MNEMONICS.fullmatch(mnemonics) else None
    said = _mnemonics(phonemes, primary(language))
    return f"[[{said}]]" if said and said.strip(" ',") else None


def to_ipa(phonemes: str, language: str) -> str | None:
    """Return phonemes of the notation as IPA; None where a mnemonic has no known sound.

    A stress mark stands before its vowel, as espeak writes it and as models are trained.
    """
    if not phonemes.startswith(ESPEAK):
        return STRESS.sub(r"\2\1", phonemes)
    by_mnemonic = _inverted(primary(language))
    pieces = _pieces(phonemes.removeprefix(ESPEAK), by_mnemonic)
    ipa = None if pieces is None else "".join(by_mnemonic[piece] for piece in pieces)
    return ipa and STRESS.sub(r"\2\1", ipa)


def _mnemonics(ipa: str, language: str) -> str | None:
    signs = _signs(language)
    pieces = _pieces(unicodedata.normalize("NFD", ipa), signs) if signs else None
    return None if pieces is None else "".join(signs[piece] for piece in pieces)


def _pieces(text: str, known: Mapping[str, str]) -> list[str] | None:
    """Return `text` cut into known signs, the longest first; None where that cannot be."""
    longest = max(map(len, known), default=0)
    pieces: list[str] = []
    while text:
        lengths = range(min(longest, len(text)), 0, -1)
        piece = next((text[:n] for n in lengths if text[:n] in known), None)
        if piece is None:
            return None
        pieces.append(piece)
        text = text[len(piece) :]
    return pieces


@cache
def _signs(language: str) -> Mapping[str, str]:
    """Return the mnemonic of each IPA sign, decomposed; nothing for a language without table."""
    if language not in BY_LANGUAGE:
        return {}
    passed = dict.fromkeys(PASSED_OVER, "")
    soft = {SOFT: ";" if language in SOFT_LANGUAGES else "j"}
    every = {**CONSONANTS, **VOWELS, **BY_LANGUAGE[language], **passed, **soft, **MARKS}
    return {unicodedata.normalize("NFD", sign): mnemonic for sign, mnemonic in every.items()}


@cache
def _inverted(language: str) -> Mapping[str, str]:
    """Return the first IPA sign of each mnemonic."""
    inverse = dict(HEARD.get(language, {}))
    for sign, mnemonic in _signs(language).items():
        if mnemonic and sign not in {"g", "'"}:
            inverse.setdefault(mnemonic, sign)
    return inverse
