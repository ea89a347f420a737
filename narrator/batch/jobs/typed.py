"""Values to the kinds of their keys: what is of another kind is a fault, and left out."""

from collections.abc import Mapping
from functools import lru_cache

from narrator.batch.jobs.faults import Faults
from narrator.batch.jobs.keys import KEYS, Kind, Table
from narrator.nearest import did_you_mean

SHAPES: Mapping[Kind, tuple[type, str]] = {
    "text": (str, "text"),
    "number": (int, "whole number"),
    "choice": (bool, "true or false"),
    "texts": (list, "list of texts"),
}


def checked(table: Table, faults: Faults, *, series: bool) -> Table:
    """Return a table without the keys that are unknown or whose values are of another kind.

    series says that it is the table of the series, which has fewer keys than one of an episode.
    """
    good = {}
    for key, told in table.told.items():
        if key not in KEYS:
            faults.add(told.where, key, no_such_key(key, series=series))
        elif series and not KEYS[key].series:
            faults.add(told.where, key, "Only an episode has this key.")
        elif not is_of_kind(told.value, KEYS[key].kind):
            faults.add(told.where, key, f"{told.value!r:.80} is no {SHAPES[KEYS[key].kind][1]}.")
        else:
            good[key] = told
    return Table(where=table.where, told=good)


@lru_cache
def no_such_key(key: str, *, series: bool = False) -> str:
    """Return the sentences for a key that is unknown: which was meant, or which there are."""
    known = [name for name in KEYS if KEYS[name].series or not series]
    meant = did_you_mean(key, known) or f"The keys are {', '.join(known)}."
    return f"There is no such key. {meant}"


def is_of_kind(value: object, kind: Kind) -> bool:
    """Whether a value is of a key's kind."""
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(text, str) for text in value)
    return type(value) is SHAPES[kind][0]
