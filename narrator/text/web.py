"""Addresses, handles and hashtags, sign by sign. What is not said: https:// and a last slash."""

import re

from narrator.text.rules import any_of
from narrator.text.setting import Setting

ENDINGS = any_of(
    """
    com org net edu gov mil int info biz example test tv io co uk us ca au nz ie de at ch fr be lu
    es mx ar cl pe ru su ua by eu it pt br pl cz se no fi dk nl jp cn in za gr tr рф
    """.split()
)
EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
SITE = rf"(?:https?://|www\.)[^\s,;()<>\"»”]+|(?:[\w-]+\.)+(?:{ENDINGS})(?![\w.])(?:/[^\s,;()]*)?"
ADDRESS = re.compile(rf"(?<![\w@.]){EMAIL}|(?<![\w@.])(?:{SITE})", re.IGNORECASE)
HANDLE = re.compile(r"(?<![\w.@])@(?=\w*[^\W\d])(\w+)")
HASHTAG = re.compile(r"(?<![\w#])#(?=\w*[^\W\d])(\w+)")
PIECES = re.compile(r"www(?=\.)|[^\W\d_]+|\d+|.", re.IGNORECASE)
HUMPS = re.compile(
    r"[^\W\d_A-ZÀ-ÖØ-ÞА-Я]+|[A-ZÀ-ÖØ-ÞА-Я]+(?![a-zß-öø-ÿа-я])|[A-ZÀ-ÖØ-ÞА-Я][^\W\dA-ZÀ-ÖØ-ÞА-Я_]+|\d+"
)
SPELT_ENDINGS = re.compile(r"\.([a-z]{2})(?=$|[/?.])", re.IGNORECASE)
SCHEME = re.compile(r"https?://", re.IGNORECASE)
WORD_ENDINGS = frozenset({"co", "io"})


def read_addresses(text: str, setting: Setting) -> str:
    """Say web and mail addresses, @handles and #hashtags in words."""
    web = setting.table.web
    if not web:
        return text
    text = ADDRESS.sub(lambda match: address(match.group(), setting), text)
    text = HANDLE.sub(lambda match: f"{web['@']} {humps(match.group(1))}", text)
    return HASHTAG.sub(lambda match: f"{web['#']} {humps(match.group(1))}", text)


def address(shown: str, setting: Setting) -> str:
    """Return an address in words; what ends a sentence after it stays."""
    core = shown.rstrip(".!?:'’")
    bare = SCHEME.sub("", core).rstrip("/")
    bare = SPELT_ENDINGS.sub(_spelt, bare)
    web = setting.table.web
    said = [web.get(piece.lower(), piece) for piece in PIECES.findall(bare)]
    return " ".join(" ".join(said).lower().split()) + shown[len(core) :]


def _spelt(match: re.Match[str]) -> str:
    """Return a country's ending letter by letter, unless it is said as a word."""
    ending = match.group(1)
    return match.group() if ending.lower() in WORD_ENDINGS else "." + " ".join(ending)


def humps(name: str) -> str:
    """Return the words of a name such as FreeSenator or free_senator."""
    return " ".join(HUMPS.findall(name)) or name
