"""As many cues as the library of the format finds, feature by feature.

Where the numbers differ, a repair says why: `unlike` is its kind, None where they must be equal.
"""

import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
import webvtt
from pysubs2 import SSAFile
from ttconv import model
from ttconv.imsc.reader import to_model as imsc_model
from ttconv.scc.reader import to_model as scc_model
from ttconv.stl.reader import to_model as stl_model

from narrator.readers import read_data

Maker = Callable[..., bytes]
Words = Callable[[str], str]


def vtt(body: str, head: str = "WEBVTT") -> str:
    """Return a WebVTT file."""
    return f"{head}\n\n{body}"


A_CUE = "00:01.000 --> 00:02.000\nLow tide\n"
TWO = f"{A_CUE}\n00:03.000 --> 00:04.000\nHARBOUR\n"
VTT: dict[str, tuple[str, str | None]] = {
    "plain": (vtt(TWO), None),
    "byte order mark": ("\ufeff" + vtt(TWO), None),
    "title": (vtt(TWO, "WEBVTT - Low water"), None),
    "header lines": (vtt(TWO, "WEBVTT\nKind: captions\nLanguage: en"), None),
    "HLS": (vtt(TWO, "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000"), None),
    "notes": (vtt(f"NOTE one line\n\nNOTE\nmany\nlines\n\n{TWO}\nNOTE the end\n"), None),
    "names": (vtt(f"first\n{A_CUE}\n2\n{A_CUE}\n2\n{A_CUE}"), None),
    "style": (vtt(f"STYLE\n::cue {{ color: red }}\n/* a --note */\n\n{TWO}"), None),
    "region": (
        vtt(f"REGION\nid:a\nwidth:40%\n\n00:01.000 --> 00:02.000 region:a\nx\n\n{TWO}"),
        None,
    ),
    "settings": (vtt("00:01.000 --> 00:02.000 line:0 position:10%,line-left size:35%\nx\n"), None),
    "settings that are none": (vtt("00:01.000 --> 00:02.000 align:middle up:1 line\nx\n"), None),
    "tags": (vtt("00:01.000 --> 00:02.000\n<v.loud Ada><c.a.b><i>x</i></c></v>\n"), None),
    "cue in two lines": (vtt("00:01.000 --> 00:02.000\n- Low\n- tide\n"), None),
    "indented": (vtt("     00:01.000 --> 00:02.000\n     Low tide\n"), None),
    "hours": (vtt("100:00:01.000 --> 100:00:02.000\nx\n"), None),
    "no blank line": (vtt(f"{A_CUE}00:03.000 --> 00:04.000\nHARBOUR\n"), None),
    "no line end": (vtt(TWO).rstrip(), None),
    "Windows": (vtt(TWO).replace("\n", "\r\n"), None),
    "no text": (vtt(f"00:00.000 --> 00:01.000\n\n{TWO}"), "empty"),
    "times twice": (vtt(f"00:05.000 --> 00:06.000\n{TWO}"), "empty"),
    "stamps of one digit": (vtt("0:1.000 --> 0:2.000\nLow tide\n"), None),
    "rolling": (
        vtt(
            "00:01.000 --> 00:02.000\nLow<00:01.500> tide\n\n"
            "00:02.000 --> 00:03.000\nLow tide\n\n00:03.000 --> 00:04.000\nLow tide\nand wind\n"
        ),
        "carried",
    ),
}
SRT: dict[str, tuple[str, str | None]] = {
    "plain": (
        "1\n00:00:01,000 --> 00:00:02,000\nLow\n\n2\n00:00:03,000 --> 00:00:04,000\nx\n",
        None,
    ),
    "no blank line": (
        "1\n00:00:01,000 --> 00:00:02,000\nx\n2\n00:00:03,000 --> 00:00:04,000\ny",
        None,
    ),
    "blank lines": (
        "\n1\n00:00:01,000 --> 00:00:02,000\n\na\n\ntide\n\n\n2\n00:00:03,000 --> 00:00:04,000\nx",
        None,
    ),
    "stamps of one digit": ("1\n0:0:1,0 --> 0:0:2,5\nx\n", None),
    "points": ("1\n00:00:01.000 --> 00:00:02.000\nx\n", None),
    "no counters": ("00:00:01,000 --> 00:00:02,000\nx\n\n00:00:03,000 --> 00:00:04,000\ny\n", None),
    "tags": ("1\n00:00:01,000 --> 00:00:02,000\n<i>a<b>{\\i1}<font color=red>b</font>\n", None),
    "place": ("1\n00:00:01,000 --> 00:00:02,000 X1:10 X2:20 Y1:30 Y2:40\nx\n", None),
    "order": ("2\n00:00:03,000 --> 00:00:04,000\ny\n\n1\n00:00:01,000 --> 00:00:02,000\nx\n", None),
    "backwards": ("1\n00:00:03,000 --> 00:00:01,000\nx\n", None),
    "hours": ("1\n100:00:01,000 --> 100:00:02,000\nx\n", None),
    "no text": (
        "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\ny\n",
        "empty",
    ),
    "number spoken": (
        "1\n00:00:01,000 --> 00:00:02,000\n1984\n\n2\n00:00:03,000 --> 00:00:04,000\n7",
        None,
    ),
}
ROW = "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Low tide"
EVENTS = "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
OLDER = (
    "[Script Info]\n[V4 Styles]\nFormat: Name, Fontname\nStyle: *Default,Arial\n[Events]\n"
    "Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: Marked=0,0:00:01.00,0:00:02.00,*Default,,0000,0000,0000,!Effect,Low, tide\n"
)
ASS: dict[str, tuple[str, str | None]] = {
    "no head": (f"{EVENTS}\n{ROW}\n", None),
    "comments": (
        f"[Script Info]\n; one\n! two\n{EVENTS}\nComment{ROW[8:]}\n{ROW}\n{ROW[:-4]}wind",
        None,
    ),
    "older": (
        OLDER,
        None,
    ),
    "attachments": (
        f"[Script Info]\n[Fonts]\nfontname: a.ttf\n!!!!\n[Graphics]\nx: y\n{EVENTS}\n{ROW}",
        None,
    ),
    "other sections": (f"[Script Info]\n[Aegisub Project Garbage]\nA: b\n{EVENTS}\n{ROW}\n", None),
    "stamps": (
        f"{EVENTS}\n{ROW.replace('0:00:01.00', '-0:00:01.00')}\n{ROW.replace('.00', '.0')}x",
        None,
    ),
    "karaoke": (f"{EVENTS}\n{ROW.replace('Low', '{{kf20}}L{{ko3}}ow')}\n", None),
    "breaks": (f"{EVENTS}\n{ROW}\\N\\n\\h.\n", None),
    "drawing": (
        f"{EVENTS}\n{ROW}\n{ROW.replace('Low', '{{p1}}m 0 0')}".replace("{{p", "{\\p"),
        "drawing",
    ),
    "layers": (
        f"{EVENTS}\n{ROW.replace('Low', '{@pos(1,2)}Low')}\n".replace("@", "\\") * 2,
        "copies",
    ),
    "no text": (f"{EVENTS}\n{ROW}\n{ROW[:-8]}", "empty"),
}
NAMES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
)


def tt(body: str, parameters: str = "", head: str = "") -> str:
    """Return a TTML document."""
    region = '<region xml:id="r" tts:origin="10% 80%" tts:extent="80% 10%"/>'
    return (
        f'<tt {NAMES} xml:lang="en" {parameters}><head>{head}<layout>{region}</layout></head>'
        f'<body region="r"><div>{body}</div></body></tt>'
    )


def at(begin: str, end: str, text: str = "Low tide") -> str:
    """Return a paragraph."""
    return f'<p begin="{begin}" end="{end}">{text}</p>'


RUBY = (
    '<span tts:ruby="container"><span tts:ruby="base">潮</span>'
    '<span tts:ruby="text">しお</span></span>'
)
TTML: dict[str, tuple[str, str | None]] = {
    "seconds": (tt(at("1s", "2.5s")), None),
    "clock": (tt(at("00:00:01.000", "00:00:02") + at("00:00:03.5", "00:00:04.25")), None),
    "frames": (tt(at("00:00:01:12", "00:00:02:00") + at("30f", "60f"), 'ttp:frameRate="25"'), None),
    "23.976": (
        tt(at("00:00:01:12", "9s"), 'ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"'),
        None,
    ),
    "ticks": (tt(at("1000t", "2000t"), 'ttp:tickRate="1000"'), None),
    "milliseconds, minutes, hours": (tt(at("1000ms", "0.5m") + at("0.01h", "1h")), None),
    "duration": (tt('<p begin="1s" dur="2s">x</p>'), None),
    "nested": (
        tt(f'<div begin="10s" end="60s"><div begin="5s" end="9s">{at("1s", "2s")}</div></div>'),
        None,
    ),
    "sequence": (tt('</div><div timeContainer="seq"><p dur="1s">a</p><p dur="1s">b</p>'), None),
    "breaks and spans": (tt(at("1s", "2s", "a<br/><span>b<span>c</span></span> d")), None),
    "space kept": (tt('<p xml:space="preserve" begin="1s" end="2s">  a \n b  </p>'), None),
    "ruby": (tt(at("1s", "2s", RUBY)), None),
    "region on a paragraph": (tt('<p region="r" begin="1s" end="2s">x</p>'), None),
    "metadata": (tt(at("1s", "2s", "<metadata><ttm:desc>y</ttm:desc></metadata>x")), None),
    "change in time": (tt(at("1s", "3s", '<set begin="1s" tts:color="red"/>x')), None),
    "overlap": (tt(at("1s", "5s") + at("2s", "3s") + at("1s", "5s")), None),
    "styles": (
        tt(
            '<p style="a" begin="1s" end="2s">x</p>',
            head='<styling><style xml:id="a" tts:color="#ff000080"/></styling>',
        ),
        None,
    ),
    "no text": (tt(at("1s", "2s") + at("3s", "4s", "<br/>")), None),
    "hidden": (tt(at("1s", "2s") + '<p tts:display="none" begin="3s" end="4s">x</p>'), "hidden"),
}


def check(found: int, name: str, data: bytes, unlike: str | None) -> None:
    """Compare what we read with the number that a library found."""
    subtitles = read_data(Path(name), data)
    if unlike is None:
        assert len(subtitles.cues) == found > 0
    else:
        assert len(subtitles.cues) < found
        assert unlike in {repair.kind for repair in subtitles.repairs}


@pytest.mark.parametrize("feature", VTT)
def test_webvtt_py(feature: str) -> None:
    """W3C WebVTT and what is found in its place."""
    text, unlike = VTT[feature]
    check(len(webvtt.from_string(text).captions), "a.vtt", text.encode(), unlike)


@pytest.mark.parametrize("feature", SRT)
def test_pysubs2_subrip(feature: str) -> None:
    """SubRip clean and dirty."""
    text, unlike = SRT[feature]
    check(len(SSAFile.from_string(text, format_="srt")), "a.srt", text.encode(), unlike)


@pytest.mark.parametrize("feature", ASS)
def test_pysubs2_substation(feature: str) -> None:
    """SSA and ASS; a comment is no cue."""
    text, unlike = ASS[feature]
    dialect = "ssa" if "[V4 Styles]" in text else "ass"
    events = SSAFile.from_string(text, format_=dialect)
    check(sum(not event.is_comment for event in events), "a.ass", text.encode(), unlike)


def paragraphs(document: model.ContentDocument) -> int:
    """Return how many paragraphs of ttconv's document hold text."""
    return sum(
        isinstance(element, model.P)
        and any(isinstance(e, model.Text) and e.get_text().strip() for e in element.dfs_iterator())
        for element in document.get_body().dfs_iterator()
    )


@pytest.mark.parametrize("feature", TTML)
def test_ttconv_ttml(feature: str) -> None:
    """TTML, IMSC text and EBU-TT-D; a cue is a paragraph with text."""
    text, unlike = TTML[feature]
    found = paragraphs(imsc_model(ET.ElementTree(ET.fromstring(text))))  # noqa: S314 - our own text
    check(found, "a.ttml", text.encode(), unlike)


@pytest.mark.parametrize("display", [b"0", b"1", b"2"])
@pytest.mark.parametrize("table", [b"00", b"01", b"02", b"03", b"04"])
@pytest.mark.parametrize("rate", [b"STL25.01", b"STL30.01"])
def test_ttconv_stl(rate: bytes, table: bytes, display: bytes, gsi: Maker, tti: Maker) -> None:
    """Open subtitles and teletext, every table of characters, 25 and 29.97 frames."""
    data = gsi(rate=rate, table=table, display=display, start=b"10000000", blocks=4) + b"".join(
        (
            tti(0, (10, 0, 1, 0), (10, 0, 2, 0), b"\x80Low\x81\x8atide", justified=1),
            tti(1, (10, 0, 3, 0), (10, 0, 4, 0), b"\x0d\x01HARBOUR\x8a\x8aCLOSED", row=2),
            tti(2, (10, 0, 5, 0), (10, 0, 6, 0), b"low tide " * 12, extension=0),
            tti(2, (10, 0, 5, 0), (10, 0, 6, 0), b"and wind"),
        )
    )
    check(paragraphs(stl_model(io.BytesIO(data))), "a.stl", data, None)


SCC: dict[str, tuple[tuple[tuple[str, ...], ...], str | None]] = {
    "pop-on": ((("9420", "9470", "Low tide", "942f"), ("942c",)), None),
    "two rows": ((("9420", "9450", "Low", "9470", "tide", "942f"), ("942c",)), None),
    "italics": ((("9420", "9470", "91ae", "Low", "942f"), ("942c",)), None),
    "roll-up": (
        (("9425", "94ad", "9470", "Low"), ("9425", "94ad", "9470", "tide"), ("942c",)),
        None,
    ),
    "paint-on": ((("9429", "9470", "Low tide"), ("942c",)), None),
    "never shown": ((("9420", "9470", "Low", "942f"), ("9420", "9470", "tide"), ("942c",)), None),
}


@pytest.mark.parametrize("mark", [":", ";"])
@pytest.mark.parametrize("feature", SCC)
def test_ttconv_scc(feature: str, mark: str, words: Words) -> None:
    """Pop-on, roll-up and paint-on, drop-frame and not."""
    rows, unlike = SCC[feature]
    text = "Scenarist_SCC V1.0\n\n"
    for number, row in enumerate(rows, 1):
        codes = [
            f"{w} {w}" if len(w) == 4 and w.isalnum() and w[0] == "9" else words(w) for w in row
        ]
        text += f"01:00:{number * 3:02}{mark}00\t{' '.join(codes)}\n\n"
    check(paragraphs(scc_model(text)), "a.scc", text.encode(), unlike)
