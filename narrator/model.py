"""The nouns of narrator: frozen values, made by keyword, free of I/O.

Times are integer milliseconds on the programme's clock; a span is half-open. Samples
exist only inside audio files and the mixer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from narrator.control.settings import ControlSettings

Tag = Literal["intertitle", "caption", "dialogue", "sound", "music", "credit"]
Timing = Literal["cues", "estimated", "aligned"]
Mode = Literal["captions", "all"]
PrefaceMode = Literal["off", "scene", "always"]

NARRATED: frozenset[Tag] = frozenset({"intertitle", "caption"})
TAGS: tuple[Tag, ...] = ("intertitle", "caption", "dialogue", "sound", "music", "credit")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Span:
    """A half-open stretch of time: start_ms is in it, end_ms is not."""

    start_ms: int
    end_ms: int

    @property
    def duration_ms(self) -> int:
        """Length in milliseconds, never negative."""
        return max(0, self.end_ms - self.start_ms)

    def overlap_ms(self, other: "Span") -> int:
        """Milliseconds that both spans share."""
        return max(0, min(self.end_ms, other.end_ms) - max(self.start_ms, other.start_ms))


def span_over(spans: Iterable["Span | None"]) -> "Span | None":
    """Return the smallest span that holds all the spans, or None where any is missing or none."""
    known = list(spans)
    timed = [span for span in known if span is not None]
    if not timed or len(timed) < len(known):
        return None
    return Span(start_ms=min(s.start_ms for s in timed), end_ms=max(s.end_ms for s in timed))


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One displayed line of a cue, freed of markup, with what the markup said.

    speaker is a label or a voice span; off_screen is set where the file marks a voice that
    is not in the picture; colour is a lower-case name or #rrggbb; classes are the file's own
    style names for the line.
    """

    text: str
    italic: bool = False
    bold: bool = False
    colour: str | None = None
    speaker: str | None = None
    off_screen: bool = False
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """Where a cue stands in the picture.

    alignment is the numeric-keypad place used by SSA (7 8 9 top, 4 5 6 middle, 1 2 3 bottom);
    x_percent and y_percent count from the top left; None where the file is silent.
    """

    alignment: int | None = None
    x_percent: float | None = None
    y_percent: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """One subtitle event as the file has it; span is None where the file has no times.

    layer is SSA's, higher ones in front; role is what a TTML file says the text is (ttm:role,
    lower case), such as "caption", "dialog" or "music".
    """

    id: str
    span: Span | None
    lines: tuple[Line, ...]
    style: str | None = None
    position: Position | None = None
    region: str | None = None
    forced: bool = False
    language: str | None = None
    layer: int = 0
    role: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Repair:
    """One thing a reader mended: what kind, where in the file, the text before and after."""

    kind: str
    where: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Subtitles:
    """A subtitle file as read: cues in the file's order, times or none, and every repair.

    start_ms is the programme start timecode that the cues count from (10:00:00:00 is
    36 000 000), 0 where they count from the programme's first picture; the cues keep the file's
    times. notes are the file's comments, which are not shown.
    """

    path: Path
    cues: tuple[Cue, ...]
    timing: Timing = "cues"
    language: str | None = None
    title: str | None = None
    repairs: tuple[Repair, ...] = ()
    start_ms: int = 0
    notes: tuple[str, ...] = ()


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
class Loudness:
    """A measurement by ITU-R BS.1770: integrated LUFS (None for silence) and true peak."""

    integrated_lufs: float | None
    true_peak_dbtp: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Damage:
    """Samples of a sound that are no numbers (NaN, infinite), and are taken for silence.

    samples counts a moment once, in however many channels it is damaged; the span holds all of
    them, and what is whole between them.
    """

    samples: int
    span: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """The programme as probed. length_samples counts the sound track at rate_hz.

    sample_format is the PCM format that carries the source without loss ("s16", "s24",
    "s32", "f32"); centre is the index of the channel narration goes to in 5.1, None where it
    goes to every channel; sound_start_ms is how late the sound track starts after the picture.
    address is where it was fetched from, "" where its path is no passing one. is_float tells that
    the sound track itself holds floating-point numbers, some of which may be damage.
    """

    path: Path
    duration_ms: int
    rate_hz: int
    channels: int
    layout: str
    sample_format: str
    has_sound: bool
    has_video: bool
    centre: int | None = None
    sound_start_ms: int = 0
    language: str | None = None
    loudness: Loudness | None = None
    length_samples: int | None = None
    address: str = ""
    is_float: bool = False
    damage: Damage | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """A voice's settings, one TOML file each: the engine that speaks it and how.

    model is a path or "package:module/file"; engine_voice is the engine's own name for a voice.
    rate_wpm is the speed asked for, pauses included; natural_wpm is the pace the engine keeps when
    nothing is asked of it (Piper at length scale 1, espeak at its rate 160), by which an engine
    reckons what to ask for; it is fitted so that rate_wpm comes true. variation is how much of
    its random variation an engine may use: at 0 the same text always sounds the same, 1 is the
    model's own.
    pitch_semitones is how much higher it sounds than the model's own, where the engine can.
    gain_db is for the mix to add to every clip; the clip itself is left as spoken. preface tells
    when on-screen text is led by a few words that mark it as read, preface_words which they are,
    None for the language's own.
    """

    name: str
    engine: str
    language: str
    rate_wpm: int = 160
    natural_wpm: int = 160
    variation: float = 0.0
    pitch_semitones: float = 0.0
    gain_db: float = 0.0
    model: str | None = None
    engine_voice: str | None = None
    preface: PrefaceMode = "off"
    preface_words: str | None = None
    licence: str = ""
    description: str = ""


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Clip:
    """Speech in a mono WAV file, silence trimmed, at the engine's own sample rate."""

    narration_id: str
    path: Path
    duration_ms: int
    rate_hz: int
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where a narration is spoken. rate is speed over the voice's own (1.0 = as set).

    overlap_ms is how much of it stands over speech; decisions is the ledger, in words. spoken is
    what is said. The programme is held for hold_ms at the end of the span until all is said.
    """

    narration_id: str
    span: Span
    rate: float
    overlap_ms: int
    decisions: tuple[str, ...]
    spoken: str = ""
    hold_ms: int = 0

    @property
    def said(self) -> Span:
        """From its start for as long as it is said, as if the programme were not held."""
        return Span(start_ms=self.span.start_ms, end_ms=self.span.end_ms + self.hold_ms)


@dataclass(frozen=True, kw_only=True, slots=True)
class Omission:
    """A narration that is not spoken, and why."""

    narration_id: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """What became of each narration: every one is in one of the two."""

    placements: tuple[Placement, ...]
    omissions: tuple[Omission, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Duck:
    """A dip of the programme: full depth over span, ramps outside it."""

    span: Span
    gain_db: float
    fade_in_ms: int
    fade_out_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """The programme stands still: at_ms is on its own clock."""

    at_ms: int
    length_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Voicing:
    """One clip in the mix: the file, the millisecond it starts at, its gain.

    start_ms is on the output's clock; over is the span of the programme that it stands over.
    """

    clip: Clip
    start_ms: int
    gain_db: float
    over: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class MixPlan:
    """All that the mixer needs: the clips with their gains, the dips, and the length.

    gain_db is the programme's throughout, 0 where it keeps its loudness; dips come on top. Clips,
    dips and length are on the output's clock, which is longer than the programme's by the holds.
    """

    voicings: tuple[Voicing, ...]
    ducks: tuple[Duck, ...]
    length_samples: int
    rate_hz: int
    gain_db: float = 0.0
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something a person should know; a blocking one makes the exit code non-zero."""

    code: str
    message: str
    span: Span | None = None
    blocking: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """What is known of an episode before anything is spoken; lengths are forecast."""

    script: Script
    voices: Mapping[str, Voice]
    ledger: Ledger
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What listening to the programme where narration may go came to.

    listened says whether it was done at all, within which windows; speech holds the spans in
    which somebody speaks; findings what there is to say of it.
    """

    listened: bool = False
    windows: tuple[Span, ...] = ()
    speech: tuple[Span, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """How a job's files are to be: what no stage before the last has to know.

    profile and mode are the job's; start_ms is the timecode of the first sample (10:00:00:00 is
    36 000 000), to be shown at frame_rate, a key of FRAME_RATES. files tells the name of each
    file by its usual name, such as "narration.wav"; control how control data are written.
    """

    profile: str = "broadcast"
    mode: Mode = "captions"
    start_ms: int = 0
    frame_rate: str = "25"
    files: Mapping[str, str] = field(default_factory=dict)
    control: ControlSettings = field(default_factory=ControlSettings)

    def name(self, usual: str) -> str:
        """Return what the file of a usual name is called in this job."""
        return self.files.get(usual, usual)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendering:
    """Everything known of one finished episode; its products are written from it.

    voices holds every voice that speaks, by name; clips the clip of each placed narration by its
    id; heard the speech found in the programme's sound, where it was listened to; momentary_lufs
    how loud the programme is, ten times a second of its sound. stem and described are measured on
    the files as written, None where there is no such file. made is the date that the files tell,
    None until they are made.
    """

    script: Script
    programme: Programme | None
    voices: Mapping[str, Voice]
    ledger: Ledger
    clips: Mapping[str, Clip]
    plan: MixPlan
    stem: Loudness | None = None
    described: Loudness | None = None
    findings: tuple[Finding, ...] = ()
    heard: Heard = field(default_factory=Heard)
    momentary_lufs: Sequence[float] = ()
    delivery: Delivery = field(default_factory=Delivery)
    made: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What one job came to: the rendering, the files it left, how long it took, how it ended."""

    rendering: Rendering
    files: tuple[Path, ...]
    spoken_count: int
    seconds: float
    exit_code: int
