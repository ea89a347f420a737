"""Channel layouts by ffmpeg's names, and their channels."""

import av

_SURROUND_FROM = 3

_LOW = {"LFE", "LFE2"}
_SURROUNDING = {"BL", "BC", "BR", "TBL", "TBC", "TBR", "SL", "SR", "SDL", "SDR"}

# What ffmpeg takes a number of channels without a layout to be.
_USUAL_LAYOUTS = {
    1: "mono",
    2: "stereo",
    3: "2.1",
    4: "4.0",
    5: "5.0",
    6: "5.1",
    7: "6.1",
    8: "7.1",
}


def named_layout(name: str, channels: int) -> str:
    """Return ffmpeg's usual layout for a file that names none."""
    return _USUAL_LAYOUTS.get(channels, name) if name == f"{channels} channels" else name


def speakers(layout: str, channels: int) -> tuple[str, ...]:
    """Return ffmpeg's names of the channels of `layout`, "?" for each where it has no names."""
    try:
        names = tuple(channel.name for channel in av.AudioLayout(layout).channels)
    except ValueError:
        names = ()
    return names if len(names) == channels and "NONE" not in names else ("?",) * channels


def loudness_weights(layout: str, channels: int) -> tuple[float, ...]:
    """Return the weight in loudness of each channel of a layout, as ffmpeg's ebur128 has them.

    By BS.1770-4: 1.41 at the sides and behind, 0 for the LFE, 1 for every other, and for one
    without a name.
    """
    names = speakers(named_layout(layout, channels), channels)
    return tuple(_weight(name) for name in names)


def _weight(name: str) -> float:
    if name in _LOW:
        return 0.0
    return 1.41 if name in _SURROUNDING else 1.0


def centre_of(layout: str, channels: int) -> int | None:
    """Return the index of the front centre of a layout of three channels or more, if it has one."""
    names = speakers(layout, channels)
    return names.index("FC") if channels >= _SURROUND_FROM and "FC" in names else None
