"""The clip cache: nothing spoken twice, nothing damaged used, nothing in use removed."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.cache import ClipCache, clip_digest, clip_key, default_cache_folder
from narrator.errors import OutputError
from narrator.model import Voice

VOICE = Voice(name="v", engine="tone", language="en")
KEY, OTHER = "ab" + "0" * 62, "cd" + "1" * 62
DAY_S = 86_400


def key_of(voice: Voice = VOICE, text: str = "Harbour", wpm: int = 160) -> str:
    """Return the key of a text."""
    return clip_key(text, voice, rate_wpm=wpm, made_by="1")


def add(cache: ClipCache, key: str, content: bytes, age_s: float = 0) -> Path:
    """Add a clip that was last used some time ago."""
    with cache.workspace() as workspace:
        temporary = workspace / "clip.wav"
        temporary.write_bytes(content)
        path = cache.add(key, temporary)
    os.utime(path, (time.time() - age_s,) * 2)
    return path


def clips(folder: Path) -> list[Path]:
    """Return the clips in a cache's folder."""
    return sorted(folder.glob("??/*.wav"))


def test_what_was_added_is_found(tmp_path: Path) -> None:
    """Under its key only, with its digest in its name."""
    cache = ClipCache(tmp_path / "deep" / "cache")
    assert cache.find(KEY) is None
    path = add(cache, KEY, b"sound")
    assert cache.find(KEY) == path
    assert path.read_bytes() == b"sound"
    assert clip_digest(path) == hashlib.sha256(b"sound").hexdigest()
    assert cache.find(OTHER) is None


@pytest.mark.parametrize("content", [b"", b"soun", b"Sound", b"sound!"])
def test_a_damaged_clip_is_removed_and_not_found(tmp_path: Path, content: bytes) -> None:
    """Empty, truncated, altered or too long."""
    cache = ClipCache(tmp_path)
    path = add(cache, KEY, b"sound")
    path.write_bytes(content)
    assert cache.find(KEY) is None
    assert not path.exists()
    assert cache.find(add(cache, KEY, b"sound").stem.partition("-")[0]) == path


@pytest.mark.parametrize(
    "changed",
    [
        key_of(text="Harbor"),
        key_of(wpm=161),
        key_of(replace(VOICE, engine="piper")),
        key_of(replace(VOICE, language="fr")),
        key_of(replace(VOICE, natural_wpm=200)),
        key_of(replace(VOICE, variation=1.0)),
        key_of(replace(VOICE, engine_voice="x")),
        clip_key("Harbour", VOICE, rate_wpm=160, made_by="2"),
    ],
)
def test_what_changes_the_sound_changes_the_key(changed: str) -> None:
    """Every such setting, the text, the rate and the engine's version."""
    assert changed != key_of()


def test_what_leaves_the_sound_leaves_the_key() -> None:
    """A new name, licence, description or gain speaks nothing again."""
    other = replace(VOICE, name="w", licence="L", description="D", gain_db=3.0)
    assert key_of(other) == key_of()


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_texts_and_voices_do_not_run_together(a: tuple[str, str], b: tuple[str, str]) -> None:
    """Keys are equal where everything is."""
    keys = [key_of(replace(VOICE, engine_voice=name), text=text) for text, name in (a, b)]
    assert (keys[0] == keys[1]) == (a == b)


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    """Until the rest fit."""
    cache = ClipCache(tmp_path, limit_bytes=250)
    old, older, new = (
        add(cache, letter * 64, b"x" * 100, age_s=age * DAY_S)
        for letter, age in (("a", 2), ("b", 3), ("c", 1))
    )
    cache.evict()
    assert clips(tmp_path) == sorted([old, new])
    assert older not in clips(tmp_path)


def test_a_clip_found_lately_stays(tmp_path: Path) -> None:
    """Another process may be about to mix it, even where the cache is over its limit."""
    cache = ClipCache(tmp_path, limit_bytes=0)
    kept = add(cache, KEY, b"kept", age_s=DAY_S)
    add(cache, OTHER, b"gone", age_s=DAY_S)
    assert cache.find(KEY) == kept
    cache.evict()
    assert clips(tmp_path) == [kept]


def test_within_the_limit_nothing_goes(tmp_path: Path) -> None:
    """However old."""
    cache = ClipCache(tmp_path)
    path = add(cache, KEY, b"sound", age_s=400 * DAY_S)
    cache.evict()
    assert clips(tmp_path) == [path]


def test_a_workspace_goes_with_what_is_in_it(tmp_path: Path) -> None:
    """By an exception too, Ctrl-C included."""
    cache = ClipCache(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        interrupt_work_in(cache)
    assert not list(tmp_path.glob("working-*"))


def interrupt_work_in(cache: ClipCache) -> None:
    """Leave half a clip in a workspace."""
    with cache.workspace() as workspace:
        (workspace / "half.wav").write_bytes(b"half")
        raise KeyboardInterrupt


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    """A day later; a fresh workspace is another process's and stays."""
    cache = ClipCache(tmp_path)
    stale, fresh = tmp_path / "working-stale", tmp_path / "working-fresh"
    for folder in (stale, fresh):
        folder.mkdir()
        (folder / "half.wav").write_bytes(b"half")
    os.utime(stale, (time.time() - 2 * DAY_S,) * 2)
    with cache.workspace():
        assert not stale.exists()
        assert fresh.exists()


@pytest.fixture(params=["a file in its way", "a folder nobody writes"])
def unusable(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a folder that not even root can keep clips in."""
    (tmp_path / "file").write_text("")
    return Path("/proc/self") if "nobody" in request.param else tmp_path / "file" / "cache"


def test_a_folder_that_cannot_be_written_is_done_without(
    unusable: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The run finds its own clips again, and a person is told once, with what to do."""
    cache = ClipCache(unusable)
    assert cache.find(KEY) is None
    first = add(cache, KEY, b"sound")
    second = add(cache, OTHER, b"sound")
    cache.evict()
    assert (cache.find(KEY), cache.find(OTHER)) == (first, second)
    (said,) = caplog.messages
    assert said.startswith(f"The clip cache cannot use {unusable}: ")
    assert "NARRATOR_CACHE" in said


def test_a_disk_all_but_full_is_done_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Its old clips are found; new ones are kept elsewhere for the run."""
    old = add(ClipCache(tmp_path), KEY, b"sound")
    cache = ClipCache(tmp_path, least_free_bytes=1 << 80)
    new = add(cache, OTHER, b"sound")
    assert (cache.find(KEY), cache.find(OTHER)) == (old, new)
    assert not new.is_relative_to(tmp_path)
    assert "No space left" in caplog.text


def test_a_cache_done_without_leaves_nothing(unusable: Path) -> None:
    """Its clips go with the run."""
    cache = ClipCache(unusable)
    path = add(cache, KEY, b"sound")
    assert path.exists()
    del cache
    assert not path.parent.parent.exists()


def test_where_no_disk_takes_a_clip_it_is_an_output_error(
    unusable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the way to choose another."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(OutputError, match="cannot use") as caught, ClipCache(unusable).workspace():
        pass
    assert "NARRATOR_CACHE" in caught.value.hint


def test_clips_of_a_folder_that_may_only_be_read_are_found(tmp_path: Path) -> None:
    """As in a cache that somebody else fills: here its lock cannot be had."""
    path = add(ClipCache(tmp_path), KEY, b"sound")
    (tmp_path / ".lock").mkdir()
    assert ClipCache(tmp_path).find(KEY) == path


def test_a_clip_that_vanished_before_it_was_added_is_an_output_error(tmp_path: Path) -> None:
    """As where somebody empties the cache by hand meanwhile."""
    with pytest.raises(OutputError):
        ClipCache(tmp_path).add(KEY, tmp_path / "none.wav")


def test_the_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """By NARRATOR_CACHE, else the user's cache folder."""
    monkeypatch.setenv("NARRATOR_CACHE", "/somewhere/else")
    assert default_cache_folder() == Path("/somewhere/else")
    monkeypatch.delenv("NARRATOR_CACHE")
    assert default_cache_folder().parts[-2:] == ("narrator", "clips")


CROWD = """
import random, sys
from pathlib import Path
from narrator.cache import ClipCache
cache = ClipCache(Path(sys.argv[1]), limit_bytes=0)
keys = [f"{number:064x}" for number in range(60)]
random.Random(sys.argv[2]).shuffle(keys)
for key in keys:
    found = cache.find(key)
    if found is None:
        with cache.workspace() as workspace:
            (workspace / "a.wav").write_bytes(key.encode() * 50)
            found = cache.add(key, workspace / "a.wav")
    cache.evict()
    assert found.read_bytes() == key.encode() * 50
"""


@pytest.fixture
def crowd(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start three processes that find, add and evict in one cache, at first of old clips."""
    for number in range(60):
        key = f"{number:064x}"
        add(ClipCache(tmp_path), key, key.encode() * 50, age_s=DAY_S)
    command = [sys.executable, "-c", CROWD, str(tmp_path)]
    started = [subprocess.Popen([*command, str(seed)]) for seed in range(3)]
    yield started
    for process in started:
        process.kill()
        process.wait()


def test_processes_share_a_cache(crowd: list[subprocess.Popen[bytes]]) -> None:
    """None finds a clip that another removes before it can be used."""
    assert [process.wait(timeout=30) for process in crowd] == [0, 0, 0]


def test_a_clip_that_cannot_be_read_is_not_found(tmp_path: Path) -> None:
    """Whatever stands in its place stays; the text is spoken again."""
    cache = ClipCache(tmp_path)
    path = add(cache, KEY, b"sound")
    path.unlink()
    path.mkdir()
    assert cache.find(KEY) is None
    assert path.is_dir()
