"""The head of a transcript page: titles that stand above the script and are not part of it.

They are told by form: "… s01e08 …", "… Transcript", "Season 1 … Episode 6", "Episode 8", an
address, a bare number under one of these. A line in capitals is a card, never a page's title.
"""

import re
from collections.abc import Sequence

LONGEST_HEAD = 12
LONGEST_TITLE = 120

_EPISODE = r"(?:episode|épisode|episodio|episódio|folge|avsnitt|aflevering|odcinek|ep\.?)"
_SEASON = r"(?:season|series|saison|temporada|staffel|stagione|säsong|seizoen|sezon)"
_SCRIPT = r"(?:script|transcripts?|transcripción|transcrição|transkript|trascrizione)"
PAGE_TITLE = re.compile(
    rf"\bs\d{{1,2}}\s?\.?e\d{{1,3}}\b|\b\d{{1,2}}x\d{{2,3}}\b|\b{_SCRIPT}$|"
    rf"\b{_SEASON}\s\d{{1,3}}\b.*\b{_EPISODE}\s\d{{1,4}}\b",
    re.IGNORECASE,
)
PART_TITLE = re.compile(
    rf"(?:{_SEASON}\s\d{{1,3}},?\s?)?{_EPISODE}\s#?\d{{1,4}}|{_SEASON}\s\d{{1,3}}", re.IGNORECASE
)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
SAID = re.compile(r"[-–—]|.*[.!?…]$")


def count_titles(keys: Sequence[str]) -> int:
    """Return how many of the lines `keys` at the top are titles of a page by their form."""
    for index, key in enumerate(keys[:LONGEST_HEAD]):
        if not (_is_title(key) or ADDRESS.fullmatch(key) or (index and key.isdecimal())):
            return index
    return min(len(keys), LONGEST_HEAD)


def count_unsaid(keys: Sequence[str]) -> int:
    """Return how many of `keys`, lines above a script, stand before one that may be speech."""
    for index, key in enumerate(keys):
        if SAID.match(key) and not _is_title(key) and not ADDRESS.fullmatch(key):
            return index
    return len(keys)


def _is_title(key: str) -> bool:
    if len(key) > LONGEST_TITLE or key.endswith((".", "!", "?")) or key.isupper():
        return False
    return bool(PAGE_TITLE.search(key) or PART_TITLE.fullmatch(key))
