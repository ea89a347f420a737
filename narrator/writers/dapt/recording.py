"""The recording of a text: where in the stem it is heard (DAPT, Audio Recording)."""

from urllib.parse import quote

from lxml import etree

from narrator.model import Placement
from narrator.readers.dapt.computed import drop
from narrator.readers.dapt.names import MADE, NAR, TT, TTA
from narrator.timecode import format_stamp
from narrator.writers.dapt.recorded import Recorded

MIXING = (f"{TTA}gain", f"{TTA}pan")
SYNTHESIZED = (f"{TTA}speak", f"{TTA}pitch")


def set_recording(paragraph: etree._Element, placed: Placement, recorded: Recorded) -> None:
    """Put the recording first into a paragraph that lasts as long as the recording does.

    A player cuts a clip off at the end of the paragraph. One that knows no extended descriptions
    plays on under a clip for which narrator holds the programme: DAPT has no word for that.
    """
    heard = recorded.clock.said(placed)
    audio = etree.Element(f"{TT}audio")
    audio.set("src", quote(recorded.stem))
    audio.set("type", "audio/wav")
    audio.set("clipBegin", format_stamp(heard.start_ms))
    audio.set("clipEnd", format_stamp(heard.end_ms))
    audio.set(MADE, "true")
    audio.tail, paragraph.text = paragraph.text, None
    paragraph.insert(0, audio)
    paragraph.set(f"{NAR}rate", f"{placed.rate:g}")
    if placed.hold_ms:
        paragraph.set(f"{NAR}hold", f"{placed.hold_ms}ms")


def without_recordings(div: etree._Element) -> None:
    """Take out what another tool recorded and mixed, which would be heard as well."""
    etree.strip_elements(div, f"{TT}audio", with_tail=False)
    changes = [each for each in div.iter(f"{TT}animate", f"{TT}set") if any(map(each.get, MIXING))]
    for each in changes:
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    for element in div.iter():
        drop(element, *MIXING, *SYNTHESIZED)
