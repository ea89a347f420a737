"""The language of a file and of each text in it, and the words that only bind sentences."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import log10
from typing import Any

from narrator.model import Unit
from narrator.segment.facts import words_of

SAMPLE_CHARACTERS = 20_000
FUNCTION_WORDS = 150  # the commonest words of a language are its particles and pronouns
FEWEST_WORDS = 12  # below this a guess about a file is no better than a coin

FEWEST_FOREIGN = 2  # words; one may be a name
CANDIDATES = 5  # of the identifier, which is unsure of short texts
FREQUENT_ZIPF = 4.0  # what the words of a text must be on average in its language
LIKELIER_ZIPF = 1.5  # and how much more than in the file's: thirty times as frequent
HIGHEST_ZIPF = 7.8  # of any word in any language
LISTED_AS = {"no": "nb"}  # written Norwegian has two lists, and this is nine tenths of it


def language_of(texts: Sequence[str]) -> str | None:
    """Return the ISO 639-1 code of the language of a file's lines, None where there is too little.

    Capitals mislead the model, which has learnt running text, so it is given small letters.
    """
    sample = " ".join(texts)[:SAMPLE_CHARACTERS].lower()
    spaceless = any("\u3040" <= character <= "\u9fff" for character in sample)
    if len(sample.split()) < FEWEST_WORDS and not spaceless:
        return None
    code, _ = identifier().classify(sample)
    return str(code)


def in_its_language(unit: Unit) -> Unit:
    """Return the unit with the language that its words are plainly in, where it is another.

    Of the languages that the identifier thinks of, the one in which the words are most frequent
    is taken; it must hold a word that binds sentences, unless the file's knows none of the words.
    """
    words, own = words_of(unit.text), (unit.language or "").partition("-")[0]
    if len(words) < FEWEST_FOREIGN or not frequencies(own):
        return unit
    own_zipf = zipf(words, own)
    if own_zipf + LIKELIER_ZIPF > HIGHEST_ZIPF:
        return unit
    ranked = identifier().rank(unit.text.lower())[:CANDIDATES]
    best = max((str(code) for code, _ in ranked), key=lambda code: zipf(words, code))
    frequent = zipf(words, best) >= max(FREQUENT_ZIPF, own_zipf + LIKELIER_ZIPF)
    bound = own_zipf == 0 or (function_words(best) - function_words(own)) & {*words}
    return replace(unit, language=best) if frequent and bound else unit


def zipf(words: Sequence[str], language: str) -> float:
    """Return how frequent words are on average: the logarithm of uses in a milliard words."""
    counted = frequencies(language)
    return sum(log10(counted[word] * 1e9) for word in words if word in counted) / len(words)


@cache
def identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    """Return the identifier of languages."""
    from py3langid import langid  # noqa: PLC0415 - its model is slow to load, and may not be needed

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)


@cache
def frequencies(language: str) -> Mapping[str, float]:
    """Return the share of all words that each word of a language has, nothing without a list."""
    import wordfreq  # noqa: PLC0415 - as above

    listed = LISTED_AS.get(language, language)
    known = listed in wordfreq.available_languages("small")
    return wordfreq.get_frequency_dict(listed, wordlist="small") if known else {}


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the commonest words of a language, empty where no list of it is known."""
    counted = frequencies(language)
    commonest = heapq.nlargest(FUNCTION_WORDS, counted, key=counted.__getitem__)
    return frozenset(word for word in commonest if word.isalpha())
