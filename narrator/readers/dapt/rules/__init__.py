"""What a document must be to be DAPT: RULES, in the order tried.

Each is named by its feature or extension (DAPT, Profiles) or, where it has none, by its section;
a rule yields every fault it finds. What is not told here is no fault: vocabulary of others is kept
or listed (kept.py). `nar` is narrator's own: a misspelt edit is refused, not lost.
"""

from collections.abc import Callable, Iterator

from lxml import etree

from narrator.errors import UnreadableInputError
from narrator.readers.dapt.document import HINT
from narrator.readers.dapt.rules import agents, audio, content, descriptors, root, timing
from narrator.readers.dapt.rules.fault import Fault

Rule = Callable[[etree._Element], Iterator[Fault]]  # noqa: SLF001 - lxml's name for it

RULES: tuple[tuple[str, Rule], ...] = (
    ("#contentProfiles-root", root.content_profiles),
    ("#profile-root", root.profile),
    ("#processorProfiles", root.processor_profiles),
    ("#xmlLang-root", root.language),
    ("#scriptType-root", root.script_type),
    ("#scriptRepresents-root", descriptors.script_represents),
    ("#timeBase-media", root.time_base),
    ("#clockMode", root.clock_mode),
    ("#dropMode", root.drop_mode),
    ("#markerMode", root.marker_mode),
    ("#subFrameRate", root.sub_frame_rate),
    ("ttp:frameRate", root.rates),
    ("#structure", content.structure),
    ("Unique identifiers", content.identifiers),
    ("#timeContainer", timing.time_container),
    ("#time-clock-with-frames", timing.clock_with_frames),
    ("#time-wall-clock", timing.wall_clock),
    ("#time-offset-with-frames", timing.offset_with_frames),
    ("#time-offset-with-ticks", timing.offset_with_ticks),
    ("Time expressions", timing.expressions),
    ("#daptOriginTimecode", timing.origin_timecode),
    ("#animation-out-of-line", content.animation),
    ("#agent", agents.declared),
    ("#agent", agents.referred_to),
    ("#represents", descriptors.represents),
    ("#textLanguageSource", content.language_source),
    ("xml:lang", content.languages),
    ("#onScreen", content.on_screen),
    ("#descType", descriptors.description_types),
    ("#source-data", audio.data),
    ("Audio Recording", audio.sources),
    ("#xmlLang-audio-nonMatching", audio.languages),
    ("nar", content.own),
)


def must_conform(document: etree._Element, *, name: str) -> None:
    """Raise UnreadableInputError for the first fault, with its rule, line, and how many follow."""
    faults = [(rule, fault) for rule, find in RULES for fault in find(document)]
    if not faults:
        return
    rule, fault = faults[0]
    others = len(faults) - 1
    more = f" There are {others} more faults." if others > 1 else " There is 1 more fault." * others
    source = "narrator" if rule == "nar" else f"DAPT {rule}"
    raise UnreadableInputError(
        f"{name}, line {fault.element.sourceline}: {fault.message} ({source}).{more}", HINT
    )
