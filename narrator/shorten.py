"""A shorter form of what is said: without the places and dates that were said a moment ago.

By rule and never by guess: what is left out was spoken in the very same words, between pauses, not
long before. Placement takes the shorter form only where the full one does not fit.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from narrator.model import NARRATED, Ledger, Narration

REMEMBERED_MS = 120_000  # what was said two minutes ago is still in the listener's mind
NEVER_MS = -1_000_000_000
PAUSE = re.compile(r"(?<=[,.;:!?…])\s+")
TRAILING = ",;: "


def with_shorter_forms(narrations: Iterable[Narration]) -> Iterator[Narration]:
    """Yield narrations in order of time, each with a shorter form where a rule gives one."""
    said_ms: dict[str, int] = {}
    for narration in narrations:
        parts = PAUSE.split(narration.spoken)
        now_ms = narration.span.start_ms
        new = [
            part
            for part in parts
            if key(part) and now_ms - said_ms.get(key(part), NEVER_MS) > REMEMBERED_MS
        ]
        shortened = 0 < len(new) < len(parts) and narration.tag in NARRATED
        said_ms |= dict.fromkeys(map(key, new if shortened else parts), now_ms)
        yield replace(narration, shorter=joined(new)) if shortened else narration


def hollow(narrations: Iterable[Narration], ledger: Ledger) -> set[str]:
    """Return the ids of the narrations that are spoken without something that was never said.

    What they lean on was itself left out, or shortened.
    """
    spoken = {placement.narration_id: placement.spoken for placement in ledger.placements}
    said_ms: dict[str, int] = {}
    found: set[str] = set()
    for narration in narrations:
        now_ms = narration.span.start_ms
        for each in (narration, *narration.parts):
            said_ms |= dict.fromkeys(map(key, PAUSE.split(spoken.get(each.id, ""))), now_ms)
        if narration.shorter and spoken.get(narration.id) == narration.shorter:
            parts = map(key, PAUSE.split(narration.spoken))
            if any(now_ms - said_ms.get(part, NEVER_MS) > REMEMBERED_MS for part in parts if part):
                found.add(narration.id)
    return found


def joined(parts: Iterable[str]) -> str:
    """Return the parts as one text; a capital begins it as it begins any other."""
    text = " ".join(parts).rstrip(TRAILING)
    return text[:1].upper() + text[1:]


def key(part: str) -> str:
    """Return the letters and figures of a part, by which it is known again."""
    return "".join(character for character in part.casefold() if character.isalnum())
