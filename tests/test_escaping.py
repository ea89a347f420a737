"""What others call their files does not break a line of narrator's, or steer the terminal."""

import shutil
from pathlib import Path

import pytest

from narrator import terminal
from narrator.cli import run
from narrator.errors import FaultsError
from narrator.escaping import escaped
from narrator.model import Finding

NAME = "ep\n\x1b[2J\x9bblocks.srt"
SHOWN = r"ep\n\x1b[2J\x9bblocks.srt"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\r\nc", r"a\tb\r\nc"),
        ("\u202eexe", r"\u202eexe"),
        ("\u2028", r"\u2028"),
        ("\udcff.wav", r"\udcff.wav"),
        ("1\xa0000\u3000港", "1\xa0000\u3000港"),
        ("می\u200cشود", "می\u200cشود"),
        (r"C:\names", r"C:\names"),
    ],
)
def test_what_breaks_or_steers_is_escaped(text: str, shown: str) -> None:
    """Spaces and the joiners of scripts are text; done twice it is the same."""
    assert escaped(text) == shown
    assert escaped(escaped(text)) == shown


@pytest.mark.parametrize("arguments", [["segment", NAME], ["render", NAME], ["check", NAME],
                                       ["batch", NAME], [NAME]])  # fmt: skip
def test_an_error_names_a_file_on_its_line(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of every command, and of the command line itself."""
    monkeypatch.chdir(tmp_path)
    assert run(arguments) in {2, 3}
    said = capsys.readouterr().err
    assert SHOWN in said
    assert not any(sign in said for sign in "\x1b\x9b")
    assert not any(line.startswith("\x1b") or "blocks" in line.split()[:1] for line in
                   said.splitlines())  # fmt: skip


def test_the_help_for_who_asks_nothing_has_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """It is no error that names what others wrote."""
    assert run([]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Usage: narrator [OPTIONS] COMMAND")
    assert any(line.split()[:1] == ["render"] for line in said.splitlines())


def test_what_was_written_and_found_is_told_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Notes, tables and files."""
    terminal.show_written(Path(NAME))
    terminal.show_notes([Finding(code="file-left-over", message=f"{NAME} is left.")])
    terminal.show_rows(("file", "what"), [(NAME, "a\tb")], doubtful=[False])
    shown = capsys.readouterr()
    assert shown.err == f"wrote {SHOWN}\nnote: {SHOWN} is left. [file-left-over]\n"
    assert shown.out == f"file\twhat\n{SHOWN}\ta\\tb\n"


def test_a_check_names_a_file_on_its_line(
    seed_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that the folder holds besides."""
    folder = Path(shutil.copytree(seed_folder, tmp_path / "out"))
    (folder / NAME).write_text("", encoding="utf-8")
    run(["check", str(folder)])
    rows = capsys.readouterr().out.splitlines()
    (row,) = (row for row in rows if "file-extra" in row)
    assert SHOWN in row


def test_several_faults_have_a_line_each() -> None:
    """They are told apart by what raises them, each escaped before."""
    assert FaultsError("There are 2:\na\nb").lines == ("There are 2:", "a", "b")
