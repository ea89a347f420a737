"""XML from anyone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.errors import UnreadableInputError
from narrator.readers.ttml.xmltree import parse_leniently, parse_strictly


@pytest.mark.parametrize(
    "data",
    [b"<a>", b"", b"<!DOCTYPE a><a/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a>&b;</a>"],
)
def test_a_strict_document_has_no_fault_and_no_dtd(data: bytes) -> None:
    """A script that was edited must be whole."""
    with pytest.raises(UnreadableInputError, match=r"a\.xml") as caught:
        parse_strictly(data, name="a.xml", hint="Mend it.")
    assert caught.value.hint == "Mend it."


def test_comments_are_no_text() -> None:
    """And do not part the text around them."""
    assert parse_strictly(b"<a>one<!-- two --> three</a>", name="a", hint="").text == "one three"


def test_faults_are_listed_with_their_lines() -> None:
    """Each as libxml2 says it, up to a bound."""
    root, repairs = parse_leniently("<a>\n<b>x</c>\n<d>" * 30, name="a", hint="")
    assert root.tag == "a"
    assert {repair.kind for repair in repairs} == {"xml"}
    assert repairs[0].where.startswith("line ")
    assert "more faults" in repairs[-1].before


@settings(deadline=None, max_examples=200)
@given(text=st.text(alphabet="<>/&;!ab [\"'=?-\n", max_size=60))
def test_any_text_gives_a_tree_or_one_error(text: str) -> None:
    """No other exception."""
    try:
        root, _ = parse_leniently(text, name="a", hint="")
    except UnreadableInputError:
        return
    assert isinstance(root.tag, str)
