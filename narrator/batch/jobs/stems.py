"""What the name of a file tells: which episode it is of, and in which language."""

import re
import unicodedata
from dataclasses import dataclass

from narrator.media.language import bcp47, three_letters
from narrator.text.tag import is_language

FLAGS = frozenset({"forced", "sdh", "cc", "default", "full", "dapt"})  # beside the language
WORDS = "episode|épisode|episodio|episódio|folge|aflevering|avsnitt|afsnit|odcinek|серия|ep|e"
SEASON = re.compile(r"(?<![^\W_])s(\d{1,2})[ ._-]?e(\d{1,3})((?:[ ._-]?e\d{1,3})*)(?![^\W_])")
CROSS = re.compile(r"(?<![^\W_])(\d{1,2})x(\d{2,3})(?![^\W_])")
WORD = re.compile(rf"(?<![^\W_])(?:{WORDS})[ ._#-]*(\d{{1,3}})(?![^\W_])")
FIRST = re.compile(r"(\d{1,3})(?:\.|[ _]*-|[ _])(?!\d)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """An episode's number, of a double episode both; season is None where only that is told."""

    season: int | None
    episodes: tuple[int, ...]

    def may_be(self, other: "Number") -> bool:
        """Whether both can be of the same episode."""
        alike = None in {self.season, other.season} or self.season == other.season
        return alike and self.episodes == other.episodes


def plain(stem: str) -> str:
    """Return a name without what two systems may write differently."""
    return unicodedata.normalize("NFC", stem).casefold()


def number_of(stem: str) -> Number | None:
    """Return the number in a name: S01E02, 1x02, "Episode 2", or "02 - " at the beginning."""
    text = plain(stem)
    if found := SEASON.search(text):
        more = (int(each) for each in re.findall(r"\d+", found[3]))
        return Number(season=int(found[1]), episodes=(int(found[2]), *more))
    if found := CROSS.search(text):
        return Number(season=int(found[1]), episodes=(int(found[2]),))
    if found := WORD.search(text) or FIRST.match(text):
        return Number(season=None, episodes=(int(found[1]),))
    return None


def without_language(stem: str) -> tuple[str, str | None]:
    """Return a name without the language at its end, and that: "ep.en.forced" is "ep", "en"."""
    names = stem.split(".")
    while len(names) > 1 and names[-1].lower() in FLAGS:
        names.pop()
    language = language_in(names[-1]) if len(names) > 1 else None
    return ".".join(names[:-1] if language else names), language


def language_in(name: str) -> str | None:
    """Return the language that a part of a name tells, as BCP 47 writes it; None where none."""
    tag = bcp47(name) if is_language(name) else None
    primary = (tag or "").partition("-")[0]
    return tag if len(primary) == 2 and three_letters(primary) != "und" else None
