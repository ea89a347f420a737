"""Text for fields that hold plain ASCII and so many bytes of it."""

import unicodedata

# What Unicode does not take apart by itself.
_PLAIN = str.maketrans(
    {
        "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "ß": "ss", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Ł": "L",
        "ł": "l", "Đ": "D", "đ": "d", "Þ": "Th", "þ": "th", "Ð": "D", "ð": "d", "ı": "i",
    }
)  # fmt: skip


def ascii_text(text: str, most_bytes: int) -> bytes:
    """Return the text in ASCII, cut to `most_bytes`.

    Accents are dropped, other letters are question marks, and what has no shape is a space.
    """
    apart = unicodedata.normalize("NFKD", printable(text).translate(_PLAIN))
    plain = "".join(each for each in apart if not unicodedata.combining(each))
    return plain.encode("ascii", "replace")[:most_bytes].rstrip()


def printable(text: str) -> str:
    """Return the text on one line: breaks, controls and halves of characters are spaces."""
    return "".join(each if each.isprintable() else " " for each in text).strip()
