"""Which language a file is in."""

from collections.abc import Sequence

SAMPLE_CHARACTERS = 20_000
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
