"""The lexicon: words said otherwise than they are written, from W3C PLS 1.0 files.

A `lexeme` gives one or more graphemes, and an alias (said in other words) or a phoneme (IPA, or
espeak's mnemonics as the alphabet "x-espeak"). Format: W3C Pronunciation Lexicon Specification
1.0. A grapheme in capitals, such as WHO, means the capitals only; any other is known in capitals
too, and with a capital first letter.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from narrator.text.phonemes import marked
from narrator.text.tables import primary

FIRST_PLACE = 0xA000  # Yi syllables: letters without case, so that a place is a word to every rule
LAST_PLACE = 0xA48C


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """How one grapheme is said: by `alias`, else by `phonemes` (IPA, or "espeak:" mnemonics).

    language is a BCP 47 tag; "" or "mul" is any language.
    """

    grapheme: str
    language: str
    alias: str = ""
    phonemes: str = ""

    @property
    def forms(self) -> frozenset[str]:
        """The forms in which the grapheme is known in a text."""
        exact = unicodedata.normalize("NFC", self.grapheme)
        if exact.isupper():
            return frozenset({exact})
        return frozenset({exact, exact.upper(), exact[:1].upper() + exact[1:]})

    @property
    def said(self) -> str:
        """What stands in the spoken form for the grapheme."""
        return self.alias or marked(self.grapheme, self.phonemes)


@dataclass(frozen=True, kw_only=True, slots=True)
class SetAside:
    """What the lexicon says, by the sign that keeps its place in the text."""

    said: Mapping[str, str] = field(default_factory=dict)

    def put_back(self, text: str) -> str:
        """Return `text` with what is said in the places kept for it."""
        return "".join(self.said.get(character, character) for character in text)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries, the later ones before the earlier ones of the same grapheme and language."""

    entries: tuple[Entry, ...] = ()
    known: dict[str, "Known"] = field(default_factory=dict, compare=False, repr=False)

    def set_aside(self, text: str, language: str) -> tuple[str, SetAside]:
        """Return `text` with every known word replaced by a sign, and what the signs stand for.

        Whole words only, the longest first; a text with more words than there are signs keeps
        the rest as they are.
        """
        forms, whole_words = self._known(language)
        if not forms:
            return text, SetAside()
        free = (chr(n) for n in range(FIRST_PLACE, LAST_PLACE + 1) if chr(n) not in text)
        said: dict[str, str] = {}

        def keep(match: re.Match[str]) -> str:
            place = next(free, None)
            if place is None:
                return match.group()
            said[place] = forms[" ".join(match.group().split())].said
            return place

        return whole_words.sub(keep, text), SetAside(said=said)

    def known_words(self, language: str) -> frozenset[str]:
        """Return every form that the lexicon knows, and each word of those of several words."""
        forms, _ = self._known(language)
        return frozenset(chain(forms, *(form.split() for form in forms)))

    def _known(self, language: str) -> "Known":
        """Return the forms known in a language and their pattern, made once."""
        if primary(language) not in self.known:
            forms = self._forms(language)
            self.known[primary(language)] = (forms, _whole_words(forms))
        return self.known[primary(language)]

    def _forms(self, language: str) -> dict[str, Entry]:
        wanted = {"", "mul", primary(language)}
        return {
            form: entry
            for entry in self.entries
            if primary(entry.language) in wanted
            for form in entry.forms
        }


Known = tuple[Mapping[str, Entry], re.Pattern[str]]
EMPTY = Lexicon()


def _whole_words(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of the forms, the longest first, with any white space in them."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    either = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def merged(lexicons: Sequence[Lexicon]) -> Lexicon:
    """Return lexicons as one, the later before the earlier."""
    return Lexicon(tuple(_entries(lexicons)))


def _entries(lexicons: Iterable[Lexicon]) -> Iterator[Entry]:
    for lexicon in lexicons:
        yield from lexicon.entries
