"""What the report says, and that nothing in an episode can break it."""

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from narrator.model import Delivery, Finding, Omission, Rendering, Span
from narrator.writers.report import write

Make = Callable[..., Any]
SCRIPTS = 2


def parsed(page: str) -> html.HtmlElement:
    """Return the page as a tree, read as UTF-8."""
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))


def text_of(element: html.HtmlElement) -> str:
    """Return the text of an element on one line."""
    return " ".join(element.text_content().split())


def rows_of(tree: html.HtmlElement, table: str) -> list[list[str]]:
    """Return the cells of a table's body as text."""
    rows = tree.xpath(f'//table[@id="{table}"]/tbody/tr')
    return [[text_of(cell) for cell in row.xpath("./td|./th")] for row in rows]


def verdict(tree: html.HtmlElement) -> str:
    """Return the outcome as the page says it."""
    (found,) = tree.xpath('//*[starts-with(@class, "verdict")]')
    return text_of(found)


def test_the_outcome_of_a_good_render_is_one_sentence(unit_of: Make, rendering_of: Make) -> None:
    """All is spoken, and nothing is in the way."""
    tree = parsed(write(rendering_of([unit_of(n, "SIGN", Span(start_ms=9_000 * n,
                  end_ms=9_000 * n + 2_000)) for n in (1, 2)])))  # fmt: skip
    assert verdict(tree) == "Nothing blocks delivery All 2 narrations are spoken."


def test_the_outcome_names_what_blocks(busy: Rendering) -> None:
    """What is left out and what blocks is counted."""
    said = "Delivery is blocked 3 of 4 narrations are spoken; 1 problem blocks delivery."
    assert verdict(parsed(write(busy))) == said


def test_blocking_findings_come_first(busy: Rendering) -> None:
    """The order of weight goes before the order given."""
    rows = rows_of(parsed(write(busy)), "findings-table")
    assert [row[0] for row in rows] == ["Blocks delivery", "Note"]
    assert rows[0][2] == "n4 is not spoken. omitted"


def test_doubtful_tags_come_first(busy: Rendering) -> None:
    """A tag less sure than three quarters stands above all others, and says so in words."""
    rows = rows_of(parsed(write(busy)), "tags")
    assert rows[0] == ["00:00:09.0", "RUE DU PORT", "caption", "letter", "60 % doubtful"]
    assert [row[4].endswith("doubtful") for row in rows] == [True] + [False] * (len(rows) - 1)
    assert len(rows) == len(busy.script.units)
    assert ["untimed", "Ada: An untimed line", "dialogue", "shown: capitals", "95 %"] in rows


def test_the_ledger_is_told_in_plain_words(busy: Rendering) -> None:
    """What was done to fit a narration, what was left out and why."""
    tree = parsed(write(busy))
    first = rows_of(tree, "narrations")[0]
    assert first[2] == (
        "Starts with its cue; the programme is turned down by 9.0 dB. joe, 160 words a minute"
    )
    assert rows_of(tree, "omissions") == [
        ["00:00:09.5", "TOO MUCH AT ONCE", "No time is left around its cue."]
    ]


def test_each_narration_plays_from_the_stem_and_in_the_mix(busy: Rendering) -> None:
    """A link to the stretch of the file beside the page; of the mix with what is around it."""
    tree = parsed(write(busy))
    links = tree.xpath('//tr[@id="n1"]//a/@href')
    assert links == ["narration.wav#t=1,4", "described.m4a#t=0,5"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"described.mkv": "described.mkv"}, "No described mix that a browser can play was made"),
        ({"described.wav": "described.wav"}, ""),
    ],
)
def test_the_page_says_where_no_mix_can_be_played(
    busy: Rendering, files: dict[str, str], said: str
) -> None:
    """In a video file a browser would play the first track, which is not described."""
    tree = parsed(write(replace(busy, delivery=Delivery(files=files))))
    notes = [text_of(note) for note in tree.xpath('//p[@class="aside"]')]
    assert [note.startswith(said) for note in notes] == [True] * bool(said)
    assert ("Play in the mix" in text_of(tree)) is not bool(said)


def test_without_a_programme_the_page_says_so(busy: Rendering) -> None:
    """The stem alone was made."""
    page = write(replace(busy, programme=None, momentary_lufs=(), delivery=Delivery()))
    assert "There was no programme" in page


def test_named_files_are_quoted(busy: Rendering) -> None:
    """A file name with signs that mean something in a URL is written so that it is found."""
    files = {"narration.wav": "Ebb #2 & é?.wav", "described.m4a": "a:b.m4a"}
    tree = parsed(write(replace(busy, delivery=Delivery(files=files))))
    links = tree.xpath('//tr[@id="n1"]//a/@href')
    assert links == ["Ebb%20%232%20%26%20%C3%A9%3F.wav#t=1,4", "a%3Ab.m4a#t=0,5"]


def test_the_page_reaches_for_nothing_but_files_beside_it(busy: Rendering) -> None:
    """Every address in the page is a place in it or a file of the delivery."""
    tree = parsed(write(busy))
    reached = set(tree.xpath("//@src | //@href | //@srcset | //@action | //@poster"))
    outside = {each.split("#")[0] for each in reached if not each.startswith("#")}
    assert outside == set(busy.delivery.files)


def test_the_policy_allows_the_pages_own_script_and_style_alone(busy: Rendering) -> None:
    """Each inline block has its hash in the Content-Security-Policy; there is no other."""
    tree = parsed(write(busy))
    (policy,) = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    blocks = [each.text for each in tree.xpath("//script | //style")]
    hashes = {b64encode(sha256(block.encode()).digest()).decode() for block in blocks}
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert not tree.xpath("//@style | //*[@onclick or @onload or @onerror]")


def test_foreign_text_says_its_language(busy: Rendering) -> None:
    """A text that is not English has its language, and every text finds its own direction."""
    tree = parsed(write(busy))
    cells = {text_of(cell): cell for cell in tree.xpath('//table[@id="tags"]//td[@dir="auto"]')}
    assert cells["RUE DU PORT"].get("lang") == "fr"
    assert [cell.get("lang") for text, cell in cells.items() if text.startswith("\u0634")] == ["ar"]
    assert cells["TOO MUCH AT ONCE"].get("lang") is None


def test_a_language_that_is_none_is_left_out(busy: Rendering) -> None:
    """What a file calls a language cannot get into an attribute."""
    script = replace(busy.script, language='x" onload=alert(1)')
    tree = parsed(write(replace(busy, script=script)))
    assert not tree.xpath("//@onload")
    assert tree.xpath("string(//h1/@lang)") == ""


@given(text=st.text(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_can_break_the_page(unit_of: Make, rendering_of: Make, text: str) -> None:
    """Whatever stands in an episode is text on the page, character for character."""
    hostile = f"</script><script>alert(1)</script>'\"{text}\x00\ud800\u202e&amp;"
    units = [unit_of(1, hostile, Span(start_ms=0, end_ms=900), rule=hostile, speaker=hostile)]
    finding = Finding(code="omitted", message=hostile, blocking=True)
    page = write(rendering_of(units, title=hostile, findings=[finding],
                 omissions=[Omission(narration_id="n1", why=hostile)]))  # fmt: skip
    page.encode()
    tree = parsed(page)
    assert len(tree.xpath("//script")) == SCRIPTS
    assert "<script>alert(1)" in tree.xpath("string(//h1)")
    shown = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]",
                   "\ufffd", hostile)  # fmt: skip
    assert " ".join(shown.split()) in text_of(tree.xpath('//table[@id="tags"]')[0])


def test_a_held_programme_tells_how_much_longer_the_mix_is(busy: Rendering) -> None:
    """The times on the page are those of the files, which a hold makes later."""
    first, *rest = busy.ledger.placements
    held = replace(first, hold_ms=2_000)
    page = write(replace(busy, ledger=replace(busy.ledger, placements=(held, *rest))))
    assert "The programme is held once" in page
    assert "2.0 s longer than the programme" in page
    assert rows_of(parsed(page), "narrations")[1][0].startswith("00:00:07.0")
    assert ["00:00:04.0", "2.0 s", "hold"] in rows_of(parsed(page), "stretches")


def test_the_start_timecode_is_told_where_there_is_one(busy: Rendering) -> None:
    """In frames, at the delivery's own rate."""
    late = replace(busy.delivery, start_ms=36_000_480)
    assert "has the timecode 10:00:00:12." in write(replace(busy, delivery=late))
    assert "timecode" not in write(busy)


def test_levels_are_told_in_words(busy: Rendering) -> None:
    """What was not measured says so, with a true minus sign where it was."""
    tree = parsed(write(replace(busy, described=None)))
    rows = [[text_of(cell) for cell in row.xpath("./td|./th")]
            for row in tree.xpath('//table[@class="small"]/tbody/tr')]  # fmt: skip
    assert rows[0] == ["Programme", "\N{MINUS SIGN}23.0 LUFS", "\N{MINUS SIGN}1.5 dBTP"]
    assert rows[2] == ["Described mix", "not measured", "not measured"]


@pytest.mark.parametrize("mode", ["captions", "all"])
def test_ten_hours_stay_under_five_megabytes(long_episode: Make, mode: str) -> None:
    """Eight thousand units and a full curve, also where all of them are narrated."""
    assert len(write(long_episode(mode=mode)).encode()) < 5_000_000
