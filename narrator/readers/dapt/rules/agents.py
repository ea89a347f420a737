"""The people of a script: characters, and who speaks them (DAPT, Character)."""

from collections.abc import Iterator

from lxml import etree

from narrator.readers.dapt.computed import found
from narrator.readers.dapt.names import TTM, XML
from narrator.readers.dapt.rules.fault import Fault, quoted

NAME_OF = {"character": "alias", "person": "full"}  # the type of ttm:name that each must have


def declared(root: etree._Element) -> Iterator[Fault]:
    """An agent stands in the head's metadata, has an id, a type and a name."""
    placed = set(found(root, "/tt:tt/tt:head/tt:metadata/ttm:agent"))
    for agent in found(root, "/descendant::ttm:agent"):
        if agent not in placed:
            yield Fault(element=agent, message="ttm:agent belongs into the metadata of the head")
        if not agent.get(f"{XML}id"):
            yield Fault(element=agent, message="ttm:agent has no xml:id")
        kind = agent.get("type")
        if kind is None:
            yield Fault(element=agent, message="ttm:agent has no type")
        names = agent.findall(f"{TTM}name")
        wanted = NAME_OF.get(kind or "")
        if wanted and not any(name.get("type") == wanted for name in names):
            message = f"ttm:agent of type {kind} has no ttm:name of type {wanted}"
            yield Fault(element=agent, message=message)


def referred_to(root: etree._Element) -> Iterator[Fault]:
    """Who is referred to is there: an actor is a person, and nobody's own actor."""
    kinds = {a.get(f"{XML}id", ""): a.get("type") for a in found(root, "/descendant::ttm:agent")}
    for actor in found(root, "/descendant::ttm:actor[parent::ttm:agent]"):
        value, character = actor.get("agent", ""), actor.getparent()
        if character is not None and value == character.get(f"{XML}id"):
            yield Fault(element=actor, message=f"{quoted(value)} is given as its own actor")
        elif value not in kinds:
            yield Fault(element=actor, message=f"ttm:actor: there is no agent {quoted(value)}")
        elif kinds[value] != "person":
            yield Fault(element=actor, message=f"ttm:actor: {quoted(value)} is no person")
    for element in found(root, "/descendant::tt:*[@ttm:agent]"):
        for value in element.get(f"{TTM}agent", "").split():
            if value not in kinds:
                yield Fault(element=element, message=f"there is no agent {quoted(value)}")
