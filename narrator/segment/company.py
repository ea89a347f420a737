"""The company a passage keeps: what is written in the same manner is likely of the same kind.

For every attribute of manner (a style, a colour, a region, a height, brackets) the file's own
passages are counted: each votes by the evidence of its words alone. A passage is then judged
by the votes of the others that share its rarest telling attribute.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from narrator.segment.facts import BRACKETED_ON_SCREEN, Passage

Attribute = tuple[str, object]
Votes = Mapping[int, float]

SPOKEN_VOTE = -0.6
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
        ("bold", all(line.bold for line in passage.lines)),
        ("bracket", passage.text[:1] if passage.text[:1] in BRACKETED_ON_SCREEN else None),
        *(("class", name) for name in sorted(classes)),
    )


def company_of(passages: Sequence[Passage], votes: Votes) -> dict[int, float]:
    """Return for each passage, by index, how others of its manner vote: -1 speech to 1 shown.

    An attribute that all passages share tells nothing and is passed over.
    """
    members: dict[Attribute, list[int]] = defaultdict(list)
    for passage in passages:
        for attribute in attributes(passage):
            members[attribute].append(passage.index)
    telling = {a: m for a, m in members.items() if 1 < len(m) < 0.97 * len(passages)}
    return {p.index: heaviest(p, telling, votes) for p in passages}


def heaviest(passage: Passage, telling: Mapping[Attribute, Sequence[int]], votes: Votes) -> float:
    """Return the mean vote of the company that is most of one mind, the passage left out."""
    means = [
        (sum(votes[i] for i in telling[a]) - votes[passage.index]) / (len(telling[a]) - 1 + PRIOR)
        for a in attributes(passage)
        if a in telling
    ]
    return max(means, key=abs, default=0.0)


def at_the_ends(passages: Sequence[Passage], votes: Votes) -> dict[int, float]:
    """Return for each passage, by index, 1 where nothing votes for speech after it, else 0.

    What stands after the last word of an episode is its epilogue and its end cards.
    """
    last_spoken = max((i for i, vote in votes.items() if vote < SPOKEN_VOTE), default=-1)
    return {p.index: float(p.index > last_spoken) for p in passages}
