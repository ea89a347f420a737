"""Documents of every kind that the specification allows and forbids, each written here.

The kinds are those that the names of the W3C's test suite show, and more; no document is from it.
"""

import time
from pathlib import Path

import pytest
from lxml import etree

from narrator.errors import UnreadableInputError
from narrator.readers.dapt import read_script
from narrator.readers.dapt.rules import RULES, must_conform

NAMESPACES = """xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
 xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:tta="http://www.w3.org/ns/ttml#audio"
 xmlns:daptm="http://www.w3.org/ns/ttml/profile/dapt#metadata"
 xmlns:ebuttm="urn:ebu:tt:metadata" xmlns:nar="urn:narrator:script" xmlns:my="urn:mine" """
DAPT = "http://www.w3.org/ns/ttml/profile/dapt1.0/content"
USUAL = {
    "ttp:contentProfiles": DAPT,
    "xml:lang": "en",
    "daptm:scriptType": "preRecording",
    "daptm:scriptRepresents": "visual audio",
    "daptm:represents": "visual.text",
}
EVENT = '<div xml:id="d1" begin="1s" end="2s"><p>Quay closed</p></div>'
PEOPLE = (
    '<ttm:agent type="person" xml:id="p1"><ttm:name type="full">Ann Hill</ttm:name></ttm:agent>'
    '<ttm:agent type="character" xml:id="c1"><ttm:name type="alias">CLERK</ttm:name>'
    '<ttm:actor agent="p1"/></ttm:agent>'
)


def document(body: str = EVENT, metadata: str = "", head: str = "", **changed: str | None) -> str:
    """Return a document; a root attribute is changed by its name with _ for the colon."""
    attributes = USUAL | {
        name.replace("_", ":", 1): value for name, value in changed.items() if value is not None
    }
    for name, value in changed.items():
        if value is None:
            del attributes[name.replace("_", ":", 1)]
    stated = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    within = f"<metadata>{metadata}</metadata>{head}"
    return f"<tt {NAMESPACES} {stated}><head>{within}</head><body>{body}</body></tt>"


def event(inside: str, attributes: str = "") -> str:
    """Return one event that lasts a second."""
    return f'<div xml:id="d1" begin="1s" end="2s" {attributes}>{inside}</div>'


VALID = {
    "the least there is": document(),
    "several content profiles": document(
        ttp_contentProfiles=f"{DAPT} http://www.w3.org/ns/ttml/profile/imsc1/text"
    ),
    "content profiles that all hold": document(ttp_contentProfiles=f"all({DAPT} urn:mine)"),
    "the designator of later drafts": document(
        ttp_contentProfiles="http://www.w3.org/ns/ttml/profile/dapt1.0"
    ),
    "the media's time base": document(ttp_timeBase="media"),
    "an original transcript": document(daptm_scriptType="originalTranscript"),
    "a translated transcript": document(daptm_scriptType="translatedTranscript"),
    "an as-recorded script": document(daptm_scriptType="asRecorded"),
    "one thing represented": document(daptm_scriptRepresents="visual"),
    "things represented, parted by lines": document(daptm_scriptRepresents=" visual \n audio "),
    "a descriptor on the div": document(
        event("", 'daptm:represents="visual.text.location"'), daptm_represents=None
    ),
    "a descriptor on the body's div": document(
        f'<div daptm:represents="audio.dialogue">{EVENT}</div>', daptm_represents=None
    ),
    "a descriptor of one's own": document(event("", 'daptm:represents="visual.text.x-sign.big"')),
    "a descriptor of one's own alone": document(
        daptm_scriptRepresents="x-smell", daptm_represents="x-smell.sea"
    ),
    "descriptors of parts of a text": document(
        event(
            '<p daptm:represents="visual.nonText">Rain. <span daptm:represents="visual.text">'
            "QUAY</span></p>"
        )
    ),
    "people": document(event("", 'ttm:agent="c1"'), PEOPLE),
    "two who speak at once": document(
        event("", 'ttm:agent="c1 c2"'),
        f'{PEOPLE}<ttm:agent type="character" xml:id="c2"><ttm:name type="alias">B</ttm:name>'
        "</ttm:agent>",
    ),
    "a registered kind of description": document(
        event('<ttm:desc daptm:descType="scene">the quay</ttm:desc>')
    ),
    "a description of no kind": document(event("<ttm:desc>the quay</ttm:desc>")),
    "a kind of description of one's own": document(
        event('<ttm:desc daptm:descType="x-take">2</ttm:desc>')
    ),
    "a source language on the root": document(daptm_langSrc="fr"),
    "no source language": document(daptm_langSrc=""),
    "a source without language": document(daptm_langSrc="zxx"),
    "a source language on the text": document(event('<p daptm:langSrc="pt-BR">Fechado</p>')),
    "off the screen": document(event("", 'daptm:onScreen="OFF_ON"')),
    "a start timecode": document(
        metadata="<daptm:daptOriginTimecode>10:00:00:24</daptm:daptOriginTimecode>"
        "<ebuttm:documentStartOfProgramme>10:00:00:24</ebuttm:documentStartOfProgramme>",
        ttp_frameRate="25",
    ),
    "events in groups": document(f'<div begin="2s"><div>{EVENT}</div></div>'),
    "divs that are no events": document(f"{EVENT}<div/><div><p>no text</p></div>"),
    "times in frames": document(
        event('<p begin="12f" end="24f">Quay</p>'),
        ttp_frameRate="24",
        ttp_frameRateMultiplier="1000 1001",
    ),
    "times in ticks": document(event('<p begin="500t">Quay</p>'), ttp_tickRate="1000"),
    "times of every metric": document(
        '<div xml:id="d1" begin="0.5h" end="31m"><p begin="1.5s" dur="250ms">Quay</p></div>'
    ),
    "clock times": document('<div xml:id="d1" begin="00:00:01" end="100:00:02.123456"/>'),
    "a par container": document(event("", 'timeContainer="par"')),
    "a recording": document(event('<p>Quay<audio src="quay.wav" type="audio/wav"/></p>')),
    "a recording with sources": document(
        event('<p><span>Quay<audio><source src="a.wav"/><source src="a.mp3"/></audio></span></p>')
    ),
    "an embedded recording": document(
        event('<p>Quay<audio><source src="#a1"/></audio></p>'),
        head='<resources><data xml:id="a1" type="audio/wave">UklGRg==</data></resources>',
    ),
    "a recording in the text's language": document(
        event('<p xml:lang="de">Kai<audio xml:lang="de" src="kai.wav"/></p>')
    ),
    "a gain that moves": document(
        event('<animate begin="0s" end="0.3s" fill="freeze" tta:gain="1;0.39"/><p>Quay</p>')
    ),
    "vocabulary of others": document(
        event('<p my:mood="calm">Quay<my:note>no text</my:note></p>'),
        '<my:project number="7"/>',
        my_version="3",
    ),
    "references to characters": document(event("<p>Quay &amp; &#x201c;pier&#8221;</p>")),
}

AGENT = '<ttm:agent type="character" xml:id="c1">{}</ttm:agent>'
ALIAS = '<ttm:name type="alias">CLERK</ttm:name>'
TIMECODE = "<daptm:daptOriginTimecode>{}</daptm:daptOriginTimecode>"

INVALID: dict[str, tuple[str, str | bytes]] = {
    "no content profile": ("#contentProfiles-root", document(ttp_contentProfiles=None)),
    "another content profile": (
        "#contentProfiles-root",
        document(ttp_contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1/text"),
    ),
    "a profile of TTML1": ("#profile-root", document(ttp_profile="urn:mine")),
    "a processor that knows no DAPT": (
        "#processorProfiles",
        document(ttp_processorProfiles="urn:mine"),
    ),
    "no language": ("#xmlLang-root", document(xml_lang=None)),
    "an empty language": ("#xmlLang-root", document(xml_lang="")),
    "a language that is none": ("#xmlLang-root", document(xml_lang="en_GB")),
    "a text's language that is none": ("xml:lang", document(event('<p xml:lang="e!">x</p>'))),
    "no script type": ("#scriptType-root", document(daptm_scriptType=None)),
    "another script type": ("#scriptType-root", document(daptm_scriptType="asWritten")),
    "nothing represented": ("#scriptRepresents-root", document(daptm_scriptRepresents=None)),
    "an empty list": ("#scriptRepresents-root", document(daptm_scriptRepresents="  ")),
    "a list with commas": (
        "#scriptRepresents-root",
        document(daptm_scriptRepresents="visual, audio"),
    ),
    "a list with an unknown one": (
        "#scriptRepresents-root",
        document(daptm_scriptRepresents="visual.scenery"),
    ),
    "an event that represents nothing": ("#represents", document(daptm_represents=None)),
    "an unknown descriptor": ("#represents", document(event("", 'daptm:represents="smell"'))),
    "an empty descriptor": ("#represents", document(event("", 'daptm:represents=""'))),
    "two descriptors": ("#represents", document(event("", 'daptm:represents="visual audio"'))),
    "a descriptor not covered": ("#represents", document(daptm_scriptRepresents="audio")),
    "a descriptor covered by its letters alone": (
        "#represents",
        document(daptm_scriptRepresents="x-a", daptm_represents="x-ab"),
    ),
    "a descriptor of one's own without x-": (
        "#represents",
        document(event("", 'daptm:represents="visual.text.sign"')),
    ),
    "a descriptor where none belongs": (
        "#represents",
        document(event("<p>x<br daptm:represents='visual'/></p>")),
    ),
    "a time base of labels": ("#timeBase-media", document(ttp_timeBase="smpte")),
    "a time base of a clock": ("#timeBase-media", document(ttp_timeBase="clock")),
    "a clock mode": ("#clockMode", document(ttp_clockMode="utc")),
    "a drop mode": ("#dropMode", document(ttp_dropMode="nonDrop")),
    "a marker mode": ("#markerMode", document(ttp_markerMode="continuous")),
    "parts of frames": ("#subFrameRate", document(ttp_subFrameRate="2")),
    "a rate that is none": ("ttp:frameRate", document(ttp_frameRate="25.0")),
    "a multiplier that is none": (
        "ttp:frameRate",
        document(ttp_frameRate="30", ttp_frameRateMultiplier="1000:1001"),
    ),
    "a paragraph in the body": ("#structure", document("<p>Quay</p>")),
    "text outside a paragraph": ("#structure", document('<div xml:id="d1">Quay</div>')),
    "two bodies": ("#structure", document().replace("</tt>", "<body/></tt>")),
    "a head after the body": ("#structure", document().replace("</tt>", "<head/></tt>")),
    "a paragraph in a paragraph": ("#structure", document(event("<p>a<p>b</p></p>"))),
    "an id that is no name": (
        "Unique identifiers",
        document('<div xml:id="1st" begin="1s" end="2s"/>'),
    ),
    "an id used twice": ("Unique identifiers", document(EVENT + EVENT)),
    "an id of an event and of an agent": (
        "Unique identifiers",
        document(metadata=AGENT.format(ALIAS).replace("c1", "d1")),
    ),
    "a container in order": ("#timeContainer", document(event("", 'timeContainer="seq"'))),
    "a label for a time": (
        "#time-clock-with-frames",
        document('<div xml:id="d1" begin="00:00:01:05" end="3s"/>', ttp_frameRate="25"),
    ),
    "a time of day": (
        "#time-wall-clock",
        document('<div xml:id="d1" begin="wallclock(10:00)" end="3s"/>'),
    ),
    "frames without a rate": (
        "#time-offset-with-frames",
        document('<div xml:id="d1" begin="5f" end="3s"/>'),
    ),
    "ticks without a rate": (
        "#time-offset-with-ticks",
        document('<div xml:id="d1" begin="5t" end="3s"/>'),
    ),
    "a number for a time": ("Time expressions", document('<div xml:id="d1" begin="5" end="9s"/>')),
    "a time before zero": ("Time expressions", document('<div xml:id="d1" begin="-5s" end="9s"/>')),
    "minutes alone": ("Time expressions", document('<div xml:id="d1" begin="01:05" end="9s"/>')),
    "a clip that is no time": (
        "Time expressions",
        document(event('<p>x<audio src="a.wav" clipBegin="soon"/></p>')),
    ),
    "two start timecodes": (
        "#daptOriginTimecode",
        document(metadata=TIMECODE.format("10:00:00:00") * 2, ttp_frameRate="25"),
    ),
    "a start timecode that is none": (
        "#daptOriginTimecode",
        document(metadata=TIMECODE.format("10:00:00.0"), ttp_frameRate="25"),
    ),
    "a start timecode without a rate": (
        "#daptOriginTimecode",
        document(metadata=TIMECODE.format("10:00:00:00")),
    ),
    "a start timecode past the rate": (
        "#daptOriginTimecode",
        document(metadata=TIMECODE.format("10:00:00:25"), ttp_frameRate="25"),
    ),
    "a start of programme past the rate": (
        "#daptOriginTimecode",
        document(
            metadata="<ebuttm:documentStartOfProgramme>10:00:00:30"
            "</ebuttm:documentStartOfProgramme>",
            ttp_frameRate="25",
        ),
    ),
    "animation in the head": (
        "#animation-out-of-line",
        document(head='<animation><animate xml:id="a" tta:gain="1;0"/></animation>'),
    ),
    "an agent without id": (
        "#agent",
        document(metadata=f'<ttm:agent type="character">{ALIAS}</ttm:agent>'),
    ),
    "an agent without a name": ("#agent", document(metadata=AGENT.format(""))),
    "a character with another kind of name": (
        "#agent",
        document(metadata=AGENT.format('<ttm:name type="full">CLERK</ttm:name>')),
    ),
    "an agent outside the head": ("#agent", document(event(AGENT.format(ALIAS)))),
    "an actor that is nobody": (
        "#agent",
        document(metadata=AGENT.format(ALIAS + '<ttm:actor agent="p9"/>')),
    ),
    "an actor that is no agent": (
        "#agent",
        document(metadata=AGENT.format(ALIAS + '<ttm:actor agent="d1"/>')),
    ),
    "an actor that is no name": (
        "#agent",
        document(metadata=AGENT.format(ALIAS + '<ttm:actor agent="#?"/>')),
    ),
    "an actor that is the character": (
        "#agent",
        document(metadata=AGENT.format(ALIAS + '<ttm:actor agent="c1"/>')),
    ),
    "a speaker that is nobody": ("#agent", document(event("", 'ttm:agent="c9"'))),
    "a source language that is none": ("#textLanguageSource", document(daptm_langSrc="the sea")),
    "a screen that is none": ("#onScreen", document(event("", 'daptm:onScreen="off"'))),
    "a paragraph on screen": ("#onScreen", document(event('<p daptm:onScreen="ON">x</p>'))),
    "a kind of description without x-": (
        "#descType",
        document(event('<ttm:desc daptm:descType="take">2</ttm:desc>')),
    ),
    "a source within data": (
        "#source-data",
        document(
            event(
                '<p>x<audio><source><data type="a/b"><source src="a.wav"/></data></source>'
                "</audio></p>"
            )
        ),
    ),
    "a recording outside a text": ("Audio Recording", document(event('<audio src="a.wav"/>'))),
    "a recording of nothing": ("Audio Recording", document(event("<p>x<audio/></p>"))),
    "a recording named in two ways": (
        "Audio Recording",
        document(event('<p>x<audio src="a.wav"><source src="a.mp3"/></audio></p>')),
    ),
    "an embedded recording that is not there": (
        "Audio Recording",
        document(event('<p>x<audio src="#a1"/></p>')),
    ),
    "a recording in another language": (
        "#xmlLang-audio-nonMatching",
        document(event('<p>Quay<audio xml:lang="de" src="kai.wav"/></p>')),
    ),
    "a misspelt attribute of narrator's": ("narrator", document(event("", 'nar:tagg="caption"'))),
    "a voice that is a file": ("narrator", document(event("", 'nar:voice="/etc/passwd"'))),
    "a voice that is a file beside": ("narrator", document(event("", 'nar:voice="amy.toml"'))),
    "an attribute of narrator's without prefix": (
        "narrator",
        document(event('<p spoken="the quay">Quay</p>')),
    ),
    "a byte order mark": ("#serialization", b"\xef\xbb\xbf" + document().encode()),
    "another encoding": (
        "#serialization",
        f'<?xml version="1.0" encoding="iso-8859-1"?>{document()}',
    ),
    "UTF-16": ("#serialization", document().encode("utf-16")),
    "bytes that are no UTF-8": ("#serialization", document().encode().replace(b"Quay", b"Qu\xe4")),
    "an entity, declared and used": (
        "#serialization",
        f'<!DOCTYPE tt [<!ENTITY quay "Quay">]>{document(event("<p>&quay;</p>"))}',
    ),
    "an entity that nobody declares": ("#serialization", document(event("<p>&quay;</p>"))),
    "a DTD within": ("#serialization", f"<!DOCTYPE tt [<!ELEMENT tt ANY>]>{document()}"),
    "a DTD elsewhere": ("#serialization", f'<!DOCTYPE tt SYSTEM "dapt.dtd">{document()}'),
    "no XML": ("#serialization", "WEBVTT\n\n00:01.000 --> 00:02.000\nQuay\n"),
    "nested too deeply": (
        "#serialization",
        document("<div>" * 5_000 + EVENT + "</div>" * 5_000),
    ),
}


@pytest.mark.parametrize("kind", VALID)
def test_every_valid_kind_is_read(kind: str, tmp_path: Path) -> None:
    """Its event is there."""
    path = tmp_path / "script.xml"
    path.write_text(VALID[kind], encoding="utf-8")
    assert read_script(path).units[0].id == "d1"


@pytest.mark.parametrize("kind", INVALID)
def test_every_invalid_kind_is_refused_with_its_rule(kind: str, tmp_path: Path) -> None:
    """The rule is named, and where the document is XML at all the line."""
    rule, text = INVALID[kind]
    path = tmp_path / "script.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UnreadableInputError) as refused:
        read_script(path)
    message = refused.value.message
    assert f"({rule})" in message or f"(DAPT {rule})" in message
    assert "line" in message or rule == "#serialization"
    assert refused.value.hint


def test_every_rule_has_a_document_that_breaks_it() -> None:
    """A rule that nothing breaks is not known to work."""
    broken = {rule for rule, _ in INVALID.values()}
    assert {name for name, _ in RULES} - {"nar"} <= broken
    assert broken - {name for name, _ in RULES} == {"#serialization", "narrator"}


def test_a_document_with_several_faults_tells_how_many(tmp_path: Path) -> None:
    """The first is told in full."""
    path = tmp_path / "script.xml"
    path.write_text(document(daptm_scriptType=None, xml_lang=None), encoding="utf-8")
    with pytest.raises(UnreadableInputError, match=r"xml:lang.*There is 1 more fault\."):
        read_script(path)


def test_the_rules_take_time_by_the_number_of_events() -> None:
    """Not by its square, which an XPath of several steps takes in a group of many."""

    def seconds(count: int) -> float:
        one = '<div xml:id="e{0}" begin="{0}s" end="{0}s"><p/></div>'
        many = "\n".join(map(one.format, range(count)))
        root = etree.fromstring(document(f"<div>{many}</div>{EVENT}"))
        began_s = time.process_time()
        must_conform(root, name="many")
        return time.process_time() - began_s

    assert seconds(16_000) < 8 * 2.5 * min(seconds(2_000) for _ in range(3))
