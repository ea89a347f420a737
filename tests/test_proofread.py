"""What a person should look at before anything is spoken."""

from dataclasses import replace

from narrator.model import Narration, Script, Span, Tag
from narrator.proofread import doubts_in, notes_of, proofread
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


def test_a_narration_that_is_spoken_whole_is_named_whole() -> None:
    """Its parts are listed nowhere."""
    parts = tuple(
        Narration(id=f"n1-{n}", unit_ids=(), span=Span(start_ms=n, end_ms=1000), tag="caption",
                  text=text, spoken=text, voice="", language="en")
        for n, text in enumerate(("VELDRIS", "HARBOUR OFFCIE", "VELDRIS"), 1)
    )  # fmt: skip
    whole = replace(parts[0], id="n1", text="\n".join(part.text for part in parts), parts=parts)
    script = Script(title="", language="en", units=(), timing="cues", narrations=(whole,))
    name, word = proofread(script, EMPTY)
    assert name.message.endswith("(2 times: n1).")
    assert word.message.endswith("(n1).")
    parted = notes_of(doubts_in(script, EMPTY), replace(script, narrations=parts))
    assert [note.message.rpartition("(")[2] for note in parted] == [
        "2 times: n1-1, n1-3).",
        "n1-2).",
    ]
    assert [note.span for note in parted] == [parts[0].span, parts[1].span]


def test_dialogue_is_not_proofread() -> None:
    """It is heard, not shown."""
    assert found(("en", "Veldris, look!"), tag="dialogue") == []
