"""TOML texts: as Python's own parser has them, and none that takes it minutes."""

import time
import tomllib

import pytest

from narrator.toml import MOST_PARTS, toml_of

DEEP = ".".join("a" * 20_000)


@pytest.mark.parametrize(
    "text",
    [
        f"{DEEP} = 1",
        f"[{DEEP}]",
        f"[[{DEEP}]]",
        f"b = {{c = 1, {DEEP} = 1}}",
        f"[ {DEEP.replace('.', ' . ')} ]",
        DEEP.replace("a", '"a\\""') + " = 1",
        DEEP.replace("a", "'\"'") + " = 1",
        f"= \n{DEEP}",
        f'b = """"c""""\n{DEEP} = "d"',
        f"b = '''\n''c'''''\n{DEEP} = 'd'",
        f'b = """\\""""\n{DEEP} = """d"""',
        f'b = """\n#""" # "\n{DEEP} = "d"',
    ],
)
def test_a_key_of_thousands_of_parts_is_refused_at_once(text: str) -> None:
    """However it is written; the parser would take 14 seconds of it."""
    began_s = time.process_time()
    with pytest.raises(ValueError, match="more than 128 parts"):
        toml_of(f"x = 1\n{text}\n")
    assert time.process_time() - began_s < 1


def test_its_line_is_told() -> None:
    """Counted from 1."""
    with pytest.raises(ValueError, match=r"\(at line 3\)"):
        toml_of(f"\n\n{DEEP} = 1")


@pytest.mark.parametrize(
    "text",
    [
        ".".join("k" * MOST_PARTS) + " = 1",
        f'# {"." * 999}\na = "{"." * 999} {"a/b." * 999}"\n',
        "a = '" + "word. " * 999 + "'",
        "a = [" + "1.5, " * 999 + "]",
        "".join(f'a{n} = "{n}.b.c"\n' for n in range(999)),
        f"'{DEEP}' = 1",
        f'"{DEEP}" = """\n{DEEP}\n""" # {DEEP}',
        f"a = '''\n'{DEEP}'\n'''",
        "x" * 100_000 + " = 1",
        "x = '" + "-" * 100_000 + "'",
    ],
)
def test_whatever_else_has_many_stops_is_read(text: str) -> None:
    """As the parser reads it, and not a hundred times slower."""
    began_s = time.process_time()
    assert toml_of(text) == tomllib.loads(text)
    assert time.process_time() - began_s < 1


def test_what_is_nested_too_deeply_is_an_error_of_the_text() -> None:
    """And not one of Python."""
    with pytest.raises(ValueError, match="nested too deeply"):
        toml_of("a = " + "[" * 100_000)
