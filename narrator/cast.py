"""The cast: which voice says what, so that listeners can tell speakers and on-screen text apart.

On-screen text has the episode's own voice. Where dialogue is read too, each speaker that the file
names, by a label or a colour, keeps one voice for the episode: those with most to say choose
first. A cast file overrides:

    captions = "joe"              # on-screen text
    reader = "espeak-en-gb"       # dialogue of nobody in particular
    [speakers]
    "MARLOW" = "espeak-en-us"
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path

from narrator.colour import colour_of
from narrator.errors import JobError
from narrator.model import NARRATED, Narration, Voice
from narrator.toml import toml_of

KEYS = ("captions", "reader", "speakers")
MAX_BYTES = 1_000_000
HINT = "docs/voices.md shows how a cast is written."


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a cast file says: names of voices for on-screen text, for the reader, for speakers."""

    captions: str | None = None
    reader: str | None = None
    speakers: Mapping[str, str] = field(default_factory=dict)


def load_cast(path: Path) -> Told:
    """Return what a cast file says. Raises JobError where anything in it is wrong."""
    try:
        with path.open("rb") as file:
            content = toml_of(file.read(MAX_BYTES).decode("utf-8-sig"))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise JobError(f"The cast {path} cannot be read: {reason}.", HINT) from error
    for key in content:
        if key not in KEYS:
            raise JobError(f"The cast {path} has an unknown key {key!r}.", HINT)
    speakers = content.get("speakers", {})
    if not isinstance(speakers, dict):
        raise JobError(f"The cast {path}: speakers is no table.", HINT)
    names = [content.get("captions"), content.get("reader"), *speakers.values()]
    if not all(name is None or (isinstance(name, str) and name) for name in names):
        raise JobError(f"The cast {path} names a voice by something else than a text.", HINT)
    return Told(captions=content.get("captions"), reader=content.get("reader"), speakers=speakers)


def with_voices(
    narrations: Sequence[Narration],
    captions: Voice,
    others: Sequence[Voice],
    told: Told,
    find: Callable[[str], Voice],
) -> tuple[tuple[Narration, ...], dict[str, Voice]]:
    """Return the narrations with their voices' names, and the voices by name.

    captions speaks on-screen text; others are the voices for dialogue, the reader's first; find
    returns the voice of a name that the cast file or the script gives. Raises JobError where the
    cast file gives one speaker two voices.
    """
    said = [n.speaker.casefold() for n in narrations if n.tag not in NARRATED]
    pool = others or [captions]
    parts = {"": find(told.reader) if told.reader else pool[0]}
    parts |= share_out(said, pool[1:] or pool)
    parts |= {speaker: find(voice) for speaker, voice in parts_told(told, set(said)).items()}
    main = find(told.captions) if told.captions else captions
    own = {name: find(name) for name in dict.fromkeys(n.voice for n in narrations) if name}
    chosen = [
        own.get(n.voice) or (main if n.tag in NARRATED else parts[n.speaker.casefold()])
        for n in narrations
    ]
    spoken = (voiced(n, v.name) for n, v in zip(narrations, chosen, strict=True))
    return tuple(spoken), {voice.name: voice for voice in [main, *chosen]}


def speakers_of(narrations: Iterable[Narration]) -> dict[str, str]:
    """Return who says dialogue, by the name without case: as the file first has it."""
    found: dict[str, str] = {}
    for narration in narrations:
        if narration.speaker and narration.tag not in NARRATED:
            found.setdefault(narration.speaker.casefold(), narration.speaker)
    return found


def meant(name: str, speakers: Container[str]) -> str:
    """Return whom a cast file means: by a label, else by a colour in any spelling; "" for none."""
    choices = (name.casefold(), colour_of(name))
    return next((choice for choice in choices if choice and choice in speakers), "")


def parts_told(told: Told, speakers: Container[str]) -> dict[str, str]:
    """Return the names of voices by speaker, of those who are there. Raises JobError."""
    parts: dict[str, str] = {}
    for name, voice in told.speakers.items():
        speaker = meant(name, speakers)
        if speaker and parts.setdefault(speaker, voice) != voice:
            raise JobError(
                f"The cast gives {speaker} two voices: {parts[speaker]} and {voice}.",
                "Case and the spelling of a colour make no other speaker. Leave one of them out.",
            )
    return parts


def voiced(narration: Narration, name: str) -> Narration:
    """Return a narration, and its parts, with the voice that says them."""
    parts = tuple(replace(part, voice=name) for part in narration.parts)
    return replace(narration, voice=name, parts=parts)


def share_out(said: Iterable[str], voices: Sequence[Voice]) -> dict[str, Voice]:
    """Give each speaker a voice; who has most to say goes first, the first to speak before others.

    Where there are more speakers than voices, voices are shared.
    """
    counted = Counter(filter(None, said))
    return dict(zip((name for name, _ in counted.most_common()), cycle(voices), strict=False))
