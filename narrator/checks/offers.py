"""What a playlist or manifest says: what it offers, and which parts of which files it plays."""

from dataclasses import dataclass

from narrator.checks.fragments import Part


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A sound that is offered to a player: its language, its title, and what it is said to be.

    words are labels as the format has them: 'DEFAULT=YES', or 'Role', its scheme and its value.
    """

    language: str
    title: str
    words: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with a playlist by itself."""

    what: str
    measured: str
    wanted: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Playlist:
    """A playlist or manifest as read; urls are all that it names, plays the file it should name.

    start and index are where it has initialisation and index; parts are its segments, none where
    the index of the file tells them. seconds is the length that it tells itself.
    """

    name: str
    plays: str
    urls: tuple[str, ...]
    offers: tuple[Offer, ...] | None = None
    start: Part | None = None
    index: Part | None = None
    parts: tuple[Part, ...] | None = None
    seconds: float | None = None
    faults: tuple[Fault, ...] = ()
