"""What a media file holds, read with PyAV: no ffprobe is needed.

A file is opened as what it is and nothing else: only local files, and only containers that
hold their own media. Playlists and scripts (HLS, DASH, concat) name other files or network
addresses and are refused.
"""

from itertools import islice
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Stream

from narrator.errors import UnreadableInputError
from narrator.media.layouts import centre_of, named_layout
from narrator.media.opening import TRY, opened
from narrator.media.sampleformat import sample_format
from narrator.media.soundshape import SoundShape
from narrator.media.tracks import CHAPTERS, TIMECODE, Track
from narrator.media.truncation import is_cut_short
from narrator.model import Programme

_SECOND_MS = 1000
_MOST_PACKETS = 10_000_000


def probe(path: Path) -> Programme:
    """Return the programme at `path`: its length, its first sound track, and its picture.

    duration_ms is that of the container or of its longest track. A file without sound counts
    as silent 48 kHz stereo. Raises UnreadableInputError where the file is missing, is no media
    file, is cut short, or holds neither sound nor picture.
    """
    with opened(path) as container:
        sound = container.streams.audio[0] if container.streams.audio else None
        has_video = bool(_pictures(container))
        if sound is None and not has_video:
            raise UnreadableInputError(f"{path} holds neither sound nor picture.", TRY)
        first_ms = _first_sound_ms(container, sound, path) if sound else 0
        if is_cut_short(path, container):
            raise UnreadableInputError(f"{path} is cut short: its end is missing.", TRY)
        duration_ms = _duration_ms(container, path)
        if sound is None:
            return _silent(path, duration_ms)
        return _programme(path, container, sound, duration_ms=duration_ms, first_ms=first_ms)


def probe_tracks(path: Path) -> tuple[Track, ...]:
    """Return every track of the file at `path`. Raises UnreadableInputError as `probe` does."""
    with opened(path) as container:
        has_chapters = bool(container.chapters())
        return tuple(_track(stream, has_chapters=has_chapters) for stream in container.streams)


def probe_sounds(path: Path) -> tuple[SoundShape, ...]:
    """Return the shape of each sound track. Raises UnreadableInputError."""
    with opened(path) as container:
        return tuple(_shape(stream) for stream in container.streams.audio)


def _shape(sound: AudioStream) -> SoundShape:
    codec = sound.codec_context
    kind = sample_format(codec.codec.canonical_name, codec.format.name, codec.extradata or b"")
    return SoundShape(
        rate_hz=codec.sample_rate,
        channels=codec.channels,
        layout=named_layout(codec.layout.name, codec.channels),
        sample_format=kind,
        is_float=kind == "f32",
    )


def _programme(
    path: Path, container: InputContainer, sound: AudioStream, *, duration_ms: int, first_ms: int
) -> Programme:
    shape = _shape(sound)
    return Programme(
        path=path,
        duration_ms=duration_ms,
        rate_hz=shape.rate_hz,
        channels=shape.channels,
        layout=shape.layout,
        sample_format=shape.sample_format,
        has_sound=True,
        has_video=bool(_pictures(container)),
        centre=centre_of(shape.layout, shape.channels),
        sound_start_ms=_lateness_ms(container, first_ms),
        language=_language(sound),
        is_float=shape.is_float,
    )


def _silent(path: Path, duration_ms: int) -> Programme:
    return Programme(
        path=path,
        duration_ms=duration_ms,
        rate_hz=48_000,
        channels=2,
        layout="stereo",
        sample_format="s24",
        has_sound=False,
        has_video=True,
    )


def _first_sound_ms(container: InputContainer, sound: AudioStream, path: Path) -> int:
    """Return when the first sound that can be decoded is heard, on the file's own clock."""
    for frame in container.decode(sound):
        return round((frame.time or 0) * _SECOND_MS)
    raise UnreadableInputError(f"{path} holds no sound that can be decoded.", TRY)


def _lateness_ms(container: InputContainer, first_ms: int) -> int:
    pictures = [_start_ms(stream) for stream in _pictures(container)]
    return max(0, first_ms - min(pictures)) if pictures else 0


def _start_ms(stream: Stream) -> int:
    return _ticks_ms(stream.start_time or 0, stream)


def _ticks_ms(ticks: int, stream: Stream) -> int:
    return round(ticks * (stream.time_base or 0) * _SECOND_MS)


def _duration_ms(container: InputContainer, path: Path) -> int:
    known = [_ticks_ms(stream.duration, stream) for stream in container.streams if stream.duration]
    if container.duration:
        known.append(round(container.duration * _SECOND_MS / av.time_base))
    longest = max(known, default=0) or _scanned_ms(container)
    if longest <= 0:
        raise UnreadableInputError(f"{path} has no length.", TRY)
    return longest


def _scanned_ms(container: InputContainer) -> int:
    """Return the length by the last packet, for a file whose header does not tell."""
    container.seek(0)
    starts, ends = [], []
    for packet in islice(container.demux(), _MOST_PACKETS):
        if packet.pts is not None:
            starts.append(_ticks_ms(packet.pts, packet.stream))
            ends.append(_ticks_ms(packet.pts + (packet.duration or 0), packet.stream))
    return max(ends, default=0) - max(0, min(starts, default=0))


def _pictures(container: InputContainer) -> list[Stream]:
    return [each for each in container.streams.video if "attached_pic" not in _flags(each)]


def _flags(stream: Stream) -> tuple[str, ...]:
    return tuple(flag.name for flag in stream.disposition if flag.name)


def _language(stream: Stream) -> str | None:
    tag = stream.metadata.get("language", "")
    return tag if tag not in {"", "und"} else None


def _track(stream: Stream, *, has_chapters: bool) -> Track:
    return Track(
        index=stream.index,
        kind=stream.type,
        codec=_codec(stream, has_chapters=has_chapters),
        flags=_flags(stream),
        is_named={"filename", "mimetype"} <= stream.metadata.keys(),
        language=_language(stream),
    )


def _codec(stream: Stream, *, has_chapters: bool) -> str:
    """Return the codec as Track has it; a name from the file must be fit to show."""
    if stream.codec_context is not None:
        return stream.codec_context.codec.canonical_name
    if stream.type == "data" and "timecode" in stream.metadata:
        return TIMECODE
    if stream.type == "data" and stream.name == "bin_data" and has_chapters:
        return CHAPTERS
    return "".join(each for each in stream.name or "" if each.isprintable()) or "unknown"
