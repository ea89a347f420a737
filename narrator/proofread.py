"""What a person should read before anything is spoken: names, and words that look wrong.

Nothing is changed by itself. Every code is listed in docs/findings.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from narrator.model import NARRATED, Finding, Narration
from narrator.text.lexicon import Lexicon
from narrator.text.names import Misspelt, UnknownName, misspelt, unknown_names
from narrator.text.tables import primary


def proofread(narrations: Sequence[Narration], lexicon: Lexicon) -> tuple[Finding, ...]:
    """Return a finding for each name without a pronunciation and each word that looks wrong."""
    said = {narration.id: narration for narration in narrations}
    return (
        *(name_finding(name, said) for name in names_in(narrations, lexicon)),
        *(spelling_finding(word, said) for word in misspelt_in(narrations, lexicon)),
    )


def names_in(narrations: Iterable[Narration], lexicon: Lexicon) -> Iterator[UnknownName]:
    """Yield the names that no one told the voice how to say, language by language."""
    for language, same in by_language(narrations).items():
        yield from unknown_names(same, language, lexicon)


def misspelt_in(narrations: Iterable[Narration], lexicon: Lexicon) -> Iterator[Misspelt]:
    """Yield the words that look cut off or misspelt, language by language."""
    for language, same in by_language(narrations).items():
        yield from misspelt(same, language, lexicon)


def by_language(narrations: Iterable[Narration]) -> Mapping[str, list[Narration]]:
    """Return the on-screen texts by their primary language; dialogue is not read here."""
    found: dict[str, list[Narration]] = defaultdict(list)
    for narration in narrations:
        if narration.tag in NARRATED:
            found[primary(narration.language)].append(narration)
    return found


def name_finding(name: UnknownName, said: Mapping[str, Narration]) -> Finding:
    """Return the finding of one name: how often it stands, and first where."""
    times = "once" if name.count == 1 else f"{name.count} times"
    where = ", ".join(name.narration_ids)
    return Finding(
        code="unknown-name",
        message=f"{name.word}: the voice will guess how to say it ({times}: {where}).",
        span=said[name.narration_ids[0]].span,
    )


def spelling_finding(word: Misspelt, said: Mapping[str, Narration]) -> Finding:
    """Return the finding of one word, with the word that was perhaps meant."""
    return Finding(
        code="misspelt",
        message=f"{word.word}: cut off or misspelt? Perhaps {word.suggestion} "
        f"({', '.join(word.narration_ids)}).",
        span=said[word.narration_ids[0]].span,
    )
