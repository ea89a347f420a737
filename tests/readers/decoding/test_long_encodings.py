"""The encoding of whole files that are not Unicode: what charset-normalizer is asked for."""

import random

import pytest

from narrator.readers.decoding.charset import guess_encoding

WORDS = {
    "cp1251": "где моя лодка сегодня я не знаю что случилось в порту вчера она ушла домой",
    "koi8_r": "где моя лодка сегодня я не знаю что случилось в порту вчера она ушла домой",
    "cp866": "где моя лодка сегодня я не знаю что случилось в порту вчера она ушла домой",
    "cp932": "船は どこ ですか 今夜 私は 知らない 昨日 港で 何が あった 彼女は 犬と 家に 帰った",
    "euc_jp": "船は どこ ですか 今夜 私は 知らない 昨日 港で 何が あった 彼女は 犬と 家に 帰った",
    "gb18030": "船在哪里 今晚 我不知道 昨天 港口 发生了什么 她和狗 回家了 快走 吧",
    "big5": "船在哪裡 今晚 我不知道 昨天 港口 發生了什麼 她和狗 回家了 快走 吧",
    "euc_kr": "배는 어디에 있어요 오늘 밤 나는 몰라요 어제 항구에서 무슨 일이 그녀는 개와",
    "cp949": "배는 어디에 있어요 오늘 밤 나는 몰라요 어제 항구에서 무슨 일이 그녀는 개와",
    "cp1253": "πού είναι το φανάρι μου απόψε δεν ξέρω τι έγινε στο λιμάνι χθες",
    "cp1255": "איפה הסירה שלי הלילה אני לא יודע מה קרה בנמל אתמול היא הלכה הביתה",
    "cp1256": "أين القارب الليلة لا أعرف ماذا حدث في الميناء أمس ذهبت إلى البيت",
    "cp1252": "où est la forêt déjà garçon près à côté été voilà ça señora niño não você mãe",
    "cp1250": "příliš žlutá loďka přes řeku kůň úpěl dnes v noci nevím co se stalo včera",
    "cp1254": "güneş doğdu değil mi ışık şimdi öğle çok ağaç gece deniz kıyı dün limanda",
}


@pytest.mark.parametrize("encoding", sorted(WORDS))
@pytest.mark.parametrize("cues", [4, 20, 120, 2_500])
def test_a_file_of_many_cues_is_read(encoding: str, cues: int) -> None:
    """As many foreign letters as any file has, in each script."""
    dice = random.Random(cues)  # noqa: S311 - words, no secret
    words = WORDS[encoding].split()
    text = "".join(
        f"{n}\n00:00:01,000 --> 00:00:02,000\n{' '.join(dice.choices(words, k=6))}\n\n"
        for n in range(1, cues)
    )
    data = text.encode(encoding)
    assert data.decode(guess_encoding(data)) == text


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
@pytest.mark.parametrize("seed", range(4))
def test_a_long_japanese_file_is_never_cut_inside_a_character(encoding: str, seed: int) -> None:
    """Only the first part is looked at; the lines are of many lengths, and no word comes twice."""
    dice = random.Random(seed)  # noqa: S311 - letters, no secret
    kana = [chr(code) for code in range(0x3042, 0x3094)]
    lines = ["".join(dice.choices(kana, k=dice.randint(5, 25))) + "人が" for _ in range(4_000)]
    data = "\n".join(lines).encode(encoding)
    assert data.decode(guess_encoding(data)) == "\n".join(lines)
