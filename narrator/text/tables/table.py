"""The shape of a language's table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Coin = tuple[str, ...]  # a unit's forms by number: (one, other), in Russian (one, few, many)


def words(text: str) -> frozenset[str]:
    """Return the words of a literal list."""
    return frozenset(text.split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The data of one language.

    abbreviations: as written -> as said; one that ends in a dot is found with its dot only.
    symbols: a character between or beside words -> its word, "," where it is a pause.
    web: the signs of addresses -> their words; "" where a sign is not said.
    units: a unit's sign -> CLDR's name of the unit. coins: a sign or word of money -> its forms
    and those of its hundredth. scales: a sign such as "M" -> the forms of its word.
    coin_pattern: a sum with hundredths: {whole} coins, {part} hundredths, {figure} their number.
    phones: patterns of telephone numbers. grouped_digits: phone groups are said as numbers.
    ends_open, begins_open: a line that ends, or begins, with one of these words runs on.
    spelt, said: initials said as letters, as a word. words_too: initials that a text in capitals
    more likely means as words. syllabic: letters that, beside the vowels, make a word sayable.
    letters: a letter -> its name, where the bare letter is misread.
    small_words: words of one letter. restored: a word in capitals that lost its accents, in
    lower case -> as it is written; stems: the same for parts of words, in order.
    """

    language: str = ""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    symbols: Mapping[str, str] = field(default_factory=dict)
    web: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    coins: Mapping[str, tuple[Coin, Coin]] = field(default_factory=dict)
    coin_pattern: str = "{whole}, {part}"
    scales: Mapping[str, Coin] = field(default_factory=dict)
    of_scale: str = ""
    phones: tuple[str, ...] = ()
    phone_words: str = ""
    grouped_digits: bool = False
    to: str = ""
    point: str = ""
    minus: str = ""
    ends_open: frozenset[str] = frozenset()
    begins_open: frozenset[str] = frozenset()
    spelt: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    not_letters: frozenset[str] = frozenset()
    words_too: frozenset[str] = frozenset()
    syllabic: frozenset[str] = frozenset()
    letters: Mapping[str, str] = field(default_factory=dict)
    small_words: frozenset[str] = frozenset()
    restored: Mapping[str, str] = field(default_factory=dict)
    stems: tuple[tuple[str, str], ...] = ()


PLAIN = Table(
    syllabic=frozenset("LR"),  # as in Czech, Slovak and Croatian
    not_letters=words("HMM SHH PSST BRR"),
    spelt=words("BBC CEO CIA FBI HIV KGB UFO USA USSR OGPU GPU"),
    said=words("NATO UNESCO UNICEF NASA OPEC FIFA UEFA"),
)
