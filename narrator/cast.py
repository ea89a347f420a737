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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path

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
    return Told(
        captions=content.get("captions"),
        reader=content.get("reader"),
        speakers={speaker.casefold(): name for speaker, name in speakers.items()},
    )


def with_voices(
    narrations: Sequence[Narration],
    captions: Voice,
    others: Sequence[Voice],
    told: Told,
    find: Callable[[str], Voice],
) -> tuple[tuple[Narration, ...], dict[str, Voice]]:
    """Return the narrations with their voices' names, and the voices by name.

    captions speaks on-screen text; others are the voices for dialogue, the reader's first; find
    returns the voice of a name that the cast file or the script gives.
    """
    said = [n.speaker.casefold() for n in narrations if n.tag not in NARRATED]
    pool = others or [captions]
    parts = {"": find(told.reader) if told.reader else pool[0]}
    parts |= share_out(said, pool[1:] or pool)
    parts |= {name: find(voice) for name, voice in told.speakers.items() if name in said}
    main = find(told.captions) if told.captions else captions
    own = {name: find(name) for name in dict.fromkeys(n.voice for n in narrations) if name}
    chosen = [
        own.get(n.voice) or (main if n.tag in NARRATED else parts[n.speaker.casefold()])
        for n in narrations
    ]
    spoken = (voiced(n, v.name) for n, v in zip(narrations, chosen, strict=True))
    return tuple(spoken), {voice.name: voice for voice in [main, *chosen]}


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
