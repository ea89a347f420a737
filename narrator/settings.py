"""Settings from TOML files: read, and made into values with every fault told in one go."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from cattrs import Converter, transform_error
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError

from narrator.errors import JobError
from narrator.nearest import did_you_mean
from narrator.toml import toml_of

Value = TypeVar("Value")
Table = Mapping[str, Any]
COMPARE = "docs/profiles.md tells every key; compare it with one that comes with narrator."
MOST_BYTES = 1 << 20  # those that come with narrator have less than one KiB


def table_of(path: Path, what: str, hint: str = COMPARE) -> dict[str, Any]:
    """Return what a TOML file holds. Raises JobError, which names the file as `what`."""
    try:
        raw = _bytes_of(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise JobError(f"Cannot read the {what} {path}: {reason}.", "Check the path.") from error
    if len(raw) > MOST_BYTES:
        raise JobError(f"The {what} {path} has more than {MOST_BYTES >> 20} MiB.", hint)
    try:
        return toml_of(raw.decode("utf-8"))
    except ValueError as error:  # of the TOML, of its numbers, or of UTF-8
        raise JobError(f"The {what} {path} is not a TOML file: {error}.", hint) from error


def _bytes_of(path: Path) -> bytes:
    """Return what a file holds, and a byte more than may be of one without end."""
    if path.exists() and not path.is_dir() and not path.is_file():
        raise OSError("it is no file, but a device or a pipe")  # which would be waited for
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def laid_over(defaults: Table, given: Table) -> dict[str, Any]:
    """Return the defaults with what is given in their place, table by table."""
    both = {
        key: laid_over(defaults[key], value)
        if isinstance(value, Mapping) and isinstance(defaults.get(key), Mapping)
        else value
        for key, value in given.items()
    }
    return {**defaults, **both}


def structured(kind: type[Value], table: Table, where: str, hint: str = COMPARE) -> Value:
    """Return a table as a value of a dataclass. Raises JobError that names every fault."""
    try:
        return converter(open_to_more=False).structure(table, kind)
    except ClassValidationError as error:
        faults = transform_error(error, path="", format_exception=fault)
        told = "; ".join(fault.replace(" @ .", " at ").removesuffix(" @ ") for fault in faults)
        raise JobError(f"{where}: {told}.", hint) from error


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
    strict.register_structure_hook_func(_is_choice, _chosen)
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


def _is_choice(kind: object) -> bool:
    origin: object = get_origin(kind)
    return origin is Literal


def _chosen(value: Any, kind: Any) -> Any:  # noqa: ANN401 - as above, and a Literal
    choices = get_args(kind)
    if not any(type(value) is type(choice) and value == choice for choice in choices):
        raise ValueError(f"{value!r} is none of {', '.join(map(repr, choices))}")
    return value


_IN_WORDS: Mapping[type, str] = {str: "text", bool: "true or false", int: "whole number"}


def meant(key: str, known: Iterable[str]) -> str:
    """Return a key with, in brackets, the question which of the known ones was meant."""
    question = did_you_mean(key, known)
    return f"{key} ({question[0].lower()}{question[1:]})" if question else key


def fault(error: BaseException, _: type | None) -> str:
    """Return one fault in words."""
    if isinstance(error, JobError):
        return error.message.removesuffix(".")
    if isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in fields(error.cl)]
        asked = (meant(key, known) for key in sorted(error.extra_fields))
        return f"there is no key {', '.join(asked)}"
    if isinstance(error, KeyError):
        return f"the key {error.args[0]} is missing"
    if isinstance(error, AttributeError):  # a value was asked for its keys
        return "a table has to stand there"
    return str(error)
