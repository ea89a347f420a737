"""What is made of a script by hand or of another tool; nothing of it is lost in silence."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from narrator.clock import on_programme_clock
from narrator.errors import UnreadableInputError
from narrator.job import Job
from narrator.model import Script, Span
from narrator.readers.dapt import is_script, read_script
from narrator.writers.dapt import write_script

Reads = Callable[..., Script]
ROOT = """<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
 xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:tta="http://www.w3.org/ns/ttml#audio"
 xmlns:tts="http://www.w3.org/ns/ttml#styling"
 xmlns:d="http://www.w3.org/ns/ttml/profile/dapt#metadata" xmlns:my="urn:mine" xml:lang="en"
 ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/dapt1.0/content" ttp:frameRate="25"
 ttp:tickRate="1000" d:scriptType="preRecording" d:scriptRepresents="visual audio"
 d:represents="visual.nonText" {}><head>{}</head>{}</tt>"""


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    """Return a reader of a body, given whole or as what stands in it."""

    def read(body: str, head: str = "", root: str = "") -> Script:
        path = tmp_path / "script.xml"
        whole = body if body.startswith("<body") else f"<body>{body}</body>"
        path.write_text(ROOT.format(root, head, whole), encoding="utf-8")
        return read_script(path)

    return read


def kinds(script: Script) -> set[str]:
    """Return the kinds of repairs."""
    return {repair.kind for repair in script.repairs}


def spans(script: Script) -> list[tuple[int, int] | None]:
    """Return when each unit is shown."""
    return [(u.span.start_ms, u.span.end_ms) if u.span else None for u in script.units]


def test_a_script_by_hand_without_ids_is_read_and_listed(reads: Reads) -> None:
    """Each event gets an id that nothing else has."""
    script = reads(
        '<div begin="1s" end="2s"><p xml:id="event-1">A boat.</p></div>'
        '<div begin="3s" end="4s"><p>A storm.</p></div>'
    )
    assert [unit.id for unit in script.units] == ["event-1x", "event-2"]
    assert [unit.tag for unit in script.units] == ["caption", "caption"]
    assert [r.where for r in script.repairs if r.kind == "identifier"] == ["line 7", "line 7"]


def test_where_some_events_have_ids_a_div_without_is_none(reads: Reads) -> None:
    """As the specification has it; its text is listed."""
    script = reads(
        '<div xml:id="a" begin="1s" end="2s"><p>A boat.</p></div><div><p>no text</p></div>'
        "<div><div/><p>nor this</p></div>"
    )
    assert [unit.id for unit in script.units] == ["a"]
    assert [r.before for r in script.repairs] == ["no text", "nor this"]


def test_a_div_added_to_a_script_of_narrators_needs_no_id(reads: Reads) -> None:
    """A person who adds one wants it spoken."""
    script = reads(
        '<div xml:id="a" begin="1s" end="2s"><p>A boat.</p></div>'
        '<div begin="3s" end="4s"><p>A storm.</p></div>',
        root='xmlns:nar="urn:narrator:script" nar:timing="cues"',
    )
    assert [unit.id for unit in script.units] == ["a", "event-2"]


def test_times_count_from_what_an_event_stands_in(reads: Reads) -> None:
    """Body, groups, frames, ticks, dur, and the ends of what is around."""
    script = reads(
        '<body begin="10s" end="40s"><div begin="1s">'
        '<div xml:id="a" begin="25f" end="00:00:03"/><div xml:id="b" begin="500t" dur="2s"/>'
        '<div xml:id="c" begin="0.1m" end="0.01h" dur="60s"/></div>'
        '<div xml:id="d"><p begin="1s" end="2s">x</p><p begin="1500ms" dur="1s">y</p></div>'
        '<div xml:id="e" end="1s"/></body>'
    )
    assert spans(script) == [
        (12_000, 14_000), (11_500, 13_500), (17_000, 40_000), (10_000, 40_000), (10_000, 11_000),
    ]  # fmt: skip


def test_an_event_without_times_takes_those_of_its_texts(reads: Reads) -> None:
    """Or has none, which is listed."""
    script = reads(
        '<div xml:id="a"><p begin="20s" end="21s">x</p><p begin="22s" end="24s">y</p></div>'
        '<div xml:id="b"><p>no times</p></div>'
    )
    assert spans(script) == [(20_000, 24_000), None]
    assert kinds(script) == {"untimed"}
    again = etree.fromstring(write_script(script).encode())
    texts = [(p.get("begin"), p.get("end")) for p in again.iter("{*}p")]
    assert texts[:2] == [("00:00:00.000", "00:00:01.000"), ("00:00:02.000", "00:00:04.000")]


def test_an_end_before_its_begin_is_refused(reads: Reads) -> None:
    """With the line."""
    with pytest.raises(UnreadableInputError, match=r"line 7: it ends before it begins"):
        reads('<div xml:id="a" begin="3s" end="2s"><p>x</p></div>')


def test_the_words_are_those_of_spans_and_breaks(reads: Reads) -> None:
    """No metadata, no ruby spelling; space as the file keeps it."""
    script = reads(
        '<div xml:id="a" begin="1s" end="2s"><p>One <span>two<span> three</span></span>\n four'
        "<br/><metadata><my:x>not this</my:x></metadata>five"
        '<span tts:ruby="container"><span tts:ruby="base">海</span>'
        '<span tts:ruby="text">うみ</span></span></p>'
        '<p xml:space="preserve">six\nseven</p></div>'
    )
    assert script.units[0].lines == ("One two three four", "five海", "six", "seven")


@pytest.mark.parametrize(
    ("represents", "tag"),
    [
        ("visual.nonText", "caption"),
        ("visual", "caption"),
        ("visual.dialogue", "caption"),
        ("visual.text.location", "intertitle"),
        ("visual.text.title", "intertitle"),
        ("visual.text.credit", "credit"),
        ("visual.text.x-sign", "caption"),
        ("audio", "dialogue"),
        ("audio.dialogue.x-aside", "dialogue"),
        ("audio.nonDialogueSounds", "sound"),
    ],
)
def test_a_descriptor_becomes_a_tag_and_is_written_again(
    reads: Reads, represents: str, tag: str
) -> None:
    """What is seen is narrated, what is heard is not."""
    script = reads(
        f'<div xml:id="a" d:represents="{represents}" begin="1s" end="2s"><p>x</p></div>'
    )
    assert script.units[0].tag == tag
    assert f'daptm:represents="{represents}"' in write_script(script)


def test_speakers_are_called_by_their_names(reads: Reads) -> None:
    """Those of the event, else of its text; an alias goes before another name."""
    people = (
        '<metadata><ttm:agent type="person" xml:id="p"><ttm:name type="full">Ann</ttm:name>'
        '</ttm:agent><ttm:agent type="character" xml:id="c"><ttm:name type="full">No</ttm:name>'
        '<ttm:name type="alias">CLERK</ttm:name></ttm:agent></metadata>'
    )
    script = reads(
        '<div xml:id="a" ttm:agent="c" begin="1s" end="2s"><p>x</p></div>'
        '<div xml:id="b" begin="1s" end="2s"><p ttm:agent="p">x</p></div>'
        '<div xml:id="e" ttm:agent="c p" begin="1s" end="2s"/>',
        people,
    )
    assert [unit.speaker for unit in script.units] == ["CLERK", "Ann", "CLERK, Ann"]
    again = write_script(script)
    assert 'ttm:agent="c p"' in again
    assert again.count("<ttm:agent ") == 2


def test_one_of_several_languages_is_spoken_and_the_others_kept(reads: Reads) -> None:
    """The script's, else that of the first text, which is then the unit's."""
    script = reads(
        '<div xml:id="a" begin="1s" end="2s"><p xml:lang="fr">Un bateau</p><p>A boat</p></div>'
        '<div xml:id="b" begin="3s" end="4s" xml:lang="ru"><p>Шторм</p></div>'
    )
    assert [unit.text for unit in script.units] == ["A boat", "Шторм"]
    assert [unit.language for unit in script.units] == [None, "ru"]
    assert [r.before for r in script.repairs if r.kind == "translation"] == ["Un bateau"]
    assert "Un bateau" in write_script(script)


FOREIGN = (
    '<div my:mood="dark" style="s" begin="1s"><div xml:id="a" my:mood="calm" begin="1s" end="2s">'
    '<metadata my:take="2"><my:note>loud</my:note></metadata>'
    '<ttm:desc d:descType="scene">quay</ttm:desc><animate begin="0s" end="1s" tta:gain="1;0.5"/>'
    '<my:p>gone</my:p><p tts:color="red">A <span tta:speak="fast">boat</span>'
    '<audio src="a.wav"/></p><!-- why --></div></div>'
)


def test_what_is_not_understood_is_kept_or_listed(reads: Reads) -> None:
    """Metadata, styles, recordings and gains are kept; the rest is named."""
    head = (
        '<metadata><my:project/></metadata><styling><style xml:id="s" tts:color="red"/></styling>'
    )
    script = reads(FOREIGN, head)
    again = write_script(script)
    for kept in ('my:take="2"', "<my:note>loud", "quay", 'tta:gain="1;0.5"', 'tts:color="red"',
                 'tta:speak="fast"', 'src="a.wav"', "<my:project", 'xml:id="s"'):  # fmt: skip
        assert kept in again, kept
    told = [(r.kind, r.before) for r in script.repairs]
    assert told == [
        ("comment", "why"),
        ("foreign", "my:p gone"),
        ("foreign", "my:mood='dark'"),
        ("foreign", "style"),
        ("recording", "a recording or mixing instruction"),
    ]
    assert "2 times" in next(r.after for r in script.repairs if "mood" in r.before)


def test_reading_what_was_written_gives_the_same_script(reads: Reads, tmp_path: Path) -> None:
    """Of another tool's script, with its own prefixes, once and again."""
    head = '<metadata><my:project n="7"/></metadata><layout><region xml:id="r"/></layout>'
    first = replace(reads(FOREIGN, head, 'xml:space="preserve"'), repairs=())
    path = tmp_path / "again.xml"
    path.write_text(write_script(first), encoding="utf-8")
    second = read_script(path)
    assert replace(second, repairs=()) == first
    assert write_script(second) == path.read_text(encoding="utf-8")


def test_a_start_timecode_comes_through(reads: Reads) -> None:
    """And the rate that its frames count by."""
    code = "<d:daptOriginTimecode>10:00:00:12</d:daptOriginTimecode>"
    again = write_script(reads(FOREIGN, f"<metadata>{code}</metadata>"))
    assert ">10:00:00:12<" in again
    assert 'ttp:frameRate="25"' in again


pieces = st.sampled_from(
    ["A boat", " ", "\n", "<br/>", "<span>sea</span>", "<span> <span>sky</span></span>", "&amp;",
     '<audio src="a.wav"/>', '<span xml:lang="fr">mer</span>', "<metadata/>"]
)  # fmt: skip
offsets = st.sampled_from(["0s", "1s", "12f", "250ms", "00:00:01.5", "700t"])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(offsets, st.none() | offsets, st.lists(pieces), st.none() | st.lists(pieces)),
        min_size=1, max_size=3,
    )
)  # fmt: skip
def test_any_script_is_the_same_once_written(
    reads: Reads, tmp_path: Path, drafts: list[tuple[str, str | None, list[str], list[str] | None]]
) -> None:
    """Whatever its texts and times are made of."""
    body = "".join(
        f'<div xml:id="e{n}" begin="{begin}" dur="5s">'
        + (f'<p begin="{inner}">' if inner else "<p>") + "".join(text) + "</p>"
        + (f'<p xml:lang="fr">{"".join(other)}</p>' if other is not None else "") + "</div>"
        for n, (begin, inner, text, other) in enumerate(drafts)
    )  # fmt: skip
    first = replace(reads(body), repairs=())
    path = tmp_path / "again.xml"
    path.write_text(write_script(first), encoding="utf-8")
    assert replace(read_script(path), repairs=()) == first


def test_a_script_is_known_in_any_encoding(tmp_path: Path) -> None:
    """So that it is refused as a script, and not read as subtitles."""
    path = tmp_path / "script.xml"
    text = ROOT.format("", "", "<body/>")
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "latin-1"):
        path.write_text(text, encoding=encoding)
        assert is_script(path), encoding


def test_a_script_beyond_all_bounds_is_not_read_whole(tmp_path: Path) -> None:
    """A sparse file of a terabyte is refused as one of 65 MiB is."""
    path = tmp_path / "script.xml"
    path.write_text(ROOT.format("", "", "<body/>"), encoding="utf-8")
    with path.open("r+b") as file:
        file.truncate(1 << 40)
    with pytest.raises(UnreadableInputError, match="larger than 64 MiB"):
        read_script(path)


def test_very_many_events_are_read(reads: Reads) -> None:
    """In a time that grows with their number alone."""
    script = reads("".join(f'<div xml:id="e{n}" begin="{n}s" dur="1s"/>' for n in range(3_000)))
    assert script.units[-1].span == Span(start_ms=2_999_000, end_ms=3_000_000)


CODE = "<d:daptOriginTimecode>{}</d:daptOriginTimecode>"
PROGRAMME = (
    '<e:documentStartOfProgramme xmlns:e="urn:ebu:tt:metadata">{}</e:documentStartOfProgramme>'
)
AT_25, SLOWER = "", 'ttp:frameRateMultiplier="1000 1001"'


@pytest.mark.parametrize(
    ("told", "rate", "start_ms"),
    [
        (CODE.format("10:00:00:12"), AT_25, 36_000_480),
        (CODE.format("01:00:00:00"), SLOWER, 3_603_600),
        (PROGRAMME.format("09:59:00:00"), AT_25, 35_940_000),
        (CODE.format("10:00:00:00") + PROGRAMME.format("10:00:30:00"), AT_25, 36_000_000),
        (PROGRAMME.format("30s"), AT_25, 0),
        (CODE.format("33:00:00:00"), AT_25, 0),
        ("", AT_25, 0),
    ],
)
def test_the_label_of_zero_is_where_the_files_start(
    told: str, rate: str, start_ms: int, reads: Reads, tmp_path: Path
) -> None:
    """The times stay: they count from there. A start that a profile tells goes before."""
    body = '<div xml:id="d1" begin="1s" end="2s"><p>Quay</p></div>'
    read = reads(body, f"<metadata>{told}</metadata>", rate)
    assert on_programme_clock(read) == read
    assert (read.start_ms, spans(read)) == (start_ms, [(1000, 2000)])
    source = tmp_path / "script.xml"
    assert Job(source=source, output=tmp_path).delivery(read).start_ms == start_ms
    ebu = Job(source=source, output=tmp_path, profile="ebu")
    assert ebu.delivery(read).start_ms == 36_000_000
