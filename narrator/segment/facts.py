"""What can be seen of a line and a passage by itself: case, marks, words, ending."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from narrator.model import Cue, Line, Span
from narrator.segment.words import CHAPTER_CARD, SIGN_WORDS, SOURCE_LABEL, VALEDICTION

Case = Literal["upper", "mixed", "none"]

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
DASH = re.compile(r"^\s*[-–—‐‒]\s*(?=\S)")
QUOTES_OPEN = "\"“«„‹「『'‘"
QUOTES_CLOSE = "\"”»“›」』'’"
MUSIC_SIGNS = "♪♫♬♩"
BRACKETED_ON_SCREEN = frozenset('〈＜《【『「«"“„<〔≪〖⟪')
BRACKETS = {"[": "]", "(": ")", "（": "）", "［": "］"}
LEADING_BRACKET = re.compile(
    r"^(?:[-–—]\s*)?[\[(（［](?P<inside>[^\])）］]*)[\])）］]\s*(?P<rest>.*)$"
)
# A speaker label: one to four words before a colon that is followed by text or stands alone
# before a bracketed manner; label_of then asks that every word begin with a capital.
LABEL = re.compile(
    r"^\s*(?:[-–—]\s*)?(?P<label>[^\W\d_][\w.'’#&-]*(?:\s+[^\W_][\w.'’#&-]*){0,3})"
    r"(?:\s*[\(\[][^\)\]]*[\)\]])?\s*:(?=\s)\s*\S"
)
# What a citation looks like: scripture by chapter and verse, a dash and a name, an author's work.
SCRIPTURE = re.compile(
    r"^(?:[-–—]\s*)?(?:the\s+)?(?:\w+ of (?:\w+\s)?\w+|gospel|epistle|letter to|[1-3]\s+\w+|"
    r"psalms?|genesis|exodus|leviticus|numbers|deuteronomy|joshua|judges|ruth|ezra|nehemiah|esther|job|proverbs|"
    r"ecclesiastes|song of \w+|isaiah|jeremiah|lamentations|ezekiel|daniel|hosea|joel|amos|jonah|"
    r"micah|nahum|habakkuk|zechariah|malachi|matthew|mark|luke|john|acts|romans|corinthians|"
    r"galatians|ephesians|philippians|colossians|thessalonians|timothy|titus|philemon|hebrews|"
    r"james|peter|jude|revelation|apocalypse|surah?|qur['’]?an|livre de|évangile|psaume|buch|"
    r"evangelium|psalm|libro de|evangelio|salmo|книга|евангелие|псал\w+|притч\w+)\b[\w\s.'’]{0,30}?"
    r"\s\d{1,3}[:.,]\s?\d{1,3}(?:\s?[-–,]\s?\d{1,3})*\.?$",
    re.IGNORECASE,
)
ATTRIBUTION = re.compile(r"^[-–—]\s*[^\W\d_a-zà-ÿ][^.!?]{3,60}$")
WORK = re.compile(
    r"^(?:[^\W\d_]\.\s*){0,3}[^\W\d_][^.!?:;]{3,60},\s+[«\"“„『]?[^\W\d_](?:[^.!?:;]|\b[A-Z][a-z]?\w?\.){2,60}$"
)
DOTTED = re.compile(r"(\b[^\W\d_]\.){2,}$")  # "D.C.": the point is the abbreviation's
LAST_MARK = re.compile(r"[.!?…:;,。！？‽]+$")


def words_of(text: str) -> tuple[str, ...]:
    """Return the casefolded words of `text`, with straight apostrophes."""
    return tuple(word.casefold().replace("’", "'") for word in WORD.findall(text))


def case_of(text: str) -> Case:
    """Tell whether the letters are capitals (a stray small one allowed), mixed, or caseless."""
    upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
    if upper + lower == 0:
        return "none"
    small_allowed = max(2, upper // 5) if upper >= 4 else 0  # "11TH", "McKAY", "LaGUARDIA"
    return "upper" if upper >= 2 and lower <= small_allowed and upper > 2 * lower else "mixed"


def ending_of(text: str) -> str:
    """Return the last sentence mark: one of . ! ? … : ; , or nothing; a closing quote is passed."""
    bare = text.rstrip().rstrip(QUOTES_CLOSE + ")]").rstrip()
    if bare.endswith(("...", "…")):
        return "…"
    if DOTTED.search(bare):
        return ""
    mark = LAST_MARK.search(bare)
    if not mark:
        return ""
    marks = unicodedata.normalize("NFKC", mark.group())
    return next((m for m in "!?.;:," if m in marks), "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """Neighbouring lines of one cue that share a form; the smallest thing a rule decides on.

    enclosure is the opening mark of the brackets or quotation marks that hold it whole, alone or
    with its neighbours; crowded tells whether another cue near it is shown at the same time;
    before_ms and after_ms are the silence to the cues around it, None where untimed; index counts
    the passages of the file.
    """

    index: int
    cue: Cue
    lines: tuple[Line, ...]
    text: str
    words: tuple[str, ...]
    case: Case
    ending: str
    dash: bool
    label: str | None
    enclosure: str | None = None
    crowded: bool = False
    before_ms: int | None = None
    after_ms: int | None = None

    @property
    def span(self) -> Span | None:
        """The span of its cue."""
        return self.cue.span

    @property
    def italic(self) -> bool:
        """Whether every line of it is slanted."""
        return all(line.italic for line in self.lines)

    @property
    def led(self) -> bool:
        """Whether a label, a dash or a bracket leads it, or the file names its speaker."""
        spoken_by = any(line.speaker for line in self.lines)
        return bool(self.label or self.dash or spoken_by or self.text[:1] in BRACKETS)

    @property
    def quoted(self) -> bool:
        """Whether it opens and closes with quotation marks."""
        text = self.text.rstrip(".!?… ")
        return len(text) > 2 and text[0] in QUOTES_OPEN and self.text.rstrip()[-1] in QUOTES_CLOSE

    @property
    def high(self) -> bool:
        """Whether the file puts it in the upper two thirds of the picture."""
        place = self.cue.position
        if place is None:
            return False
        if place.y_percent is not None:
            return place.y_percent < 60  # per cent from the top: bottom lines start below it
        return place.alignment is not None and place.alignment >= 4  # keypad rows


def form_of(line: Line) -> tuple[object, ...]:
    """Return what must be the same for two neighbouring lines of a cue to be one passage."""
    text = line.text.strip()
    enclosed = bool(text) and text[0] in BRACKETS
    sung = bool(text) and (text[0] in MUSIC_SIGNS or text.startswith("#"))
    case = case_of(text)
    return (case == "upper", bool(DASH.match(text)), enclosed, sung, line.speaker)


def label_of(text: str) -> str | None:
    """Return the speaker label a line begins with, or None."""
    match = LABEL.match(text)
    if not match or VALEDICTION.match(text):  # "P.S.: …"
        return None
    label = match.group("label")
    named = all(word[0].isupper() or word[0].isdigit() for word in label.split())
    written = SIGN_WORDS.intersection(words_of(label)) or SOURCE_LABEL.match(label)
    heading = label[-1].isdigit() and ending_of(text) == ""  # "Delivery 4: The Badger's Cut"
    return label if named and not (written or heading or CHAPTER_CARD.match(label)) else None


@lru_cache(maxsize=1024)
def is_scripture(text: str) -> bool:
    """Whether a line is a place in scripture, which names a source whatever it follows."""
    return bool(SCRIPTURE.match(text))


def cites(quotation: str, line: str) -> bool:
    """Whether a line names the source of the quotation before it."""
    if is_scripture(line):
        return True
    return (
        closes_quotation(quotation)
        and ending_of(line) == ""
        and bool(ATTRIBUTION.match(line) or WORK.match(line))
    )


def closes_quotation(text: str) -> bool:
    """Whether a quotation ends with the text, and is not just a quoted word within it."""
    bare = text.strip().rstrip(". ")
    if not bare or bare[-1] not in QUOTES_CLOSE:
        return False
    inner = bare[1:-1]
    straight = inner.count('"') % 2 == 0 if bare[0] == '"' else inner.count('"') == 0
    return straight and not any(mark in inner for mark in "“«„「『")
