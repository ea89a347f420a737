"""Numbers in words, by num2words, with what it leaves undone: its commas, its "one thousand".

num2words is imported when the first number is met: it takes a tenth of a second.
"""

import re
from typing import Any

from narrator.text.tables import primary, table_of

TERRITORIES = {
    "fr-be": "fr_BE", "fr-ch": "fr_CH", "es-co": "es_CO", "es-gt": "es_GT", "es-ve": "es_VE",
}  # fmt: skip
AMERICAN = ("en-us", "en-ca", "en-ph")
LONGEST_DIGITS = 15
RUSSIAN_PLACES = 3
DIGITS = re.compile(r"\d")


def cardinal(value: int, tag: str, **grammar: str) -> str:
    """Return a whole number in words; a huge one is said digit by digit.

    `grammar` is passed to num2words: case and gender for Russian.
    """
    if len(str(abs(value))) > LONGEST_DIGITS:
        return digits(str(value), tag)
    return _tidy(_num2words(value, tag, **grammar), tag)


def ordinal(value: int, tag: str, **grammar: Any) -> str:  # noqa: ANN401 - num2words's own options
    """Return an ordinal number in words, in the language's base form unless `grammar` asks."""
    return _tidy(_num2words(value, tag, to="ordinal", **grammar), tag)


def year(value: int, tag: str) -> str:
    """Return a year in words as it is said when it stands alone."""
    return _tidy(_num2words(value, tag, to="year"), tag)


def digits(text: str, tag: str) -> str:
    """Return the digits of `text` in words, one by one."""
    return " ".join(cardinal(int(d), tag) for d in DIGITS.findall(text))


def decimal(whole: str, fraction: str, tag: str) -> str:
    """Return a decimal number in words: the part after the point digit by digit.

    Russian says tenths, hundredths and thousandths.
    """
    if primary(tag) == "ru" and len(fraction) <= RUSSIAN_PLACES and len(whole) <= LONGEST_DIGITS:
        return str(_num2words(f"{whole}.{fraction}", tag))
    return f"{cardinal(int(whole), tag)} {table_of(tag).point} {digits(fraction, tag)}"


def grouped(text: str, tag: str) -> str:
    """Return digits in words as one number, its leading zeros before it."""
    zeros = len(text) - len(text.lstrip("0"))
    said = [digits(text[:zeros], tag)] if zeros else []
    return " ".join([*said, *([cardinal(int(text), tag)] if text[zeros:] else [])])


def _num2words(value: int | str, tag: str, **options: Any) -> str:  # noqa: ANN401 - as above
    from num2words import num2words  # noqa: PLC0415 - slow to import, and often not needed

    language = TERRITORIES.get(tag.lower().replace("_", "-"), primary(tag))
    return str(num2words(value, lang=language, **options))


def _tidy(said: str, tag: str) -> str:
    """Leave out what a reader does not say: commas, and by territory or language more."""
    said = said.replace(",", "")
    if tag.lower().replace("_", "-").startswith(AMERICAN):
        said = said.replace(" and ", " ")
    said = said.replace("veintiuno mil", "veintiún mil").replace(" uno mil", " un mil")
    return said.removeprefix("одна ") if said.startswith("одна тысяча") else said
