"""The described mix as HLS and DASH play it: one file of segments, which both share."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from narrator.errors import MediaError
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.files import writing_aside
from narrator.media.formats import aac
from narrator.media.language import three_letters
from narrator.media.probe import probe_sounds
from narrator.media.purpose import flags_of, is_translation, title_of
from narrator.media.run import run
from narrator.media.segments import COPY, Segments, Sound, read_segments, segments_command
from narrator.model import Mode, Rendering
from narrator.writers.names import described_name

STREAM = "stream.mp4"
CODECS = "mp4a.40.2"  # AAC-LC, the only one ffmpeg encodes (RFC 6381)

# What is AAC already is taken as it is; else what loses nothing comes before what does.
COPIED = ("m4a", "mp4")
_SOURCES = (*COPIED, "wav", "flac", "mkv", "mov", "ts")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stream:
    """The segmented described mix and what a manifest says of it; url is relative."""

    url: str
    mode: Mode
    language: str
    title: str
    translated: bool
    channels: int
    segments: Segments


def stream_of(rendering: Rendering, stage: Path) -> Stream:
    """Return the stream on the stage, made where HLS and DASH have not made it before.

    Raises MediaError where there is no described mix or ffmpeg fails, OutputError where the file
    cannot be written.
    """
    name = rendering.delivery.name(STREAM)
    path = stage / name
    if not path.exists():
        _make(rendering, stage, path)
    mode, language = rendering.delivery.mode, rendering.script.language
    return Stream(
        url=url_of(name),
        mode=mode,
        language=language,
        title=title_of(mode, language),
        translated=_is_translation(rendering),
        channels=probe_sounds(path)[0].channels,
        segments=read_segments(path),
    )


def url_of(name: str) -> str:
    """Return the URL of a file beside the manifest."""
    return quote(name, safe="+()")


def _make(rendering: Rendering, stage: Path, path: Path) -> None:
    name, source = _source(rendering, stage)
    sounds = probe_sounds(source)
    translated = _is_translation(rendering)
    sound = Sound(
        path=source,
        track=len(sounds) - 1,  # the described one is the last
        codec=COPY if name in COPIED else aac(sounds[-1].channels),
        flags=flags_of(rendering.delivery.mode, "mp4", translated=translated),
        language=three_letters(rendering.script.language),
    )
    with writing_aside(path) as aside:
        run(segments_command(find_ffmpeg(), sound, aside))


def _source(rendering: Rendering, stage: Path) -> tuple[str, Path]:
    """Return the format and the path of the described mix that is best to stream from."""
    for name in _SOURCES:
        path = stage / rendering.delivery.name(described_name(name))
        if path.exists():
            return name, path
    raise MediaError("There is no described mix to stream.", "Give a programme with --programme.")


def _is_translation(rendering: Rendering) -> bool:
    original = rendering.programme.language if rendering.programme else None
    return is_translation(rendering.delivery.mode, rendering.script.language, original)
