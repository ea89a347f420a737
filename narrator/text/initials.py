"""Initials against words: whether a run of capitals is spelt letter by letter."""

# Said as letters though they could be read as words.
SPELT = frozenset(
    """
    ABC AI AM AP ATM BA BBC CIA CEO DJ EU FBI GPU HIV HQ ID IOU IQ IT KGB LA NYPD PO PM POW
    SOS SUV TV UFO UK UN US USA USSR VIP WHO WIFI OGPU AEG SPD USB IBM UAE EEG ECG ICU DIY
    """.split()
)
# Said as words though they are initials.
SAID = frozenset(
    "AIDS ISIS LASER NASA NATO OPEC RADAR SONAR SWAT UNESCO UNICEF VAT FIFA UEFA".split()
)
VOWELS = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜÝАЕЁИОУЫЭЮЯІЄ")
# Words without a vowel, and abbreviations that a later step reads out whole.
NOT_LETTERS = frozenset(
    """
    MR MRS MS DR ST NO NOS MT FT SGT LT COL GEN CO LTD VS RD AVE BLVD DEPT JR SR SRA PVT
    HMM SHH PSST BRR
    """.split()
)
ROMAN = frozenset("II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI".split())
# Known initials that a text in capitals more likely means as words.
WORDS_TOO = frozenset("IT US WHO AM LA PO ID AI BA".split())
LONGEST_INITIALS = 6


def spelt_out(word: str, *, shouted: bool) -> str:
    """Return the letters parted by spaces if `word` (in capitals) is spelt, else nothing.

    In a text that is all capitals only a word that no one could pronounce, or a known one, is
    spelt; in a mixed text short capitals are initials unless known to be said.
    """
    letters = word.replace(".", "")
    if letters in SAID | NOT_LETTERS | ROMAN or len(letters) > LONGEST_INITIALS:
        return ""
    dotted = "." in word and all(len(part) <= 1 for part in word.split("."))
    known = letters in SPELT and not (shouted and letters in WORDS_TOO)
    return " ".join(letters) if dotted or known or not set(letters) & VOWELS else ""
