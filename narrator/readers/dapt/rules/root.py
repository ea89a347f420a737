"""What the root of a DAPT document must and must not say."""

import re
from collections.abc import Iterator

from lxml import etree

from narrator.readers.dapt.names import PROCESSORS, PROFILES, SCRIPT_TYPES, TTP, XML
from narrator.readers.dapt.rules.fault import Fault, quoted
from narrator.readers.dapt.rules.tags import is_well_formed
from narrator.readers.dapt.times import MULTIPLIER, RATE

SEPARATORS = re.compile(r"[\s()]+")  # TTML2 section 5.2: all( … ), any( … )


def content_profiles(root: etree._Element) -> Iterator[Fault]:
    """The root declares that it is DAPT."""
    value = root.get(f"{TTP}contentProfiles")
    if value is None:
        yield Fault(element=root, message="the root has no ttp:contentProfiles")
    elif PROFILES.isdisjoint(SEPARATORS.split(value)):
        yield Fault(element=root, message=f"ttp:contentProfiles {quoted(value)} does not name DAPT")


def profile(root: etree._Element) -> Iterator[Fault]:
    """`ttp:profile` of TTML1 is prohibited."""
    yield from _prohibited(root, "profile")


def processor_profiles(root: etree._Element) -> Iterator[Fault]:
    """Where a processor is asked for, DAPT's is among them."""
    value = root.get(f"{TTP}processorProfiles")
    if value is not None and PROCESSORS.isdisjoint(SEPARATORS.split(value)):
        message = f"ttp:processorProfiles {quoted(value)} does not name DAPT"
        yield Fault(element=root, message=message)


def language(root: etree._Element) -> Iterator[Fault]:
    """The default language is stated, and is one."""
    value = root.get(f"{XML}lang")
    if not value:
        yield Fault(element=root, message="the root has no xml:lang, or an empty one")
    elif not is_well_formed(value):
        yield Fault(element=root, message=f"xml:lang {quoted(value)} is no language tag")


def script_type(root: etree._Element) -> Iterator[Fault]:
    """The type of script is one of four."""
    value = root.get("{http://www.w3.org/ns/ttml/profile/dapt#metadata}scriptType")
    if value is None:
        yield Fault(element=root, message="the root has no daptm:scriptType")
    elif value.strip() not in SCRIPT_TYPES:
        known = ", ".join(SCRIPT_TYPES)
        yield Fault(element=root, message=f"daptm:scriptType {quoted(value)} is none of {known}")


def time_base(root: etree._Element) -> Iterator[Fault]:
    """Times are media times."""
    value = root.get(f"{TTP}timeBase", "media")
    if value != "media":
        yield Fault(element=root, message=f"ttp:timeBase is {quoted(value)}; it can only be media")


def clock_mode(root: etree._Element) -> Iterator[Fault]:
    """No clock is followed but the media's."""
    yield from _prohibited(root, "clockMode")


def drop_mode(root: etree._Element) -> Iterator[Fault]:
    """There are no labels that drop."""
    yield from _prohibited(root, "dropMode")


def marker_mode(root: etree._Element) -> Iterator[Fault]:
    """There are no markers."""
    yield from _prohibited(root, "markerMode")


def sub_frame_rate(root: etree._Element) -> Iterator[Fault]:
    """There are no parts of frames."""
    yield from _prohibited(root, "subFrameRate")


def rates(root: etree._Element) -> Iterator[Fault]:
    """Rates are whole numbers above zero, a multiplier is two (TTML2 section 7.2)."""
    patterns = (("frameRate", RATE), ("tickRate", RATE), ("frameRateMultiplier", MULTIPLIER))
    for name, pattern in patterns:
        value = root.get(f"{TTP}{name}")
        if value is not None and not pattern.fullmatch(value):
            yield Fault(element=root, message=f"ttp:{name} {quoted(value)} is no rate")


def _prohibited(root: etree._Element, name: str) -> Iterator[Fault]:
    if root.get(f"{TTP}{name}") is not None:
        yield Fault(element=root, message=f"ttp:{name} is prohibited")
