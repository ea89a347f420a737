"""The text products: they say the same, and hostile text cannot break them."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from narrator.errors import UnreadableInputError
from narrator.model import (
    TAGS,
    Duck,
    Ledger,
    MixPlan,
    Narration,
    Omission,
    Placement,
    Rendering,
    Script,
    Span,
    Tag,
    Unit,
    Voice,
)
from narrator.readers.dapt import is_script, read_script
from narrator.writers import cuesheet, dapt, vtt

DAPTM = "{http://www.w3.org/ns/ttml/profile/dapt#metadata}"
TT = "{http://www.w3.org/ns/ttml}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def span(start_ms: int, end_ms: int) -> Span:
    """Return a span."""
    return Span(start_ms=start_ms, end_ms=end_ms)


def rendering(text: str = "ROPE WALK LAUNDRY") -> Rendering:
    """Return a small rendering: one card spoken early, one omitted, one line of dialogue."""
    units = (
        Unit(id="u1", cue_ids=("1",), span=span(2000, 4000), tag="caption", lines=(text, "1921"),
             rule="capitals", confidence=0.9),
        Unit(id="u2", cue_ids=("2",), span=span(5000, 6000), tag="dialogue",
             lines=("You came back.",), rule="speech", confidence=0.97, speaker="IRIS"),
        Unit(id="u3", cue_ids=("3",), span=span(7000, 8000), tag="intertitle", lines=("THE END",),
             rule="place and time", confidence=0.95),
    )  # fmt: skip
    narrations = (
        Narration(id="n1", unit_ids=("u1",), span=span(2000, 4000), tag="caption",
                  text=f"{text}\n1921", spoken=text.lower(), voice="joe"),
        Narration(id="n2", unit_ids=("u3",), span=span(7000, 8000), tag="intertitle",
                  text="THE END", spoken="The end", voice="joe"),
    )  # fmt: skip
    return Rendering(
        script=Script(
            title="Tide & Rope", language="en", units=units, narrations=narrations, timing="cues"
        ),
        programme=None,
        voices={"joe": Voice(name="joe", engine="piper", language="en")},
        ledger=Ledger(
            placements=(
                Placement(narration_id="n1", span=span(1500, 3500), rate=1.1, overlap_ms=0,
                          decisions=("starts early",)),
            ),
            omissions=(Omission(narration_id="n2", why="no time"),),
        ),
        clips={},
        plan=MixPlan(
            voicings=(),
            ducks=(Duck(span=span(1500, 3500), gain_db=-9, fade_in_ms=300, fade_out_ms=500),),
            length_samples=0,
            rate_hz=48000,
        ),
    )  # fmt: skip


def test_the_cue_sheet_has_the_keys_and_seconds_that_programs_rely_on() -> None:
    """The contract of the design."""
    sheet = json.loads(cuesheet.write(rendering()))
    assert list(sheet) == [
        "programme", "narrations", "holds", "omitted", "ducks", "loudness", "timing", "profile",
        "mode", "start_timecode", "frame_rate", "files", "control", "repairs",
        "findings",
    ]  # fmt: skip
    assert sheet["programme"] is None
    assert sheet["narrations"] == [
        {
            "id": "n1",
            "tag": "caption",
            "text": "ROPE WALK LAUNDRY\n1921",
            "spoken": "rope walk laundry",
            "cue": {"start": 2.0, "end": 4.0},
            "start": 1.5,
            "end": 3.5,
            "on_programme": {"start": 1.5, "end": 3.5},
            "rate": 1.1,
            "voice": "joe",
            "engine": "piper",
            "fit": ["starts early"],
            "overlap": 0.0,
            "gain_db": None,
        }
    ]
    assert sheet["omitted"] == [
        {"id": "n2", "text": "THE END", "cue": {"start": 7.0, "end": 8.0}, "why": "no time"}
    ]
    assert sheet["ducks"] == [
        {"start": 1.5, "end": 3.5, "gain_db": -9, "fade_in": 0.3, "fade_out": 0.5}
    ]


def test_the_descriptions_hold_each_placed_narration_at_its_time() -> None:
    """One cue a placement, none for what is omitted."""
    blocks = vtt.write(rendering()).split("\n\n")
    assert blocks[0] == "WEBVTT"
    assert blocks[1].splitlines() == ["NOTE", "Kind: descriptions", "Language: en"]
    assert blocks[2:] == ["n1\n00:00:01.500 --> 00:00:03.500\nrope walk laundry\n"]


def test_text_cannot_break_out_of_a_webvtt_cue() -> None:
    """An arrow, a tag and an ampersand are text."""
    written = vtt.write(rendering("A --> <v Bob> & co"))
    assert written.count("-->") == 1
    assert "a --&gt; &lt;v bob&gt; &amp; co" in written


def test_the_script_has_one_event_a_unit_with_the_required_attributes() -> None:
    """Every div has an id and what it represents; the root says what DAPT asks for."""
    root = etree.fromstring(dapt.write(rendering()).encode())
    assert root.get(f"{DAPTM}scriptType") == "asRecorded"
    assert root.get(f"{DAPTM}scriptRepresents")
    divs = list(root.iter(f"{TT}div"))
    assert [d.get(XML_ID) for d in divs] == ["u1", "u2", "u3"]
    assert [d.get(f"{DAPTM}represents") for d in divs] == [
        "visual.text",
        "audio.dialogue",
        "visual.text.x-intertitle",
    ]


def test_a_spoken_event_points_into_the_stem_at_times_relative_to_its_event() -> None:
    """The event spans the dip, shown and spoken time; the audio's clip is the stem's own time."""
    root = etree.fromstring(dapt.write(rendering()).encode())
    event = next(root.iter(f"{TT}div"))
    assert (event.get("begin"), event.get("end")) == ("00:00:01.200", "00:00:04.000")
    paragraph = event.find(f"{TT}p")
    assert paragraph is not None
    assert (paragraph.get("begin"), paragraph.get("end")) == ("00:00:00.300", "00:00:02.300")
    audio = paragraph.find(f"{TT}audio")
    assert audio is not None
    assert audio.get("clipBegin") == "00:00:01.500"


def test_a_script_reads_back_as_the_units_it_was_written_from(tmp_path: Path) -> None:
    """Tags, lines, times, rules and speakers survive; the spoken form comes along."""
    path = tmp_path / "script.dapt.xml"
    original = rendering().script
    path.write_text(dapt.write_script(original), encoding="utf-8")
    assert is_script(path)
    read = read_script(path)
    assert (read.title, read.language, read.timing) == ("Tide & Rope", "en", "cues")
    for before, after in zip(original.units, read.units, strict=True):
        assert (after.id, after.tag, after.lines, after.span) == (
            before.id, before.tag, before.lines, before.span)  # fmt: skip
        assert (after.rule, after.confidence, after.speaker) == (
            before.rule, before.confidence, before.speaker)  # fmt: skip
    assert [unit.spoken for unit in read.units] == ["rope walk laundry", None, "The end"]


SPOKEN = "the ⟦Quay|kiː⟧ of ⟦Worcester|espeak:w'Ust@⟧ -->"


def test_what_people_read_has_words_and_no_phonemes() -> None:
    """The notation is for engines, and for who edits the script."""
    made = saying(SPOKEN)
    assert vtt.write(made).splitlines()[-1] == "the Quay of Worcester --&gt;"
    (row,) = json.loads(cuesheet.write(made))["narrations"]
    assert row["spoken"] == "the Quay of Worcester -->"
    root = etree.fromstring(dapt.write(made).encode())
    assert "⟦" not in "".join(str(text) for text in root.itertext())
    assert next(root.iter(f"{TT}p")).get("{urn:narrator:script}spoken") == SPOKEN


def saying(spoken: str) -> Rendering:
    """Return the small rendering with other words for its first narration."""
    made = rendering()
    first, *others = made.script.narrations
    narrations = (replace(first, spoken=spoken), *others)
    return replace(made, script=replace(made.script, narrations=narrations))


def test_an_id_cannot_break_out_of_a_webvtt_cue() -> None:
    """Nor can it be a timing line of its own."""
    made = rendering()
    first = replace(made.script.narrations[0], id="a\n\n00:01.000 --> 00:02.000")
    placement = replace(made.ledger.placements[0], narration_id=first.id)
    made = replace(
        made,
        script=replace(made.script, narrations=(first, *made.script.narrations[1:])),
        ledger=replace(made.ledger, placements=(placement,)),
    )
    assert vtt.write(made).count("-->") == 1


# What stands for the characters of a language, of markup and of the notation.
texts = st.text(st.sampled_from("aÉ 字⟦⟧|<>&\"'-\n\t\u00a0\u2028\x07"), max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TAGS), texts, st.none() | texts), min_size=1, max_size=4))
def test_a_script_read_written_and_read_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, drafts: list[tuple[Tag, str, str | None]]
) -> None:
    """The spoken forms too, with their phonemes, of units that are not narrated as well."""
    units = tuple(
        Unit(id=f"u{number}", cue_ids=(), span=span(number * 1000, number * 1000 + 900), tag=tag,
             lines=tuple(text.splitlines()), rule="r", confidence=0.5, spoken=spoken)
        for number, (tag, text, spoken) in enumerate(drafts)
    )  # fmt: skip
    path = tmp_path_factory.getbasetemp() / "script.dapt.xml"
    script = Script(title="T", language="en", units=units, timing="cues")
    path.write_text(dapt.write_script(script), encoding="utf-8")
    first = read_script(path)
    assert [unit.spoken for unit in first.units] == [
        dapt.clean(s or "") or None for *_, s in drafts
    ]
    path.write_text(dapt.write_script(first), encoding="utf-8")
    assert read_script(path) == first


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<!DOCTYPE x [<!ENTITY a 'aa'>]><tt xmlns='http://www.w3.org/ns/ttml'/>", "DTD"),
        ("<tt xmlns='http://www.w3.org/ns/ttml'><body>", "not well-formed"),
        ("<tt xmlns='http://www.w3.org/ns/ttml'/>", "#contentProfiles-root"),
        ("<html/>", "no TTML"),
    ],
)
def test_a_script_that_cannot_be_trusted_or_read_is_refused(
    text: str, said: str, tmp_path: Path
) -> None:
    """A billion laughs never begin."""
    path = tmp_path / "bad.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInputError, match=said):
        read_script(path)


@given(st.text(max_size=60))
def test_any_text_gives_whole_products(text: str) -> None:
    """Control characters, surrogates' neighbours and markup never break a product."""
    made = rendering(text)
    etree.fromstring(dapt.write(made).encode())
    assert json.loads(cuesheet.write(made))["narrations"][0]["text"].startswith(text)
    assert vtt.write(made).count("-->") <= 1


@pytest.mark.parametrize(
    ("written", "edited", "said"),
    [
        ('nar:spoken="', 'spoken="', "spoken lacks its prefix"),
        ('nar:spoken="', 'nar:spokn="', "there is no nar:spokn"),
        ('nar:tag="', 'nar:tga="', "there is no nar:tga"),
    ],
)
def test_an_edit_that_would_be_lost_is_refused(
    tmp_path: Path, written: str, edited: str, said: str
) -> None:
    """With the line it stands in."""
    path = tmp_path / "script.dapt.xml"
    text = dapt.write_script(rendering().script)
    assert written in text
    path.write_text(text.replace(written, edited, 1), encoding="utf-8")
    with pytest.raises(UnreadableInputError, match=f"line .*{said}"):
        read_script(path)


def test_a_text_that_was_emptied_is_listed(tmp_path: Path) -> None:
    """It is not narrated, but not dropped in silence."""
    path = tmp_path / "script.dapt.xml"
    text = dapt.write_script(rendering().script)
    path.write_text(re.sub(r"<span>[^<]*</span>", "<span/>", text), encoding="utf-8")
    assert {repair.kind for repair in read_script(path).repairs} == {"empty"}


def test_a_speaker_known_by_colour_is_known_in_the_script(tmp_path: Path) -> None:
    """So that the cast of a script is that of its subtitles."""
    unit = Unit(
        id="u1", cue_ids=(), span=span(0, 900), tag="dialogue", lines=("Hello",), rule="r",
        confidence=0.5, colour="#ffff00", voice="joe",
    )  # fmt: skip
    path = tmp_path / "script.dapt.xml"
    script = Script(title="T", language="en", units=(unit,), timing="cues")
    path.write_text(dapt.write_script(script), encoding="utf-8")
    read = read_script(path).units[0]
    assert (read.colour, read.voice) == ("#ffff00", "joe")


@pytest.mark.parametrize(
    ("written", "read"), [("Yellow", "#ffff00"), ("salmon", "salmon"), ("1/2", "1/2")]
)
def test_a_colour_in_a_script_may_be_spelt_in_any_way(
    tmp_path: Path, written: str, read: str
) -> None:
    """One spelling is the same speaker as another; what is no known colour is kept."""
    unit = Unit(
        id="u1", cue_ids=(), span=span(0, 900), tag="dialogue", lines=("Hello",), rule="r",
        confidence=0.5, colour=written,
    )  # fmt: skip
    path = tmp_path / "script.dapt.xml"
    script = Script(title="T", language="en", units=(unit,), timing="cues")
    path.write_text(dapt.write_script(script), encoding="utf-8")
    assert read_script(path).units[0].colour == read
