"""The subtitle tracks of a media file, listed by PyAV, and which of them is meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from av.container import InputContainer
from av.stream import Stream

from narrator.errors import UnreadableInputError
from narrator.media.language import bcp47
from narrator.media.opening import opened

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


def chosen_track(tracks: Sequence[SubtitleTrack], number: int | None, path: Path) -> SubtitleTrack:
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


def refuse_pictures(track: SubtitleTrack, path: Path) -> None:
    """Raise UnreadableInputError for a track that holds no text that narrator can read."""
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
