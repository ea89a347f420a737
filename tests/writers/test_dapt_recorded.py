"""The script as recorded: recordings, dips, people and timecode, as others would take them."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from numpy.typing import NDArray
from ttconv.imsc.reader import to_model
from ttconv.model import Br, Div, P, Text

from narrator.media.dips import gain_blocks
from narrator.model import (
    Delivery,
    Duck,
    Hold,
    Ledger,
    MixPlan,
    Narration,
    Placement,
    Programme,
    Rendering,
    Script,
    Span,
    Unit,
    Voice,
)
from narrator.readers.dapt import read_script
from narrator.readers.dapt.names import DAPTM, EBUTTM, TT, TTA, TTM, TTP, XML
from narrator.writers import dapt

RATE_HZ = 1000  # a sample a millisecond


def span(start_ms: int, end_ms: int) -> Span:
    """Return a span."""
    return Span(start_ms=start_ms, end_ms=end_ms)


def recorded(
    placements: Sequence[Placement], ducks: Sequence[Duck] = (), holds: Sequence[Hold] = ()
) -> Rendering:
    """Return a rendering of a caption for each placement, and of a line of dialogue before them."""
    units = [
        Unit(id=f"u{n}", cue_ids=(), span=span(p.span.start_ms, p.span.end_ms + 500),
             tag="caption", lines=(f"SIGN {n}", "& more"), rule="r", confidence=1.0)
        for n, p in enumerate(placements)
    ]  # fmt: skip
    spoken = Unit(id="s", cue_ids=(), span=span(0, 900), tag="dialogue", lines=("Well?",),
                  rule="r", confidence=1.0, speaker="IRIS", off_screen=True)  # fmt: skip
    narrations = tuple(
        Narration(id=p.narration_id, unit_ids=(u.id,), span=u.span or span(0, 0), tag="caption",
                  text=u.text, spoken=u.text.lower(), voice="joe")
        for u, p in zip(units, placements, strict=True)
    )  # fmt: skip
    length_ms = 60_000 + sum(hold.length_ms for hold in holds)
    return Rendering(
        script=Script(title="T", language="en", units=(spoken, *units), narrations=narrations,
                      timing="cues"),
        programme=Programme(path=Path("a b.mov"), duration_ms=60_000, rate_hz=RATE_HZ, channels=2,
                            layout="stereo", sample_format="s16", has_sound=True, has_video=True,
                            language="deu"),
        voices={"joe": Voice(name="joe", engine="tone", language="en")},
        ledger=Ledger(placements=tuple(placements), omissions=()),
        clips={},
        plan=MixPlan(voicings=(), ducks=tuple(ducks), length_samples=length_ms, rate_hz=RATE_HZ,
                     holds=tuple(holds)),
        delivery=Delivery(start_ms=36_000_000, files={"narration.wav": "ep 1.wav"}),
    )  # fmt: skip


def placed(name: str, start_ms: int, end_ms: int, hold_ms: int = 0) -> Placement:
    """Return a placement."""
    return Placement(narration_id=name, span=span(start_ms, end_ms), rate=1.0, overlap_ms=0,
                     decisions=(), hold_ms=hold_ms)  # fmt: skip


def root_of(rendering: Rendering) -> etree._Element:
    """Return the root of the as-recorded script."""
    return etree.fromstring(dapt.write(rendering).encode())


def ms(stamp: str | None) -> int:
    """Return the milliseconds of a stamp."""
    hours, minutes, seconds = (stamp or "").split(":")
    return 3_600_000 * int(hours) + 60_000 * int(minutes) + round(1000 * float(seconds))


def gains_of(root: etree._Element, length_ms: int) -> NDArray[np.float64]:
    """Return the programme's gain in each millisecond, as the mixing instructions have it."""
    gain = np.ones(length_ms)
    for div in root.iter(f"{TT}div"):
        for animate in div.iterfind(f"{TT}animate"):
            begin, end = (ms(div.get("begin")) + ms(animate.get(n)) for n in ("begin", "end"))
            assert end <= ms(div.get("end"))
            values = [float(value) for value in animate.get(f"{TTA}gain", "").split(";")]
            at = np.linspace(begin, end, len(values))
            gain[begin:end] *= np.interp(np.arange(begin, end), at, values)
    return gain


DUCKS = (
    Duck(span=span(5_000, 8_001), gain_db=-9.0, fade_in_ms=300, fade_out_ms=500),
    Duck(span=span(20_000, 21_001), gain_db=0.0, fade_in_ms=300, fade_out_ms=500),
    Duck(span=span(30_000, 36_001), gain_db=-15.0, fade_in_ms=300, fade_out_ms=500),
)
PLACEMENTS = (
    placed("n1", 5_000, 8_000), placed("n2", 20_000, 21_000), placed("n3", 30_000, 32_000),
    placed("n4", 32_400, 34_000), placed("n5", 34_900, 36_000),
)  # fmt: skip


def test_the_mixing_instructions_are_the_dips_of_the_mix() -> None:
    """Fades and all, within 1 %; of a shared dip each event says its own part."""
    rendering = recorded(PLACEMENTS, DUCKS)
    wanted = np.concatenate(list(gain_blocks(rendering.plan, block=7_000)))
    gain = gains_of(root_of(rendering), 60_000)
    assert np.abs(gain - wanted).max() < 0.01
    assert gain[31_000] == pytest.approx(10 ** (-15 / 20), abs=1e-4)


def test_the_dips_of_an_extended_description_are_on_the_programmes_clock() -> None:
    """Where it is held it stands still: what the output has there is cut out."""
    placements = (placed("n1", 5_000, 7_000, 3_000), placed("n2", 20_000, 21_000))
    holds = (Hold(at_ms=7_000, length_ms=3_000),)
    ducks = (
        Duck(span=span(5_000, 10_001), gain_db=-12.0, fade_in_ms=300, fade_out_ms=500),
        Duck(span=span(23_000, 24_001), gain_db=-6.0, fade_in_ms=300, fade_out_ms=500),
    )
    rendering = recorded(placements, ducks, holds)
    silent = replace(rendering.plan, holds=())
    output = np.concatenate(list(gain_blocks(silent, block=7_000)))
    wanted = np.concatenate([output[:7_000], output[10_000:]])
    root = root_of(rendering)
    assert np.abs(gains_of(root, 60_000) - wanted).max() < 0.01
    second = root.findall(f".//{TT}audio")[1]
    assert (second.get("clipBegin"), second.get("clipEnd")) == ("00:00:23.000", "00:00:24.000")
    assert 'nar:hold="3000ms"' in dapt.write(rendering)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(200, 3_000), st.integers(500, 4_000)), min_size=1, max_size=5),
    st.floats(-15, -1.5),
)
def test_no_recording_is_cut_off_and_no_dip_is_said_twice(
    lengths: list[tuple[int, int]], gain_db: float
) -> None:
    """A clip lasts as long as its paragraph, which stands within its event."""
    placements, at_ms = [], 1_000
    for number, (gap_ms, length_ms) in enumerate(lengths):
        placements.append(placed(f"n{number}", at_ms + gap_ms, at_ms + gap_ms + length_ms))
        at_ms += gap_ms + length_ms
    whole = span(placements[0].span.start_ms, at_ms + 1)
    duck = Duck(span=whole, gain_db=gain_db, fade_in_ms=300, fade_out_ms=500)
    rendering = recorded(placements, (duck,))
    root = root_of(rendering)
    for audio in root.iter(f"{TT}audio"):
        text = audio.getparent()
        assert text is not None
        div = text.getparent()
        assert div is not None
        clip_ms = ms(audio.get("clipEnd")) - ms(audio.get("clipBegin"))
        assert clip_ms == ms(text.get("end")) - ms(text.get("begin"))
        assert ms(div.get("begin")) + ms(text.get("end")) <= ms(div.get("end"))
    wanted = np.concatenate(list(gain_blocks(rendering.plan, block=7_000)))
    assert np.abs(gains_of(root, 60_000) - wanted).max() < 0.01


def test_people_are_characters_spoken_by_voices() -> None:
    """A speaker that nobody voices has no actor; who reads signs is called Narrator."""
    root = root_of(recorded(PLACEMENTS))
    agents = {a.get(f"{XML}id"): a for a in root.iter(f"{TTM}agent")}
    assert [a.get("type") for a in agents.values()] == ["person", "character", "character"]
    iris, sign = (root.findall(f".//{TT}div")[n].get(f"{TTM}agent") for n in (0, 1))
    assert agents[iris].findtext(f"{TTM}name") == "IRIS"
    assert agents[iris].find(f"{TTM}actor") is None
    assert agents[sign].findtext(f"{TTM}name") == "Narrator"
    actor = agents[sign].find(f"{TTM}actor")
    assert actor is not None
    assert agents[actor.get("agent")].findtext(f"{TTM}name") == "joe"


def test_languages_media_screen_and_timecode_are_said_in_the_words_of_dapt() -> None:
    """Dialogue is translated from the programme's language; of a sign that is not known."""
    root = root_of(recorded(PLACEMENTS))
    spoken, sign = root.findall(f".//{TT}p")[:2]
    assert (spoken.get(f"{DAPTM}langSrc"), sign.get(f"{DAPTM}langSrc")) == ("de", None)
    assert root.findall(f".//{TT}div")[0].get(f"{DAPTM}onScreen") == "OFF"
    assert root.findtext(f".//{EBUTTM}sourceMediaIdentifier") == "a b.mov"
    assert root.findtext(f".//{DAPTM}daptOriginTimecode") == "10:00:00:00"
    assert root.findtext(f".//{EBUTTM}documentStartOfProgramme") == "10:00:00:00"
    assert root.get(f"{TTP}frameRate") == "25"
    assert root.get(f"{DAPTM}scriptRepresents") == "audio.dialogue visual.text"
    (audio, *_) = root.iter(f"{TT}audio")
    assert audio.get("src") == "ep%201.wav"


def test_a_rate_that_is_no_whole_number_is_said_with_its_multiplier() -> None:
    """A label that drops frames has colons alone, as DAPT wants it."""
    rendering = recorded(PLACEMENTS)
    delivery = replace(rendering.delivery, start_ms=3_600_000, frame_rate="29.97df")
    root = root_of(replace(rendering, delivery=delivery))
    assert (root.get(f"{TTP}frameRate"), root.get(f"{TTP}frameRateMultiplier")) == (
        "30", "1000 1001")  # fmt: skip
    assert root.findtext(f".//{DAPTM}daptOriginTimecode") == "01:00:00:00"


def test_the_gain_of_the_whole_programme_stands_outside_the_dips() -> None:
    """DAPT's mixing instructions belong to events."""
    rendering = recorded(PLACEMENTS, DUCKS)
    louder = replace(rendering, plan=replace(rendering.plan, gain_db=-3.25))
    assert 'nar:programmeGain="-3.25dB"' in dapt.write(louder)
    assert (gains_of(root_of(louder), 60_000) == gains_of(root_of(rendering), 60_000)).all()


def test_what_was_recorded_reads_back_as_the_script(tmp_path: Path) -> None:
    """A second render of it leaves no second recording, agent or dip."""
    rendering = recorded(PLACEMENTS, DUCKS)
    path = tmp_path / "script.dapt.xml"
    path.write_text(dapt.write(rendering), encoding="utf-8")
    read = read_script(path)
    for before, after in zip(rendering.script.units, read.units, strict=True):
        assert (after.id, after.tag, after.lines, after.span, after.speaker, after.off_screen) == (
            before.id, before.tag, before.lines, before.span, before.speaker, before.off_screen
        )  # fmt: skip
    assert read.repairs == ()
    again = replace(rendering, script=replace(read, narrations=rendering.script.narrations))
    assert etree.canonicalize(dapt.write(again)) == etree.canonicalize(dapt.write(rendering))
    for name in ("audio", "animate", "ttm:actor", "ttm:desc"):
        assert f"<{name} " not in dapt.write_script(read), name


def test_another_tools_recording_gives_way_to_narrators(tmp_path: Path) -> None:
    """Both would be heard; where narrator does not speak it stays."""
    rendering = recorded(PLACEMENTS, DUCKS)
    path = tmp_path / "script.dapt.xml"
    text = dapt.write_script(rendering.script)
    foreign = '<audio src="old.wav"/><span>'
    path.write_text(text.replace("<span>", foreign), encoding="utf-8")
    read = replace(read_script(path), narrations=rendering.script.narrations)
    written = dapt.write(replace(rendering, script=read))
    assert (written.count("old.wav"), written.count("ep%201.wav")) == (1, len(PLACEMENTS))


def test_an_independent_reader_finds_the_same_texts_at_the_same_times(tmp_path: Path) -> None:
    """ttconv, which knows TTML and nothing of DAPT or narrator."""
    rendering = recorded(PLACEMENTS, DUCKS)
    path = tmp_path / "script.dapt.xml"
    for text in (dapt.write(rendering), dapt.write_script(rendering.script)):
        path.write_text(text, encoding="utf-8")
        body = to_model(ET.parse(path)).get_body()  # noqa: S314 - our own document
        assert body is not None
        found = [
            (
                div.get_begin() or Fraction(0),
                div.get_end(),
                [words(p) for p in div if isinstance(p, P)],
            )
            for div in body
            if isinstance(div, Div)
        ]
        wanted = [
            (Fraction(ms(div.get("begin")), 1000), Fraction(ms(div.get("end")), 1000), [unit.lines])
            for div, unit in zip(
                etree.fromstring(text.encode()).iter(f"{TT}div"),
                rendering.script.units,
                strict=True,
            )
        ]
        assert found == wanted


def words(paragraph: P) -> tuple[str, ...]:
    """Return the lines of a paragraph of ttconv's."""
    texts = [""]
    for each in paragraph.dfs_iterator():
        if isinstance(each, Text):
            texts[-1] += each.get_text()
        elif isinstance(each, Br):
            texts.append("")
    return tuple(" ".join(text.split()) for text in texts)
