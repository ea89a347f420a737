"""Speakers whom a cast file names and who say nothing: of other episodes, or misspelt."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from narrator.cast import Told, meant, speakers_of
from narrator.model import Finding, Narration
from narrator.nearest import did_you_mean
from narrator.text.excerpt import excerpt

MOST_TOLD = 8  # names; a cast for a season has many that an episode has not
MOST_SOUGHT, MOST_NEAR = 100, 200  # names compared: each is with each


def absent_speakers(told: Told, narrations: Sequence[Narration]) -> Iterator[Finding]:
    """Yield a finding, one whatever their number, of those whom the cast names in vain.

    Those who speak and whom the cast does not name are told too: one of them may be meant.
    """
    here = speakers_of(narrations)
    absent = [name for name in told.speakers if not meant(name, here)]
    if absent:
        named = {meant(name, here) for name in told.speakers}
        others = [name for speaker, name in here.items() if speaker not in named]
        who = listed([f'"{excerpt(name)}"{guess}' for name, guess in guessed(absent, others)])
        yield Finding(
            code="absent-speaker",
            message=f"The cast names speakers who say nothing here: {who}."
            f"{the_others(here, others)}",
        )


def guessed(absent: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    """Return each absent name with whom it may mean, those that may mean somebody first.

    A colour is near every other colour, and so means none of them.
    """
    labels = list(islice((name for name in others if not name.startswith("#")), MOST_NEAR))
    guesses = [did_you_mean(name, labels) for name in absent[:MOST_SOUGHT]]
    guesses += [""] * (len(absent) - len(guesses))
    pairs = [(n, f" ({guess})" if guess else "") for n, guess in zip(absent, guesses, strict=True)]
    return sorted(pairs, key=lambda pair: not pair[1])


def the_others(here: Mapping[str, str], others: Sequence[str]) -> str:
    """Return as a sentence who speaks without a voice of the cast, "" where nobody does."""
    if not here:
        return " No speaker is told by a label or a colour here."
    who = listed([excerpt(name) for name in others])
    return f" Speakers here whom it does not name: {who}." if who else ""


def listed(names: Sequence[str]) -> str:
    """Return names in a row, the first few and how many more there are."""
    more = len(names) - MOST_TOLD
    return ", ".join(names[:MOST_TOLD]) + (f" and {more} more" if more > 0 else "")
