"""What the letters of subtitle languages look like in the encodings that predate Unicode.

Each row is an encoding, the letters its language uses all the time, and the ones it uses
seldom; only characters beyond ASCII matter. Order is the prior: on equal terms the earlier
row wins. The sets are the alphabets themselves and, for Cyrillic, Greek, Hebrew, Arabic,
Japanese, Chinese and Korean, the characters at the head of any frequency count.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Alphabet:
    """The characters of one language, as found in one encoding.

    latin tells that words mix these letters with ASCII ones; east_asian that a character is
    two bytes and that what the sets leave out may still be a rarer character of the language.
    """

    encoding: str
    common: frozenset[str]
    seldom: frozenset[str] = frozenset()
    latin: bool = False
    east_asian: bool = False


def _latin(encoding: str, letters: str) -> Alphabet:
    both = letters + "".join(letter.upper() for letter in letters if len(letter.upper()) == 1)
    return Alphabet(encoding=encoding, common=frozenset(both), latin=True)


def _cased(encoding: str, common: str, seldom: str) -> Alphabet:
    return Alphabet(
        encoding=encoding,
        common=frozenset(common + common.upper()),
        seldom=frozenset(seldom + seldom.upper()),
    )


def _uncased(encoding: str, common: str, seldom: str) -> Alphabet:
    return Alphabet(encoding=encoding, common=frozenset(common), seldom=frozenset(seldom))


def _east(encoding: str, common: str) -> Alphabet:
    return Alphabet(encoding=encoding, common=frozenset(common), east_asian=True)


_RUSSIAN = ("оеаинтсрвлкмдпуя", "ыьгзбчйхжшюцщэфъё")
_KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30FB))))

ALPHABETS: tuple[Alphabet, ...] = (
    _latin("cp1252", "éèàùâêîôûçëïüœæÿ"),  # French
    _latin("cp1252", "áéíóúñü¿¡"),  # Spanish
    _latin("cp1252", "ãõçáéíóúâêôàü"),  # Portuguese
    _latin("cp1252", "äöüß"),  # German
    _latin("cp1252", "àèéìòùó"),  # Italian
    _latin("cp1252", "æøåéèêóòôäöü"),  # Danish, Norwegian
    _latin("cp1252", "åäöé"),  # Swedish, Finnish
    _latin("cp1252", "éëïóöüèêá"),  # Dutch
    _latin("cp1252", "áéíóúýþæöð"),  # Icelandic
    _latin("cp1250", "ąćęłńóśźż"),  # Polish
    _latin("cp1250", "áčďéěíňóřšťúůýžäĺľŕô"),  # Czech, Slovak
    _latin("cp1250", "áéíóöőúüű"),  # Hungarian
    _latin("cp1250", "čćđšž"),  # Croatian, Slovene
    _latin("cp1250", "ăâîşţ"),  # Romanian
    _latin("cp1254", "çğıöşüâîûİ"),  # Turkish
    _latin("cp1257", "ąčęėįšųūž"),  # Lithuanian
    _latin("cp1257", "āčēģīķļņšūž"),  # Latvian
    _latin("iso8859_2", "ąćęłńóśźż"),
    _latin("iso8859_2", "áčďéěíňóřšťúůýžäĺľŕô"),
    _cased("cp1251", *_RUSSIAN),
    _cased("cp1251", "оаинтевсрлкмдупя", "зьбгчйхжшіцїєґющф"),  # Ukrainian
    _cased("cp1251", "аоеинтсрвлкдмпуј", "гзбчжцшхљњћђџф"),  # Serbian, Macedonian
    _cased("koi8_r", *_RUSSIAN),
    _cased("cp866", *_RUSSIAN),
    _cased("cp1253", "αοιεηστνρκπυλμςάόίέή", "ωύώγδθχφβξζψϊϋΐΰ"),
    _uncased("cp1255", "יוהלאמתרשבנחדעקכםפגצטסןז", "ךףץ"),
    _uncased("cp1256", "اليمنوترهبسدعكفقحةى", "جشصخطذزثضئغءظأإآؤپچگیک،؟"),
    _east("cp932", _KANA + "ー。、「」…？！・人一日大年出本中子見国言上分生手自行者二間事思時気"),
    _east(
        "gb18030",
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
        "过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心"
        "她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间"
        "由问很最重吗呢吧哪谁妈爸爱给快走让真什怎您啊哦嗯，。？！《》“”…",
    ),
    _east(
        "big5",
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年"
        "過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心"
        "她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間"
        "由問很最重嗎呢吧哪誰媽爸愛給快走讓真什怎您啊哦嗯，。？！《》「」…",
    ),
    _east(
        "cp949",
        "이다는에가을를의도고지니은어나그하아한게만사리서해자기들로대있라내거안요네정말수일제인시부면"
        "당신우없여왜뭐무마할왔했었았겠잖죠좀난널넌날오전주세상보생각람야구데건저려으음알모르갑간",
    ),
)
