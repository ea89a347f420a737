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


def with_preface(
    narrations: Iterable[Narration], voices: Mapping[str, Voice]
) -> tuple[Narration, ...]:
    """Return narrations in order of time, each voice's preface before them where it is due.

    Only on-screen text takes one, and none takes it twice. A voice without words of its own
    says those of its language; where there are none, there is no preface.
    """
    return tuple(_prefaced(narrations, voices))


def _prefaced(narrations: Iterable[Narration], voices: Mapping[str, Voice]) -> Iterator[Narration]:
    due_ms: int | None = None
    for narration in narrations:
        voice, start_ms = voices[narration.voice], narration.span.start_ms
        words = words_of(voice)
        has_one = bool(words) and narration.spoken.startswith(words)
        due = narration.tag in NARRATED and (due_ms is None or start_ms >= due_ms)
        if has_one or due:
            due_ms = start_ms + (0 if voice.preface == "always" else SCENE_GAP_MS)
        yield _led(narration, words) if words and due and not has_one else narration


def words_of(voice: Voice) -> str:
    """Return the words of a voice's preface, "" where it has none."""
    if voice.preface == "off":
        return ""
    return voice.preface_words or WORDS.get(primary(voice.language), "")


def _led(narration: Narration, words: str) -> Narration:
    """Return a narration with the words before what is said: in full, shorter, or in parts."""
    shorter = f"{words} {narration.shorter}" if narration.shorter else ""
    parts = (*(_led(part, words) for part in narration.parts[:1]), *narration.parts[1:])
    return replace(narration, spoken=f"{words} {narration.spoken}", shorter=shorter, parts=parts)
