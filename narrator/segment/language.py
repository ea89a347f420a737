"""The language of a file and of each text in it, and the words that only bind sentences."""

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from math import log10

from narrator.model import Unit
from narrator.segment.facts import words_of
from narrator.segment.identifier import likeliest

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
    words = [word for word in sample.split() if any(map(str.isalpha, word))]
    if len(words) < FEWEST_WORDS and not spaceless:
        return None
    return next(likeliest(sample))


def in_their_languages(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units, each with the language that its words are plainly in, where it is another.

    Of the languages that the identifier thinks of, the one in which the words are most frequent
    is taken; it must hold a word that binds sentences, unless the file's knows none of the words.
    """
    doubtful = {n: words_of(unit.text) for n, unit in enumerate(units) if is_doubtful(unit)}
    thought_of = {n: candidates(units[n].text) for n in doubtful}
    asked: dict[str, set[str]] = {}
    for n, codes in thought_of.items():
        for code in codes:
            asked.setdefault(code, set()).update(doubtful[n])
    lists = {code: listed_words(code, words) for code, words in asked.items()}
    found = list(units)
    for n, words in doubtful.items():
        best = max(thought_of[n], key=lambda code: zipf(words, lists[code].shares))
        if is_plainly(words, lists[best], own=language_tag(units[n])):
            found[n] = replace(units[n], language=best)
    return tuple(found)


def is_doubtful(unit: Unit) -> bool:
    """Say whether the words of a unit could be plainly of another language than the file's."""
    words, known = words_of(unit.text), frequencies(language_tag(unit))
    if len(words) < FEWEST_FOREIGN or not known:
        return False
    return zipf(words, known) + LIKELIER_ZIPF <= HIGHEST_ZIPF


def is_plainly(words: Sequence[str], listed: "Listed", *, own: str) -> bool:
    """Say whether words are plainly of the list's language, and not of their file's `own`."""
    own_zipf = zipf(words, frequencies(own))
    frequent = zipf(words, listed.shares) >= max(FREQUENT_ZIPF, own_zipf + LIKELIER_ZIPF)
    return frequent and bool(own_zipf == 0 or (listed.binding - function_words(own)) & {*words})


def language_tag(unit: Unit) -> str:
    """Return the ISO 639-1 code of a unit's language."""
    return (unit.language or "").partition("-")[0]


def candidates(text: str) -> list[str]:
    """Return the languages that the identifier thinks of, the likeliest first."""
    return list(islice(likeliest(text.lower()), CANDIDATES))


def zipf(words: Sequence[str], shares: Mapping[str, float]) -> float:
    """Return how frequent words are on average: the logarithm of uses in a milliard words."""
    return sum(log10(shares[word] * 1e9) for word in words if word in shares) / len(words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Of a language: the share of all words that some words have, and the words that bind."""

    shares: Mapping[str, float]
    binding: frozenset[str]


def listed_words(language: str, words: Collection[str]) -> Listed:
    """Return what is asked of a language's list. The list itself, some 4 MB, is not kept."""
    shares = loaded(language)
    kept = {word: shares[word] for word in words if word in shares}
    return Listed(shares=kept, binding=commonest(shares))


@cache
def frequencies(language: str) -> Mapping[str, float]:
    """Return the share of all words that each word of a language has, nothing without a list."""
    return loaded(language)


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the commonest words of a language, empty where no list of it is known."""
    return commonest(frequencies(language))


def loaded(language: str) -> Mapping[str, float]:
    """Return `frequencies` from wordfreq's file, past its caches."""
    import wordfreq  # noqa: PLC0415 - may not be needed

    listed = LISTED_AS.get(language, language)
    available = wordfreq.available_languages("small")
    if listed not in available:
        return {}
    by_centibels = wordfreq.read_cBpack(available[listed])
    return {
        word: wordfreq.cB_to_freq(-centibels)
        for centibels, words in enumerate(by_centibels)
        for word in words
    }


def commonest(shares: Mapping[str, float]) -> frozenset[str]:
    """Return the commonest words of a list."""
    found = heapq.nlargest(FUNCTION_WORDS, shares, key=shares.__getitem__)
    return frozenset(word for word in found if word.isalpha())
