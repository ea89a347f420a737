"""Which language a file is in, and which words only hold its sentences together."""

from collections.abc import Sequence
from functools import cache

SAMPLE_CHARACTERS = 20_000
FUNCTION_WORDS = 150  # the commonest words of a language are its particles and pronouns
FEWEST_WORDS = 12  # below this a guess is no better than a coin


def language_of(texts: Sequence[str]) -> str | None:
    """Return the ISO 639-1 code of the language of a file's lines, None where there is too little.

    Capitals mislead the model, which has learnt running text, so it is given small letters.
    """
    sample = " ".join(texts)[:SAMPLE_CHARACTERS].lower()
    spaceless = any("\u3040" <= character <= "\u9fff" for character in sample)
    if len(sample.split()) < FEWEST_WORDS and not spaceless:
        return None
    import py3langid  # noqa: PLC0415 - its model takes a second to load, and a job may not need it

    code, _ = py3langid.classify(sample)
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
