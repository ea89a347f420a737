"""What stands in a folder of results, gathered once: all that the rules look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from narrator.checks.descriptors import DescriptorStream, Indexed
from narrator.checks.fragments import FragmentedFile
from narrator.checks.offers import Playlist
from narrator.checks.sheet import CueSheet
from narrator.checks.wave import Bext
from narrator.control.demodulate import Heard
from narrator.media.compare.cells import Laid
from narrator.media.compare.receiver import LeftBeside
from narrator.media.compare.sidebyside import Listened
from narrator.media.compare.stem import StemSound
from narrator.media.labels import SoundLabel
from narrator.media.soundshape import SoundShape
from narrator.model import Programme, Script, Span
from narrator.profiles import Profile

Need = Literal["profile", "programme", "stem", "mixes", "script", "hearing"]
NEEDS: Mapping[Need, str] = {
    "profile": "the profile",
    "programme": "the programme's sound",
    "stem": "the stem",
    "mixes": "a described mix",
    "script": "the script",
    "hearing": "speech found in the programme's sound",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One narration as a text product tells it: when, and in which words ("" where it has none)."""

    start_ms: int
    end_ms: int
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A text product as read: its narrations, on the output's clock.

    within_ms is how exactly it can tell a time.
    """

    name: str
    lines: tuple[Line, ...]
    within_ms: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Mix:
    """A described mix as listened to, the stream of HLS and DASH among them.

    labels are those of its file's sound tracks, its own last.
    """

    name: str
    shape: SoundShape
    labels: tuple[SoundLabel, ...]
    listened: Listened

    @property
    def loses(self) -> bool:
        """Whether its codec loses something."""
        return self.labels[-1].loses


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """The control track of a receiver mix as decoded; offset_ms is how late its fades are due."""

    name: str
    heard: Heard
    rate_hz: int
    offset_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """What stands in a folder.

    present are the names of all files in it; unreadable says of a file why it cannot be read, by
    name. speech is where somebody speaks in the programme's sound, over narrations. lacks says
    why a rule's need is not there.
    """

    folder: Path
    sheet: CueSheet
    present: frozenset[str]
    profile: Profile | None = None
    programme: Programme | None = None
    stem: StemSound | None = None
    mixes: tuple[Mix, ...] = ()
    script: Script | None = None
    spoken_units: frozenset[str] = frozenset()
    texts: tuple[Text, ...] = ()
    control: Control | None = None
    left: LeftBeside | None = None
    descriptors: DescriptorStream | None = None
    index: Indexed | None = None
    stream: FragmentedFile | None = None
    playlists: tuple[Playlist, ...] = ()
    bexts: Mapping[str, Bext] = field(default_factory=dict)
    speech: tuple[Span, ...] = ()
    unreadable: Mapping[str, str] = field(default_factory=dict)
    lacks: Mapping[Need, str] = field(default_factory=dict)

    @property
    def laid(self) -> Laid:
        """What is laid over the programme, as the cue sheet tells."""
        return laid_of(self.sheet)

    @property
    def gain_db(self) -> float:
        """The gain that the programme has throughout."""
        return self.sheet.head.programme.gain_db if self.sheet.head.programme else 0.0


def laid_of(sheet: CueSheet) -> Laid:
    """Return what a cue sheet tells of what is laid over the programme."""
    narrations = tuple(each.span for each in sheet.narrations)
    return Laid(ducks=sheet.dips, holds=sheet.holds, narrations=narrations)
