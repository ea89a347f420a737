"""Whether the described track of a container is told from the others by flags and labels."""

from collections.abc import Iterator

from narrator.checks.delivered import Delivered
from narrator.checks.finding import CheckFinding
from narrator.media.language import three_letters

_LABELLED = ("mkv", "mp4", "m4a", "mov", "ts", "mka")  # containers that hold a language
_FLAGGED = ("mkv", "mp4", "ts", "mka")  # and a flag that ffmpeg reads back; MOV has none
_FLAG = "visual_impaired"


def container_labels(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield the described tracks that are not labelled, or not told from those beside them.

    A track that is alone in its file is told by the file; M4A and MOV keep no such flag.
    """
    language = three_letters(delivered.script.language if delivered.script else None)
    for mix in delivered.mixes:
        suffix = mix.name.rpartition(".")[2]
        if suffix not in _LABELLED:
            continue
        label, is_alone = mix.labels[-1], len(mix.labels) == 1
        if suffix in _FLAGGED and _FLAG not in label.flags and not is_alone:
            yield _label(mix.name, "its flags", " ".join(sorted(label.flags)) or "none", _FLAG)
        if "default" in label.flags and not is_alone:
            yield _label(mix.name, "its flags", "default", "not default")
        if delivered.script is not None and three_letters(label.language) != language:
            yield _label(mix.name, "its language", label.language or "none", language)


def _label(name: str, what: str, measured: str, wanted: str) -> CheckFinding:
    return CheckFinding(
        message=f"The described track of {name} is not told from others by {what}.",
        blocks=True,
        file=name,
        measured=measured,
        wanted=wanted,
    )
