"""What is kept for the next run is bounded, at no more cost than counting it."""

import os
from pathlib import Path

import pytest

from narrator.media.keeping import forget_oldest


def filled(folder: Path, count: int) -> Path:
    """Return a folder with as many results, k0 the oldest, and one file of another kind."""
    (folder / "other.txt").write_text("", encoding="utf-8")
    os.utime(folder / "other.txt", (0, 0))
    for number in range(count):
        (folder / f"k{number}.json").write_text("", encoding="utf-8")
        os.utime(folder / f"k{number}.json", (number, number))
    return folder


def names(folder: Path) -> set[str]:
    """Return the names of the results in a folder."""
    return {path.stem for path in folder.glob("*.json")}


def test_up_to_a_tenth_more_nothing_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names are counted; not one file is asked for its age."""
    folder = filled(tmp_path, 22)

    def refused(*_: object, **__: object) -> os.stat_result:
        raise AssertionError

    with monkeypatch.context() as context:
        context.setattr("narrator.media.keeping._by_age", refused)
        forget_oldest(folder, ".json", 20)
    assert len(names(folder)) == 22


def test_above_that_the_oldest_go_down_to_the_bound(tmp_path: Path) -> None:
    """Files of another kind are left alone."""
    folder = filled(tmp_path, 23)
    forget_oldest(folder, ".json", 20)
    assert names(folder) == {f"k{number}" for number in range(3, 23)}
    assert (folder / "other.txt").exists()
