"""HTTP Live Streaming: a playlist of the described mix, and the entry that offers it.

Format: RFC 8216, with byte ranges into one file (clause 4.3.2.2) and its initialisation (4.3.2.5).
"""

from pathlib import Path

from narrator.derived.stream import CODECS, STREAM, Stream, stream_of, url_of
from narrator.media.files import write_whole
from narrator.media.purpose import characteristics_of
from narrator.media.segments import Segment
from narrator.model import Finding, Rendering

PLAYLIST, MULTIVARIANT = "stream.m3u8", "multivariant.m3u8"
FILES: tuple[str, ...] = (STREAM, PLAYLIST, MULTIVARIANT)

GROUP = "described"
_VERSION = 7  # EXT-X-MAP in a playlist of sound takes 6, fragmented MP4 in practice 7


def make(rendering: Rendering, stage: Path) -> tuple[Finding, ...]:
    """Make the stream, its playlist, and a multivariant playlist that offers it."""
    stream = stream_of(rendering, stage)
    name = rendering.delivery.name
    write_whole(stage / name(PLAYLIST), media_playlist(stream))
    write_whole(stage / name(MULTIVARIANT), multivariant(stream, url_of(name(PLAYLIST))))
    return ()


def media_playlist(stream: Stream) -> str:
    """Return the playlist of the segments, in order."""
    segments = stream.segments
    longest = max(round(each.samples / segments.rate_hz) for each in segments.segments)
    head = (
        "#EXTM3U",
        f"#EXT-X-VERSION:{_VERSION}",
        f"#EXT-X-TARGETDURATION:{max(1, longest)}",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        f'#EXT-X-MAP:URI="{stream.url}",BYTERANGE="{segments.init_bytes}@0"',
    )
    entries = (_entry(stream, each) for each in segments.segments)
    return "\n".join((*head, *entries, "#EXT-X-ENDLIST", ""))


def multivariant(stream: Stream, playlist: str) -> str:
    """Return a playlist that offers the mix: to be played by itself, or its entry to be taken."""
    segments = stream.segments
    variant = {
        "BANDWIDTH": f"{segments.peak_bps()}",
        "AVERAGE-BANDWIDTH": f"{segments.average_bps()}",
        "CODECS": f'"{CODECS}"',
        "AUDIO": f'"{GROUP}"',
    }
    lines = (
        "#EXTM3U",
        f"#EXT-X-VERSION:{_VERSION}",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        f"#EXT-X-MEDIA:{_attributes(rendition(stream, playlist))}",
        f"#EXT-X-STREAM-INF:{_attributes(variant)}",
        playlist,
        "",
    )
    return "\n".join(lines)


def rendition(stream: Stream, playlist: str) -> dict[str, str]:
    """Return the attributes of EXT-X-MEDIA: never the default.

    A player may choose description by itself where the user has asked for description; spoken
    subtitles it would choose by their language alone, so they are for the user to choose.
    """
    told = characteristics_of(stream.mode, translated=stream.translated)
    attributes = {
        "TYPE": "AUDIO",
        "GROUP-ID": f'"{GROUP}"',
        "NAME": f'"{stream.title}"',
        "LANGUAGE": f'"{stream.language}"',
        "DEFAULT": "NO",
        "AUTOSELECT": "YES" if stream.mode == "captions" else "NO",
        "CHANNELS": f'"{stream.channels}"',
        "URI": f'"{playlist}"',
    }
    return attributes | ({"CHARACTERISTICS": f'"{",".join(told)}"'} if told else {})


def _attributes(attributes: dict[str, str]) -> str:
    return ",".join(f"{name}={value}" for name, value in attributes.items())


def _entry(stream: Stream, segment: Segment) -> str:
    return (
        f"#EXTINF:{segment.samples / stream.segments.rate_hz:.6f},\n"
        f"#EXT-X-BYTERANGE:{segment.length_bytes}@{segment.start_byte}\n"
        f"{stream.url}"
    )
