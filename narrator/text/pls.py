"""Read PLS files (W3C Pronunciation Lexicon Specification 1.0) into a lexicon.

The files may come from anyone: no DTD, no entities, no network, and no more than 8 MB.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from narrator.errors import JobError
from narrator.text.lexicon import Entry, Lexicon, merged
from narrator.text.phonemes import CLOSE, ESPEAK, OPEN, PART

PLS = "{http://www.w3.org/2005/01/pronunciation-lexicon}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ALPHABETS = {"ipa": "", "x-espeak": ESPEAK}
MAX_BYTES = 8_000_000
HINT = "A lexicon is a PLS 1.0 file in UTF-8; see docs/spoken-form.md."


def load_lexicon(paths: Iterable[Path]) -> Lexicon:
    """Return the entries of PLS files as one lexicon; a later file goes before an earlier one.

    Raises JobError where a file cannot be read or is no PLS document.
    """
    return merged([read_pls(path) for path in paths])


def lexicon_paths(folder: Path) -> tuple[Path, ...]:
    """Return the PLS files in a folder, by name; none where there is no such folder."""
    return tuple(sorted(folder.glob("*.pls"))) if folder.is_dir() else ()


def read_pls(path: Path) -> Lexicon:
    """Return the lexicon in one PLS file. Raises JobError where it is not one."""
    root = _parse(path)
    language = root.get(XML_LANG) or ""
    if not language:
        raise JobError(f"The lexicon {path} names no language.", 'Add xml:lang="…" to <lexicon>.')
    alphabet = root.get("alphabet", "ipa")
    return Lexicon(tuple(_entries(root, path, language, alphabet)))


def _parse(path: Path) -> etree._Element:
    data = _load(path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise JobError(f"The lexicon {path} is not well-formed XML: {error}.", HINT) from error
    document: Any = root.getroottree().docinfo  # its stub lacks the doctype
    if document.doctype or re.search(rb"<!(DOCTYPE|ENTITY)", data):
        raise JobError(f"The lexicon {path} declares a DTD, which it must not.", HINT)
    if root.tag != f"{PLS}lexicon":
        raise JobError(f"{path} is XML, but no PLS lexicon.", HINT)
    return root


def _load(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the name is not valid"
        raise JobError(f"Cannot read the lexicon {path}: {reason}.", "Check the path.") from error
    if len(data) > MAX_BYTES:
        raise JobError(f"The lexicon {path} is larger than {MAX_BYTES // 10**6} MB.", HINT)
    return data


def _entries(root: etree._Element, path: Path, language: str, alphabet: str) -> Iterator[Entry]:
    for lexeme in root.iter(f"{PLS}lexeme"):
        alias, phonemes = _preferred(lexeme, path, alphabet)
        graphemes = [_text(g) for g in lexeme.iter(f"{PLS}grapheme")]
        if not any(graphemes) or not (alias or phonemes):
            message = f"The lexicon {path}, line {lexeme.sourceline}: a lexeme is incomplete."
            raise JobError(message, "Give it a grapheme, and an alias or a phoneme.")
        for grapheme in filter(None, graphemes):
            yield Entry(grapheme=grapheme, language=language, alias=alias, phonemes=phonemes)


def _preferred(lexeme: etree._Element, path: Path, alphabet: str) -> tuple[str, str]:
    """Return the alias or the phonemes of a lexeme: the one preferred, else the first."""
    ways = [e for e in lexeme if e.tag in {f"{PLS}alias", f"{PLS}phoneme"} and _text(e)]
    ways.sort(key=lambda e: e.get("prefer") != "true")
    if not ways:
        return "", ""
    way = ways[0]
    if way.tag == f"{PLS}alias":
        return _text(way), ""
    named = way.get("alphabet", alphabet)
    if named not in ALPHABETS:
        message = f"The lexicon {path}, line {way.sourceline}: the alphabet {named!r} is unknown."
        raise JobError(message, "Use ipa or x-espeak.")
    return "", ALPHABETS[named] + _text(way)


def _text(element: etree._Element) -> str:
    """Return an element's text on one line, free of the signs of the phoneme notation."""
    text = unicodedata.normalize("NFC", "".join(map(str, element.itertext())))
    return " ".join(re.sub(f"[{OPEN}{CLOSE}{PART}]", " ", text).split())
