"""What the products are called in the folder of a job; a text product is named by its writer."""

from narrator.media.formats import FORMATS

STEM = "narration.wav"


def described_name(format_name: str) -> str:
    """Return the file name of the described mix in a format."""
    return f"described{FORMATS[format_name].suffix}"
