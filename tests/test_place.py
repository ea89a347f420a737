"""Placing: the ladder, the ledger, and what must hold for any episode."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.curve import LoudnessCurve
from narrator.ground import Ground, loud_moments
from narrator.holds import OutputClock
from narrator.model import Ledger, Narration, Placement, Span
from narrator.place import place
from narrator.profiles import PLACED
from narrator.reach import PlaceSettings

SETTINGS = PlaceSettings()


def narration(number: int, start_ms: int) -> Narration:
    """Return a narration whose cue starts at start_ms and stands for two seconds."""
    return Narration(
        id=f"n{number}",
        unit_ids=(f"u{number}",),
        span=Span(start_ms=start_ms, end_ms=start_ms + 2000),
        tag="caption",
        text="A SIGN",
        spoken="A sign",
        voice="tone",
    )


def placed(
    starts_ms: Sequence[int],
    lengths_ms: Sequence[int],
    speech: Sequence[tuple[int, int]] = (),
    length_ms: int = 10_000_000,
) -> Ledger:
    """Place narrations of given lengths at given cues around given speech."""
    narrations = [narration(n, start) for n, start in enumerate(starts_ms)]
    lengths: Mapping[str, int] = {f"n{n}": length for n, length in enumerate(lengths_ms)}
    spans = [Span(start_ms=a, end_ms=b) for a, b in speech]
    return place(
        narrations,
        lambda n, _, rate: round(lengths[n.id] / rate),
        Ground.of(length_ms=length_ms, guard_ms=SETTINGS.guard_ms, speech=spans),
        SETTINGS,
    )


def only(ledger: Ledger) -> Placement:
    """Return the one placement of a ledger that omits nothing."""
    assert not ledger.omissions
    (placement,) = ledger.placements
    return placement


def test_a_narration_in_silence_starts_with_its_cue_at_its_own_rate() -> None:
    """Nothing in the way, nothing moved."""
    placement = only(placed([10_000], [2000]))
    assert placement.span == Span(start_ms=10_000, end_ms=12_000)
    assert placement.rate == 1
    assert placement.decisions == ("starts with its cue",)


def test_a_narration_under_speech_moves_to_the_nearest_silence() -> None:
    """Speech over the cue pushes it after, with the guard kept."""
    placement = only(placed([10_000], [1500], [(9_000, 11_000)]))
    assert placement.overlap_ms == 0
    assert placement.span.start_ms >= 11_000 + SETTINGS.guard_ms
    assert placement.span.start_ms <= 11_000 + SETTINGS.guard_ms + SETTINGS.grid_ms


def test_a_narration_may_lead_when_the_silence_is_before() -> None:
    """A silence just before the cue is taken where the time after is all speech."""
    placement = only(placed([10_000], [1500], [(10_200, 20_000)]))
    assert placement.overlap_ms == 0
    assert 10_000 - SETTINGS.lead_ms <= placement.span.start_ms < 10_000


def test_a_tight_slot_makes_it_faster_within_the_cap() -> None:
    """A slot ten per cent short is met by rate, not by speech."""
    length, slot = 3000, (7_500, 10_400)
    placement = only(placed([8_000], [length], [(0, slot[0]), (slot[1], 30_000)]))
    assert placement.overlap_ms == 0
    assert 1 < placement.rate <= max(SETTINGS.rates)
    assert any("faster" in decision for decision in placement.decisions)


def test_over_dialogue_is_the_last_resort_and_is_written_down() -> None:
    """With no silence in reach it stands over speech, and the ledger says for how long."""
    placement = only(placed([10_000], [2000], [(0, 30_000)]))
    assert placement.overlap_ms == placement.span.duration_ms
    assert any("over dialogue" in decision for decision in placement.decisions)


def test_what_cannot_be_placed_is_omitted_with_its_reason() -> None:
    """A cue after the programme's end is no placement and no silence."""
    ledger = placed([20_000], [2000], length_ms=15_000)
    assert not ledger.placements
    assert [o.why for o in ledger.omissions] == ["its cue starts after the programme ends"]


def test_the_reason_tells_a_text_too_long_from_a_crowd() -> None:
    """Near the end of a programme, too."""
    (alone,) = placed([1_000], [20_000], length_ms=15_000).omissions
    assert alone.why == "it would run past the end of the programme"
    crowd = placed([12_000] * 6, [2_000] * 6, length_ms=15_000).omissions
    assert {each.why for each in crowd} == {"other narrations take up all the time around its cue"}


def test_a_narration_at_the_very_end_leads_rather_than_runs_over() -> None:
    """The last card is pulled forward so that it ends with the programme."""
    placement = only(placed([14_000], [2000], length_ms=15_000))
    assert placement.span.end_ms <= 15_000


def test_a_crowd_of_cues_loses_none_in_silence() -> None:
    """More narrations than time: every one is placed or omitted."""
    ledger = placed([1000] * 8, [3000] * 8)
    ids = [p.narration_id for p in ledger.placements] + [o.narration_id for o in ledger.omissions]
    assert sorted(ids) == sorted(f"n{n}" for n in range(8))
    assert {o.why for o in ledger.omissions} == {
        "other narrations take up all the time around its cue"
    }


Spans = list[tuple[int, int]]
EPISODES = st.tuples(
    st.lists(st.tuples(st.integers(0, 60_000), st.integers(200, 6_000)), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 60_000), st.integers(1, 5_000)), max_size=15),
    st.integers(1_000, 90_000),
)


def placed_in(episode: tuple[Spans, Spans, int]) -> tuple[Spans, Spans, Ledger]:
    """Return the cues of an episode in order, when somebody speaks, and what placing came to."""
    cues, spans, length_ms = sorted(episode[0]), *episode[1:]
    speech = [(start, start + length) for start, length in spans]
    ledger = placed([c[0] for c in cues], [c[1] for c in cues], speech, length_ms)
    return cues, speech, ledger


@settings(max_examples=150, deadline=None)
@given(EPISODES)
def test_for_any_episode(
    episode: tuple[Spans, Spans, int],
) -> None:
    """Order kept, no two overlap, none leaves the programme or its reach, none is lost."""
    cues, _, ledger = placed_in(episode)
    length_ms = episode[2]
    assert len(ledger.placements) + len(ledger.omissions) == len(cues)
    numbers = [int(p.narration_id[1:]) for p in ledger.placements]
    assert numbers == sorted(numbers)
    for before, after in zip(ledger.placements, ledger.placements[1:], strict=False):
        assert after.span.start_ms - before.span.end_ms >= SETTINGS.gap_ms - 1
    for placement in ledger.placements:
        cue_ms = cues[int(placement.narration_id[1:])][0]
        late_ms = placement.span.start_ms - cue_ms
        assert -SETTINGS.lead_ms <= late_ms <= SETTINGS.lag_ms
        assert placement.span.start_ms >= 0
        assert placement.span.end_ms <= length_ms
        assert placement.rate in SETTINGS.rates


@settings(max_examples=150, deadline=None)
@given(EPISODES)
def test_none_stands_over_speech_beside_a_slot_of_its_length(
    episode: tuple[Spans, Spans, int],
) -> None:
    """In any episode, between its neighbours where they are; looked for start by start."""
    cues, speech, ledger = placed_in(episode)
    length_ms = episode[2]
    ends = [-SETTINGS.gap_ms, *(p.span.end_ms for p in ledger.placements)]
    begins = [*(p.span.start_ms for p in ledger.placements[1:]), length_ms + SETTINGS.gap_ms]
    for end_ms, placement, begin_ms in zip(ends, ledger.placements, begins, strict=False):
        needed_ms, cue_ms = placement.span.duration_ms, cues[int(placement.narration_id[1:])][0]
        first = max(cue_ms - SETTINGS.lead_ms, end_ms + SETTINGS.gap_ms, 0)
        last = min(cue_ms + SETTINGS.lag_ms, begin_ms - SETTINGS.gap_ms - needed_ms)
        on_grid = range(cue_ms - SETTINGS.lead_ms, last + 1, SETTINGS.grid_ms)
        slots = [
            start
            for start in on_grid
            if start >= first
            and all(end <= start or begin >= start + needed_ms for begin, end in speech)
        ]
        assert not (placement.overlap_ms and slots)


SPOKEN = PLACED["all"]
DIALOGUE = st.lists(
    st.tuples(st.integers(400, 4_000), st.integers(200, 6_000)), min_size=1, max_size=40
)


@settings(max_examples=100, deadline=None)
@given(DIALOGUE)
def test_dialogue_that_is_read_keeps_its_order_and_its_lag(cues: list[tuple[int, int]]) -> None:
    """By the reach of --narrate all: however dense it is, all is placed or omitted."""
    starts = list(accumulate(gap for gap, _ in cues))
    ledger = place(
        [narration(n, start) for n, start in enumerate(starts)],
        lambda n, _, rate: round(cues[int(n.id[1:])][1] / rate),
        Ground.of(length_ms=starts[-1] + 30_000, guard_ms=SPOKEN.guard_ms),
        SPOKEN,
    )
    assert len(ledger.placements) + len(ledger.omissions) == len(cues)
    numbers = [int(p.narration_id[1:]) for p in ledger.placements]
    assert numbers == sorted(numbers)
    for before, after in zip(ledger.placements, ledger.placements[1:], strict=False):
        assert after.span.start_ms - before.span.end_ms >= SPOKEN.gap_ms - 1
    for number, placement in zip(numbers, ledger.placements, strict=True):
        late_ms = placement.span.start_ms - starts[number]
        assert -SPOKEN.lead_ms <= late_ms <= SPOKEN.lag_ms


def test_what_is_late_catches_up() -> None:
    """Ten sentences that are longer than their cues, then room: the next is with its cue."""
    starts = [*range(1_000, 21_000, 2_000), 40_000]
    lengths = [2_600] * 10 + [1_500]
    ledger = place(
        [narration(n, start) for n, start in enumerate(starts)],
        lambda n, _, rate: round(lengths[int(n.id[1:])] / rate),
        Ground.of(length_ms=60_000, guard_ms=SPOKEN.guard_ms),
        SPOKEN,
    )
    assert not ledger.omissions
    late_ms = [p.span.start_ms - start for p, start in zip(ledger.placements, starts, strict=True)]
    assert max(late_ms) > 0
    assert late_ms[-1] == 0


@settings(max_examples=150, deadline=None)
@given(st.integers(2_000, 20_000), st.integers(300, 3_000), st.integers(-1_900, 3_500))
def test_a_reachable_slot_of_its_length_is_always_used(
    cue_ms: int, length_ms: int, offset_ms: int
) -> None:
    """Speech everywhere but one slot that fits at the plain rate: no overlap."""
    start = max(0, cue_ms + offset_ms)
    room = length_ms + 2 * SETTINGS.guard_ms + 2 * SETTINGS.grid_ms
    speech = [(-10_000, start), (start + room, 60_000)]
    if start + SETTINGS.guard_ms + SETTINGS.grid_ms > cue_ms + SETTINGS.lag_ms:
        return
    assert only(placed([cue_ms], [length_ms], speech)).overlap_ms == 0


@settings(max_examples=300, deadline=None)
@given(
    st.integers(300, 5_000),
    st.lists(st.tuples(st.integers(0, 25_000), st.integers(1, 3_000)), max_size=12),
)
def test_no_speech_is_stood_over_where_there_is_a_slot_in_reach(
    length_ms: int, spans: list[tuple[int, int]]
) -> None:
    """However short the speech and far the slot; found here start by start, at the plain rate."""
    cue_ms = 10_000
    speech = [(start, start + length) for start, length in spans]
    starts = range(cue_ms - SETTINGS.lead_ms, cue_ms + SETTINGS.lag_ms + 1, SETTINGS.grid_ms)
    has_slot = any(
        all(end <= start or begin >= start + length_ms for begin, end in speech) for start in starts
    )
    if has_slot:
        assert only(placed([cue_ms], [length_ms], speech)).overlap_ms == 0


def test_a_short_word_is_not_stood_over_to_be_sooner() -> None:
    """A word of 40 ms is no reason to be over it: two seconds later all is silent."""
    placement = only(placed([10_000], [2_000], [(0, 9_980), (12_000, 12_040)]))
    assert placement.overlap_ms == 0


def test_the_same_input_gives_the_same_ledger() -> None:
    """Placing is deterministic."""
    cues, lengths = [1000, 2500, 4000, 9000], [2000, 2000, 2500, 800]
    speech = [(0, 900), (3000, 5000), (8000, 9500)]
    assert placed(cues, lengths, speech) == placed(cues, lengths, speech)


def held(speech: Sequence[tuple[int, int]], length_ms: int) -> Placement:
    """Place one narration whose cue is at 10 s, where the programme may be held."""
    spans = [Span(start_ms=a, end_ms=b) for a, b in speech]
    ledger = place(
        [narration(0, 10_000)],
        lambda _n, _t, rate: round(length_ms / rate),
        Ground.of(length_ms=60_000, guard_ms=SETTINGS.guard_ms, speech=spans),
        PlaceSettings(longest_hold_ms=20_000),
    )
    return only(ledger)


def test_the_programme_is_held_only_where_nothing_else_fits() -> None:
    """A slot too short is used as far as it goes, and speech waits for the rest."""
    tight = held([(0, 9_900), (12_000, 40_000)], 5_000)
    assert tight.overlap_ms == 0
    assert tight.span.end_ms <= 12_000 - SETTINGS.guard_ms
    assert tight.span.duration_ms + tight.hold_ms == 5_000
    assert any("held" in decision for decision in tight.decisions)
    assert held([(0, 9_900), (13_000, 40_000)], 2_500).hold_ms == 0
    between = held([(0, 10_500), (10_510, 40_000)], 2_500)
    assert (between.overlap_ms, between.span.start_ms, between.hold_ms) == (0, 10_500, 2_500)


def with_holds(
    starts_ms: Sequence[int],
    lengths_ms: Sequence[int],
    speech: Sequence[tuple[int, int]],
    words: Sequence[tuple[int, int]] | None = None,
) -> Ledger:
    """Place narrations in a programme of a minute that may be held for them."""
    spans, said = (
        [Span(start_ms=a, end_ms=b) for a, b in each]
        for each in (speech, speech if words is None else words)
    )
    return place(
        [narration(n, start) for n, start in enumerate(starts_ms)],
        lambda n, _, rate: round(lengths_ms[int(n.id[1:])] / rate),
        Ground.of(length_ms=60_000, guard_ms=SETTINGS.guard_ms, speech=spans, words=said),
        replace(SETTINGS, longest_hold_ms=30_000),
    )


def test_cards_that_crowd_are_all_spoken_where_the_programme_may_be_held() -> None:
    """Most with their cue, the programme held before the next is shown, and not for longer."""
    starts = range(20_000, 38_000, 1_500)
    ledger = with_holds(starts, [5_000] * 12, [(0, 19_000), (38_200, 60_000)])
    assert not ledger.omissions
    assert not any(placement.overlap_ms for placement in ledger.placements)
    late_ms = [p.span.start_ms - start for p, start in zip(ledger.placements, starts, strict=True)]
    assert late_ms.count(0) >= 9
    needed_ms = 12 * (5_000 - 1_500 + SETTINGS.gap_ms)
    assert sum(placement.hold_ms for placement in ledger.placements) <= needed_ms


def test_no_hold_cuts_words_in_two() -> None:
    """Where the dialogue itself is read, its cues are no hindrance, and still not cut."""
    cues = [(10_000 + n * 1_500, 11_500 + n * 1_500) for n in range(8)]
    ledger = with_holds([start for start, _ in cues], [6_000] * 8, [], cues)
    held = [placement.span.end_ms for placement in ledger.placements if placement.hold_ms]
    assert not ledger.omissions
    assert held
    assert not any(start < at_ms < end for at_ms in held for start, end in cues)


def test_narrations_without_a_gap_are_not_heard_at_once_where_the_programme_is_held() -> None:
    """A moment of the programme is two of the output where it is held: before it and after."""
    ground = Ground.of(
        length_ms=60_000,
        guard_ms=SETTINGS.guard_ms,
        speech=[Span(start_ms=0, end_ms=9_900), Span(start_ms=15_000, end_ms=50_000)],
    )
    ledger = place(
        [narration(n, start) for n, start in enumerate((10_000, 10_000, 12_000, 12_100))],
        lambda _n, _t, rate: round(5_000 / rate),
        ground,
        replace(SETTINGS, longest_hold_ms=30_000, gap_ms=0),
    )
    clock = OutputClock.of(ledger.placements)
    heard = [clock.said(placement) for placement in ledger.placements]
    assert len(heard) == 4
    assert all(after.start_ms >= before.end_ms for before, after in pairwise(heard))


CROWD = st.lists(st.tuples(st.integers(0, 59_999), st.integers(200, 25_000)), max_size=8)
TALK = st.lists(st.tuples(st.integers(0, 70_000), st.integers(1, 20_000)), max_size=8)


@settings(max_examples=150, deadline=None)
@given(CROWD, TALK)
def test_holds_leave_no_more_out_and_cut_no_speech(
    crowd: list[tuple[int, int]], talk: list[tuple[int, int]]
) -> None:
    """However narrations crowd, and whoever speaks; where nobody does, none is left out."""
    starts, lengths = [start for start, _ in sorted(crowd)], [length for _, length in sorted(crowd)]
    speech = [(start, start + length) for start, length in talk]
    ledger = with_holds(starts, lengths, speech)
    never_held = placed(starts, lengths, speech, 60_000)
    assert len(ledger.omissions) <= len(never_held.omissions)
    assert not with_holds(starts, lengths, []).omissions
    for before, after in zip(ledger.placements, ledger.placements[1:], strict=False):
        assert after.span.start_ms - before.span.end_ms >= SETTINGS.gap_ms - 1
    held = [p.span.end_ms for p in ledger.placements if p.hold_ms]
    assert not any(start < at_ms < min(end, 60_000) for at_ms in held for start, end in speech)


def test_the_shorter_form_is_taken_only_where_the_full_one_does_not_fit() -> None:
    """And the ledger says so."""
    two = replace(narration(0, 10_000), spoken="Varnholm, the harbour", shorter="The harbour")
    lengths = {two.spoken: 3_000, two.shorter: 1_000}
    for until_ms, form in ((14_000, two.spoken), (11_500, two.shorter)):
        speech = [Span(start_ms=0, end_ms=9_700), Span(start_ms=until_ms, end_ms=40_000)]
        ground = Ground.of(length_ms=60_000, guard_ms=SETTINGS.guard_ms, speech=speech)
        ledger = place([two], lambda _n, text, rate: round(lengths[text] / rate), ground, SETTINGS)
        assert only(ledger).spoken == form
        assert only(ledger).overlap_ms == 0


def test_a_subtitle_that_lingers_is_better_than_speech() -> None:
    """A subtitle that lingers may be spoken over where the only other place is speech."""
    ground = Ground.of(
        length_ms=60_000,
        guard_ms=SETTINGS.guard_ms,
        speech=[Span(start_ms=0, end_ms=9_000), Span(start_ms=12_000, end_ms=40_000)],
        lingering=[Span(start_ms=0, end_ms=40_000)],
    )
    placed_at = only(
        place([narration(0, 10_000)], lambda _n, _t, rate: round(2_000 / rate), ground, SETTINGS)
    )
    assert placed_at.overlap_ms == 0
    assert 9_000 <= placed_at.span.start_ms <= 10_000


def test_the_quietest_words_are_spoken_over_first() -> None:
    """Where all is speech, the loud part is spared."""
    everywhere = [Span(start_ms=0, end_ms=40_000)]
    loud = [(Span(start_ms=9_000, end_ms=12_000), 1.0)]
    ground = Ground.of(length_ms=60_000, guard_ms=120, speech=everywhere, loud=loud)
    placed_at = only(place([narration(0, 10_000)], lambda _n, _t, _r: 1_500, ground, SETTINGS))
    assert placed_at.span.start_ms >= 12_000


def test_moments_of_speech_weigh_by_their_loudness() -> None:
    """As loud as the programme is 1, 20 LU below it nothing; beyond the curve it has none."""
    momentary = np.full(100, -23.0, dtype=np.float32)
    momentary[50:60] = -33.0
    curve = LoudnessCurve(momentary_lufs=momentary, start_ms=1_000)
    spoken = [(3_000, 3_250), (900_000, 900_100), (6_000, 6_100)]
    speech = [Span(start_ms=start_ms, end_ms=end_ms) for start_ms, end_ms in spoken]
    moments = list(loud_moments(speech, curve))
    assert [span.end_ms - span.start_ms for span, _ in moments] == [100, 100, 50, 100]
    assert [weight for _, weight in moments] == pytest.approx([1, 1, 1, 0.5], abs=0.03)


def test_where_the_quietest_words_are_is_seen_in_the_sound() -> None:
    """The narration goes to where people talk 10 LU below the rest."""
    momentary = np.full(600, -23.0, dtype=np.float32)
    momentary[130:160] = -35.0
    talk = [Span(start_ms=0, end_ms=60_000)]
    ground = Ground.of(
        length_ms=60_000, guard_ms=120, speech=talk,
        loud=loud_moments(talk, LoudnessCurve(momentary_lufs=momentary)),
    )  # fmt: skip
    placed_at = only(place([narration(0, 12_000)], lambda _n, _t, _r: 1_500, ground, SETTINGS))
    assert 12_800 <= placed_at.span.start_ms <= 14_500


def test_the_programme_is_not_held_for_what_comes_after_it() -> None:
    """A cue after the end is omitted with or without holds."""
    ground = Ground.of(length_ms=5_000, guard_ms=SETTINGS.guard_ms, speech=[])
    ledger = place(
        [narration(0, 20_000)], lambda _n, _t, _r: 2_000, ground,
        PlaceSettings(longest_hold_ms=20_000),
    )  # fmt: skip
    assert not ledger.placements
    assert [o.why for o in ledger.omissions] == ["its cue starts after the programme ends"]
