"""espeak-ng under pyttsx3 and Piper, as installed: what is heard, how fast, and how safely."""

import os
import subprocess
import sys
import tomllib
import wave
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from narrator.engines import ENGINES, Speaker, espeak
from narrator.engines.pools import Request, WorkerPool
from narrator.engines.trim import trim
from narrator.errors import SpeechError
from narrator.model import Voice
from narrator.voices import load_voices

VOICES = load_voices()
ESPEAK = sorted(name for name, voice in VOICES.items() if voice.engine == "pyttsx3")
SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))

Samples = NDArray[np.float64]


@pytest.fixture(scope="module")
def speakers() -> Mapping[str, Speaker]:
    """Return both engines with an English voice, opened once."""
    names = ("espeak-en-gb", "joe")
    return {name: ENGINES[VOICES[name].engine].open_speaker(VOICES[name]) for name in names}


def heard(path: Path) -> tuple[Samples, int]:
    """Return the samples of a mono 16-bit WAV file, full scale at 1, and their rate."""
    with wave.open(str(path)) as clip:
        assert (clip.getnchannels(), clip.getsampwidth()) == (1, 2)
        samples = np.frombuffer(clip.readframes(clip.getnframes()), "<i2") / 32_768
        return samples, clip.getframerate()


def seconds(speaker: Speaker, text: str, path: Path, rate_wpm: int = 160) -> float:
    """Return how long a text lasts, spoken and trimmed."""
    speaker.speak(text, rate_wpm=rate_wpm, path=path)
    trim(path)
    samples, rate_hz = heard(path)
    return len(samples) / rate_hz


def words_a_minute(speaker: Speaker, texts: list[str], path: Path, rate_wpm: int) -> float:
    """Return the speed at which a voice speaks texts, pauses included."""
    spoken_s = sum(seconds(speaker, text, path, rate_wpm) for text in texts)
    return 60 * sum(len(text.split()) for text in texts) / spoken_s


def loudest_db(samples: Samples, rate_hz: int, peak: float) -> float:
    """Return the level of the loudest 5 ms, in decibels from the peak of the clip."""
    length = rate_hz // 200
    blocks = samples[: len(samples) // length * length].reshape(-1, length)
    levels = np.sqrt((blocks**2).mean(axis=1)) if len(blocks) else np.zeros(1)
    return float(20 * np.log10(max(levels.max(), 1e-9) / peak))


@pytest.mark.parametrize("name", ["espeak-en-gb", "joe"])
@pytest.mark.parametrize("text", ["She", "Four", "Hotel", "The Fifth", "Half past six", "Oath"])
def test_no_sound_of_a_word_is_cut(
    speakers: Mapping[str, Speaker], tmp_path: Path, name: str, text: str
) -> None:
    """What goes before the first sound and after the last lies 50 dB under the peak or more."""
    path = tmp_path / "clip.wav"
    speakers[name].speak(text, rate_wpm=160, path=path)
    raw, rate_hz = heard(path)
    trim(path)
    trimmed, _ = heard(path)
    inside = trimmed[rate_hz // 50 : -rate_hz // 50].tobytes()
    start = raw.tobytes().index(inside) // raw.itemsize - rate_hz // 50
    before, after = raw[:start], raw[start + len(trimmed) :]
    assert len(after) > rate_hz // 20, "the engines end in silence"
    assert loudest_db(before, rate_hz, abs(raw).max()) < -50
    assert loudest_db(after, rate_hz, abs(raw).max()) < -50
    assert loudest_db(raw[start : start + rate_hz // 80], rate_hz, abs(raw).max()) > -60


@pytest.mark.parametrize("name", ESPEAK)
def test_an_espeak_voice_keeps_the_rate_it_is_asked_for(tmp_path: Path, name: str) -> None:
    """Within a tenth, pauses included, at its own rate and a fifth faster.

    In a worker of its own, as in a render: espeak keeps global state, and has crashed where one
    process went from voice to voice with Piper's espeak beside it.
    """
    voice = VOICES[name]
    texts = SENTENCES[voice.language.partition("-")[0]]
    words = sum(len(text.split()) for text in texts)
    with WorkerPool(size=1) as pool:
        for rate_wpm in (voice.rate_wpm, round(1.2 * voice.rate_wpm)):
            orders = [
                Request(text=text, voice=voice, rate_wpm=rate_wpm, path=tmp_path / f"{number}.wav")
                for number, text in enumerate(texts)
            ]
            assert not any(reply.error for reply in pool.speak_each(orders))
            clips = [heard(order.path) for order in orders]
            spoken_s = sum(len(samples) / rate_hz for samples, rate_hz in clips)
            assert 60 * words / spoken_s == pytest.approx(rate_wpm, rel=0.1)


@pytest.mark.parametrize("rate_wpm", [160, 195])
def test_piper_keeps_the_rate_it_is_asked_for(
    speakers: Mapping[str, Speaker], tmp_path: Path, rate_wpm: int
) -> None:
    """Within a tenth, on two sentences near the average, to be quick."""
    texts = SENTENCES["en"][3::6]
    measured = words_a_minute(speakers["joe"], texts, tmp_path / "a.wav", rate_wpm)
    assert measured == pytest.approx(rate_wpm, rel=0.1)


def test_piper_gives_a_text_one_sound(speakers: Mapping[str, Speaker], tmp_path: Path) -> None:
    """Whatever was spoken before, to the sample."""
    first, between, again = (tmp_path / name for name in ("a.wav", "b.wav", "c.wav"))
    speaker = speakers["joe"]
    speaker.speak("Harbour police.", rate_wpm=160, path=first)
    speaker.speak("Something else.", rate_wpm=160, path=between)
    speaker.speak("Harbour police.", rate_wpm=160, path=again)
    assert first.read_bytes() == again.read_bytes()


def test_piper_varies_where_its_voice_says_so(tmp_path: Path) -> None:
    """Variation 1 is the model's own noise."""
    speaker = ENGINES["piper"].open_speaker(replace(VOICES["joe"], variation=1.0))
    first, again = tmp_path / "a.wav", tmp_path / "b.wav"
    speaker.speak("Harbour police.", rate_wpm=160, path=first)
    speaker.speak("Harbour police.", rate_wpm=160, path=again)
    assert first.read_bytes() != again.read_bytes()


def test_espeak_loses_nothing_as_rates_change(
    speakers: Mapping[str, Speaker], tmp_path: Path
) -> None:
    """Fifty texts in a row: each is whole and at its own rate."""
    speaker, path = speakers["espeak-en-gb"], tmp_path / "a.wav"
    slow, fast = zip(
        *(
            (seconds(speaker, "The bridge is closed.", path, rate) for rate in (100, 240))
            for _ in range(25)
        ),
        strict=True,
    )
    assert max(slow) - min(slow) < 0.06
    assert max(fast) - min(fast) < 0.06
    assert min(slow) > 2 * max(fast)


@pytest.mark.parametrize("name", ["espeak-en-gb", "joe"])
def test_marks_of_phonemes_are_not_obeyed(
    speakers: Mapping[str, Speaker], tmp_path: Path, name: str
) -> None:
    """The same letters in single brackets last as long."""
    speaker, path = speakers[name], tmp_path / "a.wav"
    doubled = seconds(speaker, "Platform [[hh]] north", path)
    single = seconds(speaker, "Platform [hh]] north", path)
    assert doubled == pytest.approx(single, abs=0.05)


def test_espeak_obeys_no_control_codes(speakers: Mapping[str, Speaker], tmp_path: Path) -> None:
    """Ctrl-A 9 0 S would set the speed to 90."""
    speaker, path = speakers["espeak-en-gb"], tmp_path / "a.wav"
    before = seconds(speaker, "The bridge is closed.", path)
    seconds(speaker, "north \x01450S and east", path)
    assert seconds(speaker, "The bridge is closed.", path) == pytest.approx(before, abs=0.06)


@pytest.mark.parametrize("name", ["espeak-en-gb", "joe"])
def test_a_text_without_words_is_refused(
    speakers: Mapping[str, Speaker], tmp_path: Path, name: str
) -> None:
    """Before the engine is asked."""
    with pytest.raises(SpeechError):
        speakers[name].speak("… —", rate_wpm=160, path=tmp_path / "a.wav")


def test_espeak_knows_its_languages() -> None:
    """The best voice of a tag wins, and a plain tag is there for a regional one."""
    languages = espeak.languages()
    assert languages["en-us"] == "gmw/en-US"
    assert languages["en"] == "gmw/en"
    assert languages["fr"] == "roa/fr"
    assert "tlh" not in languages


def test_a_voice_that_espeak_does_not_have_is_missing() -> None:
    """It is said before a worker is started."""
    voice = Voice(name="x", engine="pyttsx3", language="en", engine_voice="gmw/martian")
    assert ENGINES["pyttsx3"].missing(voice) == "espeak-ng has no voice named 'gmw/martian'."


@pytest.mark.parametrize(
    ("model", "hint"),
    [
        (None, "Add `model`"),
        ("package:no_such_voice/data/x.onnx", "pip install"),
        ("package:../../etc/passwd", "pip install"),
        ("/nowhere/x.onnx", "model's path"),
    ],
)
def test_a_model_that_is_not_there_is_missing(model: str | None, hint: str) -> None:
    """With what to do about it."""
    voice = Voice(name="x", engine="piper", language="en", model=model)
    assert hint in (ENGINES["piper"].missing(voice) or "")
    with pytest.raises(SpeechError):
        ENGINES["piper"].open_speaker(voice)


def test_what_is_installed_is_not_missing() -> None:
    """The voices that come with narrator can speak, and their engines have versions."""
    for voice in VOICES.values():
        assert ENGINES[voice.engine].missing(voice) is None, voice.name
    assert "espeak-ng 1." in ENGINES["pyttsx3"].version()
    assert "onnxruntime" in ENGINES["piper"].version()


SPEAK = """
import sys
from pathlib import Path
from narrator.engines import piper
from narrator.voices import load_voices
piper.open_speaker(load_voices()["joe"]).speak("Harbour.", rate_wpm=160, path=Path(sys.argv[1]))
"""


def test_piper_writes_nothing_but_the_clip(tmp_path: Path) -> None:
    """As it comes, onnxruntime keeps a device id and events to send home."""
    home, clip = tmp_path / "home", tmp_path / "clip.wav"
    home.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    environ = {**kept, "HOME": str(home), "XDG_CACHE_HOME": str(home), "TMPDIR": str(home)}
    subprocess.run([sys.executable, "-c", SPEAK, str(clip)], env=environ, check=True, timeout=60)
    assert clip.stat().st_size > 10_000
    assert not list(home.rglob("*"))
