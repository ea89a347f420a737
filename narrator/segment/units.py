"""From decided passages to units: the lines and cues of one on-screen card become one."""

from collections.abc import Sequence

from narrator.model import NARRATED, Unit, span_over
from narrator.segment.facts import Passage, is_scripture
from narrator.segment.rules import Verdict
from narrator.segment.setting import gap_ms
from narrator.segment.words import CHAPTER_CARD, YEAR

JOIN_MS = 250  # cues closer than this may be one card: subtitlers part them by a few frames
LONGEST_CARD_LINES = 12

Decided = tuple[Passage, Verdict]


def units_of(decided: Sequence[Decided], language: str | None) -> tuple[Unit, ...]:
    """Group decided passages into units, in order, and number them from u1."""
    groups: list[list[Decided]] = []
    for passage, verdict in decided:
        if groups and belongs(groups[-1], passage, verdict):
            groups[-1].append((passage, verdict))
        else:
            groups.append([(passage, verdict)])
    return tuple(make_unit(f"u{n}", group, language) for n, group in enumerate(groups, 1))


def belongs(group: Sequence[Decided], passage: Passage, verdict: Verdict) -> bool:
    """Whether a passage goes on with the unit: one tag in a cue, or one card over cues."""
    last, last_verdict = group[-1]
    if last.cue.id == passage.cue.id:
        return last_verdict.tag == verdict.tag and last.label is None is passage.label
    if not {last_verdict.tag, verdict.tag} <= NARRATED or len(group) >= LONGEST_CARD_LINES:
        return False
    if last.span and passage.span and gap_ms(last, passage) > JOIN_MS:
        return False
    return not starts_card(group, passage, verdict)


def starts_card(group: Sequence[Decided], passage: Passage, verdict: Verdict) -> bool:
    """Whether the passage, though next to a card, is another card."""
    last, last_verdict = group[-1]
    quotation = "epigraph" in last_verdict.rule
    if quotation or "epigraph" in verdict.rule:
        closed = is_scripture(last.text) or verdict.rule != last_verdict.rule
        return closed or (
            last.text[-1:] not in '"”»'
            and last.ending == ""
            and quotation
            and not passage.text[:1].islower()
            and last.span is not None
        )
    if CHAPTER_CARD.match(last.text) or "!" in {last.ending, passage.ending}:
        return last.span is None or "!" in {last.ending, passage.ending}
    dated = bool(YEAR.search(last.text)) and last.span is None
    return last_verdict.tag == "intertitle" and (verdict.tag == "caption" or dated)


def make_unit(unit_id: str, group: Sequence[Decided], language: str | None) -> Unit:
    """Join a group: the least sure piece sets the confidence, the surest rule gives its name."""
    passages = [passage for passage, _ in group]
    verdicts = [verdict for _, verdict in group]
    best = max(verdicts, key=lambda verdict: verdict.confidence)
    shown = any(verdict.tag == "intertitle" for verdict in verdicts)
    lines = [line for passage in passages for line in passage.lines]
    return Unit(
        id=unit_id,
        cue_ids=tuple(dict.fromkeys(passage.cue.id for passage in passages)),
        span=span_over(passage.span for passage in passages),
        tag="intertitle" if shown else best.tag,
        lines=tuple(line.text for line in lines),
        rule=best.rule,
        confidence=min(verdict.confidence for verdict in verdicts),
        speaker=next((line.speaker for line in lines if line.speaker), passages[0].label),
        language=passages[0].cue.language or language,
        off_screen=best.tag == "dialogue" and all(line.off_screen for line in lines),
    )
