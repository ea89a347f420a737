"""Packing a described mix: the ffmpeg commands, alone or beside the programme's own tracks.

Every command takes the mix as raw PCM on standard input.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import ffmpeg

from narrator.media.bwf import Broadcast
from narrator.media.commands import (
    SOUND_OR_SILENCE,
    Command,
    Node,
    compiled,
    graph_url,
    media_input,
)
from narrator.media.guard import PROTOCOLS
from narrator.media.language import three_letters
from narrator.media.pcm import PCM_FORMATS
from narrator.media.purpose import NO_FLAGS, Container, flags_of, is_translation
from narrator.media.tracks import HOLDS, KeptTrack, Track, kept_tracks
from narrator.model import Hold, Mode, Programme

Options = dict[str, object]

_FLOATS = "pcm_f"
_SILENCED = "aeval=exprs={}:c=same".format(SOUND_OR_SILENCE.replace(",", r"\,"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Packing:
    """What every command builder needs: the ffmpeg program, the programme, the labels.

    tracks are those of the programme's file; mode, language (any tag) and title are the described
    track's; holds are where the programme is held, and its picture stands still; about is what a
    WAV file says of itself.
    """

    program: str
    programme: Programme
    tracks: tuple[Track, ...]
    language: str | None
    title: str
    mode: Mode = "captions"
    holds: tuple[Hold, ...] = ()
    about: Broadcast | None = None

    @property
    def translated(self) -> bool:
        """Whether the mix speaks the dialogue in another language than the programme's."""
        return is_translation(self.mode, self.language, self.programme.language)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """How a container takes the mix: a key of HOLDS, ffmpeg's muxer, and the sound's codec.

    settings are the muxer's; language is what ffmpeg is given for the described track, None for
    its three letters.
    """

    container: Container
    muxer: str
    codec: Options
    settings: Options = field(default_factory=dict)
    language: str | None = None


def alone(packing: Packing, path: Path, shape: Shape) -> Command:
    """Return the command for a file of the mix alone: its only track has to be the default."""
    mix = _mix_input(packing.programme)["a:0"]
    output = ffmpeg.output(mix, graph_url(path), format=shape.muxer, **_only_sound(packing, shape))
    return _labelled(output, packing, shape, ("", ":s:a:0"))


def packed(packing: Packing, path: Path, shape: Shape) -> Command:
    """Return the command for the mix beside what the container keeps of the programme's tracks."""
    if packing.holds:
        return _held(packing, path, shape)
    return _beside_the_programme(packing, path, shape)


def languages(packing: Packing, container: Container) -> tuple[str, ...]:
    """Return the three letters of each track that `packed` writes, in its order."""
    described = three_letters(packing.language)
    if packing.holds:
        return ("und", described) if packing.programme.has_video else (described,)
    before, _, after = _ordered(packing, container)
    kept = (tuple(three_letters(each.track.language) for each in part) for part in (before, after))
    first, last = kept
    return (*first, described, *last)


def _beside_the_programme(packing: Packing, path: Path, shape: Shape) -> Command:
    """Return the command for picture, sound, described sound, and then what else there is."""
    before, sound, after = _ordered(packing, shape.container)
    programme = media_input(packing.programme.path)
    streams = [
        *(programme[str(each.track.index)] for each in before),
        _mix_input(packing.programme)["a:0"],
        *(programme[str(each.track.index)] for each in after),
    ]
    described = f"a:{len(sound)}"
    flags = flags_of(packing.mode, shape.container, translated=packing.translated)
    options = _kept_codecs(before, 0) | _kept_codecs(after, len(before) + 1)
    options |= _for_stream(described, {**shape.codec, "disposition": flags})
    if sound:
        options["disposition:a:0"] = "+".join(dict.fromkeys(("default", *sound[0].track.flags)))
    output = ffmpeg.output(
        *streams, graph_url(path), format=shape.muxer, **shape.settings, **options
    )
    return _labelled(output, packing, shape, (f":s:{described}",))


def _ordered(
    packing: Packing, container: Container
) -> tuple[list[KeptTrack], list[KeptTrack], list[KeptTrack]]:
    """Return the kept tracks that go before the mix, those of them that are sound, and the rest."""
    kept = kept_tracks(packing.tracks, HOLDS[container])[0]
    sound = [each for each in kept if each.track.kind == "audio"]
    before = [each for each in kept if each.track.kind == "video"] + sound
    return before, sound, [each for each in kept if each.track.kind not in {"video", "audio"}]


def _held(packing: Packing, path: Path, shape: Shape) -> Command:
    """Return the command for the picture, standing still at every hold, and the mix.

    Frames after a hold are stamped later by its length, and the gap is filled with the last one.
    """
    later = "+".join(
        f"gte(T,{hold.at_ms / 1000})*{hold.length_ms / 1000}" for hold in packing.holds
    )
    mix = _mix_input(packing.programme)["a:0"]
    options = _only_sound(packing, shape)
    if not packing.programme.has_video:
        output = ffmpeg.output(
            mix, graph_url(path), format=shape.muxer, **shape.settings, **options
        )
        return _labelled(output, packing, shape, (":s:a:0",))
    picture = media_input(packing.programme.path)["v:0"]
    picture = picture.filter("setpts", f"PTS+({later})/TB").filter("fps", fps="source_fps")
    options |= {"c:v": "libx264", "crf": 18, "preset": "veryfast", "pix_fmt": "yuv420p"}
    output = ffmpeg.output(
        picture, mix, graph_url(path), format=shape.muxer, **shape.settings, **options
    )
    return _labelled(output, packing, shape, (":s:a:0",))


def _only_sound(packing: Packing, shape: Shape) -> Options:
    """Return the options of a mix that is the only sound of its file, and so its default."""
    flags = flags_of(packing.mode, shape.container, translated=packing.translated)
    told = [] if flags == NO_FLAGS else flags.split("+")
    return _for_stream("a:0", {**shape.codec, "disposition": "+".join(["default", *told])})


def _labelled(output: Node, packing: Packing, shape: Shape, places: Sequence[str]) -> Command:
    """Return the whole command with the labels, in front of its last argument.

    `places` are the specifiers of what is labelled, "" for the file. ffmpeg-python cannot give
    an option twice. MP4 players show the handler's name as the title.
    """
    *front, url = compiled(output, packing.program)
    title = "".join(each if each.isprintable() else " " for each in packing.title)
    tags: Mapping[str, str] = {
        "language": shape.language or three_letters(packing.language),
        "title": title,
        "handler_name": title,
    }
    pairs = [
        (f"-metadata{place}", f"{name}={value}")
        for place in places
        for name, value in tags.items()
        if place or name != "handler_name"
    ]
    return [*front, *(argument for pair in pairs for argument in pair), "-y", url]


def _mix_input(programme: Programme) -> Node:
    options: Options = {"ar": programme.rate_hz, "ac": programme.channels}
    if not programme.layout.endswith(" channels"):
        options["channel_layout"] = programme.layout
    raw = PCM_FORMATS[programme.sample_format].raw
    return ffmpeg.input("pipe:0", format=raw, protocol_whitelist=PROTOCOLS, **options)


def _kept_codecs(kept: list[KeptTrack], first: int) -> Options:
    options: Options = {}
    for place, each in enumerate(kept, first):
        options[f"c:{place}"] = each.codec
        if each.codec != "copy" and each.track.codec.startswith(_FLOATS):
            options[f"filter:{place}"] = _SILENCED  # encoders refuse what is no number
    return options


def _for_stream(stream: str, options: Options) -> Options:
    return {f"{name}:{stream}": value for name, value in options.items()}
