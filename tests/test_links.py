"""Links followed: where the system itself says that a path leads, with fewer questions asked."""

import os
from pathlib import Path

import pytest

from narrator.links import Links

NAMES = ["", ".", "a", "a/in", "a/in/", "a/out", "a/out/x", "a/away", "a/loop", "a/gone",
         "a/gone/x", "b", "b/in", "b/../a", "b/..", "none/none"]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of links: within, out, to folders, in a ring, and to nothing."""
    (tmp_path / "d/a").mkdir(parents=True)
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    links = {"a/in": "../b", "a/out": str(tmp_path), "a/away": "../../secret", "a/loop": "loop",
             "a/gone": "nothing", "b": "a"}  # fmt: skip
    for name, place in links.items():
        (tmp_path / "d" / name).symlink_to(place)
    return tmp_path / "d"


def test_a_path_leads_where_the_system_says(folder: Path) -> None:
    """The first time and again, by full path and from the working folder."""
    links = Links()
    places = [f"{folder}/{name}" for name in NAMES] + NAMES + ["/", "//", str(folder)]
    for place in places * 2:
        assert links.real(place) == os.path.realpath(place)


def test_what_a_link_leads_out_of_lies_outside(folder: Path) -> None:
    """And a folder that is only called as another begins is not in it."""
    found = {name: Links().lies_in(folder / name, folder) for name in ("a", "b", "a/in", "none")}
    assert set(found.values()) == {True}
    assert not Links().lies_in(folder / "a/out", folder)
    assert not Links().lies_in(folder / "a/out/secret", folder)
    assert not Links().lies_in(folder / "a/away", folder)
    assert not Links().lies_in(f"{folder}-more/x", folder)
    assert Links().lies_in(folder, "/")
