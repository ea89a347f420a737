"""Voice files: strict, and named in every complaint."""

from pathlib import Path

import pytest

from narrator.errors import JobError
from narrator.voices import load_voice, load_voices, model_voice, packaged_folder

PLAIN = 'engine = "tone"\nlanguage = "en"\n'


def written(folder: Path, text: str, name: str = "a.toml") -> Path:
    """Write a voice's file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_voices_that_come_with_narrator_load() -> None:
    """Each is named by its file, says its licence, and speaks no faster than 160."""
    voices = load_voices()
    assert {"joe", "tone", "espeak-en-gb", "espeak-ru"} <= voices.keys()
    for name, voice in voices.items():
        assert voice.name == name
        assert voice.licence
        assert voice.description
        assert 100 <= voice.rate_wpm <= 160
    assert all(p.suffix == ".toml" for p in packaged_folder().iterdir() if p.is_file())


def test_a_folder_of_voices_goes_before_ours(tmp_path: Path) -> None:
    """A house can have its own joe."""
    written(tmp_path, PLAIN, "joe.toml")
    written(tmp_path, PLAIN, "Élodie.toml")
    voices = load_voices(tmp_path)
    assert voices["joe"].engine == "tone"
    assert "Élodie" in voices
    assert "tone" in voices


def test_every_key_is_read(tmp_path: Path) -> None:
    """Whole numbers do for decimal ones."""
    text = PLAIN + (
        "rate_wpm = 150\nnatural_wpm = 200\nvariation = 1\ngain_db = -2.5\n"
        'engine_voice = "x"\nmodel = "package:a/b"\nlicence = "L"\ndescription = "D"\n'
    )
    voice = load_voice(written(tmp_path, text))
    assert (voice.rate_wpm, voice.natural_wpm) == (150, 200)
    assert (voice.variation, voice.gain_db) == (1, -2.5)
    assert (voice.engine_voice, voice.model) == ("x", "package:a/b")


def test_a_relative_model_is_beside_its_file(tmp_path: Path) -> None:
    """Wherever narrator is started."""
    voice = load_voice(written(tmp_path, PLAIN + 'model = "models/x.onnx"\n'))
    assert voice.model == str(tmp_path / "models" / "x.onnx")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('engine = "tone"\n', "no key 'language'"),
        ('language = "en"\n', "no key 'engine'"),
        (PLAIN + "speed = 3\n", "unknown key 'speed'"),
        (PLAIN + 'name = "x"\n', "unknown key 'name'"),
        (PLAIN + 'rate_wpm = "160"\n', "rate_wpm is not a whole number from 50 to 500"),
        (PLAIN + "rate_wpm = 160.5\n", "rate_wpm is not"),
        (PLAIN + "rate_wpm = true\n", "rate_wpm is not"),
        (PLAIN + "rate_wpm = 0\n", "rate_wpm is not"),
        (PLAIN + "natural_wpm = -160\n", "natural_wpm is not"),
        (PLAIN + "gain_db = nan\n", "gain_db is not a number"),
        (PLAIN + "gain_db = inf\n", "gain_db is not"),
        (PLAIN + "variation = 3.0\n", "variation is not"),
        (PLAIN + "licence = 3\n", "licence is not a text"),
        (PLAIN + 'model = ""\n', "model is not a text"),
        ("engine = \n", "not a TOML file"),
        (PLAIN + PLAIN, "not a TOML file"),
    ],
)
def test_a_wrong_file_is_a_job_error(tmp_path: Path, text: str, complaint: str) -> None:
    """Which names the file and the key."""
    path = written(tmp_path, text)
    with pytest.raises(JobError, match=complaint) as caught:
        load_voice(path)
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_no_text_is_a_job_error(tmp_path: Path) -> None:
    """A model passed for a voice."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(JobError, match="not a TOML file"):
        load_voice(path)


def test_a_file_that_cannot_be_read_is_a_job_error(tmp_path: Path) -> None:
    """Missing, or a folder."""
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(JobError, match="Cannot read the voice"):
            load_voice(path)


def test_a_missing_folder_of_voices_is_a_job_error(tmp_path: Path) -> None:
    """It is not taken for an empty one."""
    with pytest.raises(JobError, match="no folder of voices"):
        load_voices(tmp_path / "none")


def test_a_model_without_readable_settings_speaks_the_language_asked_for(tmp_path: Path) -> None:
    """The engine will say what is wrong with them."""
    path = tmp_path / "x.onnx"
    path.write_bytes(b"")
    path.with_name("x.onnx.json").write_text("[]")
    assert model_voice(path, language="cs").language == "cs"
