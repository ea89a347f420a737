"""Grammar: how each language says dates, times, ordinals and numbers, as rules in their order.

Each language is a plain module with `rules(tag)`; GRAMMARS is the whole registry.
"""

from collections.abc import Mapping
from typing import Protocol

from narrator.text.grammar import de, en, es, fr, ru
from narrator.text.rules import Rule, apply
from narrator.text.setting import Setting
from narrator.text.tables import primary


class Grammar(Protocol):
    """A plain module that puts a language's figures in words."""

    def rules(self, tag: str) -> tuple[Rule, ...]:
        """Return the rules in their order, for a BCP 47 tag of the language."""
        ...


GRAMMARS: Mapping[str, Grammar] = {"de": de, "en": en, "es": es, "fr": fr, "ru": ru}


def follow_grammar(text: str, setting: Setting) -> str:
    """Put figures in words by the grammar of the language, where there is one."""
    grammar = GRAMMARS.get(primary(setting.tag))
    return apply(grammar.rules(setting.tag), text) if grammar else text
