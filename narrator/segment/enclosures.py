"""Brackets and quotation marks that enclose a whole text, in one passage or over several."""

from collections.abc import Sequence
from dataclasses import replace

from narrator.segment.facts import Passage

CLOSING = {
    "[": "]", "(": ")", "（": "）", "［": "］", "{": "}", "〈": "〉", "＜": "＞", "《": "》",
    "【": "】", "『": "』", "「": "」", "«": "»", "“": "”", "„": "“", '"': '"', "<": ">",
    "〔": "〕", "≪": "≫", "〖": "〗", "⟪": "⟫",
}  # fmt: skip
MARKS = ".,!?…。！？ "
LONGEST = 6  # passages: what is not closed by then was never meant to be


def encloses(text: str) -> bool:
    """Whether one pair of brackets or quotation marks holds the whole text."""
    bare = text.strip().rstrip(MARKS)
    closing = CLOSING.get(bare[:1])
    if closing is None or len(bare) < 3:
        return False
    return bare.endswith(closing) and closing not in bare[1:-1]


def left_open(text: str) -> str | None:
    """Return the mark that the text opens with and does not close, or None."""
    bare = text.strip()
    closing = CLOSING.get(bare[:1])
    if closing is None:
        return None
    return bare[0] if closing not in bare[1:] else None


def closes(text: str, opening: str) -> bool:
    """Whether the text ends with what closes the mark."""
    return text.strip().rstrip(MARKS).endswith(CLOSING[opening])


def with_enclosures(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages, each with the mark that encloses it by itself or with its neighbours."""
    found: dict[int, str] = {}
    for passage in passages:
        if passage.index in found:
            continue
        if encloses(passage.text):
            found[passage.index] = passage.text.strip()[0]
        elif opening := left_open(passage.text):
            last = last_of(passages, passage.index, opening)
            found.update(dict.fromkeys(range(passage.index, last + 1), opening))
    return tuple(replace(p, enclosure=found[p.index]) if p.index in found else p for p in passages)


def last_of(passages: Sequence[Passage], first: int, opening: str) -> int:
    """Return the index of the passage that closes what the first one opens; first - 1 if none."""
    for passage in passages[first + 1 : first + LONGEST]:
        if closes(passage.text, opening):
            return passage.index
        if encloses(passage.text) or passage.label or passage.dash:
            break
    return first - 1
