"""What the spoken form knows of each language, as plain data: one `Table` a language.

A language without a table gets `PLAIN`: capitals become words there, nothing else is touched.
Territories share the table of their language; what differs by territory (digit grouping, the
order of a date, "and" in American numbers) is asked of CLDR or of num2words by the full tag.
"""

from narrator.text.tables import de, en, es, fr, ru
from narrator.text.tables.table import PLAIN, Coin, Table

__all__ = ["PLAIN", "TABLES", "Coin", "Table", "primary", "table_of"]

TABLES: dict[str, Table] = {
    "de": de.TABLE,
    "en": en.TABLE,
    "es": es.TABLE,
    "fr": fr.TABLE,
    "ru": ru.TABLE,
}


def primary(tag: str) -> str:
    """Return the primary language of a BCP 47 tag, in lower case."""
    return tag.replace("_", "-").partition("-")[0].lower()


def table_of(tag: str) -> Table:
    """Return the table of a BCP 47 tag, `PLAIN` where there is none."""
    return TABLES.get(primary(tag), PLAIN)
