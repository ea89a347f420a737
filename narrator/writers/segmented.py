"""What `segment --json` prints: every unit, every repair, and what to read before speaking.

Other programs rely on its keys; times are seconds, in the file's own timecode, and null where
the file has none. The keys are listed in docs/commands.md.
"""

from collections.abc import Sequence

from narrator.model import Script, Unit
from narrator.proofread import misspelt_in, names_in
from narrator.text.lexicon import Lexicon
from narrator.writers.cuesheet import Json, repairs


def as_json(script: Script, composed: Script, lexicon: Lexicon) -> Json:
    """Return the units of a script; of it as composed, names and words, and all repairs."""
    narrations = composed.narrations
    timed = script.timing != "estimated"
    said = {unit_id: narration.spoken for narration in narrations for unit_id in narration.unit_ids}
    units_of = {narration.id: list(narration.unit_ids) for narration in narrations}
    return {
        "units": [unit_entry(unit, said.get(unit.id), timed=timed) for unit in script.units],
        "names": [
            {"word": name.word, "count": name.count, "units": of(name.narration_ids, units_of)}
            for name in names_in(narrations, lexicon)
        ],
        "misspelt": [
            {"word": w.word, "suggestion": w.suggestion, "units": of(w.narration_ids, units_of)}
            for w in misspelt_in(narrations, lexicon)
        ],
        "repairs": repairs(composed.repairs),
    }


def of(narration_ids: Sequence[str], units_of: dict[str, list[str]]) -> list[str]:
    """Return the units of narrations, in order."""
    return [unit_id for narration_id in narration_ids for unit_id in units_of[narration_id]]


def unit_entry(unit: Unit, spoken: str | None, *, timed: bool) -> Json:
    """Return one unit; `spoken` is null for what is not narrated."""
    return {
        "id": unit.id,
        "start": unit.span.start_ms / 1000 if unit.span and timed else None,
        "end": unit.span.end_ms / 1000 if unit.span and timed else None,
        "tag": unit.tag,
        "lines": list(unit.lines),
        "text": unit.text,
        "spoken": spoken,
        "speaker": unit.speaker,
        "language": unit.language,
        "off_screen": unit.off_screen,
        "cues": list(unit.cue_ids),
        "rule": unit.rule,
        "confidence": unit.confidence,
    }
