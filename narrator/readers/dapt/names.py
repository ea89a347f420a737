"""The names of DAPT: namespaces, values, and what stands in narrator's own namespace."""

from collections.abc import Mapping
from typing import Any

from narrator.model import Tag
from narrator.readers.ttml.names import EBUTTM, TT, TTM, TTP, TTS, XML

__all__ = ["EBUTTM", "TT", "TTM", "TTP", "TTS", "XML"]

TTA = "{http://www.w3.org/ns/ttml#audio}"
DAPTM = "{http://www.w3.org/ns/ttml/profile/dapt#metadata}"
NAR = "{urn:narrator:script}"
# A name in lxml's notation is f"{TT}p": the namespaces stand in braces.
PREFIXES: Mapping[Any, str] = {
    prefix: namespace.strip("{}")
    for prefix, namespace in {
        None: TT, "ttp": TTP, "ttm": TTM, "tta": TTA, "daptm": DAPTM, "ebuttm": EBUTTM, "nar": NAR,
    }.items()
}  # fmt: skip
# The designator of the Candidate Recommendation of 2025-12-18, and that of later drafts.
PROFILE = "http://www.w3.org/ns/ttml/profile/dapt1.0/content"
PROFILES = frozenset({PROFILE, "http://www.w3.org/ns/ttml/profile/dapt1.0"})
PROCESSORS = frozenset(
    {"http://www.w3.org/ns/ttml/profile/dapt1.0/processor", *(PROFILES - {PROFILE})}
)
SCRIPT_TYPES = ("originalTranscript", "translatedTranscript", "preRecording", "asRecorded")
# The registries as of 2025-12-18.
DESCRIPTORS = frozenset(
    "audio audio.dialogue audio.nonDialogueSounds visual visual.dialogue visual.nonText "
    "visual.text visual.text.title visual.text.credit visual.text.location".split()
)
DESC_TYPES = frozenset({"pronunciationNote", "scene", "plotSignificance"})

# What a unit of each tag is written as, and what each descriptor is read as: the longest wins.
# What is seen and not heard is narrated, signed dialogue and a describer's own words too.
REPRESENTS: Mapping[Tag, str] = {
    "intertitle": "visual.text.x-intertitle",
    "caption": "visual.text",
    "dialogue": "audio.dialogue",
    "sound": "audio.nonDialogueSounds",
    "music": "audio.nonDialogueSounds.x-music",
    "credit": "visual.text.credit",
}
TAG_OF: tuple[tuple[str, Tag], ...] = (
    ("visual.text.credit", "credit"),
    ("visual.text.title", "intertitle"),
    ("visual.text.location", "intertitle"),
    ("visual.text.x-intertitle", "intertitle"),
    ("visual", "caption"),
    ("audio.nonDialogueSounds.x-music", "music"),
    ("audio.nonDialogueSounds", "sound"),
)

# The attributes in narrator's namespace: of events and paragraphs, and of the root.
OWN = frozenset(
    ("tag", "rule", "confidence", "speaker", "colour", "offScreen", "language", "shownBegin",
     "shownEnd", "saidWith", "voice", "spoken", "rate", "hold", "pieces")
)  # fmt: skip
OWN_OF_ROOT = frozenset({"timing", "programmeGain"})
EDITED = frozenset({"tag", "spoken", "saidWith", "voice", "shownBegin", "shownEnd"})
MADE = f"{NAR}made"  # on elements that narrator makes anew in each script it writes


def is_subtype(descriptor: str, of: str) -> bool:
    """Whether a content descriptor is another one, or a sub-type of it."""
    return f"{descriptor}.".startswith(f"{of}.")


def tag_of(descriptor: str) -> Tag:
    """Return the tag that a content descriptor stands for."""
    return next((tag for of, tag in TAG_OF if is_subtype(descriptor, of)), "dialogue")
