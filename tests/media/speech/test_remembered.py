"""Listening once a programme."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narrator.errors import UnreadableInputError
from narrator.media.speech.remembered import (
    file_identity,
    hear,
    hearing_key,
    remembered,
)
from narrator.media.speech.spans import Thresholds
from narrator.model import Heard, Programme, Span

SPEECH = (Span(start_ms=10, end_ms=20), Span(start_ms=400, end_ms=900))
WINDOWS = (Span(start_ms=0, end_ms=1_000),)


def never() -> tuple[Span, ...]:
    """Fail: what is remembered is not listened to."""
    raise AssertionError


def test_what_was_heard_is_not_listened_to_again(tmp_path: Path) -> None:
    """The second answer is from the folder, which is made."""
    folder = tmp_path / "cache" / "speech"
    assert remembered(folder, "k", lambda: SPEECH) == SPEECH
    assert remembered(folder, "k", never) == SPEECH
    assert remembered(folder, "other", tuple) == ()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"\xff\xfe", b'{"speech": [[1, 2]], "digest": "x"}', b"null",
        b'{"speech": 3, "digest": 4}',
    ],
)  # fmt: skip
def test_a_damaged_result_is_made_anew(tmp_path: Path, content: bytes) -> None:
    """Whatever stands in the file."""
    (tmp_path / "k.json").write_bytes(content)
    assert remembered(tmp_path, "k", lambda: SPEECH) == SPEECH
    assert remembered(tmp_path, "k", never) == SPEECH


def test_a_changed_number_is_noticed(tmp_path: Path) -> None:
    """The file carries a digest of its spans."""
    remembered(tmp_path, "k", lambda: SPEECH)
    path = tmp_path / "k.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["speech"][0][0] += 1
    path.write_text(json.dumps(content), encoding="utf-8")
    assert remembered(tmp_path, "k", lambda: ()) == ()


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """It is a file; what was heard is heard all the same."""
    (tmp_path / "cache").write_text("x", encoding="utf-8")
    assert remembered(tmp_path / "cache", "k", lambda: SPEECH) == SPEECH


def test_the_oldest_results_make_room(tmp_path: Path) -> None:
    """So many are kept and no more."""
    for number in range(5):
        remembered(tmp_path, f"k{number}", lambda: SPEECH)
        os.utime(tmp_path / f"k{number}.json", (number, number))
    remembered(tmp_path, "last", lambda: SPEECH, most_kept=3)
    assert {path.stem for path in tmp_path.iterdir()} == {"k3", "k4", "last"}


def test_the_key_changes_with_all_that_decides(written: Callable[..., Programme]) -> None:
    """File, windows, model, thresholds, and where the sound starts."""
    programme = written(np.zeros(48_000))
    key = hearing_key(programme, WINDOWS, model="m")
    assert key == hearing_key(programme, WINDOWS, model="m")
    others = {
        hearing_key(programme, WINDOWS, model="n"),
        hearing_key(programme, (), model="m"),
        hearing_key(programme, WINDOWS, model="m", thresholds=Thresholds(begin=0.6)),
        hearing_key(replace(programme, sound_start_ms=40), WINDOWS, model="m"),
        hearing_key(written(np.full(48_000, 0.5)), WINDOWS, model="m"),
    }
    assert key not in others
    assert len(others) == 5


def test_a_change_of_time_size_or_sampled_bytes_is_another_file(tmp_path: Path) -> None:
    """The head, the tail and blocks between are read."""
    path = tmp_path / "a.bin"
    found = set()
    for content in (bytes(3_000_000), bytes(3_000_001), b"x" + bytes(2_999_999),
                    bytes(2_999_999) + b"x"):  # fmt: skip
        path.write_bytes(content)
        os.utime(path, (1, 1))
        found.add(file_identity(path))
    os.utime(path, (2, 2))
    assert len(found | {file_identity(path)}) == 5


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537])
def test_small_files_have_an_identity(tmp_path: Path, size: int) -> None:
    """Smaller than a block as well."""
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(size))
    assert len(file_identity(path)) == 64


def test_a_missing_file_has_none(tmp_path: Path) -> None:
    """It is unreadable input."""
    with pytest.raises(UnreadableInputError):
        file_identity(tmp_path / "gone.wav")


def test_a_silent_programme_is_heard_and_remembered(
    tmp_path: Path, written: Callable[..., Programme]
) -> None:
    """One result, no finding."""
    programme = written(np.zeros(48_000))
    assert hear(programme, WINDOWS, tmp_path / "speech").speech == ()
    assert len(list((tmp_path / "speech").glob("*.json"))) == 1


def test_without_sound_or_windows_nothing_is_kept(
    tmp_path: Path, written: Callable[..., Programme]
) -> None:
    """Not even a folder."""
    programme = written(np.zeros(48_000))
    assert hear(programme, (), tmp_path / "speech") == Heard()
    assert hear(replace(programme, has_sound=False), WINDOWS, tmp_path / "speech") == Heard()
    assert not (tmp_path / "speech").exists()


def test_without_the_model_a_finding_says_so(
    tmp_path: Path, written: Callable[..., Programme]
) -> None:
    """Nothing is kept, so that it is heard once the model is there."""
    heard = hear(written(np.zeros(48_000)), WINDOWS, tmp_path / "x", can_listen=lambda: False)
    assert heard.speech == ()
    assert [finding.code for finding in heard.findings] == ["speech-not-heard"]
    assert not heard.findings[0].blocking
    assert not (tmp_path / "x").exists()
