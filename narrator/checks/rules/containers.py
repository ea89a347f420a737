"""Whether the described track of a container is told from the others by flags and labels."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from narrator.checks.delivered import Delivered
from narrator.checks.finding import CheckFinding
from narrator.media.language import three_letters

_LABELLED = ("mkv", "mp4", "m4a", "mov", "ts", "mka")  # containers that hold a language
_FLAGGED = ("mkv", "mp4", "ts", "mka")  # and a flag that ffmpeg reads back; MOV has none
_FLAG = "visual_impaired"
_DESCRIPTION = "descriptions"
_FLAG_IS_DESCRIPTION = ("mp4",)  # it is read back from the kind "description" alone


def container_labels(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the described tracks that are not labelled, or not told from those beside them.

    A track that is alone in its file is told by the file; M4A and MOV keep no such flag. Spoken
    subtitles are never called description, which leaves them without a flag in MP4.
    """
    language = three_letters(delivered.script.language if delivered.script else None)
    is_spoken = delivered.sheet.head.mode == "all"
    for mix in delivered.mixes:
        suffix = mix.name.rpartition(".")[2]
        if suffix not in _LABELLED:
            continue
        label = mix.labels[-1]
        if len(mix.labels) > 1:
            yield from _flags(mix.name, suffix, label.flags, is_spoken=is_spoken)
        if delivered.script is not None and three_letters(label.language) != language:
            yield _label(mix.name, "its language", label.language or "none", language)


def _flags(
    name: str, suffix: str, flags: AbstractSet[str], *, is_spoken: bool
) -> Iterator[CheckFinding]:
    """Yield the flags that a track beside others should have and has not, or the reverse."""
    has_word = suffix in _FLAGGED and not (is_spoken and suffix in _FLAG_IS_DESCRIPTION)
    if has_word and _FLAG not in flags:
        yield _label(name, "its flags", " ".join(sorted(flags)) or "none", _FLAG)
    if is_spoken and _DESCRIPTION in flags:
        yield _label(name, "its flags", _DESCRIPTION, "spoken subtitles")
    if "default" in flags:
        yield _label(name, "its flags", "default", "not default")


def _label(name: str, what: str, measured: str, wanted: str) -> CheckFinding:
    return CheckFinding(
        message=f"The described track of {name} is not told from others by {what}.",
        blocks=True,
        file=name,
        measured=measured,
        wanted=wanted,
    )
