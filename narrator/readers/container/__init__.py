"""A subtitle track inside MKV, MP4 and the like: listed by PyAV, taken out by ffmpeg as text.

A track goes through the reader of its own format, so nothing is lost on the way: SubRip, ASS and
WebVTT are copied; timed text of MP4 and captions become ASS; TTML is taken packet by packet.
"""

from dataclasses import replace
from pathlib import Path

from narrator.errors import MediaError, UnreadableInputError
from narrator.media.commands import compiled, media_input
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.run import reading
from narrator.model import Subtitles
from narrator.readers.container.packets import ReadText, read_documents
from narrator.readers.container.tracks import (
    TAKEN_AS,
    TTML,
    SubtitleTrack,
    chosen_track,
    refuse_pictures,
    subtitle_tracks,
)
from narrator.readers.decoding import MAX_BYTES


def read_track(path: Path, number: int | None, read_text: ReadText) -> Subtitles:
    """Return the cues of a subtitle track of the media file at `path`, through `read_text`.

    `number` counts from 1; None stands for the only text track, or the only forced one. A forced
    track's cues are all forced. Raises UnreadableInputError, which names the tracks there are,
    and MediaError where there is no ffmpeg.
    """
    track = chosen_track(subtitle_tracks(path), number, path)
    refuse_pictures(track, path)
    subtitles = (
        read_documents(path, track, read_text)
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
