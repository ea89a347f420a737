"""A track whose packets are TTML documents, which ffmpeg has no format for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from narrator.errors import UnreadableInputError
from narrator.media.opening import opened
from narrator.model import Cue, Repair, Subtitles
from narrator.readers.container.tracks import SubtitleTrack

ReadText = Callable[[Path, bytes], Subtitles]  # reads subtitle text of whatever format

MOST_PACKETS = 200_000
JOIN_MS = 1


def read_documents(path: Path, track: SubtitleTrack, read_text: ReadText) -> Subtitles:
    """Read a track whose packets are TTML documents, timed from the track's start."""
    parts = [
        part for data in _documents(path, track) if (part := _read_part(path, data, read_text))
    ]
    if not parts:
        message = f"Subtitle track {track.number} of {path.name!r} is empty."
        raise UnreadableInputError(message, "Choose another track with --track.")
    cues: list[Cue] = []
    for cue in sorted((cue for part in parts for cue in part.cues), key=_start_ms):
        if cues and _goes_on(cues[-1], cue):
            cues[-1] = _longer(cues[-1], cue)
        else:
            cues.append(replace(cue, id=str(len(cues) + 1)))
    repairs: tuple[Repair, ...] = sum((part.repairs for part in parts), ())
    return replace(parts[0], cues=tuple(cues), repairs=repairs)


def _read_part(path: Path, document: bytes, read_text: ReadText) -> Subtitles | None:
    """Return the cues of one packet, None where it shows nothing, as packets in a pause do."""
    try:
        return read_text(path, document)
    except UnreadableInputError:
        return None


def _documents(path: Path, track: SubtitleTrack) -> list[bytes]:
    """Return the packets that hold any paragraph."""
    documents = []
    with opened(path) as container:
        stream = container.streams[track.index]
        for count, packet in enumerate(container.demux(stream)):
            data = bytes(packet)
            if b"<p" in data or b":p" in data:
                documents.append(data)
            if count > MOST_PACKETS:
                break
    return documents


def _start_ms(cue: Cue) -> int:
    return cue.span.start_ms if cue.span else 0


def _goes_on(old: Cue, new: Cue) -> bool:
    """Whether a cue is the one before, cut at the end of a packet or given twice."""
    if old.span is None or new.span is None or old.lines != new.lines:
        return False
    return new.span.start_ms <= old.span.end_ms + JOIN_MS


def _longer(old: Cue, new: Cue) -> Cue:
    if old.span is None or new.span is None:
        return old
    return replace(old, span=replace(old.span, end_ms=max(old.span.end_ms, new.span.end_ms)))
