"""As-spoken sheets read back: as written, as edited, as spreadsheets save them, as attackers do."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.compose import narrations_of
from narrator.errors import UnreadableInputError
from narrator.model import Delivery, Ledger, MixPlan, Rendering, Script, Span, Unit
from narrator.readers.sheet import is_script, read_script
from narrator.readers.sheet.columns import COLUMNS, OF_ALL_ROWS
from narrator.timecode import FRAME_RATES
from narrator.writers import spoken_csv, spoken_xlsx

Rows = list[list[str]]
Edit = Callable[[list[dict[str, str]]], None]

UNITS = (
    Unit(id="u1", cue_ids=("1",), span=Span(start_ms=2_013, end_ms=4_000), tag="caption",
         lines=("ROPE WALK", "LAUNDRY"), rule="r", confidence=0.9),
    Unit(id="u2", cue_ids=("2",), span=Span(start_ms=5_000, end_ms=6_000), tag="dialogue",
         lines=("- You came back.",), rule="r", confidence=0.9, speaker="IRIS"),
    Unit(id="u3", cue_ids=("3",), span=Span(start_ms=7_000, end_ms=8_000), tag="intertitle",
         lines=("FIN",), rule="r", confidence=0.9, language="fr",
         spoken="⟦Fin|fɛ̃⟧", voice="joe"),
    Unit(id="u4", cue_ids=("4",), span=Span(start_ms=9_000, end_ms=9_700), tag="caption",
         lines=("ROPE WALK", "LAUNDRY"), rule="r", confidence=0.9, said_with="u4"),
)  # fmt: skip


def rendering(units: Sequence[Unit] = UNITS, start_ms: int = 36_000_000) -> Rendering:
    """Return a rendering of units of which nothing was spoken yet."""
    script = Script(title="Tide; Rope", language="en", units=tuple(units), timing="cues")
    made = narrations_of(script, mode="captions")
    return Rendering(
        script=replace(script, narrations=made),
        programme=None,
        voices={},
        ledger=Ledger(placements=(), omissions=()),
        clips={},
        plan=MixPlan(voicings=(), ducks=(), length_samples=0, rate_hz=48_000),
        delivery=Delivery(start_ms=start_ms, frame_rate="25"),
    )


@pytest.fixture(params=["csv", "xlsx"])
def kind(request: pytest.FixtureRequest) -> str:
    """Return each kind of sheet."""
    return str(request.param)


@pytest.fixture
def edited(tmp_path: Path, kind: str) -> Callable[[Edit], Path]:
    """Return what edits the rows of a sheet of either kind, and gives its path."""

    def edit(change: Edit) -> Path:
        text = spoken_csv.write(rendering()).removeprefix("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        change(rows)
        columns = list(dict.fromkeys([*COLUMNS, *(c for row in rows for c in row)]))
        lines = [columns, *([row.get(c, "") for c in columns] for row in rows)]
        return saved(tmp_path / f"edited.{kind}", lines)

    return edit


def saved(path: Path, lines: Sequence[Sequence[str]]) -> Path:
    """Save lines as CSV or XLSX, by the end of the name."""
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(lines)
    else:
        book = openpyxl.Workbook()
        for at, line in enumerate(lines, 1):
            for column, text in enumerate(line, 1):
                book.active.cell(at, column).value = text or None
                book.active.cell(at, column).data_type = "s" if text else "n"
        book.save(path)
    return path


def written(path: Path, made: Rendering) -> Path:
    """Save what narrator writes."""
    if path.suffix == ".csv":
        path.write_text(spoken_csv.write(made), encoding="utf-8", newline="")
    else:
        path.write_bytes(spoken_xlsx.write(made))
    return path


def as_told(units: Sequence[Unit]) -> list[tuple[Any, ...]]:
    """Return what of the units a sheet tells."""
    return [
        (u.id, u.span, u.tag, u.lines, u.speaker, u.language, u.voice if u.spoken else None)
        for u in units
    ]


def shifted(span: Span | None, start_ms: int = 36_000_000) -> Span:
    """Return a span in the sheet's timecode."""
    assert span
    return Span(start_ms=span.start_ms + start_ms, end_ms=span.end_ms + start_ms)


def test_a_sheet_reads_back_as_the_script_it_was_written_from(tmp_path: Path, kind: str) -> None:
    """Exact to the millisecond, with its title, language, start, voices and spoken forms."""
    path = written(tmp_path / f"spoken.{kind}", rendering())
    assert is_script(path)
    read = read_script(path)
    assert (read.title, read.language, read.timing, read.start_ms) == (
        "Tide; Rope", "en", "cues", 36_000_000)  # fmt: skip
    assert read.repairs == ()
    wanted = [replace(u, span=shifted(u.span)) for u in UNITS]
    assert as_told(read.units) == as_told(wanted)
    assert [u.spoken for u in read.units][1:3] == [None, "⟦Fin|fɛ̃⟧"]
    before = rendering().script.narrations
    after = narrations_of(read, mode="captions")
    assert [(n.id, n.text, n.spoken, n.voice, n.tag) for n in after] == [
        (n.id, n.text, n.spoken, n.voice, n.tag) for n in before
    ]
    assert [n.language for n in after] == [n.language for n in before]


@pytest.mark.parametrize("rate", sorted(FRAME_RATES))
def test_times_are_exact_at_every_frame_rate(tmp_path: Path, rate: str) -> None:
    """From a start between two frames too, and past midnight."""
    made = rendering()
    for start_ms in (0, 3_600_013, 86_399_000):
        delivery = Delivery(start_ms=start_ms, frame_rate=rate)
        read = read_script(written(tmp_path / "spoken.csv", replace(made, delivery=delivery)))
        assert read.repairs == ()
        assert [shifted(u.span, -read.start_ms) for u in read.units] == [u.span for u in UNITS]


def test_what_a_describer_edits_counts(edited: Callable[[Edit], Path]) -> None:
    """Words, a time, a voice, a tag, the order, and a row that was added."""

    def change(rows: list[dict[str, str]]) -> None:
        rows[0] |= {"spoken text": "A laundry", "cue in": "10:00:01:00", "voice": "amy"}
        rows[1] |= {"tag": "caption"}
        rows.insert(0, {"cue in": "10:00:20:00", "cue out": "10:00:22:00",
                        "spoken text": "She turns away."})  # fmt: skip
        rows.reverse()

    read = read_script(edited(change))
    units = {unit.id: unit for unit in read.units}
    assert [u.id for u in read.units] == ["u4", "u3", "u2", "u1", "row-6"]
    assert (units["u1"].spoken, units["u1"].voice) == ("A laundry", "amy")
    assert units["u1"].span == Span(start_ms=36_001_000, end_ms=36_004_000)
    assert units["u2"].tag == "caption"
    added = units["row-6"]
    assert (added.tag, added.lines, added.spoken) == (
        "caption", ("She turns away.",), "She turns away.")  # fmt: skip
    assert [repair.kind for repair in read.repairs] == ["seconds"]
    narrated = narrations_of(read, mode="captions")
    assert len(narrated) == 5  # the same sign twice within seconds is two rows, so two narrations


def test_a_deleted_row_is_left_out_and_listed(edited: Callable[[Edit], Path]) -> None:
    """By the narration's id; the last one too."""

    def change(rows: list[dict[str, str]]) -> None:
        del rows[3], rows[0]

    read = read_script(edited(change))
    assert [unit.id for unit in read.units] == ["u2", "u3"]
    assert [(r.kind, r.where) for r in read.repairs] == [
        ("deleted-row", "n1"), ("deleted-row", "n3")]  # fmt: skip


def test_a_copied_row_is_a_narration_of_its_own(edited: Callable[[Edit], Path]) -> None:
    """As people add rows."""

    def change(rows: list[dict[str, str]]) -> None:
        rows.append({**rows[0], "cue in": "10:00:30:00", "cue out": "10:00:31:00"})

    read = read_script(edited(change))
    assert read.units[-1].id == "u1-again"
    assert "copied-row" in [repair.kind for repair in read.repairs]


def test_an_emptied_spoken_text_is_derived_anew(edited: Callable[[Edit], Path]) -> None:
    """As in the script."""

    def change(rows: list[dict[str, str]]) -> None:
        rows[0]["spoken text"] = ""
        rows[2]["shown text"] = rows[2]["spoken text"] = ""

    read = read_script(edited(change))
    assert read.units[0].spoken is None
    assert read.units[2].lines == ()
    assert [(r.kind, r.where) for r in read.repairs] == [("empty", "row 4")]


def test_a_moved_result_is_listed(edited: Callable[[Edit], Path]) -> None:
    """Every render finds it anew."""

    def change(rows: list[dict[str, str]]) -> None:
        rows[0] |= {"spoken in": "10:00:09:00", "spoken in s": "2.013"}

    assert [r.kind for r in read_script(edited(change)).repairs] == ["result"]


def test_every_wrong_value_is_told_by_row_and_column_in_one_go(
    edited: Callable[[Edit], Path],
) -> None:
    """And nothing else is wrong."""

    def change(rows: list[dict[str, str]]) -> None:
        rows[0] |= {"tag": "capiton", "cue in": "10:00:01:77"}
        rows[1] |= {"language": "not a language", "event": "a b"}
        rows[2] |= {"cue out": "10:00:06:00", "status": "omit it"}
        rows[3] |= {"spoken text": "#NAME?", "frame rate": "24 fps"}

    with pytest.raises(UnreadableInputError) as caught:
        read_script(edited(change))
    told = caught.value.message.partition(": ")[2].removesuffix(".").split("; row ")
    places = [part.removeprefix("row ").partition(":")[0] for part in told]
    assert places == [
        "2, cue in", "2, tag", "3, event", "3, language", "4, cue out", "4, status",
        "5, frame rate", "5, spoken text",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start timecode": "10:00:00:99"}, "row 2, start timecode"),
        ({"frame rate": "26"}, "row 2, frame rate"),
        ({"timing": "guessed"}, "row 2, timing"),
        ({"narrations": "1e9"}, "row 2, narrations"),
        ({"script language": "?"}, "row 2, script language"),
        ({"voice": "/etc/passwd"}, "row 2, voice: '/etc/passwd' names a file"),
        ({"voice": "house.toml"}, "row 2, voice: 'house.toml' names a file"),
        ({"cue in": "", "cue in s": "soon"}, "cue in s: 'soon'"),
        ({"cue in": "", "cue in s": ""}, "cue in: is empty"),
        ({"cue in": "09:00:00:00", "cue in s": ""}, "before the start timecode 10:00:00:00"),
    ],
)
def test_what_cannot_be_is_refused(
    edited: Callable[[Edit], Path], change: dict[str, str], said: str
) -> None:
    """With its place."""

    def in_all(rows: list[dict[str, str]]) -> None:
        for row in rows if set(change) & set(OF_ALL_ROWS) else rows[:1]:
            row.update(change)

    with pytest.raises(UnreadableInputError, match=said):
        read_script(edited(in_all))


@pytest.mark.parametrize("row", [0, 1, 3])
def test_the_row_that_says_otherwise_than_the_rest_is_blamed(
    row: int, edited: Callable[[Edit], Path]
) -> None:
    """The first one too: a person edits one row, and the others are as they were written."""

    def change(rows: list[dict[str, str]]) -> None:
        rows[row]["start timecode"] = "11:00:00:00"

    with pytest.raises(UnreadableInputError) as caught:
        read_script(edited(change))
    (told,) = caught.value.message.partition(": ")[2].split("; row ")
    other = 3 if row == 0 else 2
    assert told == (f"row {row + 2}, start timecode: '11:00:00:00' is not '10:00:00:00', "
                    f"as in row {other}.")  # fmt: skip


def test_a_wrong_frame_rate_is_not_blamed_on_the_times(edited: Callable[[Edit], Path]) -> None:
    """Timecodes that it would have read are not told to be wrong."""

    def change(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row |= {"frame rate": "29.97fd", "cue in": row["cue in"].replace(":", ";")}

    with pytest.raises(UnreadableInputError) as caught:
        read_script(edited(change))
    (told,) = caught.value.message.partition(": ")[2].split("; row ")
    assert told.startswith("row 2, frame rate: '29.97fd' is none of")


def test_an_unknown_column_is_passed_over_and_listed(edited: Callable[[Edit], Path]) -> None:
    """A describer's own notes."""

    def change(rows: list[dict[str, str]]) -> None:
        rows[0]["notes by Ann"] = "ask the director"

    assert [(r.kind, r.before) for r in read_script(edited(change)).repairs] == [
        ("column", "notes by Ann")]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["cue in", "cue out", "spokn text"], "no column 'spoken text', but 'spokn text'"),
        (["cue in", "cue in", "spoken text"], "'cue in' twice"),
        (["id", "voice"], "lacks the column 'cue in' and 'spoken text'"),
    ],
)
def test_a_header_that_would_lose_an_edit_is_refused(
    tmp_path: Path, kind: str, header: list[str], said: str
) -> None:
    """Rather than read as if the column were not there."""
    path = saved(tmp_path / f"hand.{kind}", [header, ["00:00:01:00", "00:00:02:00", "x"]])
    with pytest.raises(UnreadableInputError, match=said):
        read_script(path)


def test_a_sheet_made_by_hand_needs_two_columns(tmp_path: Path, kind: str) -> None:
    """When, and what to say."""
    path = saved(tmp_path / f"hand.{kind}", [
        ["Cue_In", "Spoken Text"], ["00:00:01.500", "A door."], ["", ""], ["00:01:00:12", "Night."],
    ])  # fmt: skip
    read = read_script(path)
    assert [(u.span, u.spoken, u.tag) for u in read.units] == [
        (Span(start_ms=1_500, end_ms=2_500), "A door.", "caption"),
        (Span(start_ms=60_480, end_ms=61_480), "Night.", "caption"),
    ]
    assert (read.title, read.language) == ("hand", "en")


def test_a_sheet_that_excel_saved_for_germany_is_read(tmp_path: Path) -> None:
    """The system's code page, semicolons, decimal commas: mended and listed."""
    text = spoken_csv.write(
        rendering([*UNITS[:3], replace(UNITS[3], lines=("GRÜẞE", "Österreich"))])
    )
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff").replace("ẞ", "ß"), newline="")))
    for row in rows[1:]:
        row[:] = [c.replace(".", ",") if i in range(14, 18) else c for i, c in enumerate(row)]
        row[10] = row[10].replace("⟦Fin|fɛ̃⟧", "Fin")
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(rows)
    path = tmp_path / "spoken.csv"
    path.write_bytes(out.getvalue().encode("cp1252"))
    read = read_script(path)
    assert [unit.span for unit in read.units] == [shifted(unit.span) for unit in UNITS]
    assert read.units[3].lines == ("GRÜßE", "Österreich")
    assert read.title == "Tide; Rope"
    assert [repair.kind for repair in read.repairs] == ["encoding", "delimiter"]


def test_times_that_excel_took_for_numbers_do_not_matter(tmp_path: Path) -> None:
    """1.510 became 1510: the timecode counts, the loss is listed."""
    text = spoken_csv.write(rendering()).replace(",2.013,", ",2013,")
    path = tmp_path / "spoken.csv"
    path.write_text(text, encoding="utf-8", newline="")
    read = read_script(path)
    assert read.units[0].span == Span(start_ms=36_002_000, end_ms=36_004_000)
    assert [repair.kind for repair in read.repairs] == ["seconds"]


def test_values_of_a_workbook_are_read_as_typed(tmp_path: Path) -> None:
    """A time of day, whole and broken numbers; a formula is refused with its place."""
    path = tmp_path / "hand.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Notes")
        sheet.write_string(0, 0, "not here")
        sheet = book.add_worksheet("Script")
        sheet.write_row(0, 0, ["cue in", "cue in s", "cue out s", "spoken text"])
        clock = book.add_format({"num_format": "hh:mm:ss"})
        sheet.write_number(1, 0, 61 / 86_400, clock)
        sheet.write_row(1, 2, [62.25, "_x0041_ =not a formula"])
        sheet.write_row(2, 1, [70, 71])
        sheet.write_number(2, 3, 1921)
    read = read_script(path)
    assert [(u.span, u.spoken) for u in read.units] == [
        (Span(start_ms=61_000, end_ms=62_250), "_x0041_ =not a formula"),
        (Span(start_ms=70_000, end_ms=71_000), "1921"),
    ]
    book = openpyxl.load_workbook(path)
    book["Script"]["D2"] = '=HYPERLINK("x")'
    book.save(path)
    with pytest.raises(UnreadableInputError, match="row 2, spoken text: is a formula"):
        read_script(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """80 MB of nothing in 80 KB."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(80_000_000))
    assert path.stat().st_size < 100_000
    with pytest.raises(UnreadableInputError, match="unpacks to more than"):
        read_script(path)


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    """A billion laughs never begin, in whatever letters."""
    source = written(tmp_path / "spoken.xlsx", rendering())
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        path = tmp_path / f"{encoding}.xlsx"
        with zipfile.ZipFile(source) as before, zipfile.ZipFile(path, "w") as after:
            for part in before.namelist():
                raw = before.read(part)
                if part.endswith("sharedStrings.xml"):
                    raw = "<!DOCTYPE x [<!ENTITY a 'aa'>]><sst/>".encode(encoding)
                after.writestr(part, raw)
        with pytest.raises(UnreadableInputError, match="DTD"):
            read_script(path)


def damaged(raw: bytes) -> Iterator[bytes]:
    """Yield a workbook cut short, with bytes turned, and without its parts."""
    yield raw[: len(raw) // 2]
    yield raw[:200] + bytes(b ^ 0xFF for b in raw[200:400]) + raw[400:]
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    yield empty.getvalue()
    yield b"PK\x03\x04 nothing"


def test_damaged_workbooks_are_refused_in_a_sentence(tmp_path: Path) -> None:
    """Never with a traceback."""
    for number, raw in enumerate(damaged(spoken_xlsx.write(rendering()))):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(raw)
        with pytest.raises(UnreadableInputError, match="workbook"):
            read_script(path)


@pytest.mark.parametrize("raw", [b"", b"a,b\n1,2\n", b'cue in,spoken text\n0,"x', b"\x00\xff" * 99,
                                 b"a," * 100_000])  # fmt: skip
def test_other_csv_files_are_refused_in_a_sentence(tmp_path: Path, raw: bytes) -> None:
    """With a hint."""
    path = tmp_path / "other.csv"
    path.write_bytes(raw)
    with pytest.raises(UnreadableInputError) as caught:
        read_script(path)
    assert caught.value.hint


def test_a_million_rows_are_refused(tmp_path: Path) -> None:
    """After as many as an episode can have."""
    path = tmp_path / "long.csv"
    path.write_text("cue in,spoken text\n" + "00:00:01:00,x\n" * 1_000_000, encoding="utf-8")
    with pytest.raises(UnreadableInputError, match="more than 100000 rows"):
        read_script(path)


def test_a_sheet_is_known_by_its_header_too(tmp_path: Path) -> None:
    """Whatever the file is called; subtitles are none."""
    path = tmp_path / "spoken.txt"
    path.write_text("id;cue in;cue out;spoken text\n", encoding="utf-8")
    assert is_script(path)
    path.write_bytes(spoken_xlsx.write(rendering()))
    assert is_script(path)
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nid, status, tag\n", encoding="utf-8")
    assert not is_script(path)


texts = st.text(
    st.sampled_from("aÉ 字⟦⟧|<>&\"';,=+-@\n\t\u00a0\u2028\x07"), min_size=1, max_size=12
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(texts, texts, st.integers(0, 80_000_000)), min_size=1, max_size=4))
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_read_written_and_read_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, drafts: list[tuple[str, str, int]]
) -> None:
    """Whatever the words; blanks within them are one blank."""
    units = [
        Unit(id=f"u{n}", cue_ids=(), span=Span(start_ms=at, end_ms=at + 77), tag="caption",
             lines=tuple(f"{n}{shown}".splitlines()), rule="r", confidence=1.0, spoken=spoken,
             said_with=f"u{n}")
        for n, (shown, spoken, at) in enumerate(drafts)
    ]  # fmt: skip
    path = tmp_path_factory.getbasetemp() / f"spoken.{suffix}"
    first = read_script(written(path, rendering(units, start_ms=0)))
    again = replace(first, narrations=narrations_of(first, mode="captions"))
    second = read_script(written(path, replace(rendering(units, start_ms=0), script=again)))
    assert as_told(second.units) == as_told(first.units)
    after = narrations_of(second, mode="captions")
    assert [n.spoken for n in after] == [n.spoken for n in again.narrations]


def test_the_seed_episode_renders_back_the_same(seed_folder: Path) -> None:
    """Its script from either sheet has the narrations of the cue sheet."""
    sheet = json.loads((seed_folder / "cuesheet.json").read_text(encoding="utf-8"))
    for name in ("spoken.csv", "spoken.xlsx"):
        script = read_script(seed_folder / name)
        told = [(n.text, n.spoken, n.tag, n.voice, n.span.start_ms / 1000)
                for n in narrations_of(script, mode="captions")]  # fmt: skip
        assert told == [(n["text"], n["spoken"], n["tag"], n["voice"], n["cue"]["start"])
                        for n in sheet["narrations"]]  # fmt: skip
