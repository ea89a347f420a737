"""What a step knows beside the text: the language's table, the full tag, the shown case."""

from collections.abc import Callable
from dataclasses import dataclass

from narrator.text.tables import Table, table_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """The setting of one spoken form. shouted: the shown text is in capitals."""

    tag: str
    table: Table
    shouted: bool


Step = Callable[[str, Setting], str]


def setting_of(text: str, tag: str) -> Setting:
    """Return the setting of a shown text in the language of a BCP 47 tag."""
    return Setting(tag=tag, table=table_of(tag), shouted=mostly_capitals(text))


def mostly_capitals(text: str) -> bool:
    """Whether capitals outnumber small letters two to one."""
    upper = sum(c.isupper() for c in text)
    return upper > 2 * sum(c.islower() for c in text)
