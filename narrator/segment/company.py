"""The company a passage keeps: what is written in the same manner is likely of the same kind.

For every attribute of manner (a style, a colour, a region, a height, brackets) the file's own
passages are counted: each votes by the evidence of its words alone. A passage is then judged
by the votes of the others that share its rarest telling attribute.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from narrator.segment.facts import BRACKETS, Passage

Attribute = tuple[str, object]
Votes = Mapping[int, float]

SPOKEN_VOTE = -0.6
PAUSE_MS = 1000
MOST = 0.6  # a manner shared by more is the file's usual one
PRIOR = 2.0  # as many undecided votes are added, so that two members prove little


def attributes(passage: Passage) -> tuple[Attribute, ...]:
    """Return the manner of a passage, attribute by attribute."""
    cue, place = passage.cue, passage.cue.position
    classes = {name for line in passage.lines for name in line.classes}
    return (
        ("style", cue.style),
        ("region", cue.region),
        ("colour", passage.lines[0].colour),
        ("alignment", place.alignment if place else None),
        (
            "height",
            None if place is None or place.y_percent is None else int(place.y_percent // 20),
        ),
        (
            "across",
            None if place is None or place.x_percent is None else int(place.x_percent // 20),
        ),
        ("italic", passage.italic),
        ("role", cue.role),
        ("forced", cue.forced),
        ("bold", all(line.bold for line in passage.lines)),
        ("bracket", passage.enclosure),
        *(("class", name) for name in sorted(classes)),
    )


def company_of(passages: Sequence[Passage], votes: Votes) -> dict[int, float]:
    """Return for each passage, by index, how others of its manner vote: -1 speech to 1 shown.

    An attribute that most passages share tells nothing of any of them and is passed over.
    """
    sure = {p.index: -1.0 if spoken_by_marks(p) else votes[p.index] for p in passages}
    manners = {p.index: attributes(p) for p in passages}
    tally: dict[Attribute, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for index, manner in manners.items():
        for attribute in manner:
            total, count = tally[attribute]
            tally[attribute] = (total + sure[index], count + 1)
    telling = {a: t for a, t in tally.items() if 1 < t[1] < MOST * len(passages)}
    return {index: heaviest(sure[index], manner, telling) for index, manner in manners.items()}


def spoken_by_marks(passage: Passage) -> bool:
    """Whether a dash, a name in brackets or a voice span leads it, so that it is surely spoken."""
    named = passage.text[:1] in BRACKETS and passage.enclosure is None
    return passage.dash or named or any(line.speaker for line in passage.lines)


def heaviest(
    vote: float, manner: Sequence[Attribute], telling: Mapping[Attribute, tuple[float, int]]
) -> float:
    """Return the mean vote of the company that is most of one mind, one's own vote left out."""
    means = [(telling[a][0] - vote) / (telling[a][1] - 1 + PRIOR) for a in manner if a in telling]
    return max(means, key=abs, default=0.0)


def at_the_ends(passages: Sequence[Passage], votes: Votes) -> dict[int, float]:
    """Return for each passage, by index, 1 where nothing votes for speech after it, else 0.

    What stands after the last word of an episode, and a pause, is its epilogue and its end cards.
    """
    last_spoken = max((i for i, vote in votes.items() if vote < SPOKEN_VOTE), default=-1)
    first = next((p.index for p in passages[last_spoken + 1 :] if pauses(p)), len(passages))
    return {p.index: float(p.index >= first) for p in passages}


def pauses(passage: Passage) -> bool:
    """Whether a pause goes before it, as far as times tell."""
    return passage.before_ms is None or passage.before_ms >= PAUSE_MS
