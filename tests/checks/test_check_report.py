"""What a check prints and writes: a table, JSON, JUnit XML, and the exit code."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lxml import etree
from numpy.typing import NDArray

from narrator.checks.rules import RULES
from narrator.cli import run

SheetEdited = Callable[[Path, Callable[[dict[str, Any]], object]], None]
Edited = Callable[[Path, Callable[[NDArray[np.float64]], object]], None]


@pytest.fixture
def broken(result: Path, sound_edited: Edited) -> Path:
    """Return a result with a click in its mix."""

    def click(sound: NDArray[np.float64]) -> None:
        sound[48_000 * 14] += 0.1

    sound_edited(result / "described.wav", click)
    return result


def test_a_whole_result_exits_0(result: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the summary says how many rules were checked."""
    assert run(["check", str(result)]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("state\tcode\tplace\t")
    assert f"{len(RULES)} rules checked, 0 not; 0 blocking findings" in shown.err


def test_a_broken_result_exits_7_and_has_a_row_a_finding(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tab-separated where it is no terminal, each row as wide as the header."""
    assert run(["check", str(broken)]) == 7
    header, *rows = capsys.readouterr().out.splitlines()
    assert all(len(row.split("\t")) == len(header.split("\t")) for row in rows)
    assert any(row.startswith("blocks\tclick-in-mix\t00:00:14.000 to 00:00:14.001") for row in rows)


def test_json_tells_every_rule_and_finding(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With code, source, place, measured and wanted values, and whether it blocks."""
    assert run(["check", str(broken), "--json"]) == 7
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in told["rules"]] == [rule.code for rule in RULES]
    assert told["passed"] is False
    (click,) = (each for each in told["findings"] if each["code"] == "click-in-mix")
    assert click == {
        "code": "click-in-mix",
        "source": "W3C DAPT, the guards against clicks",
        "message": "There is a click in described.wav.",
        "blocks": True,
        "file": "described.wav",
        "start": 14.0,
        "end": 14.001,
        "measured": "a jump",
        "wanted": "a fade",
        "tolerance": None,
        "unit": None,
    }


def test_junit_has_a_test_case_a_rule(broken: Path, tmp_path: Path) -> None:
    """A blocking finding fails it; its counts are those of its cases."""
    assert run(["check", str(broken), "--junit", str(tmp_path / "check.xml")]) == 7
    suite = etree.parse(tmp_path / "check.xml").getroot().find("testsuite")
    assert suite is not None
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert list(cases) == [rule.code for rule in RULES]
    failed = {name for name, case in cases.items() if case.find("failure") is not None}
    assert "click-in-mix" in failed
    assert suite.get("failures") == str(len(failed))
    assert suite.get("tests") == str(len(RULES))
    text = cases["click-in-mix"].findtext("failure")
    assert text is not None
    assert "00:00:14.000" in text


def test_junit_does_not_overwrite_a_file_of_the_result(result: Path) -> None:
    """It is an input of the check."""
    before = (result / "descriptions.vtt").read_bytes()
    assert run(["check", str(result), "--junit", str(result / "descriptions.vtt")]) == 2
    assert (result / "descriptions.vtt").read_bytes() == before


def test_a_profile_that_is_not_known_exits_2(result: Path) -> None:
    """It is a usage error."""
    assert run(["check", str(result), "--profile", "nobody"]) == 2


def test_a_programme_that_moved_can_be_told(
    result: Path, source: Path, sheet_edited: SheetEdited, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it nine rules are not checked, which is said once; with it all are."""
    sheet_edited(result, lambda sheet: sheet["programme"].update(path="/gone/ep.wav"))
    assert run(["check", str(result)]) == 0
    shown = capsys.readouterr().err
    (line,) = (line for line in shown.splitlines() if line.startswith("not checked "))
    assert len(line.rpartition("[")[2].split(",")) == 9
    assert "9 not; " in shown
    assert "--programme" in shown
    assert run(["check", str(result), "--programme", str(source / "ep.wav")]) == 0
    assert "not checked " not in capsys.readouterr().err
    assert run(["check", str(result), "-p", str(result / "nothing.wav")]) == 0
    assert "not checked " in capsys.readouterr().err
