"""The nouns of narrator: frozen values, made by keyword, free of I/O.

Times are integer milliseconds on the programme's clock; a span is half-open. Samples
exist only inside audio files and the mixer.
"""

from narrator.model.finding import Finding
from narrator.model.placed import Duck, Hold, Ledger, MixPlan, Omission, Placement, Voicing
from narrator.model.programme import Damage, Heard, Loudness, Programme
from narrator.model.rendering import Delivery, Forecast, Outcome, Rendering
from narrator.model.script import NARRATED, TAGS, Mode, Narration, Piece, Script, Tag, Unit
from narrator.model.span import Span, span_over
from narrator.model.subtitles import Cue, Line, Position, Repair, Subtitles, Timing
from narrator.model.voice import Clip, PrefaceMode, Voice

__all__ = [
    "NARRATED",
    "TAGS",
    "Clip",
    "Cue",
    "Damage",
    "Delivery",
    "Duck",
    "Finding",
    "Forecast",
    "Heard",
    "Hold",
    "Ledger",
    "Line",
    "Loudness",
    "MixPlan",
    "Mode",
    "Narration",
    "Omission",
    "Outcome",
    "Piece",
    "Placement",
    "Position",
    "PrefaceMode",
    "Programme",
    "Rendering",
    "Repair",
    "Script",
    "Span",
    "Subtitles",
    "Tag",
    "Timing",
    "Unit",
    "Voice",
    "Voicing",
    "span_over",
]
