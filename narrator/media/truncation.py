"""Whether a media file ends before its own header says it does."""

from itertools import islice
from pathlib import Path

import av
from av.container import InputContainer

# Containers that state their length in a header, not as an estimate from the bit rate.
_STATED = {"mov", "matroska", "flac", "aiff", "caf"}
_LOOK_BACK_S = 5.0
_TOLERANCE_S = 2.0
_MOST_PACKETS = 50_000
_HEAD_BYTES = 28
_RIFF_SLACK_BYTES = 64  # some writers count the header's own bytes
_LEAST_PLACEHOLDER = 0x7FFF0000  # what writes to a pipe puts a huge size there


def is_cut_short(path: Path, container: InputContainer) -> bool:
    """Return whether the end of the file is missing, as far as its container lets one tell.

    Leaves `container` at its end.
    """
    names = set(container.format.name.split(","))
    if "wav" in names:
        return _is_riff_cut_short(path)
    return bool(names & _STATED) and container.duration is not None and _ends_early(container)


def _ends_early(container: InputContainer) -> bool:
    """Return whether the last packets end well before the stated duration does."""
    duration_s = (container.duration or 0) / av.time_base
    start_s = (container.start_time or 0) / av.time_base
    try:
        container.seek(round(max(0.0, start_s + duration_s - _LOOK_BACK_S) * av.time_base))
        ends_s = _packet_ends_s(container)
    except av.FFmpegError:  # a damaged end is as good as none
        return True
    if len(ends_s) == _MOST_PACKETS:
        return False
    return max(ends_s, default=0.0) < start_s + duration_s - _TOLERANCE_S


def _packet_ends_s(container: InputContainer) -> list[float]:
    return [
        float((packet.pts + (packet.duration or 0)) * packet.time_base)
        for packet in islice(container.demux(), _MOST_PACKETS)
        if packet.pts is not None
    ]


def _is_riff_cut_short(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES).ljust(_HEAD_BYTES, b"\0")
    is_rf64 = head[:4] == b"RF64" and head[12:16] == b"ds64"
    size = int.from_bytes(head[20:28] if is_rf64 else head[4:8], "little")
    if not is_rf64 and size >= _LEAST_PLACEHOLDER:
        return False
    return size + 8 > path.stat().st_size + _RIFF_SLACK_BYTES
