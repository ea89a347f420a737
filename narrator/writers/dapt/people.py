"""The agents of a script: speakers as characters, voices as those who speak them (Character).

An actor is named before the characters it speaks. The character that reads on-screen text is
called Narrator.
"""

import re
from collections.abc import Mapping

from lxml import etree

from narrator.model import Script, Unit
from narrator.readers.dapt.computed import found
from narrator.readers.dapt.names import MADE, TTM, XML
from narrator.readers.dapt.people import called, names_of, references_in
from narrator.writers.dapt.layout import clean

NARRATOR = "Narrator"
Cast = Mapping[str, str]


def cast_of(
    script: Script, voices: Mapping[str, str], root: etree._Element
) -> tuple[list[etree._Element], Cast]:
    """Return the agents to declare, and the one of each unit by its id.

    voices tells who speaks a unit, by its id; root holds the agents that are declared already.
    """
    book = _Book(script, root)
    cast = {unit.id: book.agent_of(unit, voices.get(unit.id)) for unit in script.units}
    return book.agents, {unit_id: agent for unit_id, agent in cast.items() if agent}


class _Book:
    """Gives each character, and each voice, one agent with an id that is free."""

    def __init__(self, script: Script, root: etree._Element) -> None:
        self._known = names_of(root)
        self._used = {unit.id for unit in script.units}
        for kept in (root, *(etree.fromstring(u.kept) for u in script.units if u.kept)):
            self._used |= {e.get(f"{XML}id", "") for e in found(kept, "//*[@xml:id]")}
        self._people: list[etree._Element] = []
        self._characters: list[etree._Element] = []
        self._ids: dict[tuple[str, str], str] = {}

    @property
    def agents(self) -> list[etree._Element]:
        return [*self._people, *self._characters]

    def agent_of(self, unit: Unit, voice: str | None) -> str:
        """Return the id of who speaks a unit, "" for nobody in particular."""
        name = clean(unit.speaker or (NARRATOR if voice else "")).strip()
        if not name:
            return ""
        kept = etree.fromstring(unit.kept) if unit.kept and voice is None else None
        if kept is not None and called(references_in(kept), self._known) == name:
            return kept.get(f"{TTM}agent", "")
        if (name, voice or "") not in self._ids:
            self._ids[name, voice or ""] = self._character(name, voice)
        return self._ids[name, voice or ""]

    def _character(self, name: str, voice: str | None) -> str:
        agent = _agent("character", "alias", name, self._free("character", name))
        if voice:
            if ("", voice) not in self._ids:
                person = _agent("person", "full", voice, self._free("voice", voice))
                self._people.append(person)
                self._ids["", voice] = person.get(f"{XML}id", "")
            etree.SubElement(agent, f"{TTM}actor", {"agent": self._ids["", voice]})
        self._characters.append(agent)
        return agent.get(f"{XML}id", "")

    def _free(self, what: str, name: str) -> str:
        wanted = f"{what}-{re.sub(r'[^0-9A-Za-z]+', '-', name).strip('-').lower()}".rstrip("-")
        free, number = wanted, 1
        while free in self._used:
            number += 1
            free = f"{wanted}-{number}"
        self._used.add(free)
        return free


def _agent(kind: str, type_of_name: str, name: str, agent_id: str) -> etree._Element:
    agent = etree.Element(f"{TTM}agent", {"type": kind, f"{XML}id": agent_id, MADE: "true"})
    etree.SubElement(agent, f"{TTM}name", {"type": type_of_name}).text = clean(name)
    return agent
