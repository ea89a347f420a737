"""Cards: what stands in the picture in mixed case, and what belongs to an epigraph."""

import re

from narrator.segment.evidence import (
    CARD_MS,
    LONG_SILENCE_MS,
    Scene,
    Test,
    share_of,
)
from narrator.segment.facts import QUOTES_CLOSE, QUOTES_OPEN, Passage, cites, is_scripture
from narrator.segment.profile import style_names
from narrator.segment.words import (
    CREDIT,
    MONTHS,
    PERSON_WORDS,
    SALUTATION,
    SEASONS,
    SIGN_WORDS,
    SOURCE_LABEL,
    YEAR,
)

NUMBERED = re.compile(r"^(\d{1,2}|[IVX]{1,4})\.\s+\S")
LONGEST_EPIGRAPH = 8
LONGEST_LETTER = 8
UNBROKEN_MS = 120  # a letter that runs on is parted by three frames at the most
ROLE_LINES = 2
FEW_WORDS = 7


def names_source(passage: Passage, scene: Scene) -> bool:
    """Whether the passage names the source of the passage before it."""
    before = scene.near(passage, -1)
    named = cites(before.text if before else "", passage.text)
    return named and (is_scripture(passage.text) or not share_of(passage, PERSON_WORDS))


def cited(passage: Passage, scene: Scene) -> bool:
    """Whether the passage is a citation, or part of what the next citation cites.

    From a citation the quotation reaches back over one quoted block or one sentence.
    """
    if names_source(passage, scene):
        return True
    for step in range(1, LONGEST_EPIGRAPH):
        after = scene.near(passage, step)
        if after is None:
            return False
        if names_source(after, scene):
            return passage.index in quotation_before(after, scene)
    return False


def quotation_before(citation: Passage, scene: Scene) -> range:
    """Indices of the passages that a citation cites: back to the quotation mark or the sentence."""
    last = scene.near(citation, -1)
    if last is None:
        return range(0)
    quoted = last.text.rstrip(".")[-1:] in QUOTES_CLOSE
    first = last.index
    floor = max(0, citation.index - LONGEST_EPIGRAPH)
    while first > floor and not begins(scene, first, quoted=quoted):
        first -= 1
    return range(first, citation.index)


def begins(scene: Scene, index: int, *, quoted: bool) -> bool:
    """Whether the quotation begins at this passage."""
    if quoted:
        return scene.passages[index].text[:1] in QUOTES_OPEN
    return scene.passages[index - 1].ending in {".", "!", "?", "…"}


def in_letter(passage: Passage, scene: Scene) -> bool:
    """Whether a salutation opens the passage, or an unbroken run of cues up to it."""
    for step in range(LONGEST_LETTER):
        here = scene.near(passage, -step)
        if here is None or not may_be_letter(here):
            return False
        if salutes(here):
            return True
        if here.before_ms is None or not 0 <= here.before_ms <= UNBROKEN_MS:
            return False
    return False


def may_be_letter(passage: Passage) -> bool:
    """Whether nothing marks it as heard; without times there is no telling where a letter ends."""
    return not (passage.italic or passage.dash or passage.label or passage.span is None)


def salutes(passage: Passage) -> bool:
    """Whether the first line is a salutation with nothing else on it."""
    first = passage.lines[0].text.strip()
    return len(passage.lines) > 1 and first.endswith((",", ":")) and bool(SALUTATION.match(first))


def titled(text: str) -> bool:
    """Whether a line begins with a capital or a figure and has no closing mark."""
    bare = text.strip()
    return bool(bare) and (bare[0].isupper() or bare[0].isdigit()) and bare[-1] not in ".!?…,;:"


def name_and_role(passage: Passage, _scene: Scene) -> bool:
    """Whether two headings stand one above the other, as a name over its role."""
    return len(passage.lines) == ROLE_LINES and all(titled(line.text) for line in passage.lines)


def goes_on(passage: Passage, scene: Scene) -> bool:
    """Whether the passage continues a sentence or is continued by one."""
    before, after = scene.near(passage, -1), scene.near(passage, 1)
    begun = before is not None and before.ending in {"", ","} and before.case == "mixed"
    lower_next = after is not None and after.text[:1].islower()
    return (
        passage.text[:1].islower()
        or (passage.ending in {"", ","} and lower_next)
        or (begun and before is not None and before.span is None)
    )


def capitalised_words(passage: Passage) -> bool:
    """Whether most words after the first begin with a capital: a name or a title."""
    words = passage.text.split()[1:]
    return bool(words) and sum(w[:1].isupper() for w in words) * 2 > len(words)


CARD_EVIDENCE: tuple[tuple[str, float, Test], ...] = (
    ("speech is the rule", -2.6, lambda _p, _s: True),
    ("high in the picture", 2.5, lambda p, _: p.high),
    ("a style of cards", 1.0, lambda p, s: bool(s.profile.card_classes & set(style_names(p)))),
    ("a name above a role", 2.2, name_and_role),
    ("a source label", 2.5, lambda p, _: bool(SOURCE_LABEL.match(p.text)) and p.ending == ""),
    ("a numbered heading", 2.5, lambda p, _: bool(NUMBERED.match(p.text)) and p.ending == ""),
    ("words of signs", 0.6, lambda p, _: p.ending == "" and share_of(p, SIGN_WORDS) > 0),
    ("a date", 0.8, lambda p, _: p.ending == "" and bool(
        YEAR.search(p.text) or set(p.words) & (MONTHS | SEASONS))),
    ("no closing mark", 0.8, lambda p, _: p.ending == "" and p.span is not None),
    ("capitalised words", 0.9, lambda p, _: p.ending == "" and capitalised_words(p)),
    ("figures only", 2.4, lambda p, _: p.case == "none" and p.span is not None
     and any(c.isdigit() for c in p.text)),
    ("few words", 0.3, lambda p, _: len(p.words) <= FEW_WORDS),
    ("silence before", 0.8, lambda p, _: (p.before_ms or 0) >= LONG_SILENCE_MS),
    ("silence after", 0.4, lambda p, _: (p.after_ms or 0) >= LONG_SILENCE_MS),
    ("stands long", 0.4, lambda p, _: bool(p.span and p.span.duration_ms >= CARD_MS)),
    ("shown over speech", 1.0, lambda p, _: min(p.before_ms or 0, p.after_ms or 0) < 0),
    ("untimed", -1.5, lambda p, _: p.span is None),
    ("person words", -1.8, lambda p, _: share_of(p, PERSON_WORDS) > 0),
    ("question or exclamation", -2.0, lambda p, _: p.ending in {"?", "!"}),
    ("breaks off", -2.0, lambda p, _: p.ending == "…"),
    ("a full stop", -1.5, lambda p, _: p.ending == "."),
    ("goes on", -2.0, goes_on),
    ("slanted", -1.2, lambda p, _: p.italic),
    ("credit", -4.0, lambda p, _: bool(CREDIT.search(p.text))),
)  # fmt: skip
