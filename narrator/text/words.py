"""Word lists: what is a word of a language, and how frequent it is.

Two kept libraries that work without a network: pyspellchecker has frequencies for a dozen
languages, simplemma knows the inflected forms and many names of some fifty. Both are loaded when
the first word is asked for: a tenth of a second to two seconds, by language.
"""

from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Protocol

from narrator.text.accents import without_accents
from narrator.text.tables import primary

LOSING_ACCENTS = frozenset({"fr", "es", "it", "pt"})  # capitals often stand without them
FREQUENT = 1e-6  # the share of all words that makes a word frequent
VARIANTS = (("our", "or"), ("tre", "ter"), ("ise", "ize"), ("isa", "iza"), ("ё", "е"))


class WordList(Protocol):
    """The words of a language; words are given in small letters."""

    def knows(self, word: str) -> bool:
        """Whether the word is one of the language, or a name known there."""
        ...

    def frequent(self, word: str) -> bool:
        """Whether the word is among the frequent ones."""
        ...

    def frequent_words(self) -> Iterable[str]:
        """Return the frequent words, the most frequent first."""
        ...

    def __hash__(self) -> int:
        """Return a hash, so that what was found in the list can be kept by it."""
        ...


@cache
def word_list(tag: str) -> WordList | None:
    """Return the word list of a BCP 47 tag's language, None where neither library has one."""
    from simplemma import is_known  # noqa: PLC0415 - slow to import, and not needed to speak

    language = primary(tag)
    try:
        is_known("a", lang=language, low_memory=True)
    except ValueError:
        return InstalledWords(language, lemmas=False) if _counted(language) else None
    return InstalledWords(language, lemmas=True)


def _counted(language: str) -> bool:
    """Whether pyspellchecker has frequencies for the language."""
    return files("spellchecker").joinpath(f"resources/{language}.json.gz").is_file()


class InstalledWords:
    """The word list of the two installed libraries."""

    def __init__(self, language: str, *, lemmas: bool) -> None:
        """Keep the language; `lemmas` says whether simplemma knows it."""
        self._language = language
        self._lemmas = lemmas

    def knows(self, word: str) -> bool:
        """Whether either library knows the word, a spelling of it, or it without accents."""
        spellings = {word, *(word.replace(one, other) for one, other in VARIANTS)}
        return any(map(self._has, spellings)) or word in self._without_accents

    def frequent(self, word: str) -> bool:
        """Whether the word makes up a millionth of all words."""
        return bool(self._counts.get(word, 0) >= self._least)

    def frequent_words(self) -> Iterable[str]:
        """Return the frequent words, the most frequent first."""
        return self._frequent

    def _has(self, word: str) -> bool:
        if word in self._counts:
            return True
        from simplemma import is_known  # noqa: PLC0415 - as above

        return self._lemmas and bool(is_known(word, lang=self._language, low_memory=True))

    @cached_property
    def _counts(self) -> dict[str, int]:
        if not _counted(self._language):
            return {}
        from spellchecker import SpellChecker  # noqa: PLC0415 - as above

        counted: Any = SpellChecker(language=self._language, distance=1).word_frequency
        return dict(counted.dictionary)

    @cached_property
    def _least(self) -> float:
        return max(2.0, sum(self._counts.values()) * FREQUENT)

    @cached_property
    def _frequent(self) -> tuple[str, ...]:
        kept = [word for word, count in self._counts.items() if count >= self._least]
        return tuple(sorted(kept, key=lambda word: -self._counts[word]))

    @cached_property
    def _without_accents(self) -> frozenset[str]:
        if self._language not in LOSING_ACCENTS:
            return frozenset()
        return frozenset(without_accents(word) for word in self._counts)
