"""Who speaks: the agents of a script by their ids."""

from collections.abc import Mapping

from lxml import etree

from narrator.readers.dapt.computed import found
from narrator.readers.dapt.names import NAR, TT, TTM, XML


def names_of(root: etree._Element) -> dict[str, str]:
    """Return the name of each agent by its id, of several the one as a character."""
    return {
        agent.get(f"{XML}id", ""): _name(agent)
        for agent in found(root, "/tt:tt/tt:head/tt:metadata/ttm:agent")
    }


def speaker_of(event: etree._Element, names: Mapping[str, str]) -> str | None:
    """Return who speaks an event: what narrator wrote, else its agents, else its text's."""
    if event.get(f"{NAR}tag"):
        return event.get(f"{NAR}speaker")
    return called(references_in(event), names)


def references_in(event: etree._Element) -> str:
    """Return the references to agents of an event, else of its first text that has any."""
    said = (each.get(f"{TTM}agent") for each in (event, *event.iterfind(f"{TT}p")))
    return next(filter(None, said), "")


def called(references: str | None, names: Mapping[str, str]) -> str | None:
    """Return the names behind references to agents, None where there are none."""
    return ", ".join(filter(None, map(names.get, (references or "").split()))) or None


def _name(agent: etree._Element) -> str:
    names = sorted(agent.findall(f"{TTM}name"), key=lambda name: name.get("type") != "alias")
    return " ".join((names[0].text or "").split()) if names else ""
