"""The cast: speakers keep their voices, captions have their own, a cast file wins."""

from dataclasses import replace
from pathlib import Path

import pytest

from narrator.cast import Told, load_cast, with_voices
from narrator.errors import JobError
from narrator.model import Narration, Span, Tag, Voice

VOICES = {name: Voice(name=name, engine="tone", language="en") for name in "abcdz"}


def said(*speakers: str, tag: Tag = "dialogue") -> list[Narration]:
    """Return a narration by each speaker in turn."""
    return [
        Narration(
            id=f"n{n}", unit_ids=(), span=Span(start_ms=n, end_ms=n + 1), tag=tag, text="A",
            spoken="A", voice="", speaker=speaker,
        )
        for n, speaker in enumerate(speakers)
    ]  # fmt: skip


def cast(narrations: list[Narration], others: str, told: Told | None = None) -> str:
    """Return the voices' names of narrations in one word; "a" is the episode's voice."""
    pool = [VOICES[name] for name in others]
    spoken, voices = with_voices(narrations, VOICES["a"], pool, told or Told(), VOICES.__getitem__)
    assert {n.voice for n in spoken} <= voices.keys()
    return "".join(n.voice for n in spoken)


def test_on_screen_text_has_the_voice_of_the_episode_and_dialogue_another() -> None:
    """So that they can be told apart."""
    assert cast(said("", "", tag="caption") + said("", ""), "bcd") == "aabb"


def test_who_has_most_to_say_chooses_first_and_keeps_the_voice() -> None:
    """The reader's voice is nobody's else while there are others; case does not matter."""
    assert cast(said("Ida", "Tom", "", "TOM", "Ida", "tom", "Kay"), "bcd") == "dcbcdcc"


def test_one_voice_alone_says_everything() -> None:
    """Rather than nothing."""
    assert cast(said("Ida", "") + said("", tag="caption"), "") == "aaa"


def test_a_cast_file_wins(tmp_path: Path) -> None:
    """For captions, the reader and speakers, in any case."""
    path = tmp_path / "cast.toml"
    path.write_text('captions = "d"\nreader = "z"\n[speakers]\n"TOM" = "a"\n', encoding="utf-8")
    narrations = said("Tom", "", "Ida") + said("", tag="intertitle")
    assert cast(narrations, "bc", load_cast(path)) == "azcd"


def test_a_voice_that_a_script_names_goes_before_all(tmp_path: Path) -> None:
    """For one narration, be it dialogue or on-screen text; the others are cast as usual."""
    path = tmp_path / "cast.toml"
    path.write_text('captions = "d"\n[speakers]\n"TOM" = "a"\n', encoding="utf-8")
    drafts = [*said("Tom", "Tom"), *said("", "", tag="caption")]
    narrations = [
        replace(n, voice=name) for n, name in zip(drafts, ("", "z", "c", ""), strict=True)
    ]
    assert cast(narrations, "bc", load_cast(path)) == "azcd"


@pytest.mark.parametrize("name", ["cyan", "Aqua", "#0FF", "#00FFFF", "rgb(0, 255, 255)"])
def test_a_cast_names_a_colour_in_any_spelling(name: str) -> None:
    """Readers give every colour one spelling; a cast is written by people."""
    assert cast(said("#00ffff", "#ffff00"), "bc", Told(speakers={name: "z"})) == "zc"


def test_a_label_goes_before_a_colour_of_its_name() -> None:
    """RED may be a person; the colour can be told by its digits still."""
    narrations = said("RED", "#ff0000")
    assert cast(narrations, "bc", Told(speakers={"Red": "z"})) == "zc"
    assert cast(narrations, "bc", Told(speakers={"Red": "z", "#f00": "d"})) == "zd"


@pytest.mark.parametrize("names", [("TOM", "Tom"), ("cyan", "#00ffff")])
def test_one_speaker_has_one_voice(names: tuple[str, str]) -> None:
    """Two voices for one are refused, the same voice twice is not."""
    narrations = said("Tom", "#00ffff")
    first, second = names
    assert "z" in cast(narrations, "bc", Told(speakers={first: "z", second: "z"}))
    with pytest.raises(JobError, match="two voices: z and d") as caught:
        cast(narrations, "bc", Told(speakers={first: "z", second: "d"}))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("voice = 'a'", "unknown key 'voice'"),
        ("speakers = 'a'", "speakers is no table"),
        ("reader = 3", "something else than a text"),
        ("[speakers]\nTom = ''", "something else than a text"),
        ("reader", "cannot be read"),
    ],
)
def test_a_wrong_cast_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    """In one sentence with a hint."""
    path = tmp_path / "cast.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(JobError, match=sentence) as caught:
        load_cast(path)
    assert caught.value.hint
