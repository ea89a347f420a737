"""The documents tell the truth: nothing that a user can meet is missing from them."""

import inspect
import json
import signal
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import pytest

from narrator import errors, findings
from narrator.checks.finding import Rule
from narrator.checks.rules import RULES
from narrator.cli import cli
from narrator.control.settings import ControlSettings
from narrator.derived import DERIVED
from narrator.ending import FAULT_EXIT, SIGNAL_EXIT
from narrator.engines import ENGINES
from narrator.levels import MixSettings
from narrator.media.formats import FORMATS
from narrator.profiles import PLACED, PROFILES
from narrator.profiles.delivery import DeliverySettings

DOCS = Path(__file__).parent.parent / "docs"
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")
FINDINGS = (DOCS / "findings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_is_documented(name: str) -> None:
    """A command has a heading of its own."""
    assert f"## narrator {name}" in COMMANDS


def options() -> list[str]:
    """Return every long option of every command."""
    found = [p.opts for c in (cli, *cli.commands.values()) for p in c.params
             if isinstance(p, click.Option)]  # fmt: skip
    return sorted({name for names in found for name in names if name.startswith("--")})


@pytest.mark.parametrize("option", options())
def test_every_option_is_documented(option: str) -> None:
    """An option is named in docs/commands.md."""
    assert f"`{option}" in COMMANDS or f", `{option}" in COMMANDS or option in COMMANDS.split()


@pytest.mark.parametrize("name", FORMATS)
def test_the_help_names_every_format(name: str) -> None:
    """Who asks for help need not look into docs/ for what to ask for."""
    (option,) = (p for p in cli.commands["render"].params if p.name == "formats")
    assert isinstance(option, click.Option)
    assert name in (option.help or "").replace(",", "").replace(";", "").split()


def exit_codes() -> list[int]:
    """Return the exit codes of all errors."""
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass)]
    return sorted(
        {FAULT_EXIT, *(c.exit_code for c in classes if issubclass(c, errors.NarratorError))}
    )


@pytest.mark.parametrize("code", exit_codes())
def test_every_exit_code_is_documented(code: int) -> None:
    """An exit code has a row in the table."""
    assert f"\n| {code} |" in COMMANDS


def test_the_exit_codes_of_signals_are_documented() -> None:
    """Ctrl-C, a polite end, and a reader that stopped reading."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE)
    assert all(str(SIGNAL_EXIT + number) in COMMANDS for number in numbers)


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_every_profile_is_documented_as_it_is(name: str) -> None:
    """A profile's row in docs/profiles.md is made of what its file says."""
    profile = PROFILES[name]
    row = f"| `{name}` | {', '.join(profile.deliver.formats)} | {profile.description} |"
    assert row in (DOCS / "profiles.md").read_text(encoding="utf-8")


def settings() -> list[str]:
    """Return every key of a profile with its usual value, as docs/profiles.md shows them."""
    tables: list[tuple[str, Any]] = [
        *((f"place.{mode}", placed) for mode, placed in PLACED.items()),
        ("mix", MixSettings()),
        ("deliver", DeliverySettings()),
        ("control", ControlSettings()),
    ]
    return [f"| `{table}` | `{key}` | {shown(value)} |"
            for table, values in tables for key, value in asdict(values).items()]  # fmt: skip


def shown(value: object) -> str:
    """Return a usual value as TOML, "none" where there is none."""
    if isinstance(value, tuple):
        return f"`[{', '.join(json.dumps(each) for each in value)}]`"
    return "none" if value is None else f"`{json.dumps(value)}`"


@pytest.mark.parametrize("row", settings())
def test_every_setting_of_a_profile_is_documented(row: str) -> None:
    """A key has a row in docs/profiles.md, with the value it has where a file is silent."""
    assert row in (DOCS / "profiles.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(DERIVED))
def test_every_product_is_documented(name: str) -> None:
    """A product is named where profiles are told, each of its files among the files left."""
    assert f"`{name}`" in (DOCS / "profiles.md").read_text(encoding="utf-8")
    assert all(f"`{file}`" in COMMANDS for file in DERIVED[name].FILES)


@pytest.mark.parametrize("word", [*ENGINES, *FORMATS, *PROFILES])
def test_every_choice_is_documented(word: str) -> None:
    """Every engine, format and profile is named."""
    assert f"`{word}`" in COMMANDS


def finding_codes() -> list[str]:
    """Return every finding code that the package's source makes."""
    package = Path(inspect.getfile(findings)).parent
    rooms = (path for path in package.rglob("*.py") if "checks" not in path.parts)
    sources = (path.read_text(encoding="utf-8") for path in rooms)
    quoted = (piece for source in sources for piece in source.split("code=")[1:])
    return sorted({code for piece in quoted for code in codes_in(piece)})


def codes_in(piece: str) -> list[str]:
    """Return the quoted codes at the start of what follows `code=`."""
    value = piece.split(",", maxsplit=1)[0]
    return [word.strip('"') for word in value.split() if word.startswith('"')]


@pytest.mark.parametrize("code", finding_codes())
def test_every_finding_is_documented(code: str) -> None:
    """A finding has a row in docs/findings.md."""
    assert f"`{code}`" in FINDINGS


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_of_a_check_is_documented_as_it_is(rule: Rule) -> None:
    """A rule's row in docs/checks.md is made of what the rule itself says."""
    row = f"| `{rule.code}` | {rule.what} | {rule.source} | {rule.blocks} |"
    assert row in (DOCS / "checks.md").read_text(encoding="utf-8")


def test_the_cue_sheet_of_the_design_is_the_one_written(seed_cuesheet: dict[str, Any]) -> None:
    """Every key that a render writes stands in docs/design.md."""
    design = (DOCS / "design.md").read_text(encoding="utf-8")
    assert all(f'"{key}"' in design for key in seed_cuesheet)
