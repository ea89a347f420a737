"""Which language a file and a cue are in, and which words only hold its sentences together."""

from collections.abc import Sequence
from functools import cache

SAMPLE_CHARACTERS = 20_000
FUNCTION_WORDS = 150  # the commonest words of a language are its particles, pronouns, auxiliaries
SURE_CHARACTERS = 30
SURE_MARGIN = 25.0  # difference in log-likelihood to the file's own language


def language_of(texts: Sequence[str]) -> str | None:
    """Return the ISO 639-1 code of the language of a file's lines, None where there is no letter."""
    sample = " ".join(texts)[:SAMPLE_CHARACTERS]
    if not any(character.isalpha() for character in sample):
        return None
    import py3langid  # noqa: PLC0415 - its model takes a second to load

    # Capitals mislead the model, which has learnt running text.
    code, _ = py3langid.classify(sample.lower())
    return str(code)


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the commonest words of a language, empty where no list of it is known."""
    import wordfreq  # noqa: PLC0415 - as above

    try:
        words = wordfreq.top_n_list(language, FUNCTION_WORDS, wordlist="small")
    except LookupError:
        return frozenset()
    return frozenset(word for word in words if word.isalpha())
