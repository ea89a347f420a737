"""Settings from TOML: what is right is taken, and every fault is told in one go."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from narrator.errors import JobError
from narrator.settings import MOST_BYTES, laid_over, structured, table_of


@dataclass(frozen=True)
class Inner:
    """A table within a table."""

    depth_db: float


@dataclass(frozen=True)
class Outer:
    """Something of every kind."""

    name: str
    count: int = 1
    is_on: bool = False
    inner: Inner | None = None
    formats: tuple[str, ...] = ()
    bits: Literal["16", "24"] = "16"


def test_a_table_becomes_a_value() -> None:
    """Whole numbers do for numbers; arrays become tuples."""
    table = {"name": "x", "inner": {"depth_db": -9}, "formats": ["wav"]}
    assert structured(Outer, table, "x") == Outer(name="x", inner=Inner(-9.0), formats=("wav",))


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"name": 3}, "3 is no text at name"),
        ({"name": "x", "count": True}, "True is no whole number at count"),
        ({"name": "x", "is_on": 1}, "1 is no true or false at is_on"),
        ({"name": "x", "inner": {}}, "the key depth_db is missing"),
        ({"name": "x", "inner": {"depth_db": "deep"}}, "'deep' is no number at inner.depth_db"),
        ({"name": "x", "inner": 3}, "a table has to stand there at inner"),
        ({"name": "x", "bits": 24}, "24 is none of '16', '24' at bits"),
        ({"name": "x", "colour": 1, "smell": 2}, "there is no key colour, smell"),
        ({"name": "x", "counts": 1}, "there is no key counts (did you mean count?)"),
    ],
)
def test_a_fault_is_told_with_its_place(table: dict[str, object], told: str) -> None:
    """Nothing is taken for something else."""
    with pytest.raises(JobError, match=r"x\.toml: ") as raised:
        structured(Outer, table, "x.toml")
    assert told in raised.value.message


def test_all_faults_are_told_at_once() -> None:
    """A person need not run again for each of them."""
    with pytest.raises(JobError) as raised:
        structured(Outer, {"count": "many", "is_on": "yes", "extra": 1}, "x.toml")
    assert all(word in raised.value.message for word in ("name", "many", "yes", "extra"))


def test_what_is_given_lies_over_the_defaults_table_by_table() -> None:
    """A table given in part keeps the rest of its defaults."""
    assert laid_over({"a": {"b": 1, "c": 2}, "d": 3}, {"a": {"b": 9}}) == {
        "a": {"b": 9, "c": 2},
        "d": 3,
    }


@pytest.mark.parametrize("content", [b"a = ", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    """So is one that is not there."""
    path = tmp_path / "x.toml"
    with pytest.raises(JobError, match="Cannot read"):
        table_of(path, "profile")
    path.write_bytes(content)
    with pytest.raises(JobError, match="not a TOML file"):
        table_of(path, "profile")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a=" + "[" * 5000 + "]" * 5000, "nested too deeply"),
        ("a=" + "9" * 5000, "not a TOML file"),
        ("#" * (MOST_BYTES + 1), "more than 1 MiB"),
    ],
    ids=["deep", "long number", "large"],
)
def test_a_hostile_file_is_refused(tmp_path: Path, text: str, told: str) -> None:
    """In a sentence, not by a fault."""
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(JobError, match=told):
        table_of(path, "profile")


def test_a_device_and_a_pipe_are_no_file(tmp_path: Path) -> None:
    """The one has no end, the other may never begin."""
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.toml")
    for name in ("zero.toml", "pipe.toml"):
        with pytest.raises(JobError, match="a device or a pipe"):
            table_of(tmp_path / name, "profile")
