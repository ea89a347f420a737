"""TTML and its profiles: times, styles, regions, roles, and documents that are broken."""

from pathlib import Path

import pytest

from narrator.errors import UnreadableInputError
from narrator.model import Cue, Line, Position, Span, Subtitles
from narrator.readers import read_data, ttml

PATH = Path("a.ttml")
TIMED = 'begin="1s" end="2s"'
NAMES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
    'xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
    'xmlns:itts="http://www.w3.org/ns/ttml/profile/imsc1#styling" '
    'xmlns:ebuttm="urn:ebu:tt:metadata"'
)


def read(
    body: str, *, root: str = "", styling: str = "", layout: str = "", head: str = ""
) -> Subtitles:
    """Return the subtitles of a document with this body and head."""
    return ttml.read(
        PATH,
        f'<?xml version="1.0" encoding="UTF-8"?>\n<tt {NAMES} xml:lang="en-GB" {root}><head>{head}'
        f"<styling>{styling}</styling><layout>{layout}</layout></head>\n{body}</tt>",
    )


def cue_of(paragraph: str, *, styling: str = "", layout: str = "", head: str = "") -> Cue:
    """Return the only cue of a document with this paragraph."""
    body = f"<body><div>{paragraph}</div></body>"
    (cue,) = read(body, styling=styling, layout=layout, head=head).cues
    return cue


def span_of(attributes: str, root: str = "") -> Span | None:
    """Return the span of a paragraph with these attributes."""
    (cue,) = read(f"<body><div><p {attributes}>Tide</p></div></body>", root=root).cues
    return cue.span


@pytest.mark.parametrize(
    ("attributes", "start_ms", "end_ms"),
    [
        ('begin="1s" end="2.5s"', 1000, 2500),
        ('begin="00:00:01.000" end="00:00:02.5"', 1000, 2500),
        ('begin="1500ms" dur="0.5m"', 1500, 31_500),
        ('begin="10:00:08:10" end="10:00:11:20"', 36_008_400, 36_011_800),
        ('begin="25f" end="50f"', 1000, 2000),
        ('begin="1s" dur="3s" end="2s"', 1000, 2000),
    ],
)
def test_times_are_read(attributes: str, start_ms: int, end_ms: int) -> None:
    """Clock times, offsets, frames; what ends first counts."""
    span = span_of(attributes, 'ttp:frameRate="25"')
    assert span == Span(start_ms=start_ms, end_ms=end_ms)


@pytest.mark.parametrize(
    ("root", "begin", "ms"),
    [
        ('ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"', "24f", 1001),
        ('ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"', "00:00:01:12", 1500),
        ('ttp:tickRate="10000000"', "15000000t", 1500),
        ('ttp:frameRate="50"', "100t", 2000),
        (
            (
                'ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" '
                'ttp:dropMode="dropNTSC"'
            ),
            "00:10:00:00",
            599_999,
        ),
        (
            'ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"',
            "00:10:00:00",
            600_600,
        ),
    ],
)
def test_frame_rates_tick_rates_and_drop_mode_count(root: str, begin: str, ms: int) -> None:
    """At 23.976, by ticks, and by labels that drop or do not."""
    span = span_of(f'begin="{begin}" dur="1s"', root)
    assert span is not None
    assert span.start_ms == ms


def test_times_count_from_the_parent_in_parallel_and_in_sequence() -> None:
    """A div's begin moves its paragraphs, its end cuts them; in a sequence they follow."""
    body = (
        '<body begin="10s"><div begin="5s" end="8s"><p begin="1s" end="20s">One</p></div>'
        '<div timeContainer="seq"><p dur="2s">Two</p><p begin="1s" dur="2s">Three</p></div></body>'
    )
    spans = [cue.span for cue in read(body).cues]
    assert spans == [
        Span(start_ms=10_000, end_ms=12_000),
        Span(start_ms=13_000, end_ms=15_000),
        Span(start_ms=16_000, end_ms=18_000),
    ]


@pytest.mark.parametrize(
    ("begin", "ms"),
    [("1.5", 1500), ("0:01.5", 1500), ("00:00:01,500", 1500), ("00:00:01:30", 1967)],
)
def test_times_of_other_shapes_are_mended_and_listed(begin: str, ms: int) -> None:
    """As Apple and SubRip write them, and a frame too many; thirty frames a second are usual."""
    subtitles = read(f'<body><div><p begin="{begin}" dur="1s">Tide</p></div></body>')
    assert subtitles.cues[0].span == Span(start_ms=ms, end_ms=ms + 1000)
    assert ("attribute", "line 3") in [(r.kind, r.where) for r in subtitles.repairs]


def test_a_paragraph_without_an_end_is_given_one() -> None:
    """By reading speed, and listed."""
    subtitles = read('<body><div><p begin="1s">Tide</p><p begin="soon">Out</p></div></body>')
    assert [cue.lines[0].text for cue in subtitles.cues] == ["Out", "Tide"]
    assert [(r.kind, r.where) for r in subtitles.repairs] == [
        ("attribute", "line 3"),
        ("order", "cue 2, line 3"),
        ("duration", "cue 2, line 3"),
        ("duration", "cue 1, line 3"),
    ]


def test_a_document_without_times_is_an_untimed_one() -> None:
    """As transcripts in DAPT may be."""
    subtitles = read("<body><div><p>One</p><p>Two</p></div></body>")
    assert subtitles.timing == "estimated"
    assert [cue.span for cue in subtitles.cues] == [None, None]


def test_spans_with_times_of_their_own_part_an_untimed_paragraph() -> None:
    """Those that stand together stay together; in a timed paragraph they only animate."""
    apart = '<p><span begin="1s" end="2s">One</span><br/><span begin="3s" end="4s">Two</span></p>'
    joined = '<p><span begin="1s" end="4s">One</span><br/><span begin="2s" end="4s">Two</span></p>'
    timed = '<p begin="1s" end="9s"><span begin="1s">One </span><span begin="3s">two</span></p>'
    shown = [
        [[line.text for line in cue.lines] for cue in read(f"<body><div>{p}</div></body>").cues]
        for p in (apart, joined, timed)
    ]
    assert shown == [[["One"], ["Two"]], [["One", "Two"]], [["One two"]]]


def test_white_space_collapses_unless_it_is_preserved() -> None:
    """Indented source is no text; preserved line ends are line ends."""
    cue = cue_of('<p begin="1s" end="2s">\n   One\n   word<br/>\n   two \n</p>')
    assert [line.text for line in cue.lines] == ["One word", "two"]
    kept = cue_of('<p begin="1s" end="2s" xml:space="preserve">One\ntwo</p>')
    assert [line.text for line in kept.lines] == ["One", "two"]


STYLES = (
    '<style xml:id="deep" style="deeper" tts:fontStyle="italic"/>'
    '<style xml:id="deeper" tts:color="red" tts:fontWeight="bold"/>'
    '<style xml:id="lime" tts:color="#00FF00"/><style xml:id="loop" style="loop"/>'
)


@pytest.mark.parametrize(
    ("paragraph", "line"),
    [
        (
            '<p style="deep" {0}>Tide</p>',
            Line(text="Tide", italic=True, bold=True, colour="#ff0000"),
        ),
        (
            '<p style="deep lime" {0}>Tide</p>',
            Line(text="Tide", italic=True, bold=True, colour="#00ff00"),
        ),
        (
            '<p style="deep" tts:color="rgb(1,2,3)" {0}>Tide</p>',
            Line(text="Tide", italic=True, bold=True, colour="#010203"),
        ),
        (
            '<p {0}><span style="lime">Tide</span></p>',
            Line(text="Tide", colour="#00ff00", classes=("lime",)),
        ),
        (
            '<p style="deep" {0}><span tts:fontStyle="normal">Tide</span></p>',
            Line(text="Tide", bold=True, colour="#ff0000"),
        ),
        ('<p {0}>Ti<span tts:fontStyle="italic">de</span></p>', Line(text="Tide")),
        ('<p tts:color="#0f0" {0}>Tide</p>', Line(text="Tide", colour="#00ff00")),
        ('<p region="r" {0}>Tide</p>', Line(text="Tide", colour="#00ffff")),
    ],
)
def test_styles_are_referred_to_chained_and_inherited(paragraph: str, line: Line) -> None:
    """The nearest says it; later names come before earlier ones; regions come last."""
    layout = '<region xml:id="r"><style tts:color="cyan"/></region>'
    cue = cue_of(paragraph.format(TIMED), styling=STYLES, layout=layout)
    assert cue.lines == (line,)


def test_a_cue_has_the_name_of_its_style() -> None:
    """That of the paragraph; those of spans are classes of the line."""
    cue = cue_of(
        '<p begin="1s" end="2s" style="lime"><span style="deep">T</span></p>', styling=STYLES
    )
    assert cue.style == "lime"
    assert cue.lines[0].classes == ("deep",)


@pytest.mark.parametrize("style", ["loop", "missing"])
def test_a_style_that_leads_nowhere_is_listed(style: str) -> None:
    """One that is not there, one that refers to itself."""
    subtitles = read(
        f'<body><div><p begin="1s" end="2s" style="{style}">Tide</p></div></body>', styling=STYLES
    )
    (repair,) = subtitles.repairs
    assert (repair.kind, repair.before) == ("attribute", f"style {style}")


@pytest.mark.parametrize(
    ("region", "position"),
    [
        (
            (
                'tts:origin="10% 80%" tts:extent="80% 10%" tts:displayAlign="after" '
                'tts:textAlign="center"'
            ),
            Position(alignment=2, x_percent=50.0, y_percent=90.0),
        ),
        (
            'tts:origin="10% 5%" tts:extent="80% 20%" tts:textAlign="start"',
            Position(alignment=7, x_percent=10.0, y_percent=5.0),
        ),
        (
            (
                'tts:origin="10% 40%" tts:extent="80% 20%" tts:displayAlign="center" '
                'tts:textAlign="end"'
            ),
            Position(alignment=6, x_percent=90.0, y_percent=50.0),
        ),
        (
            'tts:origin="128px 72px" tts:extent="640px 72px" tts:textAlign="center"',
            Position(alignment=8, x_percent=35.0, y_percent=10.0),
        ),
        (
            'tts:origin="4c 3c" tts:extent="50% 50%" tts:textAlign="start"',
            Position(alignment=7, x_percent=10.0, y_percent=20.0),
        ),
        (
            'tts:position="center bottom 10%" tts:extent="50% 20%" tts:textAlign="start"',
            Position(alignment=1, x_percent=25.0, y_percent=72.0),
        ),
        (
            'tts:origin="5% 19%" tts:extent="90% 62%" tts:writingMode="tbrl"',
            Position(x_percent=95.0),
        ),
        ('tts:displayAlign="after"', None),
    ],
)
def test_a_region_says_where_a_cue_stands(region: str, position: Position | None) -> None:
    """In per cent, pixels and cells; where it holds its text to."""
    root = 'tts:extent="1280px 720px" ttp:cellResolution="40 15"'
    body = '<body><div region="r"><p begin="1s" end="2s">Tide</p></div></body>'
    (cue,) = read(body, root=root, layout=f'<region xml:id="r" {region}/>').cues
    assert cue.position == position
    assert cue.region == "r"


def test_a_paragraph_may_say_where_it_stands_itself() -> None:
    """As DFXP does."""
    cue = cue_of('<p begin="1s" end="2s" tts:origin="10% 70%" tts:extent="80% 20%">Tide</p>')
    assert cue.position == Position(alignment=1, x_percent=10.0, y_percent=70.0)


@pytest.mark.parametrize(
    ("paragraph", "forced"),
    [
        ('<p {0} itts:forcedDisplay="true">Tide</p>', True),
        ('<p {0}><span itts:forcedDisplay="true">Tide</span></p>', True),
        ('<p {0}>Low <span itts:forcedDisplay="true">tide</span></p>', False),
        ('<p {0} region="f">Tide</p>', True),
        ('<p {0} region="f" itts:forcedDisplay="false">Tide</p>', False),
        ("<p {0}>Tide</p>", False),
    ],
)
def test_forced_display_is_kept(paragraph: str, forced: bool) -> None:  # noqa: FBT001 - a parameter
    """On the paragraph, on all its text, or on its region."""
    layout = '<region xml:id="f" itts:forcedDisplay="true"/>'
    assert cue_of(paragraph.format(TIMED), layout=layout).forced is forced


def test_roles_agents_and_languages_are_kept() -> None:
    """Inherited from the div; an agent by the name the head gives."""
    head = (
        "<metadata><ttm:title>Low water</ttm:title><ttm:desc>For QC</ttm:desc>"
        '<ttm:agent xml:id="a"><ttm:name>Ada Byron</ttm:name></ttm:agent></metadata>'
    )
    body = (
        '<body><div ttm:role="caption"><p begin="1s" end="2s" ttm:agent="a" xml:lang="cy">Llanw</p>'
        '<p begin="3s" end="4s" ttm:role="Dialog"><span ttm:agent="a">Tide</span></p></div></body>'
    )
    subtitles = read(body, head=head)
    assert (subtitles.title, subtitles.language, subtitles.notes) == (
        "Low water",
        "en-GB",
        ("For QC",),
    )
    assert [(c.role, c.language, c.lines[0].speaker) for c in subtitles.cues] == [
        ("caption", "cy", "Ada Byron"),
        ("dialog", None, "Ada Byron"),
    ]


@pytest.mark.parametrize(
    ("root", "head", "begin", "start_ms"),
    [
        ("", "", "10:00:08.000", 36_000_000),
        ("", "", "01:00:08.000", 3_600_000),
        ("", "", "01:40:08.000", 0),
        (
            'ttp:timeBase="smpte" ttp:frameRate="25"',
            "<ebuttm:documentStartOfProgramme>09:58:00:00</ebuttm:documentStartOfProgramme>",
            "10:00:08:00",
            35_880_000,
        ),
        (
            'ttp:timeBase="smpte" ttp:frameRate="25"',
            "<ebuttm:documentStartOfProgramme>10:00:00:00</ebuttm:documentStartOfProgramme>",
            "00:00:08:00",
            0,
        ),
        (
            'ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"',
            "",
            "10:00:08:00",
            36_036_000,
        ),
    ],
)
def test_the_programme_start_is_found(root: str, head: str, begin: str, start_ms: int) -> None:
    """Declared, or told by the times; what is declared and not kept to does not count."""
    body = f'<body><div><p begin="{begin}" dur="1s">Tide</p></div></body>'
    subtitles = read(body, root=root, head=f"<metadata>{head}</metadata>")
    assert subtitles.start_ms == start_ms


@pytest.mark.parametrize(
    ("paragraph", "kind", "before"),
    [
        ('<p {0}>Tide<span tts:visibility="hidden"> out</span></p>', "hidden", "out"),
        ('<p {0}>Tide<span tts:display="none"> out</span></p>', "hidden", "out"),
        (
            (
                '<p {0}><span tts:ruby="container"><span tts:ruby="base">Tide</span>'
                '<span tts:ruby="text">low</span></span></p>'
            ),
            "ruby",
            "low",
        ),
        ('<p {0} tts:color="mauve-ish">Tide</p>', "attribute", "color mauve-ish"),
        ("<p {0}>Ti\u200bde</p>", "invisible", "Ti\u200bde"),
    ],
)
def test_what_is_not_displayed_is_listed(paragraph: str, kind: str, before: str) -> None:
    """Hidden text, ruby, and values that mean nothing."""
    shown = paragraph.format(TIMED)
    subtitles = read(f"<body><div>{shown}</div></body>")
    assert [line.text for line in subtitles.cues[0].lines] == ["Tide"]
    assert [(r.kind, r.before) for r in subtitles.repairs] == [(kind, before)]


def test_names_of_old_drafts_and_of_none_are_read() -> None:
    """DFXP of 2006, and a tt in no namespace at all; either is listed."""
    for names in (
        'xmlns="http://www.w3.org/2006/10/ttaf1" xmlns:tts="http://www.w3.org/2006/10/ttaf1#style"',
        'xmlns:tts="http://www.w3.org/ns/ttml#styling"',
    ):
        text = (
            f'<tt {names}><body><div><p begin="1s" end="2s" tts:fontStyle="italic">Tide</p>'
            "</div></body></tt>"
        )
        subtitles = ttml.read(PATH, text)
        assert subtitles.cues[0].lines == (Line(text="Tide", italic=True),)
        assert [repair.kind for repair in subtitles.repairs] == ["namespace"]


def test_apple_counts_every_time_from_the_start() -> None:
    """Bare seconds on div, line and word."""
    text = (
        '<tt xmlns="http://www.w3.org/ns/ttml" '
        'xmlns:i="http://music.apple.com/lyric-ttml-internal" i:timing="Word">'
        '<body dur="9.0"><div begin="5.0" end="9.0"><p begin="5.0" end="7.5">'
        '<span begin="5.0" end="6.0">Low</span> <span begin="6.0" end="7.5">tide</span></p></div>'
        "</body></tt>"
    )
    (cue,) = ttml.read(PATH, text).cues
    assert (cue.span, cue.lines[0].text) == (Span(start_ms=5000, end_ms=7500), "Low tide")


@pytest.mark.parametrize(
    ("text", "lines", "kind"),
    [
        ('<p begin="1s" end="2s">Fish & chips', ["Fish & chips"], "entity"),
        ('<p begin="1s" end="2s">Caf&eacute;</p>', ["Café"], "entity"),
        ('<p begin="1s" end="2s"><b>Tide</p></div>', ["Tide"], "xml"),
        ('<p begin="1s" end="2s">Tide</p><p begin="3s"', ["Tide"], "xml"),
    ],
)
def test_broken_xml_is_read_as_far_as_it_goes(text: str, lines: list[str], kind: str) -> None:
    """Bare ampersands, entities of HTML, tags that do not pair, a file cut short."""
    subtitles = ttml.read(PATH, f"<tt {NAMES}><body><div>\n{text}")
    assert [line.text for line in subtitles.cues[0].lines] == lines
    assert (kind, "line 2") in [(r.kind, r.where) for r in subtitles.repairs]


ENTITIES = (
    '<!DOCTYPE tt [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE tt [<!ENTITY x "tide"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;">]>',
    '<!DOCTYPE tt [<!ENTITY % x SYSTEM "http://localhost:9/x"> %x;]>',
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("entities", ENTITIES)
def test_entities_are_refused_in_one_sentence(entities: str, encoding: str) -> None:
    """Neither a file of the machine nor a bomb gets in, in whatever encoding it comes."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{entities}'
        f'<tt {NAMES}><body><div><p begin="1s" end="2s">Tide &x;&y;</p></div></body></tt>'
    )
    with pytest.raises(UnreadableInputError, match="declares entities") as caught:
        read_data(PATH, text.encode(encoding))
    assert caught.value.message.count(".") <= 2  # the sentence, and the file's name


def test_a_plain_document_type_is_left_out_and_listed() -> None:
    """It names a DTD that nobody fetches."""
    text = (
        '<!DOCTYPE tt SYSTEM "http://localhost:9/tt.dtd">\n'
        f'<tt {NAMES}><body><div><p begin="1s" end="2s">Tide</p></div></body></tt>'
    )
    assert ttml.read(PATH, text).repairs[0].before == "a DTD"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html/>", "no TTML"),
        ('<tt xmlns="urn:x"/>', "no TTML"),
        ("<tt", "no paragraph|no TTML|not XML"),
        ("not XML", "not XML"),
        (f"<tt {NAMES}><body/></tt>", "no paragraph with any text"),
        (
            (
                f'<tt {NAMES} xmlns:s="http://www.smpte-ra.org/schemas/2052-1/2010/smpte-tt"><body>'
                '<div begin="1s" end="2s" s:backgroundImage="one.png"/></body></tt>'
            ),
            "pictures",
        ),
        (
            f'<tt {NAMES}><body><div begin="1s" end="2s"><image src="one.png"/></div></body></tt>',
            "pictures",
        ),
    ],
)
def test_what_is_no_text_is_refused(text: str, message: str) -> None:
    """The image profile is named for what it is, with what to do."""
    with pytest.raises(UnreadableInputError, match=message) as caught:
        ttml.read(PATH, text)
    assert caught.value.hint


def test_tags_of_html_are_read_and_foreign_elements_are_listed() -> None:
    """Neither belongs there; the text of the first is meant to be shown."""
    paragraph = f'<p {TIMED}><i>Low tide</i><x:y xmlns:x="urn:x">no text</x:y></p>'
    subtitles = read(f"<body><div>{paragraph}</div></body>")
    assert subtitles.cues[0].lines == (Line(text="Low tide", italic=True),)
    assert [(r.kind, r.before) for r in subtitles.repairs] == [
        ("attribute", "<i>"),
        ("attribute", "<y> no text"),
    ]


def test_a_region_is_shown_at_its_own_times_and_may_stand_inside() -> None:
    """Text in a region that is gone is not displayed; a region inside gives the place."""
    text = (
        f'<tt {NAMES}><head><layout><region xml:id="a" begin="2s" end="4s"/></layout></head><body>'
        '<div><p begin="1s" end="9s" region="a">Low tide</p>'
        '<p begin="5s" end="6s" region="a">gone</p>'
        '<p begin="7s" end="8s"><region tts:origin="10% 20%"/><set tts:color="red"/>HARBOUR</p>'
        "</div></body></tt>"
    )
    subtitles = ttml.read(PATH, text)
    assert [cue.span and (cue.span.start_ms, cue.span.end_ms) for cue in subtitles.cues] == [
        (2_000, 4_000),
        (7_000, 8_000),
    ]
    place = subtitles.cues[1].position
    assert place is not None
    assert (place.x_percent, place.y_percent) == (10.0, 20.0)
    assert [repair.kind for repair in subtitles.repairs] == ["attribute", "hidden"]
