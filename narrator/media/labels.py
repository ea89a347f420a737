"""What a finished file says of its sound tracks: codec, flags, language and title."""

from dataclasses import dataclass
from pathlib import Path

from narrator.media.opening import opened

_LOSSLESS = frozenset({"flac", "alac"})


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundLabel:
    """One sound track: ffmpeg's names of its codec and of its flags; "" where there is no label."""

    codec: str
    flags: frozenset[str]
    language: str = ""
    title: str = ""

    @property
    def loses(self) -> bool:
        """Whether its codec loses something."""
        return not self.codec.startswith("pcm_") and self.codec not in _LOSSLESS


def sound_labels(path: Path) -> tuple[SoundLabel, ...]:
    """Return the labels of each sound track. Raises UnreadableInputError."""
    with opened(path) as container:
        return tuple(
            SoundLabel(
                codec=stream.codec_context.codec.canonical_name,
                flags=frozenset(flag.name for flag in stream.disposition if flag.name),
                language=stream.metadata.get("language", ""),
                title=stream.metadata.get("title", "") or stream.metadata.get("handler_name", ""),
            )
            for stream in container.streams.audio
        )
