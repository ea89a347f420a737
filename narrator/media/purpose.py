"""What a mix is for, description or spoken subtitles, as each container can tell it.

Spoken subtitles are a class of their own (EN 300 468 clause 6.4.10: description is 01, spoken
subtitles 03) and are never called description; where a container has no word for them, their
title tells.
"""

from collections.abc import Mapping
from typing import Literal

from narrator.media.language import three_letters
from narrator.model import Mode

Container = Literal["mkv", "mp4", "mov", "ts"]

NO_FLAGS = "0"  # how ffmpeg is told to set none
DUB = "dub"

# By ISO 639-2/T code; English for a language that is not here.
TITLES: Mapping[Mode, Mapping[str, str]] = {
    "captions": {
        "eng": "Audio description",
        "dan": "Synstolkning",
        "deu": "Audiodeskription",
        "fin": "Kuvailutulkkaus",
        "fra": "Audiodescription",
        "ita": "Audiodescrizione",
        "nld": "Audiodescriptie",
        "nob": "Synstolking",
        "nor": "Synstolking",
        "pol": "Audiodeskrypcja",
        "por": "Audiodescrição",
        "rus": "Тифлокомментарий",
        "spa": "Audiodescripción",
        "swe": "Syntolkning",
    },
    "all": {
        "eng": "Spoken subtitles",
        "deu": "Gesprochene Untertitel",
        "fin": "Äänitekstitys",
        "fra": "Sous-titres lus",
        "nld": "Gesproken ondertiteling",
        "rus": "Озвученные субтитры",
        "spa": "Subtítulos hablados",
        "swe": "Uppläst text",
    },
}

# ffmpeg's dispositions. In MKV visual_impaired says only for whom a track is; in MP4 it becomes a
# kind of "description" and in TS audio_type 03, which readers take for description.
FLAGS: Mapping[Mode, Mapping[Container, str]] = {
    "captions": {
        "mkv": "visual_impaired+descriptions",
        "mp4": "visual_impaired+descriptions",
        "mov": NO_FLAGS,
        "ts": "visual_impaired+descriptions",
    },
    "all": {"mkv": "visual_impaired", "mp4": NO_FLAGS, "mov": NO_FLAGS, "ts": NO_FLAGS},
}

# Of the supplementary_audio_descriptor: EN 300 468 clause 6.4.10.
EDITORIAL_CLASSES: Mapping[Mode, int] = {"captions": 0x01, "all": 0x03}

_DESCRIBES_VIDEO = ("public.accessibility.describes-video",)
_VOICE_OVER = ("public.translation", "public.translation.voice-over")


def title_of(mode: Mode, language: str | None) -> str:
    """Return the title of a track in its own language, a BCP 47 tag."""
    titles = TITLES[mode]
    return titles.get(three_letters(language), titles["eng"])


def is_translation(mode: Mode, language: str | None, original: str | None) -> bool:
    """Whether what is spoken stands in for dialogue in another language; both have to be known."""
    spoken, heard = three_letters(language), three_letters(original)
    return mode == "all" and "und" not in {spoken, heard} and spoken != heard


def flags_of(mode: Mode, container: Container, *, translated: bool) -> str:
    """Return ffmpeg's dispositions for a track beside the programme's own: never the default.

    "dub" is ISO/IEC 23009-1's role for sound in another language than the original's.
    """
    flags = FLAGS[mode][container]
    if not translated or container not in {"mkv", "mp4"}:
        return flags
    return DUB if flags == NO_FLAGS else f"{flags}+{DUB}"


def characteristics_of(mode: Mode, *, translated: bool) -> tuple[str, ...]:
    """Return Apple's media characteristics of a track, as HLS and QuickTime have them.

    Spoken subtitles are a translation by voice-over where they are a translation, else nothing.
    """
    if mode == "captions":
        return _DESCRIBES_VIDEO
    return _VOICE_OVER if translated else ()
