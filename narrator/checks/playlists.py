"""HLS playlists read back, by what RFC 8216 says of them; nothing that they name is opened."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from narrator.checks.bounds import bounded
from narrator.checks.fragments import Part
from narrator.checks.offers import Fault, Offer, Playlist
from narrator.errors import UnreadableInputError
from narrator.text.excerpt import excerpt

_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",]*)')
_RANGE = re.compile(r"(\d{1,18})(?:@(\d{1,18}))?")
_SECONDS = re.compile(r"(\d{1,6}(?:\.\d{1,9})?),.*")
_DECLARED = "#EXTM3U"


def read_multivariant(path: Path, *, plays: str) -> Playlist:
    """Return what a multivariant playlist offers. Raises UnreadableInputError."""
    lines = _lines(path)
    told = [_attributes(line) for line in lines if line.startswith("#EXT-X-MEDIA:")]
    return Playlist(
        name=path.name,
        plays=plays,
        urls=tuple(_urls(lines)),
        offers=tuple(_offer(each) for each in told if each.get("TYPE") == "AUDIO"),
    )


def read_media_playlist(path: Path, *, plays: str) -> Playlist:
    """Return the segments of a media playlist. Raises UnreadableInputError."""
    lines = _lines(path)
    start = next((_attributes(line) for line in lines if line.startswith("#EXT-X-MAP:")), {})
    try:
        parts = tuple(_segments(lines))
        initial = _part(start["BYTERANGE"], at=0, seconds=None) if "BYTERANGE" in start else None
    except ValueError as error:
        raise UnreadableInputError(f"{path.name}: {error}.") from error
    return Playlist(
        name=path.name,
        plays=plays,
        urls=tuple(_urls(lines)),
        start=initial,
        parts=parts,
        faults=tuple(_faults(lines, parts)),
    )


def _lines(path: Path) -> list[str]:
    bounded(path)
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise UnreadableInputError(f"{path.name} is no playlist: {error}.") from error
    if not lines or lines[0] != _DECLARED:
        raise UnreadableInputError(f"{path.name} is no playlist: it does not begin {_DECLARED}.")
    return [line for line in lines if line]


def _attributes(line: str) -> Mapping[str, str]:
    return {name: value.strip('"') for name, value in _ATTRIBUTE.findall(line.partition(":")[2])}


def _urls(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("#"):
            yield line
        elif line.startswith("#EXT") and "URI" in (told := _attributes(line)):
            yield told["URI"]


def _offer(told: Mapping[str, str]) -> Offer:
    flags = {f"{name}={told[name]}" for name in ("DEFAULT", "AUTOSELECT") if name in told}
    said = filter(None, told.get("CHARACTERISTICS", "").split(","))
    return Offer(
        language=told.get("LANGUAGE", ""),
        title=told.get("NAME", ""),
        words=frozenset(flags | set(said)),
    )


def _segments(lines: list[str]) -> Iterator[Part]:
    """Yield the segments in order; one that tells no start follows the one before it."""
    seconds, told, end = None, "", 0
    for line in lines:
        if line.startswith("#EXTINF:"):
            found = _SECONDS.fullmatch(line.partition(":")[2])
            if found is None:
                raise ValueError(f"{excerpt(line)!r} tells no length")
            seconds = float(found[1])
        elif line.startswith("#EXT-X-BYTERANGE:"):
            told = line.partition(":")[2]
        elif not line.startswith("#"):
            part = _part(told, at=end, seconds=seconds)
            end = part.start_byte + part.length_bytes
            seconds, told = None, ""
            yield part


def _part(told: str, *, at: int, seconds: float | None) -> Part:
    found = _RANGE.fullmatch(told)
    if found is None:
        raise ValueError(f"{excerpt(told)!r} is no range of bytes")
    start_byte = at if found[2] is None else int(found[2])
    return Part(start_byte=start_byte, length_bytes=int(found[1]), seconds=seconds)


def _faults(lines: list[str], parts: tuple[Part, ...]) -> Iterator[Fault]:
    if "#EXT-X-ENDLIST" not in lines:
        what = "does not say that it is whole, so that players wait for more"
        yield Fault(what=what, measured="no EXT-X-ENDLIST", wanted="EXT-X-ENDLIST")
    told = next((line for line in lines if line.startswith("#EXT-X-TARGETDURATION:")), ":none")
    target, longest = told.partition(":")[2], max((p.seconds or 0 for p in parts), default=0)
    if not target.isdecimal() or not longest < float(target[:9]) + 0.5:
        what = "has a segment longer than its target duration"
        yield Fault(what=what, measured=f"{longest:g} s", wanted=f"at most {target[:20]} s")
