"""What a text is known again by, however it is set: capitals, marks and spaces do not count."""


def letters_and_figures(text: str) -> str:
    """Return the letters and figures of a text, none of them a capital."""
    return "".join(character for character in text.casefold() if character.isalnum())
