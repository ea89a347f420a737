"""The script of an episode: tagged units, and what is narrated of them."""

from dataclasses import dataclass
from typing import Literal

from narrator.model.span import Span
from narrator.model.subtitles import Repair, Timing

Tag = Literal["intertitle", "caption", "dialogue", "sound", "music", "credit"]
NARRATED: frozenset[Tag] = frozenset({"intertitle", "caption"})
TAGS: tuple[Tag, ...] = ("intertitle", "caption", "dialogue", "sound", "music", "credit")
Mode = Literal["captions", "all"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """What one cue of a card shows: how many of the card's lines, in order, and when."""

    line_count: int
    span: Span | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """Lines with one tag: part of a cue, a cue, or the cues of one on-screen card.

    rule names what decided; confidence is 0 to 1; spoken is a spoken form that a person wrote,
    None where it is still to be derived from the shown lines. pieces tells what each cue of a card
    shows, in order; nothing where it is one piece. colour is that of a
    speaker's lines where the file tells speakers by colour. said_with is the unit that this one is
    said together with: a sign shown again, a sentence that goes on; its own id where it is said by
    itself. voice is the name of the one that a person chose for it, None for the cast's. kept is
    the event of a saved script that it was read from, as XML, where that says more.
    """

    id: str
    cue_ids: tuple[str, ...]
    span: Span | None
    tag: Tag
    lines: tuple[str, ...]
    rule: str
    confidence: float
    speaker: str | None = None
    language: str | None = None
    off_screen: bool = False
    spoken: str | None = None
    colour: str | None = None
    said_with: str | None = None
    pieces: tuple[Piece, ...] = ()
    voice: str | None = None
    kept: str = ""

    @property
    def text(self) -> str:
        """The shown text on one line."""
        return " ".join(self.lines)


@dataclass(frozen=True, kw_only=True, slots=True)
class Narration:
    """What is to be said once: the shown text, the spoken form, and the voice's name.

    span is that of the card on the picture; placement may put the speech elsewhere. language is
    that of the text, a BCP 47 tag. shorter leaves out of the spoken form what was said a moment
    ago, "" where nothing was. speaker is who the file says is speaking, by a label or a
    colour, "" for nobody in particular. parts are the narrations that it may be spoken as where it
    finds no good place as one, in order, with ids of their own; nothing where it is one text.
    """

    id: str
    unit_ids: tuple[str, ...]
    span: Span
    tag: Tag
    text: str
    spoken: str
    voice: str
    language: str = "en"
    shorter: str = ""
    speaker: str = ""
    parts: tuple["Narration", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """A tagged episode: every unit, and the narrations composed from the narrated ones.

    start_ms is the timecode of the programme's first picture in the subtitles it was made from
    (10:00:00:00 is 36 000 000), zero_ms the one that its times count from: the same, once they
    count from that picture. kept is what a saved script holds
    beside its events, as XML.
    """

    title: str
    language: str
    units: tuple[Unit, ...]
    timing: Timing
    narrations: tuple[Narration, ...] = ()
    repairs: tuple[Repair, ...] = ()
    start_ms: int = 0
    zero_ms: int = 0
    kept: str = ""
