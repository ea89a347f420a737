"""XML from anyone, parsed without entities, DTD or network."""

import html
import re
from collections.abc import Sequence

from lxml import etree

from narrator.errors import UnreadableInputError
from narrator.model import Repair
from narrator.readers.repairs import repaired

DECLARATION = re.compile(rb"\s*<\?xml[^>]*\?>")
DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)[^>\[]*(?:\[[^\]]*\]\s*)?>?")
AMPERSAND = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{1,31});|(?!#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};))")
OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
LISTED = 20  # errors of one document


def parse_strictly(data: bytes, *, name: str, hint: str) -> etree._Element:
    """Return the root of a well-formed document without a DTD; raise UnreadableInputError else."""
    if re.search(rb"<!(DOCTYPE|ENTITY)", data):
        raise UnreadableInputError(f"{name} declares a DTD, which it must not.", hint)
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        raise UnreadableInputError(f"{name} is not well-formed XML: {error}.", hint) from error
    if root.getroottree().docinfo.internalDTD is not None:  # in another encoding than ASCII's
        raise UnreadableInputError(f"{name} declares a DTD, which it must not.", hint)
    return root


def parse_leniently(
    text: str, *, name: str, hint: str
) -> tuple[etree._Element, tuple[Repair, ...]]:
    """Return the root of a document as far as it can be read, and each fault as a repair.

    A DTD is cut out unread, and refused where it declares entities; bare ampersands and entities
    of HTML are read as meant; other broken markup is mended as libxml2 does. Comments and
    processing instructions are left out. Raises UnreadableInputError where nothing is left.
    """
    data = text.encode("utf-8", "replace")
    if declaration := DECLARATION.match(data):
        data = _blank(declaration) + data[declaration.end() :]
    if b"<!ENTITY" in data:
        raise UnreadableInputError(f"{name} declares entities, which narrator never expands.", hint)
    plain = DTD.sub(_blank, data, count=1)
    repairs = [_repair("file", "a DTD", "left out unread")] if plain != data else []
    try:
        return etree.fromstring(plain, _parser(recover=False)), tuple(repairs)
    except etree.XMLSyntaxError:
        parser = _parser(recover=True)
    mended, entities = _with_entities(plain.decode())
    repairs += entities
    try:
        root = etree.fromstring(mended.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise UnreadableInputError(f"{name} is not XML that can be read.", hint)
    return root, (*repairs, *_faults(parser.error_log))


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _with_entities(text: str) -> tuple[str, list[Repair]]:
    """Return `text` with an escape for each ampersand that is not one of XML's own references."""
    lines = text.split("\n")
    repairs = []
    for index, line in enumerate(lines):
        lines[index] = AMPERSAND.sub(_reference, line) if "&" in line else line
        if lines[index] != line:
            where = f"line {index + 1}"
            after = lines[index].strip()
            repairs.append(repaired("entity", where, line.strip(), after))
    return "\n".join(lines), repairs


def _reference(found: re.Match[str]) -> str:
    if found[1] in OF_XML:
        return found.group()
    return html.escape(html.unescape(found.group()), quote=False)


def _blank(found: re.Match[bytes]) -> bytes:
    """Put line ends alone for what is cut out, so that the lines below keep their numbers."""
    return b"\n" * found.group().count(b"\n")


def _faults(errors: Sequence[etree._LogEntry]) -> list[Repair]:
    faults = [_repair(f"line {error.line}", error.message, "mended") for error in errors]
    if len(faults) > LISTED:
        rest = _repair("file", f"{len(faults) - LISTED} more faults in the XML", "mended")
        return [*faults[:LISTED], rest]
    return faults


def _repair(where: str, before: str, after: str) -> Repair:
    return repaired("xml", where, before, after)
