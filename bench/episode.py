"""Make the cues of an episode: 643 cues in 50 minutes, 40 of them on-screen text, all invented.

    python bench/episode.py OUT.gold.json [--minutes 50]

Conversations of some five to twenty-two cues that follow each other closely, as in real files
(half of the gaps under 0.4 s, a quarter under 0.1 s), and pauses of many seconds between them. On-
screen text stands at the head of a scene, or between two lines of a conversation. Everything is
drawn by a fixed seed; ../shared/tools/make_programme.py then speaks the dialogue over music.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CUES_A_MINUTE, CAPTIONS_A_MINUTE = 643 / 50, 40 / 50
HEAD_S, TAIL_S = 4.0, 5.0  # make_programme.py lets the programme go on for 5 s after its last cue
LEAST_PAUSE_S = 2.0
FEWEST_IN_A_SCENE, MOST_IN_A_SCENE = 5, 22
WIDEST_LINE = 36
SHOWN_FIRST = 0.6  # the share of on-screen text that stands at the head of a scene

SIGNS = ("HARBOUR OFFICE {n}", "ROOM {n}", "PILOT BOAT No. {n}", "{day} MARCH 1938",
         "CUSTOMS HOUSE, GATE {n}", "ENGINE ROOM {n}:\nAUTHORISED CREW ONLY",
         "TIDE TABLE\nHIGH WATER {day}.14", "INQUIRY, DAY {day}",
         "BERTH {n} IS CLOSED")  # fmt: skip
WHO = ("The pilot", "Your sister", "The clerk", "My father", "The old captain", "Somebody",
       "The woman from the chart room", "That boy", "The harbour master")  # fmt: skip
DID = ("left the lamp burning", "wrote nine feet in the book", "came back from the inquiry",
       "never saw the second boat", "sold the ropes to the board", "knew where the buoy was",
       "paid for the coal himself", "went out past the breakwater")  # fmt: skip
WHEN = ("before the tide turned.", "on the night of the storm.", "and told me nothing.",
        "while we were asleep.", "because you asked him to.", "and that is all I know.",
        "and nobody has been paid for it yet.",
        "as anybody on the quay will tell you.")  # fmt: skip
OPENINGS = ("", "No, ", "Yes, ", "Well, ", "Perhaps ", "Listen, ", "Then ", "But ", "I mean ",
            "Sir, ", "Mother, ", "Captain, ", "Please, ", "So ", "Quiet, ")  # fmt: skip
REPLIES = ("I know.", "we go tonight.", "who told you that?", "you ask her.", "it was raining.",
           "where is the lamp?", "he did not say.", "you signed it.", "she was there.",
           "they had the key.", "nobody goes down there.", "give me the book.", "I wait here.",
           "he owes us nothing.", "that was years ago.", "it was the wrong boat.",
           "nobody paid the pilot.", "the tide has turned.", "they will come back.")  # fmt: skip
ASKED = ("Did you see who", "Have you heard who", "Do you remember who", "Can you tell me who",
         "So nobody knows who", "Are you asking who")  # fmt: skip
ASKED_OF = ("moved the boat", "kept the second key", "came up the ladder", "burned the letters",
            "rang the bell", "cut the line", "was in the chart room")  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A cue without its time: its text, its tag, how long it stands, and the gap before it."""

    text: str
    tag: str
    length_s: float
    gap_s: float | None  # None at the head of a scene: the pause that fills the programme


def episode(minutes: float = 50) -> dict[str, object]:
    """Return the gold file of an episode of so many minutes."""
    return {"file": "ep.srt", "language": "en", "kind": "bench", "cues": list(cues(minutes))}


def cues(minutes: float) -> Iterator[dict[str, object]]:
    """Yield the cues in order, each with its start, its end and its tagged lines."""
    drawn = random.Random(1938)  # noqa: S311 - a fixed draw, no secret
    shown = list(sequence(drawn, minutes))
    at_s, pauses_s = HEAD_S, iter(pauses(drawn, shown, minutes * 60 - HEAD_S - TAIL_S))
    for number, cue in enumerate(shown):
        gap_s = next(pauses_s) if cue.gap_s is None else cue.gap_s
        at_s += gap_s if number else 0.0
        start_s, at_s = at_s, at_s + cue.length_s
        lines = [{"text": line, "tag": cue.tag} for line in cue.text.splitlines()]
        yield {"start": round(start_s, 3), "end": round(at_s, 3), "lines": lines}


def sequence(drawn: random.Random, minutes: float) -> Iterator[Shown]:
    """Yield all cues without their times."""
    count, captions = round(CUES_A_MINUTE * minutes), max(2, round(CAPTIONS_A_MINUTE * minutes))
    heads = scene_heads(drawn, count)
    first = set(drawn.sample(heads, min(len(heads), round(SHOWN_FIRST * captions))))
    between = [n for n in range(2, count - 2) if not {n - 1, n, n + 1} & set(heads)]
    signs = first | set(drawn.sample(between, captions - len(first)))
    numbers = iter(drawn.sample(range(2, 2 + 4 * captions), captions))
    said: set[str] = set()
    for number in range(count):
        gap_s = None if number in heads else short_gap_s(drawn)
        if number in signs:
            text = drawn.choice(SIGNS).format(n=next(numbers), day=drawn.randint(1, 31))
            yield Shown(text=text, tag="caption", length_s=drawn.uniform(2.0, 4.5), gap_s=gap_s)
        else:
            text = wrapped(fresh(drawn, said))
            yield Shown(text=text, tag="dialogue", length_s=reading_s(drawn, text), gap_s=gap_s)


def scene_heads(drawn: random.Random, count: int) -> list[int]:
    """Return the number of each scene's first cue."""
    heads, at = [], 0
    while count - at >= FEWEST_IN_A_SCENE or not heads:
        heads.append(at)
        at += drawn.randint(FEWEST_IN_A_SCENE, MOST_IN_A_SCENE)
    return heads


def short_gap_s(drawn: random.Random) -> float:
    """Return the gap to the line before, within a conversation."""
    if drawn.random() < 0.3:
        return drawn.uniform(0.05, 0.095)
    return drawn.triangular(0.2, 0.6, 0.48)


def pauses(drawn: random.Random, shown: Sequence[Shown], room_s: float) -> list[float]:
    """Return the pauses at the heads of scenes that make the cues fill `room_s` seconds."""
    said_s = sum(cue.length_s + (cue.gap_s or 0.0) for cue in shown)
    weights = [drawn.uniform(0.2, 2.0) for cue in shown if cue.gap_s is None]
    if len(weights) == 1:
        return [0.0]
    weights[0] = 0.0  # before the very first cue stands HEAD_S
    left_s = room_s - said_s - LEAST_PAUSE_S * (len(weights) - 1)
    return [LEAST_PAUSE_S + left_s * weight / sum(weights) for weight in weights]


def fresh(drawn: random.Random, said: set[str]) -> str:
    """Return something that is not in `said` yet, mostly: people do repeat themselves."""
    text = sentence(drawn)
    for _ in range(drawn.randint(1, 4)):
        if text not in said:
            break
        text = sentence(drawn)
    said.add(text)
    return text


def sentence(drawn: random.Random) -> str:
    """Return something to say, short or long."""
    kind = drawn.random()
    if kind < 0.38:
        said = drawn.choice(OPENINGS) + drawn.choice(REPLIES)
        return said[0].upper() + said[1:]
    if kind < 0.55:
        return f"{drawn.choice(ASKED)} {drawn.choice((*ASKED_OF, *DID))}?"
    return f"{drawn.choice(WHO)} {drawn.choice(DID)} {drawn.choice(WHEN)}"


def wrapped(text: str) -> str:
    """Return a text on two lines of about one length where it is too wide for one."""
    if len(text) <= WIDEST_LINE:
        return text
    spaces = [at for at, sign in enumerate(text) if sign == " "]
    middle = min(spaces, key=lambda at: abs(at - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"


def reading_s(drawn: random.Random, text: str) -> float:
    """Return how long a spoken line stands: some seventeen characters a second."""
    return max(0.9, 0.5 + len(text) / drawn.uniform(16, 21))


def main() -> None:
    """Write the gold file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=50)
    asked = parser.parse_args()
    asked.out.write_text(json.dumps(episode(asked.minutes), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
