"""Make the cues of a 50-minute episode: 643 cues, 40 of them on-screen text, all invented.

    python bench/episode.py OUT.gold.json

The cues are drawn from a small grammar by a fixed seed; ../shared/tools/make_programme.py then
speaks the dialogue over a music bed.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

CUES, CAPTIONS, LENGTH_S = 643, 40, 3000.0
SIGNS = ("HARBOUR OFFICE", "ROOM {n}", "PILOT BOAT No. {n}", "{n} MARCH 1938", "CUSTOMS HOUSE, GATE {n}",
         "ENGINE ROOM: AUTHORISED CREW ONLY", "TIDE TABLE\nHIGH WATER {n}.14", "INQUIRY, DAY {n}")  # fmt: skip
WHO = ("The pilot", "Your sister", "The clerk", "Nobody", "My father", "The old captain", "Somebody")
DID = ("left the lamp burning", "wrote nine feet in the book", "came back from the inquiry",
       "never saw the second boat", "sold the ropes to the board", "knew where the buoy was")  # fmt: skip
WHEN = ("before the tide turned.", "on the night of the storm.", "and told me nothing.",
        "while we were asleep.", "because you asked him to.", "and that is all I know.")  # fmt: skip


def cues() -> Iterator[dict[str, object]]:
    """Yield the cues in order, each with its start, its end and its tagged lines."""
    drawn = random.Random(1938)  # noqa: S311 - a fixed draw, no secret
    step_s = LENGTH_S / CUES
    shown = set(drawn.sample(range(2, CUES - 2), CAPTIONS))
    for number in range(CUES):
        start_s = round(5 + number * step_s + drawn.uniform(0, 0.8), 3)
        tag = "caption" if number in shown else "dialogue"
        text = (
            drawn.choice(SIGNS).format(n=drawn.randint(2, 28))
            if number in shown
            else f"{drawn.choice(WHO)} {drawn.choice(DID)}\n{drawn.choice(WHEN)}"
        )
        lines = [{"text": line, "tag": tag} for line in text.splitlines()]
        yield {"start": start_s, "end": round(start_s + drawn.uniform(2.2, 3.6), 3), "lines": lines}


def main() -> None:
    """Write the gold file."""
    made = {"file": "ep.srt", "language": "en", "kind": "bench", "cues": list(cues())}
    Path(sys.argv[1]).write_text(json.dumps(made, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
