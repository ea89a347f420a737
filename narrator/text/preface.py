"""The preface that marks text being read: "On screen:" before what a caption says.

Style guides for described audio ask that read text be told from description, by another voice or
by a short preface. Off, at the first text of a scene, or always.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from narrator.model import NARRATED, Narration
from narrator.text.tables import primary

PrefaceMode = Literal["off", "scene", "always"]
PREFACE_MODES: tuple[PrefaceMode, ...] = ("off", "scene", "always")
SCENE_GAP_MS = 60_000

WORDS: Mapping[str, str] = {
    "de": "Im Bild:",
    "en": "On screen:",
    "es": "En pantalla:",
    "fr": "À l'écran :",
    "ru": "На экране:",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Preface:
    """When a preface is said, in what words (None for the language's own), and how often.

    In the mode "scene" it is said again when the last one began more than `gap_ms` ago.
    """

    mode: PrefaceMode = "off"
    words: str | None = None
    gap_ms: int = SCENE_GAP_MS


OFF = Preface()


def with_preface(
    narrations: Iterable[Narration], preface: Preface, language: str
) -> tuple[Narration, ...]:
    """Return narrations in order of time, a preface before the spoken form where it is due.

    Only on-screen text takes one, and none takes it twice. Without words given, a language that
    has none of its own stays without preface.
    """
    words = WORDS.get(primary(language), "") if preface.words is None else preface.words.strip()
    if preface.mode == "off" or not words:
        return tuple(narrations)
    return tuple(_prefaced(narrations, preface, words))


def _prefaced(narrations: Iterable[Narration], preface: Preface, words: str) -> Iterator[Narration]:
    last_ms: int | None = None
    for narration in narrations:
        start_ms = narration.span.start_ms
        due = preface.mode == "always" or last_ms is None or start_ms - last_ms > preface.gap_ms
        has_one = narration.spoken.startswith(words)
        if has_one or (due and narration.tag in NARRATED):
            last_ms = start_ms
            yield narration if has_one else replace(narration, spoken=f"{words} {narration.spoken}")
        else:
            yield narration
