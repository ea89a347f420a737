"""How fast a narration is heard to be: its words over the time that it takes, pauses included.

Measured on what is said, so that a render and a check of its files come to the same.
"""

FAST_WPM = 180  # a default of the trade, not a standard
FEWEST_WORDS = 4  # fewer say little of a rate
_MS_A_MINUTE = 60_000


def too_fast_wpm(spoken: str, spoken_ms: int) -> int | None:
    """Return the words a minute of a narration that is hard to follow, None for any other.

    `spoken` is its spoken form in plain words.
    """
    words = len(spoken.split())
    if words < FEWEST_WORDS or spoken_ms <= 0 or words * _MS_A_MINUTE <= FAST_WPM * spoken_ms:
        return None
    return round(words * _MS_A_MINUTE / spoken_ms)
