"""Text that a spreadsheet must not take for a formula, in a CSV file, and back without loss.

Excel, LibreOffice and Google Sheets compute a cell of a CSV file that begins with one of these
signs, whatever the quotes (OWASP, CSV injection; ASVS 1.2.10). An apostrophe before it prevents it.
"""

SIGNS = tuple("=+-@＝＋－＠'")
BLANKS = tuple("\t\r\n")


def guarded(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{text}" if is_risky(text) else text


def unguarded(text: str) -> str:
    """Return the text that was guarded; any other stays as it is."""
    return text[1:] if text.startswith("'") and is_risky(text[1:]) else text


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might compute a text, or take its apostrophe for a guard."""
    return text.startswith(BLANKS) or text.lstrip().startswith(SIGNS)
