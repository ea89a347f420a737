"""Every format: as many cues as its library finds, told by content, and never another error."""

import io
import random
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import webvtt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pysubs2 import SSAFile
from ttconv import model
from ttconv.imsc.reader import to_model as imsc_model
from ttconv.scc.reader import to_model as scc_model
from ttconv.stl.reader import to_model as stl_model

from narrator.errors import UnreadableInputError
from narrator.model import Subtitles
from narrator.readers import read_data, read_subtitles

Maker = Callable[..., bytes]
Words = Callable[[str], str]

VTT = """WEBVTT - Low water

STYLE
::cue(.sign) { color: lime }

REGION
id:top viewportanchor:10%,10%

NOTE raised

first
00:01.000 --> 00:02.500 line:10% align:start region:top
<v.loud Ada>Low <i>tide</i> &amp; <c.sign>WIND</c>

00:03.000 --> 00:04.000
<ruby>潮<rt>しお</rt></ruby> <00:03.500>in
two lines

101:00:00.000 --> 101:00:01.000 vertical:rl
<b>Late</b>
"""
ASS = r"""[Script Info]
Title: Low water
PlayResX: 640
PlayResY: 360

[V4+ Styles]
Style: Default,Arial,20,&H00FFFFFF,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,1,1,2,10,10,10,1

[Fonts]
fontname: none.ttf
!!!!#!!!!

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:00.00,Default,,0,0,0,,note
Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ada,0,0,0,,{\i1}Low{\i0} tide,\Nand wind
Dialogue: 1,0:00:03.00,0:00:04.00,Sign,,0,0,0,,{\pos(10,20)\blur2}HARBOUR
Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,{\k10}ti{\k20}de
"""
TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"
 xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
 xml:lang="en" ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001" ttp:tickRate="1000">
<head><styling><style xml:id="a" style="b" tts:color="red"/>
<style xml:id="b" tts:fontStyle="italic"/>
</styling><layout><region xml:id="r" tts:origin="10% 80%" tts:extent="80% 10%"/></layout></head>
<body region="r"><div><p begin="1s" end="2.5s" style="a">Low <span tts:color="#00ff00">tide</span>
<br/>and wind</p><p begin="00:00:03:12" dur="1s">HARBOUR</p></div>
<div timeContainer="seq"><p dur="2s">One</p><p dur="2000t"><span tts:ruby="container">
<span tts:ruby="base">Two</span><span tts:ruby="text">2</span></span></p></div></body></tt>
"""
PLAYERS = {
    "microdvd": "{1}{1}25.000\n{25}{50}{Y:i}Low tide|and wind\n{75}{100}HARBOUR\n",
    "mpl2": "[10][25]/Low tide|and wind\n[30][40]HARBOUR\n",
    "tmp": "00:00:01:Low tide|and wind\n00:00:03:HARBOUR\n00:00:05:Late\n",
    "sami": "<SAMI><BODY><SYNC Start=1000><P>Low <i>tide</i><br>and wind\n<SYNC Start=2500>"
    "<P>&nbsp;\n<SYNC Start=3000><P>HARBOUR</BODY></SAMI>\n",
}
OTHERS = {
    "srt": b"1\n00:00:01,000 --> 00:00:02,500\n{\\an8}<i>Low tide</i>\n\n"
    b"2\n00:00:03,000 --> 00:00:04,000 X1:1 X2:2 Y1:3 Y2:4\n<font color=red>HARBOUR\n",
    "sbv": b"0:00:01.000,0:00:02.500\nLow tide[br]and wind\n\n0:00:03.000,0:00:04.000\nHARBOUR\n",
    "txt": b"[00:01.000 --> 00:02.500]  Low tide\n[00:03.000 -> 00:04.000] HARBOUR\n",
    "script": 'Season 1 Episode 2\nspan style="default"HARBOUR/span\niLow tide/i\n- Go\n'.encode(
        "utf-16"
    ),
}


@pytest.fixture(scope="module")
def scc_text() -> str:
    """Return pop-on and roll-up captions."""
    return (
        "Scenarist_SCC V1.0\n\n00:00:01;00\t9420 9420 9470 9470 4c4f 57ae 942f 942f\n\n"
        "00:00:03;00\t942c 942c\n\n00:00:05;00\t9425 9425 94ad 94ad 9470 9470 4c4f 57ae\n\n"
        "00:00:07;00\t9425 9425 94ad 94ad 9470 9470 54c8 4580\n\n00:00:09;00\t942c 942c\n"
    )


@pytest.fixture
def samples(gsi: Maker, tti: Maker, scc_text: str) -> Mapping[str, bytes]:
    """Return a small file of every format, by the end of its name."""
    text = b"\x0d\x07\x0b\x0bLow t\xc8ude\x8a\x8a\x0d\x03\x0b\x0band wind\x0a\x0a"
    stl_file = gsi(blocks=3) + b"".join(
        (
            tti(1, (0, 0, 1, 0), (0, 0, 2, 12), text),
            tti(2, (0, 0, 3, 0), (0, 0, 4, 0), b"One", cumulative=1),
            tti(3, (0, 0, 3, 12), (0, 0, 4, 0), b"Two", cumulative=3),
        )
    )
    texts = {"vtt": VTT, "ass": ASS, "ttml": TTML, "scc": scc_text, **PLAYERS}
    return {name: text.encode() for name, text in texts.items()} | {"stl": stl_file}


def test_as_many_cues_as_webvtt_py(samples: Mapping[str, bytes]) -> None:
    """Tags, voices, ruby, regions, inner times and hours past a hundred."""
    found = webvtt.from_string(samples["vtt"].decode())
    assert len(read_data(Path("a.vtt"), samples["vtt"]).cues) == len(found.captions) == 3


@pytest.mark.parametrize("name", ["ass", *PLAYERS])
def test_as_many_cues_as_pysubs2(name: str, samples: Mapping[str, bytes]) -> None:
    """Comments are none, and neither is a no-break space alone."""
    found = SSAFile.from_string(samples[name].decode(), format_=name)
    shown = [event for event in found if event.is_text and event.plaintext.strip("\n\xa0 ")]
    assert len(read_data(Path(f"a.{name}"), samples[name]).cues) == len(shown) > 1


def paragraphs(document: model.ContentDocument) -> int:
    """Return how many paragraphs of ttconv's document hold text."""
    return sum(
        isinstance(element, model.P)
        and any(isinstance(e, model.Text) and e.get_text().strip() for e in element.dfs_iterator())
        for element in document.get_body().dfs_iterator()
    )


def test_as_many_cues_as_ttconv_finds_in_ttml(samples: Mapping[str, bytes]) -> None:
    """A cue is a paragraph, in parallel and in sequence."""
    tree = ET.ElementTree(ET.fromstring(TTML))  # noqa: S314 - our own text
    found = paragraphs(imsc_model(tree))
    assert len(read_data(Path("a.ttml"), samples["ttml"]).cues) == found == 4


def test_as_many_cues_as_ttconv_finds_in_stl(samples: Mapping[str, bytes]) -> None:
    """A cumulative set is one."""
    found = paragraphs(stl_model(io.BytesIO(samples["stl"])))
    assert len(read_data(Path("a.stl"), samples["stl"]).cues) == found == 2


def test_as_many_cues_as_ttconv_finds_in_scc(samples: Mapping[str, bytes]) -> None:
    """One for each line that rolls up."""
    found = paragraphs(scc_model(samples["scc"].decode()))
    assert len(read_data(Path("a.scc"), samples["scc"]).cues) == found == 3


def test_every_format_is_told_by_content(samples: Mapping[str, bytes], tmp_path: Path) -> None:
    """Under a name that says something else, with the name listed."""
    for name, data in samples.items():
        path = tmp_path / "a.srt"
        path.write_bytes(data)
        subtitles = read_subtitles(path)
        assert subtitles.repairs[0].kind == "name", name
        assert subtitles.repairs[0].before == ".srt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["vtt", "ass", "ttml"])
def test_text_formats_are_read_in_any_encoding(name: str, encoding: str, tmp_path: Path) -> None:
    """Western letters come through, whatever the bytes; XML that says its encoding is believed."""
    text = {"vtt": VTT, "ass": ASS, "ttml": TTML}[name].replace("Low", "Où").replace("潮", "a")
    text = text.replace("しお", "b").replace("UTF-8", encoding if encoding == "cp1252" else "UTF-8")
    path = tmp_path / f"a.{name}"
    path.write_bytes(text.encode(encoding))
    subtitles = read_subtitles(path)
    assert any(line.text.startswith("Où") for cue in subtitles.cues for line in cue.lines)


def test_an_xml_declaration_is_believed(tmp_path: Path) -> None:
    """Cyrillic in its own encoding, of which a guess might be another."""
    path = tmp_path / "a.ttml"
    text = TTML.replace("UTF-8", "KOI8-R").replace("Low", "Да")
    path.write_bytes(text.encode("koi8_r"))
    subtitles = read_subtitles(path)
    assert any(line.text.startswith("Да") for cue in subtitles.cues for line in cue.lines)
    assert "encoding" not in {repair.kind for repair in subtitles.repairs}


def read_or_refuse(path: Path, data: bytes) -> Subtitles | None:
    """Return the subtitles, None where they are refused with a sentence and a hint."""
    try:
        return read_data(path, data)
    except UnreadableInputError as error:
        return None if error.message and error.hint else pytest.fail("no sentence or no hint")


JUNK = (
    *(b"", b"<", b">", b"{", b"}", b"&", b"\n", b"\n\n", b"-->", b"\\", b"{\\p1}", b"\\N", b"<v "),
    *(b"99:99:99.999", b"-1", b"9" * 30, b"\x00", b"\xff\xfe", b"\xc3", b"%", b"&H", b"nan"),
    *(b'begin="x"', b'tts:color="#f"', b"NOTE", b"STYLE\n", b"::cue(", b"</i>", b"0", b" ", b"\t"),
)


def spoilt(data: bytes, dice: random.Random) -> bytes:
    """Return `data` with a few of its bytes cut, doubled, replaced, or its end missing."""
    spoilt_data = bytearray(data)
    for _ in range(dice.choice((1, 2, 5, 20))):
        at = dice.randrange(len(spoilt_data) + 1)
        match dice.randrange(5):
            case 0:
                spoilt_data[at : at + dice.randrange(12)] = dice.choice(JUNK)
            case 1:
                del spoilt_data[at : at + dice.randrange(1, 200)]
            case 2:
                spoilt_data[at:at] = spoilt_data[: dice.randrange(200)]
            case 3:
                spoilt_data[at : at + 1] = bytes([dice.randrange(256)])
            case _:
                spoilt_data[at:at] = dice.choice(JUNK)
    return bytes(spoilt_data if dice.random() > 0.2 else spoilt_data[: dice.randrange(len(data))])


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_spoilt_files_give_cues_or_one_error(seed: int, samples: Mapping[str, bytes]) -> None:
    """Whatever the damage: cues with whole spans in order, or a sentence with a hint."""
    dice = random.Random(seed)  # noqa: S311 - damage, no secret
    for name, data in (*samples.items(), *OTHERS.items()):
        subtitles = read_or_refuse(Path(f"a.{name}"), spoilt(data, dice))
        if subtitles is None:
            continue
        spans = [cue.span for cue in subtitles.cues if cue.span]
        assert all(0 <= span.start_ms < span.end_ms for span in spans)
        assert all(line.text for cue in subtitles.cues for line in cue.lines)
        assert len({cue.id for cue in subtitles.cues}) == len(subtitles.cues)


@pytest.mark.parametrize(
    "data",
    [
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<" * 200_000,
        b"WEBVTT\n\n00:01.000 --> 00:02.000\nx\n\n" + b"y\n\n" * 10_000,
        b"WEBVTT\n\n" + b"-->\n" * 20_000,
        b"[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,," + b"{" * 200_000,
        b"[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,{"
        + b"\\t((a)" * 50_000,
        b"<!DOCTYPE" * 30_000 + b'<tt xmlns="http://www.w3.org/ns/ttml">',
        b'<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p>' + b"<span>" * 5_000,
        b"<SAMI><BODY><SYNC Start=1>" + b"<" * 50_000,
        b"Scenarist_SCC V1.0\n\n00:00:01:00\t" + b"9420 " * 20_000,
        b"1\n00:00:01,000 --> 00:00:02,000\n" + b"\r" * 200_000,
        b'<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p>' + b" " * 1_000_000,
        b" " * 1_000_000 + b"x",
        b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<i>" * 50_000,
        b"0:00:01.000,0:00:02.000\n" + b"1:" * 200_000,
        b"[" * 500_000,
    ],
    ids=lambda data: repr(data[-20:]),
)
def test_hostile_files_end_soon(data: bytes) -> None:
    """None takes more than its length asks for: a quadratic reader would not finish in the hour."""
    subtitles = read_or_refuse(Path("a"), data)
    assert subtitles is None or subtitles.cues
