"""What Japanese shows of itself: no case, few marks, but endings that only talk has.

A spoken sentence ends in a verb form or a particle, in hiragana; signs, headings and cards end in
a noun (taigen-dome), in kanji, katakana or figures.
"""

import re

from narrator.segment.facts import Passage

CLOSERS = "〉＞》】」』”’）)]！？。…～、♪ "
SPOKEN_END = re.compile(
    r"(です|ます|ました|ません|でした|でしょう|だろう|ください|ない|なさい|した|った|いた|んだ|のだ|だよ|だね|"
    r"よね|かな|かも|けど|から|ので|のに|って|じゃ|[よねかなわぞぜさのだろうえれけいてでもはとにを])$"
)
WRITTEN_END = re.compile(r"[一-鿿ァ-ヺー々〇0-9０-９Ａ-Ｚａ-ｚ%％：:]$")
# What labels of sounds end in: a sound, a voice, an instrument, or what somebody does.
SOUND_END = re.compile(
    r"(音|声|曲|音楽|メロディー?|ノック|拍手|歓声|悲鳴|ため息|いびき|せき|咳|サイレン|ベル|チャイム|アラーム|ブザー|"
    r"汽笛|クラクション|笑い|泣き|BGM|[うくすつぬむるぐぶ])[）］)\]]?$"
)
LETTERS = re.compile(r"[\u3040-\u9fff]")
CONTENT = re.compile(r"[一-鿿々]{2,}|[ァ-ヺー]{3,}|[0-9０-９]{2,}")


def bare(text: str) -> str:
    """Return the text without closing brackets and marks."""
    return text.strip().rstrip(CLOSERS)


def japanese(passage: Passage) -> float:
    """Whether the text has Japanese or Chinese letters."""
    return float(bool(LETTERS.search(passage.text)))


def hiragana(passage: Passage) -> float:
    """Share of hiragana: Japanese speech ends and hangs together in it, signs have little."""
    if not japanese(passage):
        return 0.0
    letters = [c for c in passage.text if c.isalpha()]
    return sum("ぁ" <= c <= "ゖ" for c in letters) / max(1, len(letters))


def spoken_end(passage: Passage) -> float:
    """Whether it ends as a spoken sentence does, in a verb form or a particle."""
    return float(japanese(passage) and bool(SPOKEN_END.search(bare(passage.text))))


def written_end(passage: Passage) -> float:
    """Whether it ends in a noun: kanji, katakana or figures."""
    return float(japanese(passage) and bool(WRITTEN_END.search(bare(passage.text))))


def sound_end(text: str) -> bool:
    """Whether a bracketed text ends as labels of sounds do."""
    return bool(SOUND_END.search(text.strip()))


def content_words(text: str) -> frozenset[str]:
    """Return the runs of kanji, katakana and figures, which carry the meaning."""
    return frozenset(CONTENT.findall(text))
