"""The style sheets of a WebVTT file, as far as colour, slant and weight go.

Selectors: ::cue, and ::cue(…) around a name, .class, #name or [voice="…"], joined or alone
(W3C WebVTT section 8). Others are repairs of kind "style" and left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from narrator.colour import colour_of
from narrator.model import Repair
from narrator.readers.cues.styles import Style
from narrator.readers.repairs import repaired

COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
SELECTOR = re.compile(
    r"::cue(?:\(\s*(?P<name>[a-z]*)(?P<parts>(?:[.#][\w\\-]{1,80}"
    r"|\[voice\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w-]+)\s*\])*)\s*\))?"
)
PART = re.compile(r"\.([\w\\-]+)|#([\w\\-]+)|\[voice\s*=\s*[\"']?([^\"'\]]*)[\"']?\s*\]")
MOST_RULES = 500
MOST_KNOWN = 1_000
# W3C WebVTT section 5: classes that colour text without a style sheet.
COLOURS = frozenset("white lime cyan red yellow magenta blue black".split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """An open tag: its name, its classes, and what follows them (the voice of a v)."""

    name: str
    classes: tuple[str, ...] = ()
    annotation: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A selector and what it sets; None where it sets nothing."""

    name: str = ""
    classes: frozenset[str] = frozenset()
    cue: str | None = None
    voice: str | None = None
    colour: str | None = None
    italic: bool | None = None
    bold: bool | None = None

    def suits(self, tag: Tag) -> bool:
        """Whether the rule is for what stands in `tag`."""
        return (
            self.cue is None
            and bool(self.name or self.classes or self.voice is not None)
            and self.name in {"", tag.name}
            and self.classes <= set(tag.classes)
            and self.voice in {None, tag.annotation}
        )

    def over(self, style: Style) -> Style:
        """Return `style` with what the rule sets."""
        return replace(
            style,
            colour=self.colour or style.colour,
            italic=style.italic if self.italic is None else self.italic,
            bold=style.bold if self.bold is None else self.bold,
        )


def parse_rules(text: str, where: str) -> tuple[tuple[Rule, ...], tuple[Repair, ...]]:
    """Return the rules of one style sheet, and the selectors that are not understood."""
    rules: list[Rule] = []
    repairs: list[Repair] = []
    for body in COMMENT.sub(" ", text).split("}"):
        selectors, brace, declarations = body.partition("{")
        for selector in selectors.split(",") if brace else ():
            rule = _rule(selector.strip(), declarations)
            if rule is None:
                before = " ".join(selector.split())
                repairs.append(repaired("style", where, before, "left out"))
            elif len(rules) < MOST_RULES:
                rules.append(rule)
    return tuple(rules), tuple(repairs)


def _rule(selector: str, declarations: str) -> Rule | None:
    match = SELECTOR.fullmatch(selector)
    if match is None:
        return Rule() if selector == "::cue-region" else None
    parts = PART.findall((match["parts"] or "").replace("\\", ""))
    values = dict(_declarations(declarations))
    return Rule(
        name=match["name"] or "",
        classes=frozenset(name for name, _, _ in parts if name),
        cue=next((name for _, name, _ in parts if name), None),
        voice=next((name for one, two, name in parts if not one and not two), None),
        colour=colour_of(values.get("color", "")),
        italic=_set(values.get("font-style"), {"italic", "oblique"}),
        bold=_set(values.get("font-weight"), {"bold", "bolder", "600", "700", "800", "900"}),
    )


def _declarations(text: str) -> Iterator[tuple[str, str]]:
    for declaration in text.split(";"):
        name, _, value = declaration.partition(":")
        yield name.strip().lower(), value.removesuffix("!important").strip()


def _set(value: str | None, meaning: Iterable[str]) -> bool | None:
    return None if value is None else value.lower() in meaning


class StyleSheet:
    """The rules of a file, and the styles that they give."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Take the rules in the file's order."""
        self._rules = tuple(rules)
        self._known: dict[tuple[Style, Tag], Style] = {}

    def base(self, cue: str) -> Style:
        """Return the style of all text in the cue named `cue`."""
        style = Style()
        for rule in self._rules:
            everywhere = not (rule.name or rule.classes or rule.voice is not None or rule.cue)
            if everywhere or (rule.cue is not None and rule.cue == cue):
                style = rule.over(style)
        return style

    def within(self, style: Style, tag: Tag) -> Style:
        """Return `style` inside `tag`."""
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        if (style, tag) not in self._known:
            self._known[style, tag] = self._within(style, tag)
        return self._known[style, tag]

    def _within(self, style: Style, tag: Tag) -> Style:
        named = next((name for name in tag.classes if name in COLOURS), "")
        inner = replace(
            style,
            colour=colour_of(named) or style.colour,
            italic=style.italic or tag.name in {"i", "em"},
            bold=style.bold or tag.name in {"b", "strong"},
            classes=style.classes + tag.classes,
        )
        for rule in self._rules:
            if rule.suits(tag):
                inner = rule.over(inner)
        return inner
