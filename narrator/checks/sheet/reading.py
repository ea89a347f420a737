"""The cue sheet read: from the bytes of a file to what they tell, or a refusal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

from cattrs import transform_error
from cattrs.errors import ClassValidationError

from narrator.checks.sheet.entries import Dip, Held, Omitted, Placed, ms
from narrator.checks.sheet.head import Head
from narrator.errors import UnreadableInputError
from narrator.model import Duck, Hold
from narrator.naming import CUE_SHEET
from narrator.settings import converter, fault
from narrator.text.excerpt import excerpt

MOST_BYTES = 64 << 20  # ten hours of spoken subtitles come to some 8 MiB
MOST_ENTRIES = 100_000  # of narrations, dips …: ten hours of spoken subtitles have some 7 000
HINT = "Name a folder that 'narrator render' has written, or render it again."

Value = TypeVar("Value")
_Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class CueSheet:
    """A cue sheet: its head, and its lists in their order."""

    head: Head
    narrations: tuple[Placed, ...]
    omitted: tuple[Omitted, ...] = ()
    dips: tuple[Duck, ...] = ()
    holds: tuple[Hold, ...] = ()

    @property
    def end_ms(self) -> int:
        """When the last narration ends in the output, 0 where there is none."""
        return max((each.span.end_ms for each in self.narrations), default=0)


def read_sheet(folder: Path) -> CueSheet:
    """Return the cue sheet of a folder.

    Raises UnreadableInputError where there is none, or it is not what narrator writes.
    """
    raw = _json_of(folder / CUE_SHEET)
    head = _structured(raw, Head, "")
    return CueSheet(
        head=head,
        narrations=_listed(raw, "narrations", Placed),
        omitted=_listed(raw, "omitted", Omitted),
        dips=tuple(each.duck for each in _listed(raw, "ducks", Dip)),
        holds=tuple(
            Hold(at_ms=ms(each.at), length_ms=ms(each.duration))
            for each in _listed(raw, "holds", Held)
        ),
    )


def _json_of(path: Path) -> _Json:
    if not path.is_file():
        raise UnreadableInputError(f"{path.parent} holds no {CUE_SHEET}: it is no result.", HINT)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _refused(f"it has more than {MOST_BYTES >> 20} MiB")
        raw = json.loads(path.read_bytes().decode("utf-8"), parse_float=_finite, parse_constant=_no)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableInputError(f"{path} cannot be read: {reason}.", HINT) from error
    except RecursionError as error:
        raise _refused("it is nested too deeply") from error
    except ValueError as error:  # of the JSON, of its numbers, or of UTF-8
        raise _refused(f"it is no JSON ({excerpt(str(error), 120)})") from error
    if not isinstance(raw, dict):
        raise _refused("it is no JSON object")
    return raw


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text[:20]} is no number that can be")
    return number


def _no(text: str) -> float:
    raise ValueError(f"{text} is no number")


def _listed(raw: _Json, key: str, kind: type[Value]) -> tuple[Value, ...]:
    """Return the entries of a list; the first that is wrong is told."""
    entries = raw.get(key)
    if not isinstance(entries, list):
        raise _refused(f"{key} is no list")
    if len(entries) > MOST_ENTRIES:
        raise _refused(f"{key} has more than {MOST_ENTRIES} entries")
    return tuple(
        _structured(entry, kind, f"{key}[{number}]") for number, entry in enumerate(entries)
    )


def _structured(entry: object, kind: type[Value], where: str) -> Value:
    if not isinstance(entry, dict):
        raise _refused(f"{where} is no object")
    files = entry.get("files")
    if isinstance(files, dict) and len(files) > MOST_ENTRIES:
        raise _refused("files has too many entries")
    try:
        return converter(open_to_more=True).structure(entry, kind)
    except ClassValidationError as error:
        told = transform_error(error, path=where or "it", format_exception=fault)[0]
        raise _refused(told.replace(" @ ", " at ")) from error


def _refused(why: str) -> UnreadableInputError:
    return UnreadableInputError(f"{CUE_SHEET} is not as narrator writes it: {why}.", HINT)
