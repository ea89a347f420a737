"""The script as a DAPT document, the save format and the hand-over.

Format: W3C Dubbing and Audio Description Profiles of TTML2 (Candidate Recommendation of
2025-12-18). Every unit is a script event; its tag, rule and confidence stand in a namespace of
narrator's own, which other readers pass over. An event's text is the text as shown; what is said
for it stands beside it in `nar:spoken`, phonemes included: there a person may edit them. What was
read from another tool's script and not used is written as it stood.
"""

from collections.abc import Iterable

from lxml import etree

from narrator.model import Rendering, Script
from narrator.readers.dapt.names import DAPTM, NAR, PROFILE, TT, TTP, XML, is_subtype
from narrator.writers.dapt.event import add_event
from narrator.writers.dapt.head import bare_root, identify, with_timecode, with_title
from narrator.writers.dapt.layout import clean, place_in, taken_out, with_events
from narrator.writers.dapt.making import Making
from narrator.writers.dapt.people import cast_of
from narrator.writers.dapt.recorded import Recorded, recorded_of

__all__ = ["clean", "write", "write_script"]

BROADEST = ("audio.dialogue", "audio.nonDialogueSounds", "visual.text", "visual.nonText")


def write(rendering: Rendering) -> str:
    """Return the as-recorded script: each narrated event with the audio that speaks it."""
    root, events = document(rendering.script, recorded_of(rendering))
    root.set(f"{DAPTM}scriptType", "asRecorded")
    if rendering.plan.gain_db:
        root.set(f"{NAR}programmeGain", f"{rendering.plan.gain_db:.2f}dB")
    if rendering.programme:
        identify(root, clean(rendering.programme.path.name))
    if rendering.delivery.start_ms:
        with_timecode(root, rendering.delivery.start_ms, rendering.delivery.frame_rate)
    return with_events(root, events)


def write_script(script: Script) -> str:
    """Return the pre-recording script, for a person to edit and `render` to take."""
    root, events = document(script, Recorded())
    root.set(f"{DAPTM}scriptType", "preRecording")
    if script.start_ms:
        with_timecode(root, script.start_ms, "25")
    return with_events(root, events)


def document(script: Script, recorded: Recorded) -> tuple[etree._Element, list[str]]:
    """Return the root with the place for events, and the text of an event for each unit.

    A tree of all events would take some ten times the memory of their text.
    """
    root = bare_root(script.kept)
    root.set(f"{XML}lang", script.language)
    root.set(f"{TTP}contentProfiles", PROFILE)
    root.set(f"{NAR}timing", script.timing)
    metadata = with_title(root, clean(script.title))
    agents, cast = cast_of(script, recorded.voices, root)
    metadata[1:1] = agents
    body = root.find(f"{TT}body")
    body = etree.SubElement(root, f"{TT}body") if body is None else body
    making = Making.of(script, recorded, cast)
    stated, events = represented(root), []
    place = place_in(body)
    for unit in script.units:
        event = add_event(place, unit, making)
        stated |= represented(event)
        events.append(taken_out(event, place))
    root.set(f"{DAPTM}scriptRepresents", " ".join(covering(stated)))
    return root, events


def represented(element: etree._Element) -> set[str]:
    """Return what an element, and all in it, says that it represents."""
    return {each.get(f"{DAPTM}represents", "") for each in element.iter()} - {""}


def covering(descriptors: Iterable[str]) -> list[str]:
    """Return the fewest usual descriptors that each of the given ones is a sub-type of."""
    covers = {next((of for of in BROADEST if is_subtype(each, of)), each) for each in descriptors}
    fewest = [
        of for of in covers if not any(is_subtype(of, wider) for wider in covers if wider != of)
    ]
    return sorted(fewest) or ["visual.text"]
