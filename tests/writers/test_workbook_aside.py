"""The parts of a workbook that wait beside it until it is packed."""

import errno
import os
import tempfile
from pathlib import Path

import pytest
from xlsxwriter.exceptions import FileCreateError

from narrator.errors import OutputError
from narrator.writers.spoken_xlsx import parts_aside


def test_the_parts_go_with_the_workbook() -> None:
    """Nothing is left beside."""
    with parts_aside() as folder:
        (Path(folder) / "part").write_text("x", encoding="utf-8")
    assert not Path(folder).exists()


def test_a_place_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The place is named, whatever the library makes of it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(OutputError, match="gone"), parts_aside():
        pass


def test_a_full_disk_is_told_as_one() -> None:
    """XlsxWriter wraps the error of the system in one of its own."""
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with pytest.raises(OutputError, match="No space left"), parts_aside():
        raise FileCreateError(full)
