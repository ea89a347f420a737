"""Bytes to text."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.errors import UnreadableInputError
from narrator.readers.decoding import MAX_BYTES, decode

TEXT = "1\n00:00:01,000 --> 00:00:02,000\nWhere is Zoë? – “Out.”\nОна ушла.\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_is_read_without_a_word(mark: bytes, encoding: str) -> None:
    """A byte order mark says what follows, and UTF-8 needs none."""
    assert decode(mark + TEXT.encode(encoding), name="a.srt") == (TEXT, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_zeros(encoding: str) -> None:
    """Line ends, digits and spaces have a zero byte on one side only."""
    text, repairs = decode(TEXT.encode(encoding), name="a.srt")
    assert text == TEXT
    assert [(repair.kind, repair.where) for repair in repairs] == [("encoding", "file")]
    assert encoding in repairs[0].before


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_utf32_without_a_mark_is_told_by_its_zeros(encoding: str) -> None:
    """Two bytes of four are zero wherever there is no emoji."""
    text, repairs = decode(TEXT.encode(encoding), name="a.srt")
    assert text == TEXT
    assert encoding in repairs[0].before


@pytest.mark.parametrize("end", ["\r\n", "\r", "\r\r\n", "\r\r\r\n"])
def test_line_ends_become_one(end: str) -> None:
    """Windows, old Macintosh, and Windows written twice over."""
    assert decode(f"one{end}two{end}".encode(), name="a.srt") == ("one\ntwo\n", ())


def test_an_old_encoding_is_guessed_and_named() -> None:
    """The guess is a repair, since it may be wrong."""
    text, (repair,) = decode("Où est la forêt ?".encode("cp1252"), name="a.srt")
    assert text == "Où est la forêt ?"
    assert "cp1252" in repair.before


def test_broken_lines_amid_utf8_are_read_apart() -> None:
    """One pasted line in an old encoding does not spoil the others."""
    lines = ["Zoë?".encode(), "Café.".encode("cp1252"), "Это сон.".encode(), "Über.".encode()]
    text, (repair,) = decode(b"\n".join(lines), name="a.srt")
    assert text.split("\n") == ["Zoë?", "Café.", "Это сон.", "Über."]
    assert (repair.where, repair.after) == ("line 2", "Café.")


def test_a_character_cut_off_at_the_end_is_dropped() -> None:
    """A file that was cut in the middle of a character keeps the rest."""
    text, (repair,) = decode("Zoë? Zoë.\nЭто сон".encode()[:-1], name="a.srt")
    assert text == "Zoë? Zoë.\nЭто со"
    assert (repair.where, repair.after) == ("line 2", "removed")


def test_a_damaged_byte_of_an_old_encoding_is_counted() -> None:
    """A byte without a character becomes U+FFFD and does not change the guess."""
    data = "La forêt était là, très près.\n".encode("cp1252") + b"caf\x81\n"
    text, repairs = decode(data, name="a.srt")
    assert text == "La forêt était là, très près.\ncaf\ufffd\n"
    assert repairs[1].before.startswith("1 bytes")


def test_zero_bytes_in_text_are_removed() -> None:
    """Padding from a broken copy is no text."""
    text, (repair,) = decode(b"Hello there.\n" * 20 + b"\x00" * 9, name="a.srt")
    assert text == "Hello there.\n" * 20
    assert repair.before == "9 zero bytes"


def test_a_damaged_utf16_character_is_counted() -> None:
    """Half a surrogate pair in a long text is mended."""
    data = codecs.BOM_UTF16_LE + ("Hello. " * 20).encode("utf-16-le") + b"\x00\xd8"
    text, (repair,) = decode(data, name="a.srt")
    assert text.endswith("Hello. \ufffd")
    assert "damaged utf-16-le" in repair.before


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\0\0"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    """Blanks and marks alone hold no subtitle."""
    with pytest.raises(UnreadableInputError, match=r"a\.srt is empty") as caught:
        decode(data, name="a.srt")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x1aE\xdf\xa3rest", "a Matroska or WebM programme"),
        (b"\x00\x00\x00\x18ftypmp42", "an MP4 or QuickTime programme"),
        (b"850STL25.01", "an EBU STL file"),
        (bytes(range(256)) * 4, "bytes that are no text"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8" * 50, "bytes that are no text"),
    ],
)
def test_a_file_that_is_no_text_is_named(data: bytes, kind: str) -> None:
    """The sentence says what was given instead."""
    with pytest.raises(UnreadableInputError, match=kind):
        decode(data, name="a.srt")


def test_a_huge_file_is_refused() -> None:
    """A programme given by mistake is told by its size."""
    with pytest.raises(UnreadableInputError, match="64 MiB"):
        decode(b"a" * (MAX_BYTES + 1), name="a.srt")


@settings(deadline=None, max_examples=200)
@given(data=st.binary(max_size=400))
def test_any_bytes_give_text_or_one_error(data: bytes) -> None:
    """No other exception, no zero byte, no carriage return."""
    try:
        text, _ = decode(data, name="a.srt")
    except UnreadableInputError:
        return
    assert text
    assert not {"\x00", "\r"} & set(text)


@settings(deadline=None, max_examples=100)
@given(
    text=st.text(
        st.characters(exclude_characters="\x00\r\ufeff", exclude_categories=["Cs", "Cc"]),
        min_size=3,
    )
)
def test_utf8_is_never_guessed_at(text: str) -> None:
    """What is valid UTF-8 comes back as it was written."""
    if text.strip():
        data = b"x" * 100 + text.encode()  # long enough that no signature is met by chance
        assert decode(data, name="a.srt") == ("x" * 100 + text, ())
