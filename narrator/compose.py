"""From tagged units to narrations: which units are narrated, and in what words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, chain

from narrator.model import NARRATED, Cue, Mode, Narration, Script, Span, Tag, Unit, span_over
from narrator.parts import mark_of, units_apart
from narrator.shorten import with_shorter_forms
from narrator.text.letters import letters_and_figures
from narrator.text.lexicon import EMPTY, Lexicon
from narrator.text.spoken import spoken_form

REPEAT_MS = 20_000  # a sign shown again this soon is the same sign, still standing
RUNS_ON_MS = 1_000  # a sentence that goes on in the next cue goes on at once
LONGEST_SENTENCE = 4  # cues; a longer one would begin far from its words
STOPS = ".!?…:;。！？♪"

NARRATED_IN: Mapping[Mode, frozenset[Tag]] = {
    "captions": NARRATED,
    "all": NARRATED | {"dialogue"},
}


def with_times(units: Sequence[Unit], cues: Sequence[Cue]) -> tuple[Unit, ...]:
    """Give units the spans of their cues: of use where the cues' times were estimated later."""
    spans = {cue.id: cue.span for cue in cues}
    return tuple(shown_at(unit, [spans[cue_id] for cue_id in unit.cue_ids]) for unit in units)


def shown_at(unit: Unit, spans: Sequence[Span | None]) -> Unit:
    """Return the unit shown in the spans, one for each of its cues."""
    timed = zip(unit.pieces, spans, strict=False)
    pieces = tuple(replace(piece, span=span) for piece, span in timed)
    return replace(unit, span=span_over(spans), pieces=pieces)


def narrations_of(script: Script, *, mode: Mode, lexicon: Lexicon = EMPTY) -> tuple[Narration, ...]:
    """Compose the narrations in order of time, for no voice yet.

    A sign that stays or returns at once is read once, a sentence of dialogue that runs over cues
    is one narration. A unit without letters or figures has nothing to say and gives none.
    """
    wanted = (u for u in script.units if u.tag in NARRATED_IN[mode] and u.span is not None)
    in_time = sorted(wanted, key=lambda u: (u.span or Span(start_ms=0, end_ms=0), u.id))
    groups = sentences(standing_signs(u for u in in_time if any(map(str.isalnum, u.text))))
    mark = mark_of(script.units)
    composed = (
        narration(f"n{n}", group, script.language, lexicon, mark)
        for n, group in enumerate(groups, 1)
    )
    return tuple(with_shorter_forms(composed))


def standing_signs(units: Iterable[Unit]) -> list[list[Unit]]:
    """Group units given in order of time; a repeated sign joins the group of its first showing."""
    groups: list[list[Unit]] = []
    latest: dict[str, list[Unit]] = {}
    for unit in units:
        key = letters_and_figures(unit.text)
        same = latest.get(key)
        if same and unit.tag in NARRATED and still_standing(same, unit):
            same.append(unit)
            continue
        groups.append([unit])
        latest[key] = groups[-1]
    return groups


def still_standing(shown: Sequence[Unit], again: Unit) -> bool:
    """Whether a unit shows what stood there a moment ago."""
    last = shown[-1]
    if again.said_with:
        return again.said_with == shown[0].id
    if last.span is None or again.span is None:
        return False
    return again.span.start_ms - last.span.end_ms <= REPEAT_MS


def sentences(groups: Iterable[list[Unit]]) -> Iterator[list[Unit]]:
    """Join the units of dialogue that one sentence runs over."""
    sentence: list[Unit] = []
    for group in groups:
        if sentence and runs_on(sentence, group):
            sentence += group
            continue
        if sentence:
            yield sentence
        sentence = group
    if sentence:
        yield sentence


def runs_on(sentence: Sequence[Unit], group: Sequence[Unit]) -> bool:
    """Whether a unit of dialogue goes on with the sentence: at once, and by the same speaker."""
    last, first = sentence[-1], group[0]
    if first.said_with:
        return first.said_with == sentence[0].id
    if {last.tag, first.tag} != {"dialogue"} or not by_its_speaker(sentence, first):
        return False
    if last.span is None or first.span is None or len(sentence) >= LONGEST_SENTENCE:
        return False
    told = last.spoken or first.spoken  # by a person, for one unit each
    ended = last.text.rstrip("\"'”’»)] ").endswith(tuple(STOPS)) or first.text.startswith(
        ("-", "–")
    )
    return not told and not ended and first.span.start_ms - last.span.end_ms <= RUNS_ON_MS


def by_its_speaker(sentence: Sequence[Unit], unit: Unit) -> bool:
    """Whether the sentence's speaker says the unit too.

    A label stands on the first cue of a sentence only; a colour, or none, on each of them.
    """
    if unit.speaker:
        return unit.speaker.casefold() == (sentence[0].speaker or "").casefold()
    return unit.colour == sentence[-1].colour


def speaker_of(unit: Unit) -> str:
    """Return who the file says is speaking: by a label, else by a colour, else nobody."""
    return unit.speaker or unit.colour or ""


def piece_by_piece(unit: Unit) -> list[str]:
    """Return the lines of a unit, an empty one between the pieces of a card."""
    lines = list(unit.lines)
    ends = list(accumulate(piece.line_count for piece in unit.pieces))[:-1]
    for end in reversed(ends):
        lines.insert(end, "")
    return lines


def narration(
    narration_id: str, group: Sequence[Unit], language: str, lexicon: Lexicon, mark: str
) -> Narration:
    """Make one narration of a sign's showings, or a sentence's units, with the parts it falls into.

    A person's words go first, and are never parted. The mark is that of the script's units.
    """
    whole = said_as_one(narration_id, group, language, lexicon)
    apart = texts_of(group, language, mark)
    if len(apart) < 2 or (group[0].spoken and whole.spoken != unworded(whole, group, lexicon)):
        return whole
    parts = (
        said_as_one(f"{narration_id}-{n}", [unit], language, lexicon)
        for n, unit in enumerate(plain(apart), 1)
    )
    return replace(whole, parts=tuple(parts))


def texts_of(group: Sequence[Unit], language: str, mark: str) -> Sequence[Unit]:
    """Return the units that can be spoken by themselves; one where it is all one text.

    A card that is shown again is one text: its showings cannot be told from its pieces.
    """
    if group[0].tag not in NARRATED:
        return group
    return units_apart(group[0], language, mark) if len(group) == 1 else group[:1]


def unworded(whole: Narration, group: Sequence[Unit], lexicon: Lexicon) -> str:
    """Return what would be said for a group if no person had written words for it."""
    return said_as_one(whole.id, plain(group), whole.language, lexicon).spoken


def plain(group: Sequence[Unit]) -> list[Unit]:
    """Return units without the words that a person wrote for them."""
    return [replace(unit, spoken=None) for unit in group]


def said_as_one(
    narration_id: str, group: Sequence[Unit], language: str, lexicon: Lexicon
) -> Narration:
    """Make one narration of a sign's showings, or a sentence's units."""
    first = group[0]
    shown = [first] if first.tag in NARRATED else group
    spoken_in = first.language or language
    lines = list(chain.from_iterable(map(piece_by_piece, shown)))
    return Narration(
        id=narration_id,
        unit_ids=tuple(unit.id for unit in group),
        span=span_over(unit.span for unit in shown) or Span(start_ms=0, end_ms=0),
        tag=first.tag,
        text="\n".join(filter(None, lines)),
        spoken=first.spoken or spoken_form(lines, spoken_in, lexicon),
        voice=first.voice or "",
        language=spoken_in,
        speaker=speaker_of(first),
    )
