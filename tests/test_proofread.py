"""What a person should look at before anything is spoken."""

from narrator.model import Narration, Script, Span, Tag
from narrator.proofread import proofread
from narrator.text.lexicon import EMPTY


def found(*texts: tuple[str, str], tag: Tag = "caption") -> list[tuple[str, str]]:
    """Return the code and the first word of each finding on texts in their languages."""
    narrations = tuple(
        Narration(
            id=f"n{n}", unit_ids=(), span=Span(start_ms=0, end_ms=1000), tag=tag, text=text,
            spoken=text, voice="", language=language,
        )
        for n, (language, text) in enumerate(texts, 1)
    )  # fmt: skip
    script = Script(title="", language="en-GB", units=(), timing="cues", narrations=narrations)
    return [(f.code, f.message.split(maxsplit=1)[0]) for f in proofread(script, EMPTY)]


def test_names_words_and_languages_are_listed() -> None:
    """Each text is read in its own language."""
    assert found(("en", "VELDRIS HARBOUR OFFCIE"), ("de", "RATHAUS"), ("en", "VELDRIS")) == [
        ("other-language", "n2"),
        ("unknown-name", "Veldris:"),
        ("misspelt", "OFFCIE:"),
    ]


def test_dialogue_is_not_proofread() -> None:
    """It is heard, not shown."""
    assert found(("en", "Veldris, look!"), tag="dialogue") == []
