"""The tracks of a programme, and which of them a container can take over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrator.model import Finding


@dataclass(frozen=True, kw_only=True, slots=True)
class Track:
    """One stream of a media file.

    index is ffmpeg's; kind is "video", "audio", "subtitle", "attachment" or "data"; codec is
    ffmpeg's name for the codec, TIMECODE, CHAPTERS, or an attachment's file name; flags are
    ffmpeg's dispositions; is_named is set for an attachment with both its file name and its
    media type, which MKV demands; language is the file's own tag.
    """

    index: int
    kind: str
    codec: str
    flags: tuple[str, ...] = ()
    is_named: bool = False
    language: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptTrack:
    """A track that goes into the result, and how: "copy", or the encoder that makes it fit."""

    track: Track
    codec: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Holds:
    """What a container holds, by ffmpeg's codec names; None stands for whatever there is.

    encoders names the encoder for a track the container does not hold as it is, by kind and
    codec, or by kind alone.
    """

    name: str
    video: frozenset[str] | None
    audio: frozenset[str]
    subtitle: frozenset[str]
    attachments: bool
    encoders: Mapping[tuple[str, str], str]
    audio_encoder: str


# Data tracks that a container writes anew from the programme's metadata: nothing is lost.
TIMECODE, CHAPTERS = "timecode", "chapters"

_TEXT_SUBTITLES = ("ass", "ssa", "subrip", "srt", "text", "webvtt", "mov_text", "ttml")

_MP4_VIDEO = "h264 hevc vvc av1 vp9 mpeg4 mpeg2video mpeg1video mjpeg png vc1 dirac evc"
_MP4_AUDIO = "aac ac3 eac3 mp3 mp2 alac opus flac dts truehd"
_MKV_AUDIO = (
    "aac ac3 eac3 dts truehd mlp mp1 mp2 mp3 flac opus vorbis alac wavpack tta wmav1 wmav2 "
    "pcm_u8 pcm_s16le pcm_s16be pcm_s24le pcm_s24be pcm_s32le pcm_s32be pcm_f32le pcm_f64le"
)
_MKV_SUBTITLES = (
    "ass ssa subrip srt text webvtt dvd_subtitle hdmv_pgs_subtitle hdmv_text_subtitle "
    "dvb_subtitle arib_caption"
)

_MOV_VIDEO = (
    "h264 hevc vvc av1 vp9 vp8 mpeg4 mpeg2video mpeg1video mjpeg png vc1 dirac cavs prores dnxhd "
    "cfhd qtrle rawvideo v210 v308 v408 v410 r210 r10k dvvideo cinepak svq1 svq3 jpeg2000 hap aic "
    "dxv notchlc magicyuv sheervideo pixlet avui rpza smc h263 dpx exr tiff targa gif"
)
_MOV_AUDIO = (
    "aac ac3 eac3 mp3 mp2 alac qdm2 ilbc adpcm_ima_qt pcm_u8 pcm_s8 pcm_s16le pcm_s16be pcm_s24le "
    "pcm_s24be pcm_s32le pcm_s32be pcm_f32le pcm_f32be pcm_f64le pcm_f64be pcm_mulaw pcm_alaw"
)
_TS_VIDEO = "h264 hevc vvc mpeg4 mpeg2video mpeg1video vc1 dirac cavs"
_TS_AUDIO = "aac ac3 eac3 mp3 mp2 dts truehd opus"

HOLDS: dict[str, Holds] = {
    "mkv": Holds(
        name="MKV",
        video=None,
        audio=frozenset(_MKV_AUDIO.split()),
        subtitle=frozenset(_MKV_SUBTITLES.split()),
        attachments=True,
        encoders={("subtitle", "mov_text"): "subrip"},
        audio_encoder="flac",
    ),
    "mp4": Holds(
        name="MP4",
        video=frozenset(_MP4_VIDEO.split()),
        audio=frozenset(_MP4_AUDIO.split()),
        subtitle=frozenset({"mov_text"}),
        attachments=False,
        encoders={
            ("subtitle", codec): "mov_text" for codec in _TEXT_SUBTITLES if codec != "mov_text"
        },
        audio_encoder="aac",
    ),
    "mov": Holds(
        name="MOV",
        video=frozenset(_MOV_VIDEO.split()),
        audio=frozenset(_MOV_AUDIO.split()),
        subtitle=frozenset({"mov_text"}),
        attachments=False,
        encoders={
            ("subtitle", codec): "mov_text" for codec in _TEXT_SUBTITLES if codec != "mov_text"
        },
        audio_encoder="pcm_s24le",
    ),
    "ts": Holds(
        name="MPEG-TS",
        video=frozenset(_TS_VIDEO.split()),
        audio=frozenset(_TS_AUDIO.split()),
        subtitle=frozenset({"dvb_subtitle", "dvb_teletext", "hdmv_pgs_subtitle"}),
        attachments=False,
        encoders={},
        audio_encoder="ac3",
    ),
}


def kept_tracks(
    tracks: Sequence[Track], holds: Holds
) -> tuple[tuple[KeptTrack, ...], tuple[Finding, ...]]:
    """Return the tracks that go into the container, in order, and what is to be said of them.

    Video and subtitles are copied, subtitles in text converted where need be, and sound that
    does not fit is encoded again; what remains is left out. Each departure from a plain copy
    of what there is gives a finding; losing the picture is a blocking one.
    """
    kept: list[KeptTrack] = []
    findings: list[Finding] = []
    for track in tracks:
        if track.codec in {TIMECODE, CHAPTERS}:
            continue
        codec = _codec_for(track, holds)
        if codec is None:
            findings.append(_left_out(track, holds))
        else:
            kept.append(KeptTrack(track=track, codec=codec))
            findings.extend(_encoded_again(track, codec, holds))
    return tuple(kept), tuple(findings)


def _codec_for(track: Track, holds: Holds) -> str | None:
    if track.kind == "video":
        return "copy" if holds.video is None or track.codec in holds.video else None
    if track.kind == "audio":
        return "copy" if track.codec in holds.audio else holds.audio_encoder
    if track.kind == "subtitle" and track.codec in holds.subtitle:
        return "copy"
    if track.kind == "attachment":
        return "copy" if holds.attachments and track.is_named else None
    return holds.encoders.get((track.kind, track.codec))


def _left_out(track: Track, holds: Holds) -> Finding:
    return Finding(
        code="track-left-out",
        message=f"Track {track.index} ({track.kind}, {track.codec}) was left out: "
        f"{holds.name} cannot hold it.",
        blocking=track.kind == "video" and "attached_pic" not in track.flags,
    )


def _encoded_again(track: Track, codec: str, holds: Holds) -> list[Finding]:
    if track.kind != "audio" or codec == "copy":
        return []
    message = (
        f"Sound track {track.index} ({track.codec}) was encoded again as {codec}: "
        f"{holds.name} cannot hold it as it is."
    )
    return [Finding(code="track-encoded-again", message=message)]
