"""Russian: ordinals beside nouns (kings, centuries, chapters) and the nouns that numbers count."""

from narrator.text.numbers import cardinal, ordinal
from narrator.text.roman import value_of
from narrator.text.rules import DASH, NOT_NUMBER, Match, Rule, rule

LITTLE_WORDS = frozenset("и а но до на по за в с к о у от из не или".split())
BEFORE_FIGURES = (
    ("д", "дом"), ("кв", "квартира"), ("корп", "корпус"), ("эт", "этаж"), ("каб", "кабинет"),
    ("т", "том"), ("ч", "часть"), ("гл", "глава"), ("стр", "страница"), ("ст", "статья"),
    ("с", "страница"), ("п", "пункт"), ("рис", "рисунок"), ("вып", "выпуск"),
)  # fmt: skip
KINGS = {  # the stem of a name -> its gender
    "Николай": "m", "Николая": "m", "Пётр": "m", "Петр": "m", "Петра": "m", "Павел": "m",
    "Павла": "m", "Александр": "m", "Александра": "m", "Иван": "m", "Ивана": "m", "Людовик": "m",
    "Людовика": "m", "Генрих": "m", "Генриха": "m", "Карл": "m", "Карла": "m", "Фридрих": "m",
    "Фридриха": "m", "Вильгельм": "m", "Вильгельма": "m", "Георг": "m", "Георга": "m",
    "Наполеон": "m", "Наполеона": "m", "Пий": "m", "Пия": "m", "Екатерина": "f",
    "Екатерины": "f", "Елизавета": "f", "Елизаветы": "f", "Рамсес": "m", "Филипп": "m",
}  # fmt: skip
GENITIVES = frozenset(
    """Николая Петра Павла Ивана Людовика Генриха Карла Фридриха Вильгельма Георга Наполеона Пия
    Екатерины Елизаветы""".split()
)
CENTURIES = {"век": "n", "века": "g", "веке": "p", "веку": "d", "веком": "i", "в.": "n",
             "столетие": "n", "столетия": "g", "столетии": "p"}  # fmt: skip
CHAPTERS = {"глава": "f", "часть": "f", "серия": "f", "сцена": "f", "книга": "f", "статья": "f",
            "действие": "n", "явление": "n", "том": "m", "акт": "m", "раздел": "m",
            "эпизод": "m", "сезон": "m", "этаж": "m"}  # fmt: skip
NUMBERED = {"мировая": "f", "республика": "f", "армия": "f", "сессия": "f", "конференция": "f",
            "съезд": "m", "пленум": "m", "конгресс": "m", "фестиваль": "m",
            "рейх": "m"}  # fmt: skip
IN_COMPOUNDS = {90: "девяносто", 100: "сто", 1000: "тысяче", 40: "сорока"}
CASE_ENDINGS = {  # the end of a written ordinal -> case, gender, plural
    "й": ("n", "m", False), "ый": ("n", "m", False), "ой": ("n", "m", False),
    "я": ("n", "f", False), "ая": ("n", "f", False), "е": ("n", "n", False),
    "ое": ("n", "n", False), "го": ("g", "m", False), "ого": ("g", "m", False),
    "му": ("d", "m", False), "ому": ("d", "m", False), "м": ("p", "m", False),
    "ом": ("p", "m", False), "ю": ("a", "f", False), "ую": ("a", "f", False),
    "х": ("p", "m", True), "ых": ("p", "m", True), "ым": ("i", "m", False),
}  # fmt: skip


def form(value: int, one: str, few: str, many: str) -> str:
    """Return the form of a noun that a number asks for."""
    if value % 10 == 1 and value % 100 != 11:
        return one
    return few if value % 10 in {2, 3, 4} and value % 100 not in {12, 13, 14} else many


def numeral_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for kings, centuries, chapters and wars in roman or arabic figures."""

    def king(match: Match) -> str:
        name, value = match["name"].capitalize(), value_of(match["roman"])
        if not value:
            return match.group()
        case = "g" if name in GENITIVES else "n"
        said = ordinal(value, tag, case=case, gender=KINGS[name])
        return f"{match['name']} {said.capitalize()}"

    def century(match: Match) -> str:
        value = value_of(match["roman"])
        noun = match["noun"].lower()
        if not value:
            return match.group()
        gender = "n" if noun.startswith("столети") else "m"
        said = ordinal(value, tag, case=CENTURIES[noun], gender=gender, animate=False)
        return f"{said} {'век' if noun == 'в.' else noun}"

    def chapter(match: Match) -> str:
        figures = match["figures"]
        value = int(figures) if figures.isdigit() else value_of(figures)
        word = match["word"]
        return (
            f"{word} {ordinal(value, tag, gender=CHAPTERS[word.lower()])}"
            if value
            else (match.group())
        )

    def war(match: Match) -> str:
        value, noun = value_of(match["roman"]), match["noun"]
        return (
            f"{ordinal(value, tag, gender=NUMBERED[noun.lower()])} {noun}"
            if value
            else (match.group())
        )

    roman = "(?P<roman>(?-i:[IVX]+))"
    nouns = "|".join(sorted((n.replace(".", r"\.") for n in CENTURIES), key=len, reverse=True))
    return (
        rule(rf"\b(?P<name>{'|'.join(KINGS)}) {roman}(?!\w|\.\w)", king),
        rule(rf"(?<!\w){roman} (?P<noun>{nouns})(?!\w)", century),
        rule(rf"(?<!\w){roman} (?P<noun>{'|'.join(NUMBERED)})\b", war),
        rule(
            rf"\b(?P<word>{'|'.join(CHAPTERS)}) (?P<figures>(?-i:[IVX]+)|\d{{1,3}})"
            r"(?![\w:]|[.,]\d)",
            chapter,
        ),
    )


def joined_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for a number joined to a word, 10-летие, and for a range of numbers."""

    def compound(match: Match) -> str:
        value = int(match["value"])
        stem = IN_COMPOUNDS.get(value) or cardinal(value, tag, case="g").replace(" ", "")
        return f"{stem}{match['rest']}"

    def span(match: Match) -> str:
        first, last = (cardinal(int(match[name]), tag, case="g") for name in ("first", "last"))
        return f"от {first} до {last}"

    return (
        rule(rf"{NOT_NUMBER}(?P<value>\d{{1,4}})-(?P<rest>лет\w+|этажн\w+|дневн\w+)", compound),
        rule(rf"{NOT_NUMBER}(?P<first>\d{{1,6}})\s?{DASH}\s?(?P<last>\d{{1,6}})(?![\w.,-])", span),
    )


def ordinal_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rule for ordinals with their ending: 5-й, 5-я, 5-го."""

    def rank(match: Match) -> str:
        case, gender, plural = CASE_ENDINGS[match["end"].lower()]
        value = int(match["value"])
        return ordinal(value, tag, case=case, gender=gender, plural=plural, animate=False)

    ends = "|".join(sorted(CASE_ENDINGS, key=len, reverse=True))
    return (rule(rf"{NOT_NUMBER}(?P<value>\d{{1,4}})-(?P<end>{ends})(?!\w)", rank),)
