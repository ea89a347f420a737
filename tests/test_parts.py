"""Narrations of several texts: in parts where they find no place as one, and none lost."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.cache import ClipCache
from narrator.compose import narrations_of
from narrator.fit import ground_of
from narrator.ground import Ground
from narrator.holds import OutputClock, held_ms
from narrator.job import Job
from narrator.kit import Kit
from narrator.model import Heard, Ledger, Mode, Narration, Piece, Script, Span, Unit
from narrator.parts import as_placed
from narrator.pipeline import forecast, narrate
from narrator.place import place
from narrator.reach import PlaceSettings
from narrator.readers.dapt import read_script
from narrator.readers.sheet import read_script as read_sheet
from narrator.readers.sheet.numbering import ids_of
from narrator.terminal import show_forecast
from narrator.timecode import format_stamp
from narrator.writers.dapt import write_script

SETTINGS = PlaceSettings()


def card(*texts: str, spoken: str | None = None, start_ms: int = 0, number: int = 1) -> Unit:
    """Return a card of cues of one line, each two seconds long, one every two seconds."""
    starts = range(start_ms, start_ms + 2_000 * len(texts), 2_000)
    spans = [Span(start_ms=start, end_ms=start + 2_000) for start in starts]
    return Unit(
        id=f"u{number}", cue_ids=tuple(f"c{start}" for start in starts), tag="caption",
        lines=texts, rule="r", confidence=1.0, spoken=spoken,
        span=Span(start_ms=start_ms, end_ms=spans[-1].end_ms),
        pieces=tuple(Piece(line_count=1, span=span) for span in spans),
    )  # fmt: skip


def script_of(*units: Unit, mode: Mode = "captions") -> Script:
    """Return a script with its narrations."""
    script = Script(title="", language="en", units=units, timing="cues")
    return replace(script, narrations=narrations_of(script, mode=mode))


def parts_of(*units: Unit, mode: Mode = "captions") -> list[str]:
    """Return what is said for each part of the first narration."""
    return [part.spoken for part in script_of(*units, mode=mode).narrations[0].parts]


def test_a_card_falls_into_its_pieces_each_with_its_own_time() -> None:
    """Their ids are of the card's, and their lines are the card's."""
    (whole,) = script_of(card("HARBOUR POLICE", "ROPE WALK", "NORTH PIER")).narrations
    assert [part.id for part in whole.parts] == ["n1-1", "n1-2", "n1-3"]
    assert [part.unit_ids for part in whole.parts] == [("u1-1",), ("u1-2",), ("u1-3",)]
    assert [part.span.start_ms for part in whole.parts] == [0, 2_000, 4_000]
    assert "\n".join(part.text for part in whole.parts) == whole.text


def test_what_runs_on_is_one_part() -> None:
    """A sentence is not broken where the cue ends; a card that is all one sentence has no parts."""
    assert parts_of(card("Dear Anna, I have", "waited all winter.", "NORTH PIER")) == [
        "Dear Anna, I have waited all winter.", "North pier",
    ]  # fmt: skip
    assert parts_of(card("Dear Anna, I have", "waited all winter.")) == []
    assert parts_of(card("NORTH PIER", "…", "ROPE WALK")) == ["North pier. …", "Rope walk"]


def test_a_persons_words_are_not_parted() -> None:
    """Unless they are those that the rules give: a script says for every card how it is said."""
    lines = ("NORTH PIER", "ROPE WALK")
    assert parts_of(card(*lines, spoken="The pier and the rope walk")) == []
    assert parts_of(card(*lines, spoken="North pier. Rope walk")) == ["North pier", "Rope walk"]


def test_a_card_shown_again_is_one_text() -> None:
    """Both showings go with one narration, so neither is parted."""
    lines = ("NORTH PIER", "ROPE WALK")
    assert parts_of(card(*lines), card(*lines, start_ms=9_000, number=2)) == []


def test_a_sentence_over_cues_falls_into_its_units() -> None:
    """Where dialogue is read."""
    texts = ("I told him that", "the boat was late.")
    units = (
        replace(card(text, number=n, start_ms=2_000 * n), tag="dialogue", pieces=())
        for n, text in enumerate(texts, 1)
    )
    assert parts_of(*units, mode="all") == list(texts)


def test_pieces_without_times_are_one_text() -> None:
    """There is no telling when to say each."""
    untimed = card("NORTH PIER", "ROPE WALK")
    untimed = replace(untimed, pieces=tuple(replace(p, span=None) for p in untimed.pieces))
    assert parts_of(untimed) == []


Group = tuple[int, list[tuple[int, int]]]


def narration(number: str, start_ms: int, texts: int) -> Narration:
    """Return a narration by its id; its spoken form tells how many texts it holds."""
    return Narration(
        id=number, unit_ids=(number,), span=Span(start_ms=start_ms, end_ms=start_ms + 1_000),
        tag="caption", text=number, spoken=f"{texts} texts", voice="tone",
    )  # fmt: skip


def joined(groups: Sequence[Group]) -> tuple[list[Narration], dict[str, int]]:
    """Return a narration for each group of texts, with parts; and how long each lasts."""
    narrations: list[Narration] = []
    lengths_ms: dict[str, int] = {}
    for number, (start_ms, texts) in enumerate(sorted(groups), 1):
        whole, at_ms, parts = narration(f"n{number}", start_ms, len(texts)), start_ms, []
        for place_in, (shown_ms, length_ms) in enumerate(texts, 1):
            parts.append(narration(f"{whole.id}-{place_in}", at_ms, 1))
            lengths_ms[parts[-1].id] = length_ms
            at_ms += shown_ms
        lengths_ms[whole.id] = sum(length for _, length in texts)
        narrations.append(replace(whole, parts=tuple(parts) if len(parts) > 1 else ()))
    return narrations, lengths_ms


def placed(
    narrations: Sequence[Narration], lengths_ms: dict[str, int],
    speech: Sequence[tuple[int, int]], length_ms: int,
) -> Ledger:  # fmt: skip
    """Place narrations around speech in a programme of a length."""
    spans = [Span(start_ms=start, end_ms=start + length) for start, length in speech]
    ground = Ground.of(length_ms=length_ms, guard_ms=SETTINGS.guard_ms, speech=spans)
    return place(narrations, lambda n, _, rate: round(lengths_ms[n.id] / rate), ground, SETTINGS)


def texts_lost(ledger: Ledger, narrations: Sequence[Narration]) -> int:
    """Count the texts of what is omitted."""
    counts = {n.id: max(1, len(n.parts)) for n in narrations}
    return sum(counts.get(omission.narration_id, 1) for omission in ledger.omissions)


TEXT = st.tuples(st.integers(300, 3_000), st.integers(200, 4_000))  # shown for, spoken for
TEXTS = st.lists(TEXT, min_size=1, max_size=8)
GROUPS = st.lists(st.tuples(st.integers(0, 30_000), TEXTS), min_size=1, max_size=4)
SPEECH = st.lists(st.tuples(st.integers(0, 50_000), st.integers(1, 6_000)), max_size=8)


@settings(max_examples=100, deadline=None)
@given(GROUPS, SPEECH, st.integers(1_000, 60_000))
def test_of_any_groups_no_text_is_lost_that_can_be_spoken(
    groups: list[Group], speech: list[tuple[int, int]], length_ms: int
) -> None:
    """Each is dealt with as one or in all its parts, in order, and as much is spoken as can be."""
    narrations, lengths = joined(groups)
    ledger = placed(narrations, lengths, speech, length_ms)
    spoken = [p.narration_id for p in ledger.placements]
    told = [*spoken, *(o.narration_id for o in ledger.omissions)]
    dealt = [
        part.id
        for whole in narrations
        for part in (whole.parts if whole.id not in told else [whole])
    ]
    assert sorted(told) == sorted(dealt)
    assert spoken == [each for each in dealt if each in spoken]
    cues = {n.id: n.span.start_ms for whole in narrations for n in (whole, *whole.parts)}
    for before, after in zip(ledger.placements, ledger.placements[1:], strict=False):
        assert after.span.start_ms - before.span.end_ms >= SETTINGS.gap_ms - 1
    for placement in ledger.placements:
        late_ms = placement.span.start_ms - cues[placement.narration_id]
        assert -SETTINGS.lead_ms <= late_ms <= SETTINGS.lag_ms
        assert 0 <= placement.span.start_ms <= placement.span.end_ms <= length_ms

    as_one = [replace(n, parts=()) for n in narrations]
    apart = [part for whole in narrations for part in (whole.parts or (whole,))]
    least = min(
        texts_lost(placed(as_one, lengths, speech, length_ms), narrations),
        texts_lost(placed(apart, lengths, speech, length_ms), narrations),
    )
    assert texts_lost(ledger, narrations) <= least
    assert ledger == placed(narrations, lengths, speech, length_ms)


def test_what_finds_a_place_as_one_stays_one() -> None:
    """In silence, with time for all."""
    narrations, lengths = joined([(10_000, [(2_000, 1_800)] * 6)])
    ledger = placed(narrations, lengths, [], 60_000)
    assert [p.narration_id for p in ledger.placements] == ["n1"]


def test_parts_go_into_silences_that_are_too_short_for_the_whole() -> None:
    """Talk between the cards is not spoken over."""
    narrations, lengths = joined([(10_000, [(5_000, 1_500)] * 4)])
    speech = [(12_500 + 5_000 * n, 2_000) for n in range(4)]
    ledger = placed(narrations, lengths, [(0, 9_500), *speech], 60_000)
    assert [p.narration_id for p in ledger.placements] == [f"n1-{n}" for n in range(1, 5)]
    assert [p.overlap_ms for p in ledger.placements] == [0] * 4
    assert all("one of 4 parts of a longer text" in p.decisions for p in ledger.placements)


def test_a_long_text_is_not_left_out_for_the_speech_it_stands_over() -> None:
    """Over dialogue goes before left out, however long it is."""
    narrations, lengths = joined([(10_000, [(2_000, 40_000)])])
    (placement,) = placed(narrations, lengths, [(0, 90_000)], 90_000).placements
    assert placement.overlap_ms == placement.span.duration_ms


def test_the_script_has_a_unit_for_each_part_that_was_dealt_with() -> None:
    """What was placed as one keeps its unit."""
    script = script_of(card("NORTH PIER", "ROPE WALK"), card("OLD MILL", "LOCK", number=2,
                                                             start_ms=60_000))  # fmt: skip
    first, second = (replace(n, parts=()) for n in script.narrations)
    parts = script.narrations[0].parts
    ledger = placed([*parts, second], {"n1-1": 900, "n1-2": 900, "n2": 900}, [], 90_000)
    apart = as_placed(script, ledger)
    assert [unit.id for unit in apart.units] == ["u1-1", "u1-2", "u2"]
    assert [n.id for n in apart.narrations] == ["n1-1", "n1-2", "n2"]
    assert [unit.cue_ids for unit in apart.units[:2]] == [("c0",), ("c2000",)]
    as_one = placed([first, second], {"n1": 900, "n2": 900}, [], 90_000)
    assert as_placed(script, as_one) == script


@pytest.mark.parametrize(
    ("others", "mark"),
    [(["u1-1"], "--"), (["u1-7"], "--"), (["u1-1", "u1--2"], "---"), (["u1-", "u1--2"], "---"),
     (["u9-1"], "-"), (["u1-x"], "-")],
)  # fmt: skip
def test_no_part_is_called_as_a_unit_is(others: Sequence[str], mark: str) -> None:
    """Whatever a person called the units of a script; none is taken for cut that is not."""
    late = [replace(card("LOCK", number=n, start_ms=30_000 * n), id=name, pieces=())
            for n, name in enumerate(others, 1)]  # fmt: skip
    script = script_of(card("NORTH PIER", "ROPE WALK"), *late)
    whole, *rest = script.narrations
    assert [part.unit_ids for part in whole.parts] == [(f"u1{mark}1",), (f"u1{mark}2",)]
    lengths_ms = {each.id: 900 for each in (*whole.parts, *script.narrations)}
    one_by_one = [replace(n, parts=()) for n in (*whole.parts, *rest)]
    apart = as_placed(script, placed(one_by_one, lengths_ms, [], 200_000))
    assert [unit.id for unit in apart.units] == [f"u1{mark}1", f"u1{mark}2", *others]
    as_one = [replace(n, parts=()) for n in script.narrations]
    assert as_placed(script, placed(as_one, lengths_ms, [], 200_000)) == script


def written(script: Script, path: Path) -> str:
    """Write a script and return it as text."""
    text = write_script(script)
    path.write_text(text, encoding="utf-8")
    return text


def test_a_saved_script_keeps_the_pieces(tmp_path: Path) -> None:
    """Until a person changes the card."""
    path = tmp_path / "script.xml"
    text = written(script_of(card("NORTH PIER", "ROPE WALK")), path)
    (unit,) = read_script(path).units
    assert unit.pieces == card("NORTH PIER", "ROPE WALK").pieces
    assert parts_of(unit) == ["North pier", "Rope walk"]
    for shown, changed in (
        ('shownEnd="00:00:04.000"', 'shownEnd="00:00:05.000"'),
        ("<br/><span>ROPE WALK</span>", ""),
    ):
        assert shown in text
        path.write_text(text.replace(shown, changed), encoding="utf-8")
        again = read_script(path)
        assert again.units[0].pieces == ()
        assert "nar:pieces" not in write_script(again)


NAMES = ("HELGA ORDEN", "PIOTR VALE", "ANNIKA STROM", "LAMP WORKS", "OLD QUARTER", "MAREN HOLT",
         "FERRY OFFICE", "TOMAS REY", "NORTH STAIRS", "ILSE KADE", "UPPER LOCK",
         "RUDI BRANDT")  # fmt: skip
TALK = ("I never thought we'd be back.", "Come back here, Anna.", "Neither did I.",
        "What time is it?", "It's late, I am afraid.")  # fmt: skip


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Render twelve cards back to back at the end of a programme that ends with them."""
    folder = tmp_path_factory.mktemp("credits")
    cues = [(2 * n + 1.0, 2 * n + 2.9, text) for n, text in enumerate(TALK)]
    cues += [(14 + 1.5 * n, 15.4 + 1.5 * n, f"{name}\nLEFT THE HARBOUR IN {1931 + n}")
             for n, name in enumerate(NAMES)]  # fmt: skip
    blocks = (f"{n}\n{stamp(a)} --> {stamp(b)}\n{text}\n" for n, (a, b, text) in enumerate(cues, 1))
    (folder / "ep.srt").write_text("\n".join(blocks), encoding="utf-8")
    noise = np.random.default_rng(1).standard_normal(33 * 48_000) * 0.01
    soundfile.write(folder / "ep.wav", noise, 48_000)
    render(folder, folder / "ep.srt", "out")
    return folder


def stamp(seconds: float) -> str:
    """Return seconds under a minute as SRT has them."""
    return f"00:00:{seconds:06.3f}".replace(".", ",")


def render(folder: Path, source: Path, output: str, *, extended: bool = False) -> None:
    """Render beside the programme with the tone engine."""
    job = Job(source=source, programme=folder / "ep.wav", output=folder / output, engine="tone",
              formats=("wav",), extended=extended)  # fmt: skip
    narrate(job, Kit(cache=ClipCache(folder / "cache"), heard_folder=folder / "heard"))


def sheet_of(folder: Path, output: str) -> dict[str, Any]:
    """Return the cue sheet."""
    sheet: dict[str, Any] = json.loads((folder / output / "cuesheet.json").read_text("utf-8"))
    return sheet


def test_twelve_cards_back_to_back_are_spoken_as_far_as_there_is_time(rendered: Path) -> None:
    """They are one narration, too long for the programme's end; not all of them are lost."""
    sheet = sheet_of(rendered, "out")
    told = [*sheet["narrations"], *sheet["omitted"]]
    texts = [f"{name}\nLEFT THE HARBOUR IN {1931 + n}" for n, name in enumerate(NAMES)]
    assert sorted(each["text"] for each in told) == sorted(texts)
    assert len({each["id"] for each in told}) == len(NAMES)
    assert len(sheet["narrations"]) >= len(NAMES) // 2
    assert all(each["why"] for each in sheet["omitted"])
    script = read_script(rendered / "out" / "script.dapt.xml")
    assert [unit.text.split(" LEFT")[0] for unit in script.units[len(TALK) :]] == list(NAMES)


def test_that_the_programme_could_be_held_for_them_is_said_once(rendered: Path) -> None:
    """And it is true: with --extended none is left out, and nothing is said of it."""
    told = [each["message"] for each in sheet_of(rendered, "out")["findings"]]
    (hinted,) = (each for each in told if "--extended" in each)
    assert hinted == next(each for each in told if "is not spoken" in each)
    render(rendered, rendered / "ep.srt", "held", extended=True)
    held = sheet_of(rendered, "held")
    assert held["omitted"] == []
    for each in held["narrations"]:
        before_s = sum(hold["duration"] for hold in held["holds"]
                       if hold["at"] < each["on_programme"]["start"])  # fmt: skip
        assert each["start"] == pytest.approx(each["on_programme"]["start"] + before_s, abs=0.002)
    assert sum(hold["duration"] for hold in held["holds"]) > 0
    assert not any("--extended" in each["message"] for each in held["findings"])


def test_what_no_hold_can_help_has_no_such_hint(rendered: Path) -> None:
    """A text that is shown after the programme has ended."""
    late = rendered / "late.srt"
    late.write_text("1\n00:00:02,000 --> 00:00:04,000\nNORTH PIER\n\n"
                    "2\n00:00:40,000 --> 00:00:42,000\nROPE WALK\n", encoding="utf-8")  # fmt: skip
    render(rendered, late, "late")
    (omitted,) = (f for f in sheet_of(rendered, "late")["findings"] if f["code"] == "omitted")
    assert omitted["message"].endswith("after the programme ends")


def test_notes_lead_to_the_parts_that_are_listed(rendered: Path) -> None:
    """A name on one of the cards is at that card, by its id and its time."""
    sheet = sheet_of(rendered, "out")
    cues = {each["id"]: each["cue"] for each in (*sheet["narrations"], *sheet["omitted"])}
    names = {f["message"].partition(":")[0]: f for f in sheet["findings"]
             if f["code"] == "unknown-name"}  # fmt: skip
    for name, part in (("Orden", "n1-1"), ("Annika", "n1-3"), ("Rudi", "n1-12")):
        assert names[name]["message"].endswith(f"(once: {part}).")
        assert names[name]["start"] == cues[part]["start"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_as_spoken_sheet_tells_what_was_in_parts(rendered: Path, kind: str) -> None:
    """So no row is taken for deleted, but one that is."""
    sheet = read_sheet(rendered / "out" / f"spoken.{kind}")
    assert not [repair for repair in sheet.repairs if repair.kind == "deleted-row"]
    assert ids_of("3 n2:2") == ["n1", "n2-1", "n2-2", "n3"]
    rows = (rendered / "out" / "spoken.csv").read_text("utf-8-sig").splitlines(keepends=True)
    (gone,) = (row for row in rows if row.startswith("n1-3,"))
    start = rows.index(gone)
    end = next(n for n in range(start + 1, len(rows)) if rows[n].startswith("n1-4,"))
    shorter = rendered / "shorter.csv"
    shorter.write_text("".join([*rows[:start], *rows[end:]]), encoding="utf-8")
    found = [r.where for r in read_sheet(shorter).repairs if r.kind == "deleted-row"]
    assert found == ["n1-3"]


def test_rendered_again_from_its_own_script_the_same_is_spoken(rendered: Path) -> None:
    """By then each is a unit of its own."""
    render(rendered, rendered / "out" / "script.dapt.xml", "again")
    first, again = sheet_of(rendered, "out"), sheet_of(rendered, "again")
    for key in ("text", "spoken", "start", "end", "rate"):
        assert [n[key] for n in again["narrations"]] == [n[key] for n in first["narrations"]]
    assert [o["text"] for o in again["omitted"]] == [o["text"] for o in first["omitted"]]


def test_a_plan_with_holds_is_told_on_the_longer_clock(
    rendered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With how long each text is, held or not, and how long the programme is held in all."""
    job = Job(source=rendered / "ep.srt", programme=rendered / "ep.wav", output=rendered / "plan",
              engine="tone", extended=True)  # fmt: skip
    plan = forecast(job, Kit(cache=ClipCache(rendered / "cache"), heard_folder=rendered / "heard"))
    show_forecast(plan)
    shown, told = capsys.readouterr()
    clock = OutputClock.of(plan.ledger.placements)
    lengths = [line.split("\t")[1] for line in shown.splitlines()[1:]]
    assert lengths == [f"{p.said.duration_ms / 1000:.1f} s" for p in plan.ledger.placements]
    assert f"held for {held_ms(clock.holds) / 1000:.1f} s in all" in told
    last = clock.said(plan.ledger.placements[-1]).start_ms
    assert shown.splitlines()[-1].startswith(format_stamp(last))


@pytest.mark.parametrize("mode", ["captions", "all"])
def test_no_hold_cuts_speech_that_outlasts_its_cue(tmp_path: Path, mode: Mode) -> None:
    """Where the programme was listened to; with the dialogue read, it is for the holds alone."""
    (tmp_path / "ep.srt").touch()
    job = Job(source=tmp_path / "ep.srt", output=tmp_path / "out", mode=mode, extended=True)
    talk = Unit(id="u1", cue_ids=("1",), tag="dialogue", confidence=1, rule="",
                span=Span(start_ms=9_000, end_ms=10_000), lines=("Who is there?",))  # fmt: skip
    script = Script(title="", language="en", units=(talk,), timing="cues")
    everywhere = (Span(start_ms=0, end_ms=60_000),)
    heard = Heard(listened=True, windows=everywhere, speech=(Span(start_ms=9_000, end_ms=13_000),))
    first_ms, _ = ground_of(script, None, heard, job).silences(np.array([9_500.0]))
    assert first_ms[0] >= 13_000
