"""The bytes of a script to its XML: DAPT's #serialization, from anyone.

No byte order mark, UTF-8 alone, no DTD, no entities; nothing is fetched. Comments and processing
instructions are no part of a script; they are listed.
"""

import re
from collections.abc import Iterator

from lxml import etree

from narrator.errors import UnreadableInputError
from narrator.model import Repair
from narrator.readers.dapt.names import TT
from narrator.readers.decoding import MAX_BYTES
from narrator.readers.repairs import repaired

HINT = "A script is edited as UTF-8 XML; see docs/script.md."
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]{1,40})[\"']")
DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)")


def parse(data: bytes, *, name: str) -> tuple[etree._Element, tuple[Repair, ...]]:
    """Return the root of a script and what was left out of it.

    Raises UnreadableInputError, with the rule named, where the bytes are not such as DAPT wants.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableInputError(f"{name} is larger than {MAX_BYTES >> 20} MiB.", HINT)
    for why in _faults(data):
        raise UnreadableInputError(f"{name} {why} (DAPT #serialization).", HINT)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableInputError(
            f"{name} is not well-formed XML: {error} (DAPT #serialization).", HINT
        ) from error
    if root.tag != f"{TT}tt":
        raise UnreadableInputError(f"{name} is XML, but no TTML document.", HINT)
    return root, tuple(_without_comments(root))


def looks_like_script(head: bytes) -> bool:
    """Whether a file that begins so says that it is DAPT, in whatever encoding."""
    plain = head.replace(b"\0", b"")
    return b"dapt" in plain and b"http://www.w3.org/ns/ttml" in plain


def _faults(data: bytes) -> Iterator[str]:
    if data.startswith(BOMS):
        yield "begins with a byte order mark, which it must not"
    encoding = ENCODING.match(data)
    if encoding and encoding[1].lower() not in {b"utf-8", b"utf8"}:
        yield f"declares the encoding {encoding[1].decode(errors='replace')}; it must be UTF-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield f"holds bytes that are not UTF-8, in line {line}"
    if DECLARED.search(data):
        yield "declares a DTD or an entity, which it must not"


def _parser() -> etree.XMLParser:
    """Return a parser that leaves ids to the rule for them, which can name itself."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False
    )


def _without_comments(root: etree._Element) -> Iterator[Repair]:
    """Take comments and processing instructions out, and list them."""
    for note in root.iter(etree.Comment, etree.ProcessingInstruction):
        text = str(note.text or "").strip()
        yield repaired("comment", f"line {note.sourceline}", text, "left out of the script")
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
