"""The words that mark kinds of text, by what they are evidence of, in several languages.

Matching is on casefolded whole words or on patterns; a word serves every language it occurs
in, so only words that mean the same wherever they are spelt so may stand here.
"""

import re
from functools import lru_cache

MONTHS = frozenset(
    """
    january february march april may june july august september october november december jan
    feb mar apr jun jul aug sept sep oct nov dec janvier février mars avril mai juin juillet
    août septembre octobre novembre décembre januar februar märz juni juli oktober dezember
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря январь
    февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    """.split()
)

SEASONS = frozenset(
    """
    spring summer autumn winter christmas easter printemps été automne hiver noël frühling
    sommer herbst weihnachten primavera verano otoño invierno navidad весна лето осень зима
    весной летом осенью зимой
    """.split()
)

# "THREE HOURS EARLIER", "TROIS SEMAINES PLUS TÔT", "PRESENT DAY", "MEANWHILE, AT THE STADIUM"
TIME_CARD = re.compile(
    r"""
      \b(hours?|days?|weeks?|months?|years?|minutes?|seconds?|night|morning|evening|decades?|
         centur(?:y|ies)|moments?|long|time)\s+(later|earlier|ago|before|after)\b
    | \b(the\s+)?(same|next|previous|following|that)\s+(day|night|morning|evening|week|year|
         afternoon|month)\b
    | ^(present\s+day|today|tonight|meanwhile|now|then|back\s+then|dawn|dusk|midnight|noon|
         elsewhere|years\s+ago)\b
    | ^(the\s+)?end$ | ^to\s+be\s+continued | ^previously\b | ^in\s+memory\s+of\b | ^the\s+end\b
    | ^dedicated\s+to\b | \b(new\s+year|all\s+saints|christmas)(['’]s)?\s*(eve|day)?$
    | \b(heures?|jours?|semaines?|mois|ans|années?|minutes?)\s+(plus\s+tard|plus\s+tôt|avant|
         après|auparavant)\b | ^il\s+y\s+a\s+\w+\s+(ans|mois|jours) | ^(de\s+nos\s+jours|
         aujourd['’]hui|pendant\s+ce\s+temps|le\s+lendemain|à\s+suivre|fin)\b
    | \b(stunden|tage|wochen|monate|jahre|minuten)\s+(später|zuvor|früher|davor)\b | ^(heute|
         gegenwart|am\s+nächsten\s+(tag|morgen)|fortsetzung\s+folgt|ende)\b
    | \b(horas|días|semanas|meses|años|minutos)\s+(después|antes|más\s+tarde)\b | ^(hoy|
         en\s+la\s+actualidad|mientras\s+tanto|al\s+día\s+siguiente|continuará|fin)\b
    | \b(час(а|ов)?|дн(я|ей)|недел[июь]|месяц(а|ев)?|год(а)?|лет)\s+(спустя|назад|раньше|до)\b
    | ^(наши\s+дни|настоящее\s+время|на\s+следующ\w+\s+\w+|конец|продолжение\s+следует)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

CHAPTER_CARD = re.compile(
    r"^(chapter|part|episode|act|book|volume|scene|prologue|epilogue|interlude|"
    r"chapitre|partie|épisode|acte|prologue|épilogue|kapitel|teil|folge|akt|prolog|epilog|"
    r"capítulo|parte|episodio|acto|prólogo|epílogo|глава|часть|серия|эпизод|акт|пролог|эпилог)"
    r"(\s+([ivxlc]+|\d+|[^\W\d_]+))?\b",
    re.IGNORECASE,
)

CLOCK = re.compile(
    r"\b\d{1,2}([:.]\d\d\s*([ap]\.?\s?m\.?)?|\s?[ap]\.?m\.?|\s?h(eures|\d\d)?|"
    r"\s?uhr)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(1[0-9]\d\d|20\d\d)\b(?!\s*%)")
FULL_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")

ADDRESS = re.compile(
    r"(https?://|\bwww\.)\S+|\b[\w.+-]+@[\w-]+\.\w+|\b[\w-]+\.(com|net|org|tv|info|io|example)\b",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"^\W*((english|french|german|spanish|russian|traducción y|redactor de)\s+)?"
    r"(subtitles?|subtitling|subs|captions?|captioning|captioned|subtitled|translat(?:ed|ion|or)|"
    r"transcribed|transcript|synced|sync|ripped|corrected|timed|encoded|timing|resync\w*|edited|"
    r"adapted|typesett?ing|quality check|sous-titres?|sous-titrage|traduction|adaptation|relecture|"
    r"untertitel\w*|ut-?redaktion|übersetzung|bearbeitung|redaktion|subtítulos|subtitulado|"
    r"traducción|traducido|sincroniza\w+|corregido|corrección|субтитры|"
    r"редактор субтитров|перевод\w*|переведено|тайминг|"
    r"синхронизация|озвучено|字幕|翻訳|日本語字幕|制作|titulky|legendas|sottotitoli|"
    r"traduzione|ondertiteling|undertexter|tekstitys|napisy)\b"
    r"(\s+(&|and|et|und|y|и|e)\s+\w+)*[^:：.!?]{0,24}?"
    r"(\s*[:：–—-]\s*\S|\s+(by|par|von|de|por|made|downloaded|для|от)\b)"
    r"|^\W*(t/n|tl/?n|tlc?|translator['’]?s?\s+note|n\.?\s?d\.?\s?t\.?|прим\.?\s?пер|anm\.?\s?d\.?\s?[üu])\b"
    r"|^(english|french|german|spanish|russian)\s+(inter)?titles\b"
    r"|\b(fan)?subs?\s+(presents?|präsentier\w+|présente\w*|presenta\w*)\b|\bfan-?subs?\b"
    r"|\bbrought to you by\b"
    r"|^(translators?|timers?|typesetters?|encoders?|quality\s+check(er|ing)?|qc|raws?|karaoke|"
    r"timing|encod(e|ing)|proof-?read(er|ing)?|"
    r"übersetzer\w*|traduct(eur|rice|or|ora)s?|переводчик\w*)(\s+\S+){0,2}$"
    r"|^\W*(\(c\)|©)\s*\w|^(字幕|翻訳|日本語字幕|制作|製作)[\w・･]*[\s:：]"
    r"|^(untertitel|sous-titrage|subtítulos|subtitles|субтитры)\s+"
    r"(im auftrag|réalisé|realizados|provided|commissioned)\b"
    r"|\bopensubtitles\b|\bleave a (comment|review)\b|\bsupport us and become\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def is_credit(text: str) -> bool:
    """Whether a text names the makers of the subtitles, or where they are to be had."""
    return bool(CREDIT.search(text) or ADDRESS.search(text))


PAGE_HEADER = re.compile(
    r"\bs\d{1,2}\s?e\d{1,2}\b|\bseason\s+\d+.*\bepisode\s+\d+|\b(episode\s+)?(script|transcript)$",
    re.IGNORECASE,
)

# Labels by which a file itself says that a text is shown.
SHOWN_LABEL = re.compile(
    r"^(on[- ]?screen(\s+text)?|screen|signs?|text|caption|title|note|letter|newspaper|headline|"
    r"banner|poster|label|super|chyron|card|plaque|on\s+[^:\]]{2,30}|[^:\]]{2,30}\sreads|"
    r"à\s+l['’]écran|écran|panneau|affiche|enseigne|texte|carton|écriteau|inscription|pancarte|"
    r"schild|einblendung|insert|aufschrift|plakat|zettel|bildschirm|tafel|schriftzug|"
    r"letrero|cartel|texto|rótulo|en\s+pantalla|pantalla|título|nota|carta|"
    r"надпись|титр|вывеска|записка|табличка|плакат|письмо|газета|объявление|экран|на\s+экране|"
    r"看板|貼り紙|張り紙|標識|テロップ|手紙|新聞|見出し|表示|ポスター|メモ|画面|横断幕|表札|札|標札|立て札|"
    r"掲示|掲示板|黒板|メール)(?=\W|$)\s*[:：]?\s*",
    re.IGNORECASE,
)
SOURCE_LABEL = re.compile(
    r"^(archive|source|recording|footage|photo|photograph|live|courtesy|property|image|"
    r"reconstruction|filmed|recorded|declassified)\b",
    re.IGNORECASE,
)

MUSIC_LABEL = re.compile(
    r"(音楽|曲|歌声|メロディ|BGM)|\b(music|song|theme|melody|tune|orchestra\w*|fanfare|musique|chanson|musik|lied|música|"
    r"canción|музыка|песня|singing|humming|vocali[sz]ing|strings|quartet|waltz|polka|choir|hymn|drums?|violins?|flute|cello|оркестр|хор|поёт|напевает|orchester|orchestre|orquesta|fanfar\w*|générique|accordéon|organ|harp|trumpets?|fiddle|tango|jazz|blues|symphon\w*|serenade|lullaby|anthem|hymne?|berceuse|valse|walzer|vals|marcha|tambours?|violon\w*|guitare|geige|trommel\w*|trompete\w*|canta\w*|cantan\w*|himno|bolero|guitarra|гитара|пианино|рояль|скрипк\w*|марш|вальс|напева\w*|percussion|guitar|piano|banjo|\w*musik|klavier|gitarre|chant\w*|piano)\b",
    re.IGNORECASE,
)

# How letters begin; spoken address seldom has these words and a line to itself.
SALUTATION = re.compile(
    r"^(daughter|son|mother|father|sister|brother|friend|comrade),|^(my\s+)?(dear(est)?|beloved|esteemed)\b|^to\s+who(m|mever|ever)?\b|^(ma|mon)\s+(très\s+)?ch[eè]re?\b|"
    r"^ch[eè]re?s?\b|^(meine?\s+)?(liebe[rs]?|liebste[rs]?)\b|^sehr\s+geehrte|"
    r"^(mi\s+)?(querid[oa]s?|estimad[oa]s?)\b|^(мо[йя]\s+)?(дорог(ой|ая|ие)|милый|милая)\b|^уважаем",
    re.IGNORECASE,
)

# Words that stand on signs, papers and screens, and seldom in a shout.
SIGN_WORDS = frozenset(
    """
    street st road avenue square station hotel motel inn hospital school university college
    office headquarters hq ministry department dept bureau police prison bank bar café cafe
    restaurant shop store museum theatre theater church cathedral palace castle bridge harbour
    harbor port airport county state city town village hall house club company co ltd inc corp
    gmbh court room floor exit entrance entry vacancy closed open private welcome hours
    admission warrant order wanted notice warning danger caution attention achtung vorsicht
    peligro atención внимание осторожно мины subpoena evidence declassified confidential secret
    classified property survey camp wharf quay est no. nos rue avenue place gare hôtel mairie
    ministère bureau préfecture imprimerie cabinet prison entrée sortie défense interdit straße
    strasse platz bahnhof amt polizei verboten ausgang eingang calle plaza estación ministerio
    policía prohibido salida entrada cerrado abierto улица площадь вокзал министерство вход
    выход закрыто открыто запрещено president director professor prof dr minister secretary
    captain colonel general lieutenant inspector detective sergeant agent editor engineer
    historian biologist analyst manager mayor lawyer attorney doctor mother father daughter son
    wife husband widow brother sister expert correspondent reporter champion grand
    """.split()
)

SLOGAN = re.compile(
    r"^(long live|down with|forward to|forward|death to|glory to|victory|peace|freedom|power to|"
    r"vive|à bas|à la lanterne|mort aux?|es lebe|nieder mit|viva|abajo|muera|да здравствует|долой|"
    r"слава|смерть)\b",
    re.IGNORECASE,
)

EXCLAMATIONS = frozenset(
    """
    no yes hey oh ah stop wait run go help fire quiet silence enough out up down now come look
    listen shoot jump sold damn hell god please never what why who where okay ok sorry mayday
    attention get let give take put leave shut open halt freeze move hurry mum mom dad mama papa
    non oui stop feu silence attention halte assez nein ja hilfe feuer ruhe halt los raus sí
    alto fuego ayuda basta нет да стой огонь помогите тихо хватит стоп
    """.split()
)

# How letters close, and postscripts.
VALEDICTION = re.compile(
    r"^\W*(p\.\s?s\.|p\.\s?d\.|пс\b|з\.\s?ы\.|yours\b(?=.{0,24}$)|(yours\s+)?(sincerely|faithfully|truly|"
    r"respectfully|affectionately)\b|(with\s+)?(all\s+my\s+|best\s+|much\s+)?(love|regards|wishes)(,|$)|"
    r"your\s+(\w+\s+)?(loving|humble|obedient|devoted|affectionate|servant|friend|son|daughter)\b|signed\b|"
    r"votre\s+(tr[eè]s\s+)?(dévoué|humble|fidèle)|bien\s+à\s+(vous|toi)\b|je\s+t['’]embrasse\b|"
    r"amicalement\b|cordialement\b|signé\b|"
    r"dein[e]?\s+[^\W\d_]+\W*$|ihr[e]?\s+(ergebene\w*\s+)?[A-ZÄÖÜ]\w+\W*$|eu[e]?re?\s+[A-ZÄÖÜ]\w+\W*$|"
    r"hochachtungsvoll\b|mit\s+\w+en\s+grüßen|gezeichnet\b|gez\.|"
    r"atentamente\b|firmado\b|fdo\.|(un\s+)?(abrazo|saludo)s?\b|tuy[oa]\b(?=.{0,24}$)|"
    r"tu\s+\w+\s+que\s+te\s+quiere|с\s+уважением|тво[йя]\b(?=.{0,20}$)|ваш[а]?\b(?=.{0,20}$)|целую\b|подпись\b|"
    r"敬具|草々|かしこ|追伸|敬白)",
    re.IGNORECASE,
)
# How entries of diaries and logs begin: a day, then a stop.
WEEKDAYS = (
    "mon(day)?|tue(s(day)?)?|wed(s|nesday)?|thu(r(s(day)?)?)?|fri(day)?|sat(urday)?|sun(day)?|"
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|"
    "freitag|samstag|sonnabend|sonntag|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
)
DATELINE = re.compile(
    rf"^((({WEEKDAYS})\b\W+)?\d{{1,2}}(st|nd|rd|th|er|\.|º)?\s+(de\s+|of\s+)?({'|'.join(MONTHS)})\b"
    rf"|({'|'.join(MONTHS)})\s+\d{{1,2}}(st|nd|rd|th)?\b|({WEEKDAYS})\b(?=[.,:]))"
    r"(\s+\d{4})?\s*[.:,–—]\s*\S",
    re.IGNORECASE,
)
# Labels of the sound that a message makes when it comes.
DEVICE_LABEL = re.compile(
    r"\b(phones?|mobiles?|cell\w*|notification\w*|text\s+(alert|message)\w*|message|computer|laptop|pager|"
    r"handy\w*|smartphone\w*|telefon\w*|nachricht\w*|portables?|téléphone|mobil|móvil|teléfono|mensaje|"
    r"notificaci\w+|телефон\w*|сообщени\w*|смартфон\w*|уведомлени\w*)\b|着信|通知|受信|スマホ|携帯|バイブ",
    re.IGNORECASE,
)
