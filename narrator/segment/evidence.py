"""Weighing: whether a passage is shown or spoken, when no single sign decides.

Every piece of evidence has a name, points, and a measure from 0 to 1 (the company: from -1).
Points above zero speak for text shown in the picture, below zero for speech; points.py has them.
"""

import math
from collections.abc import Callable, Sequence

from narrator.segment import setting, signs
from narrator.segment.facts import BRACKETED_ON_SCREEN, Passage
from narrator.segment.points import POINTS
from narrator.segment.scene import Scene
from narrator.segment.words import PERSON_WORDS

Measure = Callable[[Passage, Scene], float]


def upper(p: Passage, s: Scene) -> float:
    """Whether it is in capitals, in a file where capitals tell."""
    return float(p.case == "upper" and s.profile.capitals_tell)


def ends(*marks: str) -> Measure:
    """Return the measure of ending in one of the marks."""
    return lambda p, _: float(p.ending in marks)


def of_words(measure: Callable[[Passage], float]) -> Measure:
    """Return a measure that needs no scene as one that is given it."""
    return lambda p, _: measure(p)


def both(one: Measure, other: Measure) -> Measure:
    """Return the measure of two things at once."""
    return lambda p, s: one(p, s) * other(p, s)


def function_share(p: Passage, s: Scene) -> float:
    """Share of the words that only hold sentences together; half of them is all that counts."""
    return min(1.0, 2 * signs.share(p, s.profile.function_words))


MEASURES: tuple[tuple[str, Measure], ...] = (
    ("speech is the rule", lambda _p, _s: 1.0),
    ("capitals", upper),
    ("calm capitals", both(upper, lambda _p, s: s.profile.calm_capitals)),
    ("capitals without a mark", both(upper, ends("", ":"))),
    ("capitals with an exclamation mark", both(upper, ends("!"))),
    ("capitals, four words or more", both(upper, lambda p, _: float(len(p.words) > 3))),
    ("capitals, two lines", both(upper, lambda p, _: float(len(p.lines) > 1))),
    ("a run of capitals", setting.capitals_run),
    ("shouted run", setting.shouted_run),
    ("echoes speech", setting.echoes),
    ("no closing mark", ends("")),
    ("no closing mark, timed", both(ends(""), lambda p, _: float(p.span is not None))),
    ("full stop", ends(".")),
    ("exclamation mark", ends("!")),
    ("question mark", ends("?")),
    ("breaks off", ends("…")),
    ("comma", ends(",")),
    ("capitals cry out within", both(upper, lambda p, _: float("!" in p.text[:-1]))),
    ("cries out within", lambda p, _: float("!" in p.text[:-1])),
    ("asks within", lambda p, _: float("?" in p.text[:-1])),
    ("person words", of_words(signs.person)),
    ("many person words", lambda p, _: float(signs.share(p, PERSON_WORDS) > 0.24)),
    ("capitals and person words", both(upper, of_words(signs.person))),
    ("capitals with a contraction", both(upper, of_words(signs.contracted))),
    ("function words", function_share),
    ("no function word", lambda p, s: float(bool(p.words) and not function_share(p, s))),
    ("headings", of_words(signs.titled)),
    ("two headings", lambda p, _: signs.titled(p) * float(len(p.lines) == 2)),
    ("capitalised words", of_words(signs.capitalised)),
    ("a name and what it is", of_words(signs.apposed)),
    ("words of signs", of_words(signs.sign_words)),
    ("place or time", of_words(signs.says_when)),
    ("figures", of_words(signs.figures)),
    ("machine writing", of_words(signs.machine)),
    ("quoted", lambda p, _: float(p.quoted)),
    ("source label", of_words(signs.sourced)),
    ("numbered heading", of_words(signs.numbered)),
    ("slogan", of_words(signs.slogan)),
    ("a cry", of_words(signs.cries)),
    ("one word repeated", of_words(signs.repeated)),
    ("drawn-out letter", of_words(signs.stretched)),
    ("one word", lambda p, _: float(len(p.words) == 1)),
    ("few words", lambda p, _: float(1 < len(p.words) <= 4)),
    ("many words", lambda p, _: float(len(p.words) > 9)),
    ("goes on", setting.goes_on),
    ("brackets of on-screen text", lambda p, _: float(p.text[:1] in BRACKETED_ON_SCREEN)),
    ("Japanese", of_words(signs.japanese)),
    ("hiragana", of_words(signs.hiragana)),
    ("Japanese without a mark", lambda p, _: signs.japanese(p) * float(p.ending == "")),
    ("high in the picture", lambda p, _: float(p.high)),
    ("slanted", lambda p, _: float(p.italic)),
    ("off-screen style", lambda p, _: float(all(line.off_screen for line in p.lines))),
    ("silence before", setting.silence_before),
    ("silence after", setting.silence_after),
    ("shown over another cue", setting.over_another),
    ("tight between cues", setting.tight),
    ("stands long", setting.slow),
    ("quoted by what follows", setting.quoted_after),
    ("shares its cue", lambda p, s: 1 - setting.alone_in_cue(p, s)),
    ("sparse file", lambda _p, s: float(s.profile.sparse)),
)  # fmt: skip
COMPANY = "company"
EPILOGUE = "after the last word spoken"


def measured(passage: Passage, scene: Scene) -> dict[str, float]:
    """Return every piece of evidence that is there, by name."""
    return {name: value for name, measure in MEASURES if (value := measure(passage, scene))}


def points_of(values: dict[str, float]) -> float:
    """Add up the points of the evidence."""
    return sum(POINTS.get(name, 0.0) * value for name, value in values.items())


def votes_of(passages: Sequence[Passage], scene: Scene) -> dict[int, float]:
    """Return how each passage votes by its own evidence: -1 for speech to 1 for shown."""
    return {p.index: math.tanh(points_of(measured(p, scene)) / 2) for p in passages}


def weigh(passage: Passage, scene: Scene) -> tuple[str, float]:
    """Return the heaviest evidence on the winning side, and the sum in points."""
    values = measured(passage, scene) | {
        COMPANY: scene.company.get(passage.index, 0.0),
        EPILOGUE: scene.epilogue.get(passage.index, 0.0),
    }
    parts = [(POINTS.get(n, 0.0) * v, n) for n, v in values.items()]
    total = sum(points for points, _ in parts)
    winning = [(abs(points), name) for points, name in parts if points * total > 0]
    return (max(winning)[1] if winning else "nothing", total)


def confidence_of(points: float) -> float:
    """Turn a sum of points into 0.5 to 1 by the logistic function."""
    return round(1 / (1 + math.exp(-abs(points))), 2)
