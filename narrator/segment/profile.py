"""The conventions of one file, counted before any passage is decided."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log
from statistics import median

from narrator.model import Position
from narrator.segment.brackets import (
    bracket_capitals_of,
    share_of,
    shown_brackets_of,
    voice_brackets_of,
)
from narrator.segment.facts import BRACKETS, MUSIC_SIGNS, Passage
from narrator.segment.language import frequencies, function_words
from narrator.segment.persons import person_words
from narrator.segment.words import MUSIC_LABEL, is_credit

MOSTLY = 0.55  # above this share of capitals, capitals say nothing
SPARSE_MS = 4000  # a quiet film of people talking stays well below
CARDS_MS = 1000
FEW = 3
LEAST_SPREAD = 0.125
LABELLED = 0.025
USUAL = 0.6  # a place in the picture is the file's usual one above this share

MARKED = 0.1  # a file marks its speech where this share of passages has a mark

Manner = tuple[Position | None, str | None, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """What capitals, labels, pace and silence mean in this file.

    capitals_tell: whether capitals are rare enough to mean something.
    calm_capitals: share of capital passages that end without an exclamation mark.
    marks_tell: share of passages, capitals aside, that end with a mark.
    labels: how often each speaker label is seen, casefolded.
    labels_speakers: whether so many sentences have a label that it is the file's manner.
    voice_brackets: the opening marks of brackets that hold voices from outside the picture.
    bracket_capitals: share of what each kind of bracket holds that is in capitals.
    labelled: share of passages that are led by a label, a dash or a bracket.
    pace_ms: the median time a cue stands for each of its characters, 0 where untimed.
    pace_spread: how far that time usually strays from the median (of its logarithm), an eighth
    at least.
    sparse: whether silence between cues is the rule, as in silent films.
    function_words: the commonest words of the file's language.
    known_words: the words of the language with their frequency.
    person_words: the words of the language by which people speak to each other.
    texts: how often each passage's text is seen, casefolded.
    rank, rank_back: by index, how many passages that are no credit, sound or song stand before
    and after each.
    shown_brackets: the opening marks of brackets that hold on-screen text in this file.
    place: where most cues stand in the picture, None where the file does not say.
    talk_at: by place, style and region, how much of what stands there is led by a mark of speech
    or of sound, against the whole file: 0 none, 1 as much; empty where the file marks little.
    forces_few: whether a few cues are forced and most are not.
    capital_sounds: whether sounds are labelled in bare capitals, low in the picture, while
    on-screen text in capitals stands high (the manner of British broadcasters).
    french_colours: whether several colours are used, red or magenta among them.
    language: the primary language tag of the file.
    """

    capitals_tell: bool
    calm_capitals: float
    marks_tell: float
    labels: Counter[str]
    labels_speakers: bool
    labelled: float
    pace_ms: float
    pace_spread: float
    sparse: bool
    function_words: frozenset[str]
    known_words: Mapping[str, float]
    person_words: frozenset[str]
    texts: Counter[str]
    rank: Sequence[int]
    rank_back: Sequence[int]
    shown_brackets: frozenset[str]
    voice_brackets: frozenset[str]
    bracket_capitals: Mapping[str, float]
    place: Position | None
    talk_at: Mapping[Manner, float]
    forces_few: bool
    capital_sounds: bool
    french_colours: bool
    language: str


def profile_of(passages: Sequence[Passage], language: str | None) -> Profile:
    """Count the conventions of a whole file."""
    cased = [p for p in passages if p.case != "none" and not p.label]
    upper = [p for p in cased if p.case == "upper"]
    spoken_of = (language or "en").split("-")[0]
    shown_brackets = shown_brackets_of(passages)
    counted = [not is_credit_or_heard(p) for p in passages]
    return Profile(
        capitals_tell=len(upper) <= MOSTLY * len(cased) or len(cased) < 4,
        calm_capitals=share_of([p.ending not in {"!", "?", "…"} for p in upper], 0.5),
        marks_tell=share_of([p.ending != "" for p in passages if p.case != "upper"], 1.0),
        labels=count_labels(passages),
        labels_speakers=labels_speakers(passages),
        voice_brackets=voice_brackets_of(passages),
        labelled=share_of([p.led for p in passages], 0.0),
        pace_ms=pace_of(passages),
        pace_spread=pace_spread_of(passages),
        sparse=is_sparse(passages),
        function_words=function_words(spoken_of),
        known_words=frequencies(spoken_of),
        person_words=person_words(spoken_of),
        texts=Counter(p.text.casefold() for p in passages),
        rank=ranks(counted),
        rank_back=ranks(counted[::-1])[::-1],
        shown_brackets=shown_brackets,
        bracket_capitals=bracket_capitals_of(passages),
        place=usual_place(passages),
        talk_at=talk_at(passages, shown_brackets),
        forces_few=0 < 2 * sum(p.cue.forced for p in passages) < len(passages),
        french_colours=spoken_of == "fr" and uses_french_colours(passages),
        language=spoken_of,
        capital_sounds=spoken_of == "en" and labels_sounds_in_capitals(passages, upper),
    )


def count_labels(passages: Sequence[Passage]) -> Counter[str]:
    """Count the speaker labels; copies of one text, as typesetters layer them, count once."""
    return Counter(label.casefold() for label, _ in {(p.label, p.text) for p in passages} if label)


def labels_speakers(passages: Sequence[Passage]) -> bool:
    """Whether one sentence in forty has a label; what ends without a mark is no sentence."""
    labelled = sum(p.label is not None and p.ending != "" for p in passages)
    return labelled >= LABELLED * len(passages)


def is_credit_or_heard(passage: Passage) -> bool:
    """Whether it is plainly a credit, a sound or a song."""
    text = passage.text
    enclosed = text[:1] in BRACKETS and text[-1:] == BRACKETS[text[0]]
    sung = text[:1] in MUSIC_SIGNS or text[:1] == "#"
    return enclosed or sung or is_credit(text)


def ranks(counted: Sequence[bool]) -> list[int]:
    """Return for each place how many counted ones stand before it."""
    return [0, *accumulate(map(int, counted))][:-1]


def usual_place(passages: Sequence[Passage]) -> Position | None:
    """Return where most cues stand, None where they say nothing or have no usual place."""
    places = Counter(p.cue.position for p in passages)
    place, count = places.most_common(1)[0] if places else (None, 0)
    return place if count >= USUAL * len(passages) else None


def manner_of(passage: Passage) -> Manner:
    """Return where and in which style a passage stands."""
    return (passage.cue.position, passage.cue.style, passage.cue.region)


def talk_at(passages: Sequence[Passage], shown: frozenset[str]) -> dict[Manner, float]:
    """Return for each place how much of it is led as speech and sounds are, against the file."""
    led = [p.led and p.enclosure not in shown for p in passages]
    usual = share_of(led, 0.0)
    if usual < MARKED:
        return {}
    held: dict[Manner, list[bool]] = {}
    for passage, marked in zip(passages, led, strict=True):
        held.setdefault(manner_of(passage), []).append(marked)
    return {manner: min(1.0, share_of(m, 0.0) / usual) for manner, m in held.items()}


def labels_sounds_in_capitals(passages: Sequence[Passage], upper: Sequence[Passage]) -> bool:
    """Whether capitals part into high ones and plain low ones, and no sound is in brackets."""
    high = sum(p.high for p in upper)
    low = sum(not p.high and p.ending == "" for p in upper)
    bracketed = sum(p.text[:1] in "[(" for p in passages)
    return high >= FEW and low >= FEW and not bracketed


def uses_french_colours(passages: Sequence[Passage]) -> bool:
    """Whether three colours or more are used, and red or magenta is one of them."""
    colours = {p.lines[0].colour for p in passages}
    return len(colours) > FEW and bool(colours & {"#ff0000", "#ff00ff"})


def pace_of(passages: Sequence[Passage]) -> float:
    """Return the median milliseconds for each character of a cue; eight are for noticing it."""
    paces = paces_of(passages)
    return median(paces) if paces else 0.0


def pace_spread_of(passages: Sequence[Passage]) -> float:
    """Return how far the pace's logarithm strays below its median, on the median.

    Above it stands what is shown, which says nothing of how steady the talk is.
    """
    paces = [log(pace) for pace in paces_of(passages) if pace > 0]
    middle = median(paces) if paces else 0.0
    below = [middle - pace for pace in paces if pace < middle]
    return max(LEAST_SPREAD, median(below)) if below else LEAST_SPREAD


def paces_of(passages: Sequence[Passage]) -> list[float]:
    """Return the milliseconds for each character of every timed passage."""
    return [p.span.duration_ms / (len(p.text) + 8) for p in passages if p.span]


def is_sparse(passages: Sequence[Passage]) -> bool:
    """Whether most cues stand alone in silence and nothing is marked as spoken, as in silent films.

    Shorter silences do where every fourth text is quoted: those are cards of dialogue.
    """
    gaps = [p.before_ms for p in passages if p.before_ms is not None]
    spoken = sum(bool(p.dash or p.label or is_bracketed_sound(p)) for p in passages)
    if not gaps or spoken * 10 > len(passages):
        return False
    quoted = sum(p.quoted for p in passages) * 4 >= len(passages)
    return median(gaps) >= (CARDS_MS if quoted else SPARSE_MS)


def is_bracketed_sound(passage: Passage) -> bool:
    """Whether it is a label in brackets, though not of music, which silent films have too."""
    return passage.text[:1] in BRACKETS and not MUSIC_LABEL.search(passage.text)
