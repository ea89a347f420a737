"""Tags that lost their angle brackets on the way to a plain transcript, given them back.

Seen in the wild: span style="style.default1"LISBON/span · iHe is late./i · an opening tag on one
line and its end some lines on. A lone letter is a tag only where its end is found too, since
words begin with i and b. Intact tags stay as they are; markup.py reads both.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from narrator.model import Repair
from narrator.readers.repairs import repaired
from narrator.readers.transcript.pasted import Source

LONGEST_REACH = 6  # lines that one tag may hold
LONGEST_LINE = 2_000
LONG_OPEN = re.compile(
    r"(?<![</\w])(?P<name>span|font)(?P<attributes>(?:\s{1,3}[\w-]{1,20}\s?=\s?\"[^\"<>]*\")+)\s?>?"
)
LONG_CLOSE = re.compile(r"(?<!<)/(?P<name>span|font)\b>?")
SHORT_CLOSE = re.compile(r"(?<![<\s/])/(?P<name>em|i|b|u)(?=$|[\s.,;:!?\"'”»)\]-])")
LEAD_IN = r"(?:^|(?<=[\s\"'“«(>–—-]))"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def restore_tags(sources: Sequence[Source]) -> tuple[list[Source], list[Repair]]:
    """Return the lines with whole tags, and a repair of kind "markup" for each line changed."""
    texts = [_with_long_tags(source.text) for source in sources]
    words = Counter(word.lower() for source in sources for word in WORD.findall(source.text))
    for index in range(len(texts)):
        _restore_short_tags(texts, index, words)
    restored = [replace(s, text=text) for s, text in zip(sources, texts, strict=True)]
    repairs = [
        repaired("markup", f"line {old.number}", old.text, new.text)
        for old, new in zip(sources, restored, strict=True)
        if new.text != old.text
    ]
    return restored, repairs


def _with_long_tags(text: str) -> str:
    text = LONG_OPEN.sub(lambda tag: f"<{tag['name']}{tag['attributes']}>", text)
    return LONG_CLOSE.sub(lambda tag: f"</{tag['name']}>", text)


def _restore_short_tags(texts: list[str], index: int, words: Counter[str]) -> None:
    """Pair each bare /i, /em, /b, /u of the line at `index` with its beginning, if it has one."""
    if len(texts[index]) > LONGEST_LINE:
        return
    end = 0
    while close := SHORT_CLOSE.search(texts[index], end):
        name, end = close["name"], close.end()
        place = _opening(texts, index, close, words)
        if place is None:
            continue
        _put(texts, (index, close.start()), len(name) + 1, f"</{name}>")
        _put(texts, place, len(name), f"<{name}>")
        end = close.start()


def _put(texts: list[str], place: tuple[int, int], length: int, tag: str) -> None:
    index, start = place
    texts[index] = texts[index][:start] + tag + texts[index][start + length :]


def _opening(
    texts: Sequence[str], index: int, close: re.Match[str], words: Counter[str]
) -> tuple[int, int] | None:
    """Return the line and place where the tag that ends at `close` begins.

    That is the last one before a capital or a mark on the same line; else one such at the start
    of a line above; else the start of the same line where that leaves a word of the script.
    """
    name = close["name"]
    sure = re.compile(rf"{LEAD_IN}{name}(?=[^\sa-zà-öø-ÿ/<])")
    before = texts[index][: close.start()]
    if on_line := list(sure.finditer(before)):
        return index, on_line[-1].start()
    ended = re.compile(rf"/{name}(?:>|$|[\s.,;:!?\"'-])")
    for above in range(index - 1, max(-1, index - LONGEST_REACH), -1):
        if ended.search(texts[above]):
            break
        if first := re.match(rf"[-–—\"'“«\s]{{0,3}}{name}(?=[^\sa-zà-öø-ÿ/<])", texts[above]):
            return above, first.end() - len(name)
    return _before_small_letter(before, index, name, words)


def _before_small_letter(
    before: str, index: int, name: str, words: Counter[str]
) -> tuple[int, int] | None:
    """Return the start of the line if its first word is likelier without the tag's letters."""
    first = re.match(rf"[-–—\"'“«\s]{{0,3}}({name}[^\W\d_]+)", before)
    if first is None:
        return None
    word = first[1].lower()
    return (index, first.start(1)) if words[word[len(name) :]] >= words[word] else None
