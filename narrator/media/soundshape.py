"""The shape of a sound track."""

from dataclasses import dataclass

from narrator.model import Programme


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundShape:
    """The rate, channels, layout (ffmpeg's name) and sample format of a sound track.

    sample_format is as in Programme.
    """

    rate_hz: int
    channels: int
    layout: str
    sample_format: str


def shape_of(programme: Programme) -> SoundShape:
    """Return the shape of the programme's first sound track."""
    return SoundShape(
        rate_hz=programme.rate_hz,
        channels=programme.channels,
        layout=programme.layout,
        sample_format=programme.sample_format,
    )
