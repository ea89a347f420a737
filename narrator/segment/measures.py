"""The list of all evidence: its name, and the function that measures it, from 0 to 1.

To add a piece, write its measure where it belongs (signs: words; timing; setting: neighbours and
place; letters; echoes; japanese), name it here, and let `python bench/fit_points.py` find its
points.
"""

from collections.abc import Callable

from narrator.segment import echoes, japanese, letters, setting, signs, timing
from narrator.segment.facts import Passage
from narrator.segment.scene import Scene

Measure = Callable[[Passage, Scene], float]


def upper(p: Passage, s: Scene) -> float:
    """Whether it is in capitals, in a file where capitals tell."""
    return float(p.case == "upper" and s.profile.capitals_tell)


def ends(*marks: str) -> Measure:
    """Return the measure of ending in one of the marks."""
    return lambda p, _: float(p.ending in marks)


def marks_tell(_passage: Passage, scene: Scene) -> float:
    """How many of the file's sentences end with a mark."""
    return scene.profile.marks_tell


def of_words(measure: Callable[[Passage], float]) -> Measure:
    """Return a measure that needs no scene as one that is given it."""
    return lambda p, _: measure(p)


def both(one: Measure, other: Measure) -> Measure:
    """Return the measure of two things at once."""
    return lambda p, s: (first := one(p, s)) and first * other(p, s)


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
    ("echoes speech", echoes.echoes),
    ("no closing mark", ends("")),
    ("no closing mark, where marks are the rule", both(ends(""), marks_tell)),
    ("no closing mark, function words", both(ends(""), signs.function_share)),
    ("no closing mark, person words", both(ends(""), signs.person)),
    ("no closing mark, timed", both(ends(""), lambda p, _: float(p.span is not None))),
    ("full stop", ends(".")),
    ("exclamation mark", ends("!")),
    ("question mark", ends("?")),
    ("breaks off", ends("…")),
    ("comma", ends(",")),
    ("capitals cry out within", both(upper, lambda p, _: float("!" in p.text[:-1]))),
    ("cries out within", lambda p, _: float("!" in p.text[:-1])),
    ("asks within", lambda p, _: float("?" in p.text[:-1])),
    ("person words", signs.person),
    ("many person words", signs.many_persons),
    ("capitals and person words", both(upper, signs.person)),
    ("capitals with a contraction", both(upper, signs.contracted)),
    ("function words", signs.function_share),
    ("no function word", lambda p, s: float(bool(p.words) and not signs.function_share(p, s))),
    ("rare words", signs.rare_words),
    ("headings", of_words(signs.titled)),
    ("two headings", lambda p, _: signs.titled(p) * float(len(p.lines) == 2)),
    ("a heading begins within", of_words(signs.lines_begin)),
    ("capitalised words", signs.capitalised),
    ("capitalised words in German", signs.capitalised_german),
    ("a name and what it is", of_words(signs.apposed)),
    ("words of signs", of_words(signs.sign_words)),
    ("place or time", of_words(signs.says_when)),
    ("figures", of_words(signs.figures)),
    ("machine writing", of_words(signs.machine)),
    ("marks of offices", of_words(signs.office_marks)),
    ("entry of a form", of_words(signs.entry)),
    ("quoted", lambda p, _: float(p.quoted)),
    ("source label", of_words(signs.sourced)),
    ("numbered heading", of_words(signs.numbered)),
    ("slogan", of_words(signs.slogan)),
    ("a cry", of_words(signs.cries)),
    ("one word repeated", of_words(signs.repeated)),
    ("drawn-out letter", of_words(signs.stretched)),
    ("one word", lambda p, _: float(signs.word_count(p) <= 1)),
    ("few words", lambda p, _: float(1 < signs.word_count(p) <= 4)),
    ("many words", lambda p, _: float(signs.word_count(p) > 9)),
    ("goes on", setting.goes_on),
    ("brackets of on-screen text", setting.on_screen_brackets),
    ("quoted over several cues", setting.long_quotation),
    ("one of a list", setting.listed),
    ("Japanese", of_words(japanese.japanese)),
    ("hiragana", of_words(japanese.hiragana)),
    ("Japanese without a mark", lambda p, _: japanese.japanese(p) * float(p.ending == "")),
    ("Japanese ends as speech", of_words(japanese.spoken_end)),
    ("Japanese ends in a noun", of_words(japanese.written_end)),
    ("labelled", lambda p, _: float(p.label is not None)),
    ("labelled, though few are", setting.sender),
    ("brackets of voices", setting.voice_brackets),
    ("unlabelled among the labelled", setting.unlabelled),
    ("high in the picture", lambda p, _: float(p.high)),
    ("out of the usual place", setting.out_of_place),
    ("where nobody speaks", setting.where_none_speaks),
    ("forced", setting.forced),
    ("slanted", lambda p, _: float(p.italic)),
    ("off-screen style", lambda p, _: float(all(line.off_screen for line in p.lines))),
    ("silence before", timing.silence_before),
    ("silence after", timing.silence_after),
    ("stands apart", timing.apart),
    ("begun before another cue", timing.begun_before),
    ("shown over another cue", timing.over_another),
    ("layered copy", timing.layered),
    ("tight between cues", timing.tight),
    ("stands long", timing.slow),
    ("stands very long", timing.very_slow),
    ("hurried", timing.hurried),
    ("quoted by what follows", echoes.quoted_after),
    ("taken up by what follows", echoes.taken_up),
    ("talk of reading beside it", echoes.asked_to_read),
    ("comes again", echoes.comes_again),
    ("shares its cue", lambda p, s: 1 - setting.alone_in_cue(p, s)),
    ("near the first", setting.at_the_start),
    ("near the last", setting.at_the_end),
    ("opens a letter", letters.greets),
    ("after a letter's opening", letters.after_greeting),
    ("closes a letter", letters.signs_off),
    ("before a letter's closing", letters.before_closing),
    ("entry of a diary", letters.dated),
    ("heralded by a telephone", letters.heralded),
    ("sparse file", lambda _p, s: float(s.profile.sparse)),
)  # fmt: skip

# These look at how other passages vote, so they are weighed when every passage has voted.
MEASURES_OF_VOTES: tuple[tuple[str, Measure], ...] = (
    ("company", lambda p, s: s.company.get(p.index, 0.0)),
    ("after the last word spoken", lambda p, s: s.epilogue.get(p.index, 0.0)),
    ("vote of the one before", setting.vote_before),
    ("vote of the one after", setting.vote_after),
    ("votes in its cue", setting.vote_of_mates),
)
