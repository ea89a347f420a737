"""A shorter form of what is said: without the places and dates that were said a moment ago.

By rule and never by guess: what is left out are phrases, from pause to pause, that were spoken in
the very same words not long before. Placement takes the shorter form only where the full one does
not fit.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from narrator.model import NARRATED, Ledger, Narration
from narrator.text.letters import letters_and_figures

REMEMBERED_MS = 120_000  # what was said two minutes ago is still in the listener's mind
NEVER_MS = -1_000_000_000
PAUSE = re.compile(r"(?<=[,.;:!?…])\s+")
TRAILING = ",;: "


def with_shorter_forms(narrations: Iterable[Narration]) -> Iterator[Narration]:
    """Yield narrations in order of time, each with a shorter form where a rule gives one."""
    said_ms: dict[str, int] = {}
    for narration in narrations:
        phrases = PAUSE.split(narration.spoken)
        now_ms = narration.span.start_ms
        new = [
            phrase
            for phrase in phrases
            for key in (letters_and_figures(phrase),)
            if key and now_ms - said_ms.get(key, NEVER_MS) > REMEMBERED_MS
        ]
        shortened = 0 < len(new) < len(phrases) and narration.tag in NARRATED
        said_ms |= dict.fromkeys(map(letters_and_figures, new if shortened else phrases), now_ms)
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
            said_ms |= dict.fromkeys(keys_of(spoken.get(each.id, "")), now_ms)
        if narration.shorter and spoken.get(narration.id) == narration.shorter:
            keys = filter(None, keys_of(narration.spoken))
            if any(now_ms - said_ms.get(key, NEVER_MS) > REMEMBERED_MS for key in keys):
                found.add(narration.id)
    return found


def keys_of(text: str) -> Iterator[str]:
    """Return what each phrase of a text is known again by."""
    return map(letters_and_figures, PAUSE.split(text))


def joined(phrases: Iterable[str]) -> str:
    """Return phrases as one text; a capital begins it as it begins any other."""
    text = " ".join(phrases).rstrip(TRAILING)
    return text[:1].upper() + text[1:]
