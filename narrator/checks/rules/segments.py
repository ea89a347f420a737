"""Whether playlist and manifest play the stream, all of it, and nothing else."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest
from urllib.parse import unquote

from narrator.checks.delivered import Delivered
from narrator.checks.finding import CheckFinding
from narrator.checks.fragments import FragmentedFile, Part
from narrator.checks.offers import Playlist
from narrator.model import Span
from narrator.text.excerpt import excerpt

_PACKED_S = 0.1  # codecs that lose end with a whole frame
_SAME_S = 0.002  # a playlist tells microseconds, and players millisecond


def segments_differ(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the parts of the stream that are not where, or as long as, they are said to be."""
    for playlist in delivered.playlists:
        yield from _elsewhere(playlist)
        yield from _by_itself(playlist)
        if playlist.seconds is not None:
            yield from _length(delivered, playlist.name, playlist.seconds)
    stream = delivered.stream
    if stream is None:
        return
    yield from _length(delivered, stream.name, stream.seconds)
    yield from _beginning(stream)
    yield from _parts(stream.name, stream.indexed, stream)
    for playlist in delivered.playlists:
        yield from _ranges(playlist, stream)
        if playlist.parts is not None:
            yield from _parts(playlist.name, playlist.parts, stream)


def _elsewhere(playlist: Playlist) -> Iterator[CheckFinding]:
    for url in dict.fromkeys(playlist.urls):
        if unquote(url) != playlist.plays:
            message = f"{playlist.name} names what is not its stream of this result."
            yield _finding(playlist.name, message, excerpt(url) or "nothing", playlist.plays)
    if not playlist.urls:
        message = f"{playlist.name} names no stream."
        yield _finding(playlist.name, message, "nothing", playlist.plays)


def _by_itself(playlist: Playlist) -> Iterator[CheckFinding]:
    for fault in playlist.faults:
        message = f"{playlist.name} {fault.what}."
        yield _finding(playlist.name, message, fault.measured, fault.wanted)


def _length(delivered: Delivered, name: str, seconds: float) -> Iterator[CheckFinding]:
    stem = delivered.stem
    wanted = stem.length_samples / stem.rate_hz if stem else seconds
    if abs(seconds - wanted) > _PACKED_S:
        message = f"{name} is not as long as the stem."
        yield _finding(name, message, f"{seconds:.3f} s", f"{wanted:.3f} ±{_PACKED_S:g} s")


def _beginning(stream: FragmentedFile) -> Iterator[CheckFinding]:
    """Hold when the index lets the first fragment begin: a result begins with its programme."""
    if abs(stream.indexed_s) > _SAME_S:
        message = f"{stream.name} tells in its index that it begins at another time."
        yield _finding(stream.name, message, f"{stream.indexed_s:.3f} s", "0.000 s")


def _ranges(playlist: Playlist, stream: FragmentedFile) -> Iterator[CheckFinding]:
    """Hold where a playlist has the initialisation and the index."""
    tells_start = playlist.parts is not None or playlist.index is not None
    for what, told, wanted in (
        ("initialisation", playlist.start, stream.start if tells_start else None),
        ("index", playlist.index, stream.index if playlist.parts is None and tells_start else None),
    ):
        if wanted is not None and (told is None or _bytes(told) != _bytes(wanted)):
            message = f"{playlist.name} has the {what} of {stream.name} in another place."
            found = _bytes(told) if told else "nowhere"
            yield _finding(playlist.name, message, found, _bytes(wanted))


def _parts(name: str, told: Sequence[Part], stream: FragmentedFile) -> Iterator[CheckFinding]:
    """Hold segments against the fragments, one by one, until one is not where it should be."""
    ends = accumulate(each.seconds or 0.0 for each in stream.fragments)
    start_s, end_s = 0.0, 0.0
    for part, fragment in zip_longest(told, stream.fragments):
        start_s, end_s = end_s, next(ends, end_s)
        span = Span(start_ms=round(start_s * 1000), end_ms=round(end_s * 1000))
        found = _bytes(part) if part else "no segment"
        wanted = _bytes(fragment) if fragment else "no segment"
        if found != wanted:
            message = f"{name} tells a segment that is no fragment of {stream.name}."
            yield _finding(name, message, found, wanted, span)
            return  # those after it follow from where it ends
        if abs((part.seconds or 0.0) - (fragment.seconds or 0.0)) > _SAME_S:
            message = f"{name} tells a segment of another length than it has."
            values = f"{part.seconds or 0.0:.3f} s", f"{fragment.seconds or 0.0:.3f} s"
            yield _finding(name, message, *values, span)


def _bytes(part: Part) -> str:
    return f"bytes {part.start_byte} to {part.start_byte + part.length_bytes - 1}"


def _finding(
    name: str, message: str, measured: str, wanted: str, span: Span | None = None
) -> CheckFinding:
    return CheckFinding(
        message=message, blocks=True, file=name, span=span, measured=measured, wanted=wanted
    )
