"""Makers of subtitle files in binary and awkward formats."""

import struct
from collections.abc import Callable

import pytest

GSI_FIELDS = (
    "3s8sc2s2s32s32s32s32s32s32s16s6s6s2s5s5s3s2s2s1s8s8s1s1s3s32s32s32s75x576s"  # EBU Tech 3264
)
Label = tuple[int, int, int, int]


def make_gsi(  # noqa: PLR0913 - the fields of the format
    *,
    rate: bytes = b"STL25.01",
    table: bytes = b"00",
    display: bytes = b"1",
    start: bytes = b"00000000",
    blocks: int = 1,
    title: bytes = b"",
) -> bytes:
    """Return the head of an EBU STL file."""
    count = b"%05d" % blocks
    blank = b" " * 32
    return struct.pack(
        GSI_FIELDS,
        *(b"850", rate, display, table, b"09", title.ljust(32), *[blank] * 5, b" " * 16),
        *(b"261101", b"261101", b"01", count, count, b"001", b"40", b"23", b"1", start, start),
        *(b"1", b"1", b"GBR", *[blank] * 3, b" " * 576),
    )


def make_tti(  # noqa: PLR0913 - the fields of the format
    number: int,
    start: Label,
    end: Label,
    text: bytes,
    *,
    extension: int = 0xFF,
    cumulative: int = 0,
    row: int = 20,
    justified: int = 2,
    comment: int = 0,
) -> bytes:
    """Return one block of an EBU STL file."""
    return struct.pack(
        "<BHBB4s4sBBB112s",
        *(0, number, extension, cumulative, bytes(start), bytes(end)),
        *(row, justified, comment, text.ljust(112, b"\x8f")),
    )


def with_parity(code: str) -> str:
    """Return the hexadecimal word of two 7-bit codes with odd parity, as SCC has it."""
    parts = (int(code[at : at + 2], 16) for at in (0, 2))
    return "".join(f"{p | (0x80 if p.bit_count() % 2 == 0 else 0):02x}" for p in parts)


def caption_words(text: str) -> str:
    """Return CEA-608 words for ASCII `text`."""
    padded = text + ("\0" if len(text) % 2 else "")
    codes = (padded[at : at + 2].encode().hex() for at in range(0, len(padded), 2))
    return " ".join(with_parity(code) for code in codes)


@pytest.fixture
def gsi() -> Callable[..., bytes]:
    """Return the maker of heads of EBU STL files."""
    return make_gsi


@pytest.fixture
def tti() -> Callable[..., bytes]:
    """Return the maker of blocks of EBU STL files."""
    return make_tti


@pytest.fixture
def words() -> Callable[[str], str]:
    """Return the maker of caption words."""
    return caption_words
