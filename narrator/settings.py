"""Settings from TOML files: read, and made into values with every fault told in one go."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from cattrs import Converter, transform_error
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError

from narrator.errors import JobError

Value = TypeVar("Value")
Table = Mapping[str, Any]


def table_of(path: Path, what: str) -> dict[str, Any]:
    """Return what a TOML file holds. Raises JobError, which names the file as `what`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise JobError(f"Cannot read the {what} {path}: {reason}.", "Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise JobError(f"The {what} {path} is not a TOML file: {error}.", _COMPARE) from error


def laid_over(defaults: Table, given: Table) -> dict[str, Any]:
    """Return the defaults with what is given in their place, table by table."""
    both = {
        key: laid_over(defaults[key], value)
        if isinstance(value, Mapping) and isinstance(defaults.get(key), Mapping)
        else value
        for key, value in given.items()
    }
    return {**defaults, **both}


def structured(kind: type[Value], table: Table, where: str) -> Value:
    """Return a table as a value of a dataclass. Raises JobError that names every fault."""
    try:
        return converter(open_to_more=False).structure(table, kind)
    except ClassValidationError as error:
        faults = transform_error(error, path="", format_exception=fault)
        told = "; ".join(fault.replace(" @ .", " at ").removesuffix(" @ ") for fault in faults)
        raise JobError(f"{where}: {told}.", _COMPARE) from error


_COMPARE = "docs/profiles.md tells every key; compare it with one that comes with narrator."
_NUMBERS = (int, float)


@cache
def converter(*, open_to_more: bool) -> Converter:
    """Return a converter that takes no value for another; unknown keys are passed over or refused.

    What it cannot take raises cattrs' ClassValidationError, for `fault` to put in words.
    """
    strict = Converter(forbid_extra_keys=not open_to_more)
    for kind in (str, bool, int):
        strict.register_structure_hook(kind, _exactly(kind))
    strict.register_structure_hook(float, _number)
    return strict


def _exactly(kind: type[Value]) -> Callable[[Any, object], Value]:
    def hook(value: Any, _: object) -> Value:  # noqa: ANN401 - whatever a file holds
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {_IN_WORDS[kind]}")
        return value

    return hook


def _number(value: Any, _: object) -> float:  # noqa: ANN401 - as above
    if type(value) not in _NUMBERS:
        raise TypeError(f"{value!r} is no number")
    return float(value)


_IN_WORDS: Mapping[type, str] = {str: "text", bool: "true or false", int: "whole number"}


def fault(error: BaseException, _: type | None) -> str:
    """Return one fault in words."""
    if isinstance(error, JobError):
        return error.message.removesuffix(".")
    if isinstance(error, ForbiddenExtraKeysError):
        return f"there is no key {', '.join(sorted(error.extra_fields))}"
    if isinstance(error, KeyError):
        return f"the key {error.args[0]} is missing"
    return str(error)
