"""What a person should read before anything is spoken: other languages, names, misspellings.

Nothing is changed by itself. Every code is listed in docs/findings.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from narrator.model import NARRATED, Finding, Narration, Script
from narrator.text.lexicon import Lexicon
from narrator.text.names import Misspelt, UnknownName, misspelt, unknown_names
from narrator.text.tables import primary


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubts:
    """Words on screen that a person should look at, and in which texts they stand.

    Where a narration has parts, each word is in one of them: it is not known yet whether they
    will be spoken by themselves.
    """

    names: tuple[UnknownName, ...]
    misspelt: tuple[Misspelt, ...]


def proofread(script: Script, lexicon: Lexicon) -> tuple[Finding, ...]:
    """Return a finding for each text, name and word on screen that a person should look at."""
    return notes_of(doubts_in(script, lexicon), script)


def doubts_in(script: Script, lexicon: Lexicon) -> Doubts:
    """Return the words on screen to look at. It needs the word lists, which are large."""
    texts = [text for whole in script.narrations for text in whole.parts or (whole,)]
    return Doubts(
        names=tuple(names_in(texts, lexicon)), misspelt=tuple(misspelt_in(texts, lexicon))
    )


def notes_of(doubts: Doubts, script: Script) -> tuple[Finding, ...]:
    """Return the findings, which name the narrations as they are in the script: whole or parted."""
    listed = {
        text.id: narration
        for narration in script.narrations
        for text in (narration, *narration.parts)
    }
    return (
        *in_other_languages(script),
        *(name_finding(name, listed) for name in doubts.names),
        *(spelling_finding(word, listed) for word in doubts.misspelt),
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


def name_finding(name: UnknownName, listed: Mapping[str, Narration]) -> Finding:
    """Return the finding of one name: how often it stands, and first where."""
    times = "once" if name.count == 1 else f"{name.count} times"
    where = ", ".join(ids_of(name.narration_ids, listed))
    return Finding(
        code="unknown-name",
        message=f"{name.word}: the voice will guess how to say it ({times}: {where}).",
        span=listed[name.narration_ids[0]].span,
    )


def spelling_finding(word: Misspelt, listed: Mapping[str, Narration]) -> Finding:
    """Return the finding of one word, with the word that was perhaps meant."""
    where = ", ".join(ids_of(word.narration_ids, listed))
    return Finding(
        code="misspelt",
        message=f"{word.word}: cut off or misspelt? Perhaps {word.suggestion} ({where}).",
        span=listed[word.narration_ids[0]].span,
    )


def ids_of(text_ids: Iterable[str], listed: Mapping[str, Narration]) -> Iterable[str]:
    """Return the narrations by which some texts are listed, each once."""
    return dict.fromkeys(listed[text_id].id for text_id in text_ids)
