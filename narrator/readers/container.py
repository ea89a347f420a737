"""A subtitle track inside MKV, MP4 and the like: listed by PyAV, taken out by ffmpeg as text.

A track goes through the reader of its own format, so nothing is lost on the way: SubRip, ASS and
WebVTT are copied; timed text of MP4 and captions become ASS; TTML is taken packet by packet.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from av.container import InputContainer
from av.stream import Stream

from narrator.errors import MediaError, UnreadableInputError
from narrator.media.commands import compiled, media_input
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.language import bcp47
from narrator.media.opening import opened
from narrator.media.run import reading
from narrator.model import Cue, Repair, Subtitles
from narrator.readers.decode import MAX_BYTES

ReadText = Callable[[Path, bytes], Subtitles]  # reads subtitle text of whatever format

# The encoder and the format that carry a codec's text without loss.
TAKEN_AS: Mapping[str, tuple[str, str]] = {
    "subrip": ("copy", "srt"),
    "srt": ("copy", "srt"),
    "ass": ("copy", "ass"),
    "ssa": ("copy", "ass"),
    "webvtt": ("copy", "webvtt"),
    "mov_text": ("ass", "ass"),
    "text": ("ass", "ass"),
    "eia_608": ("ass", "ass"),
    "hdmv_text_subtitle": ("ass", "ass"),
}
TTML = "ttml"
PICTURES = frozenset({"hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub"})
MOST_PACKETS = 200_000
JOIN_MS = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class SubtitleTrack:
    """A subtitle track. number counts the subtitle tracks from 1, index all tracks from 0.

    codec is ffmpeg's name for it; kind says whether it holds text or pictures of text.
    """

    number: int
    index: int
    codec: str
    kind: Literal["text", "picture", "unknown"]
    language: str | None = None
    title: str | None = None
    forced: bool = False

    @property
    def described(self) -> str:
        """The track in a few words, fit to show."""
        words = [self.codec, self.language, self.title and repr(self.title)]
        words += ["forced"] if self.forced else []
        return f"{self.number}: {', '.join(word for word in words if word)}"


def subtitle_tracks(path: Path) -> tuple[SubtitleTrack, ...]:
    """Return the subtitle tracks of the media file at `path`. Raises UnreadableInputError."""
    with opened(path) as container:
        streams = [stream for stream in container.streams if stream.type == "subtitle"]
        codecs = [_codec(container, stream) for stream in streams]
        pairs = zip(streams, codecs, strict=True)
        return tuple(_track(number, *pair) for number, pair in enumerate(pairs, 1))


def read_track(path: Path, number: int | None, read_text: ReadText) -> Subtitles:
    """Return the cues of a subtitle track of the media file at `path`, through `read_text`.

    `number` counts from 1; None stands for the only text track, or the only forced one. A forced
    track's cues are all forced. Raises UnreadableInputError, which names the tracks there are,
    and MediaError where there is no ffmpeg.
    """
    track = _chosen(subtitle_tracks(path), number, path)
    _refuse_pictures(track, path)
    subtitles = (
        _read_ttml(path, track, read_text)
        if track.codec == TTML
        else read_text(path, _taken_out(path, track))
    )
    cues = tuple(replace(cue, forced=True) for cue in subtitles.cues) if track.forced else None
    return replace(
        subtitles,
        cues=cues or subtitles.cues,
        language=subtitles.language or track.language,
        title=track.title or subtitles.title,
    )


def _codec(container: InputContainer, stream: Stream) -> str:
    """Return the codec's name; PyAV has none for TTML, which shows in the first packet."""
    if stream.codec_context is not None:
        return str(stream.codec_context.codec.canonical_name)
    container.seek(0)
    first = next((bytes(packet) for packet in container.demux(stream)), b"")
    return TTML if b"<tt" in first[:4000] or b":tt " in first[:4000] else "unknown"


def _track(number: int, stream: Stream, codec: str) -> SubtitleTrack:
    title = "".join(c for c in stream.metadata.get("title", "") if c.isprintable())
    return SubtitleTrack(
        number=number,
        index=stream.index,
        codec=codec,
        kind=_kind(codec),
        language=bcp47(stream.metadata.get("language")),
        title=title or None,
        forced=any(flag.name == "forced" for flag in stream.disposition),
    )


def _kind(codec: str) -> Literal["text", "picture", "unknown"]:
    if codec in PICTURES:
        return "picture"
    return "text" if codec in TAKEN_AS or codec == TTML else "unknown"


def _chosen(tracks: Sequence[SubtitleTrack], number: int | None, path: Path) -> SubtitleTrack:
    """Return the track that is asked for, or the one that must be meant."""
    listed = "; ".join(track.described for track in tracks)
    if not tracks:
        raise UnreadableInputError(
            f"{path.name!r} holds no subtitle track.", "Give the subtitle file itself."
        )
    if number is not None:
        for track in tracks:
            if track.number == number:
                return track
        message = f"{path.name!r} has no subtitle track {number}."
        raise UnreadableInputError(message, f"Its subtitle tracks are {listed}.")
    texts = [track for track in tracks if track.kind == "text"]
    forced = [track for track in texts if track.forced]
    only = next((some[0] for some in (tracks, texts, forced) if len(some) == 1), None)
    if only is None:
        message = f"{path.name!r} has {len(tracks)} subtitle tracks, and none is named."
        raise UnreadableInputError(message, f"Choose one with --track: {listed}.")
    return only


def _refuse_pictures(track: SubtitleTrack, path: Path) -> None:
    if track.kind == "picture":
        raise UnreadableInputError(
            f"Subtitle track {track.number} of {path.name!r} holds pictures of text "
            f"({track.codec}), and narrator cannot read text in pictures (OCR).",
            "Turn it into a text format with an OCR tool first, or choose a text track.",
        )
    if track.kind == "unknown":
        raise UnreadableInputError(
            f"Subtitle track {track.number} of {path.name!r} is of a kind that cannot be read: "
            f"{track.codec}.",
            "Extract it with another tool, or choose a text track.",
        )


def _taken_out(path: Path, track: SubtitleTrack) -> bytes:
    """Return the track as the bytes of a subtitle file."""
    command = take_out_command(find_ffmpeg(), path, track)
    try:
        with reading(command) as stdout:
            return stdout.read(MAX_BYTES + 1)
    except MediaError as error:
        raise UnreadableInputError(
            f"Subtitle track {track.number} of {path.name!r} cannot be read: {error.message}",
            "Play the file to see whether it is whole.",
        ) from error


def take_out_command(program: str, path: Path, track: SubtitleTrack) -> list[str]:
    """Return the command that puts a text track on standard output as a subtitle file."""
    encoder, container = TAKEN_AS[track.codec]
    stream = media_input(path)[str(track.index)]
    return compiled(stream.output("pipe:1", format=container, scodec=encoder), program)


def _read_ttml(path: Path, track: SubtitleTrack, read_text: ReadText) -> Subtitles:
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
