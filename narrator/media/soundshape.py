"""The shape of a sound track."""

from dataclasses import dataclass, replace

from narrator.media.layouts import centre_of
from narrator.model import Programme


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundShape:
    """The rate, channels, layout (ffmpeg's name) and sample format of a sound track.

    sample_format and is_float are as in Programme.
    """

    rate_hz: int
    channels: int
    layout: str
    sample_format: str
    is_float: bool = False


def shape_of(programme: Programme) -> SoundShape:
    """Return the shape of the programme's first sound track."""
    return SoundShape(
        rate_hz=programme.rate_hz,
        channels=programme.channels,
        layout=programme.layout,
        sample_format=programme.sample_format,
        is_float=programme.is_float,
    )


def as_delivered(
    programme: Programme, *, layout: str | None, sample_format: str | None, rate_hz: int | None
) -> Programme:
    """Return a programme whose sound is decoded into another shape; None keeps what it has."""
    if not programme.has_sound:
        return programme
    wanted = layout or programme.layout
    channels = _CHANNELS.get(wanted, programme.channels)
    return replace(
        programme,
        layout=wanted,
        channels=channels,
        centre=centre_of(wanted, channels),
        sample_format=sample_format or programme.sample_format,
        rate_hz=rate_hz or programme.rate_hz,
    )


_CHANNELS = {"mono": 1, "stereo": 2}
