"""Weighing: whether a passage is shown or spoken, when no single sign decides.

Every piece of evidence has a name, points, and a measure from 0 to 1 (votes: from -1).
Points above zero speak for text shown in the picture, below zero for speech; measures.py lists
the evidence and points.py its points.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

from narrator.segment.company import at_the_ends, company_of
from narrator.segment.echoes import content_words
from narrator.segment.facts import Passage
from narrator.segment.measures import MEASURES, MEASURES_OF_VOTES
from narrator.segment.points import POINTS
from narrator.segment.scene import Scene

Values = Mapping[str, float]


def measured(passage: Passage, scene: Scene) -> Values:
    """Return every piece of a passage's own evidence that is there, by name."""
    return {name: value for name, measure in MEASURES if (value := measure(passage, scene))}


def measured_by_votes(passage: Passage, scene: Scene) -> Values:
    """Return the evidence that lies in how other passages vote, by name."""
    found = ((name, measure(passage, scene)) for name, measure in MEASURES_OF_VOTES)
    return {name: value for name, value in found if value}


def points_of(values: Values, points: Mapping[str, float] = POINTS) -> float:
    """Add up the points of the evidence."""
    return sum(points.get(name, 0.0) * value for name, value in values.items())


def vote_of(points: float) -> float:
    """Return a sum of points as a vote: -1 for speech to 1 for shown."""
    return math.tanh(points / 2)


def after_measuring(scene: Scene) -> Scene:
    """Return the scene with every passage's own evidence."""
    common = scene.profile.function_words
    told = replace(scene, content=[content_words(p, common) for p in scene.passages])
    return replace(told, own={p.index: measured(p, told) for p in scene.passages})


def after_voting(scene: Scene, points: Mapping[str, float] = POINTS) -> Scene:
    """Return a measured scene with the vote of every passage, and what follows from the votes."""
    votes = {index: vote_of(points_of(values, points)) for index, values in scene.own.items()}
    return replace(
        scene,
        votes=votes,
        company=company_of(scene.passages, votes),
        epilogue=at_the_ends(scene.passages, votes),
    )


def weigh(values: Values) -> tuple[str, float]:
    """Return the heaviest evidence on the winning side, and the sum in points."""
    parts = [(POINTS.get(name, 0.0) * value, name) for name, value in values.items()]
    total = sum(points for points, _ in parts)
    winning = [(abs(points), name) for points, name in parts if points * total > 0]
    return (max(winning)[1] if winning else "nothing", total)


def confidence_of(points: float) -> float:
    """Turn a sum of points into 0.5 to 1 by the logistic function."""
    return round(1 / (1 + math.exp(-abs(points))), 2)
