"""The preface that marks text being read: "On screen:" before what a caption says.

Style guides for described audio ask that read text be told from description, by another voice or
by a short preface. A voice says it never, at the first text of a scene, or always.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from narrator.model import NARRATED, Narration, Voice
from narrator.text.tables import primary

SCENE_GAP_MS = 60_000  # on-screen text this long after the last preface opens another scene

WORDS: Mapping[str, str] = {
    "de": "Im Bild:",
    "en": "On screen:",
    "es": "En pantalla:",
    "fr": "À l'écran :",
    "ru": "На экране:",
}


def with_preface(narrations: Iterable[Narration], voice: Voice) -> tuple[Narration, ...]:
    """Return narrations in order of time, the voice's preface before each where it is due.

    Only on-screen text takes one, and none takes it twice. A voice without words of its own
    says those of its language; where there are none, there is no preface.
    """
    words = voice.preface_words or WORDS.get(primary(voice.language), "")
    if voice.preface == "off" or not words:
        return tuple(narrations)
    return tuple(_prefaced(narrations, words, 0 if voice.preface == "always" else SCENE_GAP_MS))


def _prefaced(narrations: Iterable[Narration], words: str, gap_ms: int) -> Iterator[Narration]:
    """Put the words before on-screen text that begins `gap_ms` or more after the last ones."""
    due_ms: int | None = None
    for narration in narrations:
        start_ms = narration.span.start_ms
        has_one = narration.spoken.startswith(words)
        due = narration.tag in NARRATED and (due_ms is None or start_ms >= due_ms)
        if has_one or due:
            due_ms = start_ms + gap_ms
        yield (
            replace(narration, spoken=f"{words} {narration.spoken}")
            if due and not has_one
            else narration
        )
