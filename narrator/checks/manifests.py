"""A DASH manifest read back, by ISO/IEC 23009-1 alone; nothing that it names is opened."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from narrator.checks.bounds import bounded
from narrator.checks.fragments import Part
from narrator.checks.offers import Offer, Playlist
from narrator.errors import UnreadableInputError
from narrator.readers.ttml.xmltree import parse_strictly
from narrator.text.excerpt import excerpt

_MPD = "{urn:mpeg:dash:schema:mpd:2011}"
_HINT = "Render it again."
_RANGE = re.compile(r"(\d{1,18})-(\d{1,18})")
_DURATION = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d{1,9})?)S)?")
_NAMING = ("sourceURL", "media", "initialization", "index", "{http://www.w3.org/1999/xlink}href")


def read_manifest(path: Path, *, plays: str) -> Playlist:
    """Return what a manifest offers and plays. Raises UnreadableInputError."""
    bounded(path)
    root = parse_strictly(path.read_bytes(), name=path.name, hint=_HINT)
    if root.tag != f"{_MPD}MPD":
        raise UnreadableInputError(f"{path.name} is no manifest of DASH.")
    sets = [each for each in root.iter(f"{_MPD}AdaptationSet") if _is_sound(each)]
    base = root.find(f".//{_MPD}SegmentBase")
    initial = root.find(f".//{_MPD}Initialization")
    try:
        return Playlist(
            name=path.name,
            plays=plays,
            urls=tuple(_urls(root)),
            offers=tuple(map(_offer, sets)),
            start=_part(initial.get("range", "")) if initial is not None else None,
            index=_part(base.get("indexRange", "")) if base is not None else None,
            seconds=_seconds(root.get("mediaPresentationDuration", "")),
        )
    except ValueError as error:
        raise UnreadableInputError(f"{path.name}: {error}.") from error


def _is_sound(adaptation: etree._Element) -> bool:
    kind = adaptation.get("contentType", "") or adaptation.get("mimeType", "")
    return kind.partition("/")[0] == "audio"


def _offer(adaptation: etree._Element) -> Offer:
    return Offer(
        language=adaptation.get("lang", ""),
        title=adaptation.findtext(f"{_MPD}Label", ""),
        words=frozenset(
            f"{name} {each.get('schemeIdUri', '')} {each.get('value', '')}"
            for name in ("Accessibility", "Role")
            for each in adaptation.iter(f"{_MPD}{name}")
        ),
    )


def _urls(root: etree._Element) -> Iterator[str]:
    for each in root.iter(f"{_MPD}BaseURL", f"{_MPD}Location"):
        yield (each.text or "").strip()
    for each in root.iter():
        yield from filter(None, map(each.get, _NAMING))


def _part(told: str) -> Part:
    found = _RANGE.fullmatch(told)
    if found is None:
        raise ValueError(f"{excerpt(told)!r} is no range of bytes")
    first, last = int(found[1]), int(found[2])
    return Part(start_byte=first, length_bytes=last - first + 1)


def _seconds(told: str) -> float:
    found = _DURATION.fullmatch(told)
    if found is None or not any(found.groups()):
        raise ValueError(f"{excerpt(told)!r} is no duration")
    hours, minutes, seconds = (float(each or 0) for each in found.groups())
    return hours * 3600 + minutes * 60 + seconds
