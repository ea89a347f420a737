"""The segmenter: every tag of the rule table, on invented lines."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.model import Cue, Line, Position, Span, Subtitles, Unit
from narrator.segment import segment

CHAT = (
    "I thought you had left.",
    "The boat was late again.",
    "Then we wait for the tide.",
    "Nobody waits in this town.",
)


def subtitles(texts: Sequence[str], *, timed: bool = True, gap_ms: int = 400) -> Subtitles:
    """Return subtitles with one cue a text (lines parted by a stroke), two seconds each."""
    cues = []
    for number, text in enumerate(texts):
        start = number * (2000 + gap_ms)
        span = Span(start_ms=start, end_ms=start + 2000) if timed else None
        lines = tuple(Line(text=line.strip()) for line in text.split("|"))
        cues.append(Cue(id=str(number + 1), span=span, lines=lines))
    return Subtitles(path=Path("x.srt"), cues=tuple(cues), timing="cues" if timed else "estimated")


def among_chat(text: str, *, timed: bool = True) -> Unit:
    """Return the unit that holds `text` when it stands among mixed-case talk."""
    units = segment(subtitles([*CHAT[:2], text, *CHAT[2:]], timed=timed))
    first_line = text.split("|", maxsplit=1)[0].strip()
    return next(unit for unit in units if first_line in unit.lines)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("HARBOUR STREET. 3 MARCH 1938.", "intertitle"),
        ("LISBON, 1911", "intertitle"),
        ("THREE HOURS EARLIER", "intertitle"),
        ("CHAPTER IV: THE KEEPER", "intertitle"),
        ("TROIS JOURS PLUS TARD", "intertitle"),
        ("МОСКВА, 1921 ГОД", "intertitle"),
        ("HARBOUR MASTER | NO ENTRY", "caption"),
        ("IRIS CALLOWAY | DEPUTY EDITOR", "caption"),
        ("ROPE WALK LAUNDRY", "caption"),
        ("[on gate] KEEP OUT", "caption"),
        ("[SIGN: Back at noon]", "caption"),
        ("Prof. Edith Marlowe | Tidal historian, Leeds", "caption"),
        ("Source: Port Archive, reel 9", "caption"),
        ("GET DOWN!", "dialogue"),
        ("WHERE ARE YOU?", "dialogue"),
        ("NO! NO! NO!", "dialogue"),
        ("I TOLD YOU TO WAIT!", "dialogue"),
        ("BBC.", "dialogue"),
        ("IRIS: Come down from there!", "dialogue"),
        ("-Who is it? | -The tide.", "dialogue"),
        ("He was born in 1921, you know.", "dialogue"),
        ("[door slams]", "sound"),
        ("(GULLS CRYING)", "sound"),
        ("[bell rings] | [dogs bark]", "sound"),
        ("♪ Down by the slipway ♪", "music"),
        ("# Down by the slipway #", "music"),
        ("[soft piano music]", "music"),
        ("Subtitles by Wharf Lane Access", "credit"),
        ("www.wharflane.example", "credit"),
    ],
)
def test_each_kind_of_line_gets_its_tag(text: str, tag: str) -> None:
    """One line of each kind, among ordinary talk."""
    assert among_chat(text).tag == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("HARBOUR STREET. 1938.", "intertitle"),
        ("ROPE WALK LAUNDRY", "caption"),
        ("GET DOWN!", "dialogue"),
        ("PUT IT BACK.", "dialogue"),
    ],
)
def test_capitals_tell_without_times_too(text: str, tag: str) -> None:
    """An untimed transcript has only words and neighbours to go by."""
    assert among_chat(text, timed=False).tag == tag


def test_capitals_tell_nothing_in_a_file_of_capitals() -> None:
    """An old rip entirely in capitals is spoken, apart from its dates and chapters."""
    shouted = [line.upper() for line in CHAT * 3]
    tags = {unit.tag for unit in segment(subtitles(shouted))}
    assert tags == {"dialogue"}


def test_a_caption_is_never_glued_to_the_dialogue_of_its_cue() -> None:
    """One cue, a caption above speech: two units."""
    units = segment(subtitles([CHAT[0], "PRIZE DAY | IRIS: You came after all.", *CHAT[1:]]))
    tagged = {line: unit.tag for unit in units for line in unit.lines}
    assert tagged["PRIZE DAY"] == "caption"
    assert tagged["IRIS: You came after all."] == "dialogue"


def test_one_card_over_two_cues_is_one_unit() -> None:
    """Cues of a card that follow at once are narrated together."""
    units = segment(
        subtitles(
            [CHAT[0], "LOST AT SEA | THE BOAT PROVIDER", "AND ALL HER CREW", CHAT[1]], gap_ms=80
        )
    )
    assert [u.lines for u in units if u.tag == "caption"] == [
        ("LOST AT SEA", "THE BOAT PROVIDER", "AND ALL HER CREW")
    ]


def test_an_epigraph_and_its_citation_are_one_card() -> None:
    """The cited sentence is found back from the citation; the talk before it is not taken."""
    texts = [*CHAT, "He that waits upon the tide", "shall be wet before it turns.",
             "Book of Harbours 7:12"]  # fmt: skip
    units = segment(subtitles(texts, timed=False))
    (card,) = [unit for unit in units if unit.tag == "intertitle"]
    assert card.lines == tuple(texts[-3:])


def shown_surely(given: Subtitles, start: str) -> float:
    """Return how sure it is that the unit is shown: above zero shown, below zero spoken."""
    unit = next(unit for unit in segment(given) if unit.text.startswith(start))
    return unit.confidence if unit.tag == "caption" else -unit.confidence


def test_text_high_in_the_picture_is_evidence() -> None:
    """The same words low are talk; high in the picture they are much less likely so."""
    low = subtitles([*CHAT, "The crates of rope were received.", *CHAT])
    cues = list(low.cues)
    cues[4] = replace(cues[4], position=Position(alignment=8))
    high = replace(low, cues=tuple(cues))
    assert shown_surely(low, "The crates") < -0.7
    assert shown_surely(high, "The crates") > shown_surely(low, "The crates") + 0.01


def test_every_unit_names_its_rule_and_confidence() -> None:
    """No tag without a reason."""
    units = segment(subtitles([*CHAT, "ROPE WALK LAUNDRY", "GET DOWN!", "[thud]"]))
    assert all(unit.rule and 0.5 <= unit.confidence <= 1 for unit in units)


TEXTS = st.lists(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]),
        min_size=1,
        max_size=60,
    ).filter(str.strip),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.booleans())
def test_no_line_is_lost_invented_or_moved(texts: list[str], timed: bool) -> None:  # noqa: FBT001 - Hypothesis passes by position
    """Whatever the text, every line stands in exactly one unit, in order."""
    given_lines = subtitles(texts, timed=timed)
    units = segment(given_lines)
    assert [line for unit in units for line in unit.lines] == [
        line.text for cue in given_lines.cues for line in cue.lines
    ]


def test_a_thousand_touching_cues_are_no_burden() -> None:
    """Cues without a gap are common, and a letter is looked for in each."""
    units = segment(subtitles(CHAT * 400, gap_ms=0))
    assert len(units) == 1600


CUES = st.lists(
    st.builds(
        Cue,
        id=st.sampled_from(["1", "2", "3"]),
        span=st.none()
        | st.builds(
            lambda start, length: Span(start_ms=start, end_ms=start + length),
            st.integers(min_value=0, max_value=9000),
            st.integers(min_value=0, max_value=9000),
        ),
        lines=st.lists(
            st.builds(
                Line,
                text=st.text(alphabet="aB1 .!?:-[](){}（）《》〈«»\"'♪#*傘のよЖё", max_size=12),
            ),
            min_size=1,
            max_size=3,
        ).map(tuple),
        position=st.none() | st.builds(Position, alignment=st.integers(1, 9)),
        forced=st.booleans(),
    ),
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(CUES)
def test_no_cue_however_odd_is_lost_or_breaks_anything(cues: list[Cue]) -> None:
    """Empty lines, lone brackets, cues out of order or of one number: each line comes out once."""
    units = segment(Subtitles(path=Path("x.srt"), cues=tuple(cues)))
    shown = [line for unit in units for line in unit.lines]
    assert shown == [line.text for cue in cues for line in cue.lines]


def test_the_same_cues_give_the_same_units() -> None:
    """Nothing depends on the order of a set or on an earlier file."""
    given_lines = subtitles([*CHAT, "ROPE WALK LAUNDRY", "GET DOWN!", "[thud]"])
    first = segment(given_lines)
    segment(subtitles(["НОЧЬЮ", "Кто там?"] * 20))
    assert segment(given_lines) == first


def test_brackets_that_hold_dates_hold_signs_here() -> None:
    """Sounds stand in round brackets, so what stands in square ones is not heard."""
    texts = [*CHAT, "(gulls)", "[3 March 1938]", *CHAT, "[Pier 4]", "(a horn)", *CHAT]
    texts += ["[Two hours later]", *CHAT]
    tagged = {line: unit.tag for unit in segment(subtitles(texts)) for line in unit.lines}
    assert tagged["(gulls)"] == tagged["(a horn)"] == "sound"
    assert {tagged["[3 March 1938]"], tagged["[Two hours later]"]} <= {"caption", "intertitle"}


def test_a_bracket_over_two_lines_is_one_sound() -> None:
    """The second line belongs to the bracket that the first one opens."""
    assert among_chat("[gulls cry over | the empty harbour]").lines == (
        "[gulls cry over",
        "the empty harbour]",
    )


def test_two_end_cards_that_follow_at_once_are_one_unit() -> None:
    """Each piece of the card is counted, so that it can be spoken with a stop between."""
    cues = [*subtitles(CHAT * 6).cues]
    for number, text in enumerate(("THE PIER WAS SOLD IN 1951.", "IT WAS NEVER FOUND.")):
        start = 90_000 + number * 4200
        span = Span(start_ms=start, end_ms=start + 4000)
        cues.append(Cue(id=f"e{number}", span=span, lines=(Line(text=text),)))
    last = segment(Subtitles(path=Path("x.srt"), cues=tuple(cues)))[-1]
    assert last.tag == "intertitle"
    assert last.lines == ("THE PIER WAS SOLD IN 1951.", "IT WAS NEVER FOUND.")
    assert [(piece.line_count, piece.span) for piece in last.pieces] == [
        (1, Span(start_ms=90_000, end_ms=94_000)), (1, Span(start_ms=94_200, end_ms=98_200)),
    ]  # fmt: skip


def test_a_letter_shown_is_read_from_its_salutation_on() -> None:
    """Its second cue follows without a gap; the talk after a gap is talk."""
    texts = [CHAT[0], "Dear Miss Calloway, | the Board regrets its error.", "Your pension is paid."]
    cues = [*subtitles(texts, gap_ms=0).cues, *subtitles([""] * 4 + list(CHAT)).cues[4:]]
    letter = Subtitles(path=Path("x.srt"), cues=tuple(cues))
    shown = [unit.text for unit in segment(letter) if unit.tag == "caption"]
    assert shown == ["Dear Miss Calloway, the Board regrets its error. Your pension is paid."]
