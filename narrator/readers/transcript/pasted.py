"""The script that was pasted twice into its transcript, taken once.

A script counts as pasted twice where everything below the page's head is one sequence of lines
twice over, but for the head standing again between the copies and one line in a hundred. A
chorus or a repeated exchange is not all of the script, and stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from narrator.model import Repair
from narrator.readers.repairs import repaired
from narrator.readers.transcript.heads import ADDRESS, LONGEST_HEAD, count_titles, count_unsaid

SHORTEST_COPY = 8
FEWEST_DISTINCT = 6
SHORTEST_COPY_UNDER_A_HEAD = 20  # where the head is no more than some lines that stand once
DIFFERING_SHARE = 0.01
LOOK_AHEAD = 8
MOST_TRIES = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A line of a transcript: its number in the file from 1, its text, and a blank line above."""

    number: int
    text: str
    after_blank: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """A transcript's own lines, once, under its title."""

    title: str | None
    lines: tuple[Source, ...]
    repairs: tuple[Repair, ...]


def take_script(sources: Sequence[Source]) -> Script:
    """Return the lines of the script less the head and the second copy, which are repairs.

    Kinds: "header" (each line), "pasted-twice" (the copy, and each line in which it differs).
    """
    keys = [" ".join(source.text.split()) for source in sources]
    copies = _find_copies(keys)
    if copies is None:
        size = count_titles(keys)
        return _script(sources[:size], sources[size:], ())
    above, copy = keys[: copies.first], keys[: copies.end]
    size = count_unsaid(above) if above else count_titles(copy)
    return _script(sources[:size], sources[size : copies.end], _removed(sources, copies))


def _script(head: Sequence[Source], body: Sequence[Source], repairs: tuple[Repair, ...]) -> Script:
    header = tuple(repaired("header", f"line {line.number}", line.text, "") for line in head)
    title = next((line.text.strip() for line in head if not ADDRESS.fullmatch(line.text)), None)
    return Script(title=title, lines=tuple(body), repairs=header + repairs)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Copies:
    """Two copies by index: the first is [first, end), the second [second, …)."""

    first: int
    end: int
    second: int
    differing: tuple[tuple[range, range], ...]


def _find_copies(keys: Sequence[str]) -> _Copies | None:
    """Return the two copies that all but a short head consists of, or None."""
    slack = LONGEST_HEAD + int(DIFFERING_SHARE * len(keys))
    for first in range(min(LONGEST_HEAD, len(keys))):
        half = first + (len(keys) - first) // 2
        nearby = range(max(first + SHORTEST_COPY, half - slack), min(len(keys), half + slack))
        alike = sorted((abs(i - half), i) for i in nearby if keys[i] == keys[first])
        for _, second in alike[:MOST_TRIES]:
            if copies := _compare(keys, first, second):
                return copies
    return None


def _compare(keys: Sequence[str], first: int, second: int) -> _Copies | None:
    """Return the copies that begin at `first` and `second` if they are the same script."""
    end = second
    while second - end < first and keys[end - 1] == keys[first - 1 - (second - end)]:
        end -= 1  # the head stands again above the second copy
    copy, again = keys[first:end], keys[second:]
    titled = count_titles(keys[:first]) == first
    shortest = SHORTEST_COPY if titled else SHORTEST_COPY_UNDER_A_HEAD
    if len(copy) < shortest or len(set(copy)) < FEWEST_DISTINCT:
        return None
    differing = _differences(copy, again, int(DIFFERING_SHARE * len(copy)))
    if differing is None:
        return None
    return _Copies(first=first, end=end, second=second, differing=tuple(differing))


def _differences(
    copy: Sequence[str], again: Sequence[str], allowed: int
) -> list[tuple[range, range]] | None:
    """Return the stretches in which the two differ, None where they are more than `allowed`."""
    differing = []
    i = j = 0
    while i < len(copy) or j < len(again):
        if copy[i : i + 1] == again[j : j + 1]:
            i, j = i + 1, j + 1
            continue
        step = _step(copy[i : i + LOOK_AHEAD], again[j : j + LOOK_AHEAD])
        allowed -= max(step)
        if allowed < 0:
            return None
        differing.append((range(i, i + step[0]), range(j, j + step[1])))
        i, j = i + step[0], j + step[1]
    return differing


def _step(copy: Sequence[str], again: Sequence[str]) -> tuple[int, int]:
    """Return how far to go on in either until they agree again, or end."""
    steps = [(i, j) for i in range(len(copy) + 1) for j in range(len(again) + 1) if i or j]
    for i, j in sorted(steps, key=lambda step: (max(step), sum(step))):
        if copy[i : i + 1] == again[j : j + 1]:
            return i, j
    return len(copy), len(again)


def _removed(sources: Sequence[Source], copies: _Copies) -> tuple[Repair, ...]:
    """List the second copy, with the head above it, and every line it has otherwise."""
    texts = [source.text for source in sources]
    numbers = [source.number for source in sources]
    whole = repaired(
        "pasted-twice",
        f"lines {numbers[copies.end]}-{numbers[-1]}",
        f"{len(sources) - copies.end} lines that repeat the script",
        f"lines {numbers[copies.first]}-{numbers[copies.end - 1]} kept",
    )
    others = [
        repaired(
            "pasted-twice",
            f"line {numbers[min(copies.second + again.start, len(numbers) - 1)]}",
            " / ".join(texts[copies.second + j] for j in again),
            " / ".join(texts[copies.first + i] for i in copy),
        )
        for copy, again in copies.differing
    ]
    return whole, *others
