"""SubStation Alpha (.ass, .ssa), parsed by pysubs2 once its rows have been set right.

Kept of each event: style, layer, actor as speaker, place, colour and slant. Comments and notes in
braces go to `Subtitles.notes`; drawings, hidden text and copies (layers.py) are left out and
listed. A cue's id is its place among the dialogue rows; a repair's `where` is "cue 12, line 60".
"""

from collections.abc import Sequence
from pathlib import Path

from pysubs2 import SSAEvent, SSAFile, SSAStyle

from narrator.colour import hex_of
from narrator.errors import UnreadableInputError
from narrator.model import Cue, Repair, Subtitles
from narrator.readers.ass.layers import EFFECT, KARAOKE, Shown, collapse, without_effects
from narrator.readers.ass.letters import join_letters
from narrator.readers.ass.place import Screen, position_of, screen_of
from narrator.readers.ass.rows import Rows, parse_rows
from narrator.readers.ass.text import EventText, parse_event
from narrator.readers.cues.runs import displayed
from narrator.readers.cues.start import programme_start
from narrator.readers.cues.styles import Style
from narrator.readers.cues.times import Draft, settled
from narrator.readers.repairs import repaired

# Typesetters write these where the actor's name goes.
NO_ACTORS = frozenset("sign signs ts typeset title caption text note tn tl op ed fx mask".split())


def read(path: Path, text: str) -> Subtitles:
    r"""Return the cues of SSA or ASS `text`, \n line ends, with every repair.

    Raises UnreadableInputError where no dialogue row shows any text.
    """
    rows = parse_rows(text)
    desk = _Desk(rows)
    dialogue = [pair for pair in rows.events() if not pair[1].is_comment]
    comments = [pair for pair in rows.events() if pair[1].is_comment]
    shown = [one for n, pair in enumerate(dialogue, 1) if (one := desk.show(n, *pair))]
    sources = [
        one for pair in comments if pair[1].effect == KARAOKE if (one := desk.show(0, *pair))
    ]
    plain, effects = without_effects(shown, sources)
    whole, letters = join_letters(plain)
    collapsed, copies = collapse(whole)
    cues, timed = settled([one.draft for one in collapsed], usual=("order", "overlap"))
    if not cues:
        raise UnreadableInputError(
            f"{path.name!r} holds no dialogue row with any text.",
            "Check that it was copied whole; comments and drawings are not read.",
        )
    commented = [repaired("comment", "file", f"{len(comments)} comment rows", "kept as notes")]
    start_ms, guessed = programme_start(cues)
    return Subtitles(
        path=path,
        cues=cues,
        title=rows.file.info.get("Title"),
        repairs=(
            *rows.repairs,
            *desk.repairs,
            *commented[: len(comments)],
            *effects,
            *letters,
            *copies,
            *timed,
            *guessed,
        ),
        start_ms=start_ms,
        notes=(*(event.plaintext for _, event in comments), *desk.notes),
    )


class _Desk:
    """Turns events into what they show, and gathers what is left out."""

    def __init__(self, rows: Rows) -> None:
        self.repairs: list[Repair] = []
        self.notes: list[str] = []
        self._file: SSAFile = rows.file
        self._rows = rows
        self._screen: Screen = screen_of(rows.file.info)
        self._styles = {name: _style(style) for name, style in rows.file.styles.items()}

    def show(self, number: int, line: int, event: SSAEvent) -> Shown | None:
        """Return what the event shows, None where that is nothing."""
        where = f"cue {number}, line {line}" if number else f"line {line}"
        style = self._file.styles.get(event.style) or self._file.styles.get("Default", SSAStyle())
        text = parse_event(
            event.text,
            style=_style(style),
            styles=self._styles,
            speaker=_actor(event.name),
            wrap=self._file.info.get("WrapStyle", "0"),
        )
        lines, invisible = displayed(text.runs, where)
        self.notes += text.notes
        self.repairs += [*invisible, *_left_out(text, where, is_empty=not lines)]
        if not lines:
            return None
        cue = Cue(
            id=str(number or f"line {line}"),
            span=None,
            lines=lines,
            style=event.style,
            position=position_of(event, style, text.places, self._screen),
            layer=event.layer,
        )
        start_ms, end_ms = self._rows.times_ms(line, event)
        draft = Draft(cue=cue, where=where, start_ms=start_ms, end_ms=end_ms)
        effect = event.effect.strip().lower()
        effect = EFFECT if effect.startswith(EFFECT) else effect
        return Shown(draft=draft, is_typeset=text.is_typeset, effect=effect)


def _style(style: SSAStyle) -> Style:
    colour = style.primarycolor
    return Style(
        italic=style.italic,
        bold=style.bold,
        colour=hex_of((colour.r, colour.g, colour.b)),
    )


def _actor(name: str) -> str | None:
    name = name.strip()
    return name if name and name.lower() not in NO_ACTORS else None


def _left_out(text: EventText, where: str, *, is_empty: bool) -> Sequence[Repair]:
    """List what is not shown, and HTML tags that were read as such."""
    repairs = [repaired("markup", where, tag, "read as a tag") for tag in text.tags]
    if text.drawings:
        repairs.append(repaired("drawing", where, " ".join(text.drawings), "left out"))
    if any(hidden.strip() for hidden in text.hidden):
        repairs.append(
            repaired("hidden", where, "".join(text.hidden), "left out: fully transparent")
        )
    if is_empty and not repairs:
        repairs.append(repaired("empty", where, "no text", "left out"))
    return repairs
