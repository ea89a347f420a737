"""How often the letters of subtitle languages occur, by the encoding that predates Unicode.

Each row is an encoding and the letters beyond ASCII of one language, the most frequent first, as
any letter count of the language has them; frequency falls off with the rank. What a row gives is
the information of a character in bits, log2 of its share: 0 is certain, -10 one in a thousand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import exp, log2

FALL = 3.3  # the first letter is e^3.3 = 27 times as frequent as the last
CAPITAL_BITS = -0.5
MARK_BITS = -5.0
STRANGE_BITS = -10.0  # a letter that the language has not
BROKEN_BITS = -14.0  # no letter at all, or no character
COMMON_SHARE = 0.6  # of a text in Chinese or Korean, in the characters listed here
RARE_BITS = -13.0  # any other character of these languages
MARKS = frozenset("“”‘’„‚«»‹›–—…•·°№™♪♫€£©®\u00a0。、「」『』…？！・，《》“”：")


@dataclass(frozen=True, kw_only=True, slots=True)
class Alphabet:
    """One language in one encoding: the bits of each character it uses.

    latin tells that words mix these letters with ASCII ones, east_asian that a character not
    listed may still be a rarer one of the language. prior_bits is how rarely a file is in it.
    """

    encoding: str
    bits: Mapping[str, float]
    prior_bits: float = 0.0
    latin: bool = False
    east_asian: bool = False


def _falling(letters: str, fall: float = FALL) -> Iterator[tuple[str, float]]:
    """Yield each letter with its bits, by rank."""
    weights = [exp(-fall * rank / len(letters)) for rank in range(len(letters))]
    total = sum(weights)
    for letter, weight in zip(letters, weights, strict=True):
        bits = log2(weight / total)
        yield letter, bits
        if letter.upper() != letter and len(letter.upper()) == 1:
            yield letter.upper(), bits + CAPITAL_BITS


def _latin(encoding: str, letters: str, prior_bits: float = 0.0) -> Alphabet:
    bits = dict(_falling(letters))
    return Alphabet(encoding=encoding, bits=bits, prior_bits=prior_bits, latin=True)


def _other(encoding: str, letters: str) -> Alphabet:
    return Alphabet(encoding=encoding, bits=dict(_falling(letters)))


def _east(encoding: str, common: str) -> Alphabet:
    bits = log2(COMMON_SHARE / len(common))
    return Alphabet(encoding=encoding, bits=dict.fromkeys(common, bits), east_asian=True)


_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъ"
_KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30FD))))
_KANJI = "人一日大年出本中子見国言上分生手自行者二間事思時気"

ALPHABETS: tuple[Alphabet, ...] = (
    _latin("cp1252", "éàèêçùâîôûïëœüæÿ"),  # French
    _latin("cp1252", "áíóéñ¿¡úü"),  # Spanish
    _latin("cp1252", "ãáéçíóõêúâàôü"),  # Portuguese
    _latin("cp1252", "üäöß"),  # German
    _latin("cp1252", "èàùòìé"),  # Italian
    _latin("cp1252", "åøæéèöäü"),  # Danish, Norwegian
    _latin("cp1252", "äåöé"),  # Swedish, Finnish
    _latin("cp1252", "ëéïöóüèá"),  # Dutch
    _latin("cp1252", "íáðéóæöþúý"),  # Icelandic
    _latin("cp1250", "łęóążśćńź"),  # Polish
    _latin("cp1250", "íáéěýčřšžůúťďňó"),  # Czech
    _latin("cp1250", "áíéčšýžúľťäôňďóĺŕ"),  # Slovak
    _latin("cp1250", "éáöóőüíúű"),  # Hungarian
    _latin("cp1250", "čšžćđ"),  # Croatian, Slovene
    _latin("cp1250", "ăîţşâ"),  # Romanian
    _latin("cp1254", "ışüöçğİâî"),  # Turkish
    _latin("cp1257", "ėąųšžįęčū"),  # Lithuanian
    _latin("cp1257", "āīēšūžļņģčķ"),  # Latvian
    _latin("iso8859_2", "łęóążśćńź"),
    _latin("iso8859_2", "íáéěýčřšžůúťďňó"),
    _other("cp1251", _RUSSIAN),
    _other("cp1251", "оаинвртеіслкдмупязьбгчхжйїющшєцґф"),  # Ukrainian
    _other("cp1251", "аоиетнрсвлдкпмузјбгчцшњхжљђћфџ"),  # Serbian
    _other("cp1251", "аеоитнрсвлкдпмузябъгчжщцйшхюфь"),  # Bulgarian
    _other("koi8_r", _RUSSIAN),
    _other("cp866", _RUSSIAN),
    _other("cp1253", "αοιετσνηυρπκμλςωόίάέήδγχθφβώξύζψϊϋΐΰ"),
    _other("cp1255", "יוהלאמרתבשנחדעקכםפגטצזסןךףץ"),
    _other("cp1256", "اليمنورتبهعدسفكقحةأجىشصخطذزثضإغئءظآؤپچگیک،؟"),
    _east("cp932", _KANA + _KANJI),
    _east("euc_jp", _KANA + _KANJI),
    _east(
        "gb18030",
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
        "过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心"
        "她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间"
        "由问很最重吗呢吧哪谁妈爸爱给快走让真什怎您啊哦嗯",
    ),
    _east(
        "big5",
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年"
        "過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心"
        "她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間"
        "由問很最重嗎呢吧哪誰媽爸愛給快走讓真什怎您啊哦嗯",
    ),
    _east(
        "cp949",
        "이다는에가을를의도고지니은어나그하아한게만사리서해자기들로대있라내거안요네정말수일제인시부면"
        "당신우없여왜뭐무마할왔했었았겠잖죠좀난널넌날오전주세상보생각람야구데건저려으음알모르갑간",
    ),
)
