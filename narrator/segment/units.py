"""From decided passages to units: the lines and cues of one on-screen card become one."""

from collections import Counter
from collections.abc import Sequence

from narrator.model import NARRATED, Piece, Tag, Unit, span_over
from narrator.segment.facts import Passage, is_scripture
from narrator.segment.rules import Verdict
from narrator.segment.scene import Scene
from narrator.segment.timing import gap_ms
from narrator.segment.words import YEAR

JOIN_MS = 300  # cues closer than this may be one card: subtitlers part them by a few frames
LONGEST_CARD_LINES = 12

Decided = tuple[Passage, Verdict]


def units_of(decided: Sequence[Decided], scene: Scene, language: str | None) -> tuple[Unit, ...]:
    """Group decided passages into units, in order, and number them from u1."""
    groups: list[list[Decided]] = []
    for passage, verdict in decided:
        if groups and belongs(groups[-1], (passage, verdict), scene):
            groups[-1].append((passage, verdict))
        else:
            groups.append([(passage, verdict)])
    return tuple(make_unit(f"u{n}", group, language) for n, group in enumerate(groups, 1))


def belongs(group: Sequence[Decided], one: Decided, scene: Scene) -> bool:
    """Whether a passage goes on with the unit: one tag in a cue, or one card over cues."""
    (last, last_verdict), (passage, verdict) = group[-1], one
    both_shown = {last_verdict.tag, verdict.tag} <= NARRATED
    if last.cue.id == passage.cue.id:
        same = both_shown or last_verdict.tag == verdict.tag
        return same and last.label is None is passage.label
    if not both_shown or len(group) >= LONGEST_CARD_LINES:
        return False
    return not starts_card(group, one, scene)


def starts_card(group: Sequence[Decided], one: Decided, scene: Scene) -> bool:
    """Whether the passage, though next to a card, is another card."""
    last, passage = group[-1][0], one[0]
    if any(passage.text == piece.text for piece, _ in group):  # a copy, or a sign seen again
        return True
    if last.span is None or passage.span is None:
        return starts_untimed(group[-1], one, scene)
    if gap_ms(last, passage) > JOIN_MS:
        return True
    return "!" in {last.ending, passage.ending} and last.enclosure is None  # shouts, placards


def starts_untimed(before: Decided, one: Decided, scene: Scene) -> bool:
    """Whether the passage is another card, told by the words alone."""
    (last, last_verdict), (passage, verdict) = before, one
    if "epigraph" in last_verdict.rule or "epigraph" in verdict.rule:
        return is_scripture(last.text) or verdict.rule != last_verdict.rule
    if "!" in {last.ending, passage.ending}:
        return True
    if last.ending == "." == passage.ending and scene.epilogue.get(last.index):
        return False  # sentences that tell how it ended
    placed = last_verdict.tag == "intertitle"
    return placed and (verdict.tag == "caption" or bool(YEAR.search(last.text)))


def make_unit(unit_id: str, group: Sequence[Decided], language: str | None) -> Unit:
    """Join a group: the least sure piece sets the confidence, the surest rule gives its name."""
    passages = [passage for passage, _ in group]
    verdicts = [verdict for _, verdict in group]
    best = max(verdicts, key=lambda verdict: verdict.confidence)
    pieces = pieces_of(passages)
    lines = [line for passage in passages for line in passage.lines]
    colours = {line.colour for line in lines}
    return Unit(
        id=unit_id,
        cue_ids=tuple(dict.fromkeys(passage.cue.id for passage in passages)),
        span=span_over(passage.span for passage in passages),
        tag=tag_of(group),
        lines=tuple(line.text for line in lines),
        rule=best.rule,
        confidence=min(verdict.confidence for verdict in verdicts),
        speaker=next((line.speaker for line in lines if line.speaker), passages[0].label),
        language=passages[0].cue.language or language,
        pieces=pieces if len(pieces) > 1 else (),
        colour=colours.pop() if len(colours) == 1 and best.tag == "dialogue" else None,
        off_screen=best.tag == "dialogue" and all(line.off_screen for line in lines),
    )


def tag_of(group: Sequence[Decided]) -> Tag:
    """Return the tag of most of the group's lines, the first of those that are equal."""
    lines: Counter[Tag] = Counter()
    for passage, verdict in group:
        lines[verdict.tag] += len(passage.lines)
    return lines.most_common(1)[0][0]


def pieces_of(passages: Sequence[Passage]) -> tuple[Piece, ...]:
    """Return what each cue gives, in order."""
    counts: Counter[str] = Counter()
    for passage in passages:
        counts[passage.cue.id] += len(passage.lines)
    spans = {passage.cue.id: passage.span for passage in passages}
    return tuple(Piece(line_count=n, span=spans[cue_id]) for cue_id, n in counts.items())
