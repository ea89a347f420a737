"""What a person should read before anything is spoken: other languages, names, misspellings.

Nothing is changed by itself. Every code is listed in docs/findings.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from narrator.model import NARRATED, Finding, Narration, Script
from narrator.text.lexicon import Lexicon
from narrator.text.names import Misspelt, UnknownName, misspelt, unknown_names
from narrator.text.tables import primary


def proofread(script: Script, lexicon: Lexicon) -> tuple[Finding, ...]:
    """Return a finding for each text, name and word on screen that a person should look at."""
    narrations = script.narrations
    said = {narration.id: narration for narration in narrations}
    return (
        *in_other_languages(script),
        *(name_finding(name, said) for name in names_in(narrations, lexicon)),
        *(spelling_finding(word, said) for word in misspelt_in(narrations, lexicon)),
    )


def in_other_languages(script: Script) -> Iterator[Finding]:
    """Name the on-screen texts in another language than the script's."""
    for language, same in by_language(script.narrations).items():
        if language != primary(script.language):
            for narration in same:
                yield Finding(
                    code="other-language",
                    message=f"{narration.id} ({' / '.join(narration.text.splitlines())}) seems to "
                    f"be in another language: {language}.",
                    span=narration.span,
                )


def names_in(narrations: Iterable[Narration], lexicon: Lexicon) -> Iterator[UnknownName]:
    """Yield the names that no one told the voice how to say, language by language.

    A word that looks misspelt is no name.
    """
    for language, same in by_language(narrations).items():
        wrong = {word.word.casefold() for word in misspelt(same, language, lexicon)}
        names = unknown_names(same, language, lexicon)
        yield from (name for name in names if name.word.casefold() not in wrong)


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
