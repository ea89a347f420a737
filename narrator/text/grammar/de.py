"""German: dates and ordinals with their endings, clocks, kings, numbers before nouns.

An ordinal takes the ending that the word before it asks for: "dritter März" on a card, "am
dritten März", "der dritte März".
"""

from functools import cache

from narrator.text.codes import code_rules, phone_rules
from narrator.text.dates import numeric_dates
from narrator.text.grammar.common import (
    YEAR,
    clock_range_rules,
    minus_rules,
    number_rules,
    numeral_rules,
    range_rules,
)
from narrator.text.grammar.de_times import (
    BEFORE,
    WEAK_E,
    WEAK_N,
    date_rules,
    figures,
    inflected,
    year_rules,
)
from narrator.text.measures import measure_rules
from narrator.text.money import money_rules
from narrator.text.numbers import cardinal, ordinal, year
from narrator.text.roman import PATTERN, value_of
from narrator.text.rules import NOT_NUMBER, Match, Rule, rule

FEMININE = frozenset(
    """etage klasse abteilung woche stunde folge szene symphonie sinfonie armee division kompanie
    liga halbzeit tür station staffel reihe auflage runde person minute sekunde meile million
    milliarde mark nacht tonne seite stelle republik kammer brigade staffel d-mark kopeke lira
    reichsmark""".split()
)
NEUTER = frozenset(
    """kapitel jahrhundert stockwerk buch bataillon regiment korps revier obergeschoss
    untergeschoss jahr gebot mal semester halbjahr quartal kind bild reich pfund""".split()
)
MASCULINE = frozenset(
    """stock weltkrieg akt teil tag bezirk band platz preis monat versuch advent hof aufzug gang
    wahlgang senat zug mann bürgermeister offizier sieg""".split()
)
KINGS = (
    "Ludwig|Friedrich|Wilhelm|Karl|Heinrich|Otto|Georg|Johann|Johannes|Paul|Pius|Benedikt"
    "|Elisabeth|Katharina|Nikolaus|Alexander|Peter|Iwan|Napoleon|Franz|Joseph|Ferdinand|Leopold"
    "|Philipp|Richard|Eduard|Jakob|August|Maximilian|Gregor|Innozenz|Klemens|Leo|Margarethe|Maria"
    "|Christian|Gustav|Konrad|Rudolf|Ramses"
)
QUEENS = frozenset({"elisabeth", "katharina", "margarethe", "maria"})
NUMBERED = (
    "Kapitel|Teil|Akt|Szene|Buch|Band|Folge|Staffel|Abschnitt|Artikel|Anhang|Phase|Stufe|Typ"
    "|Klasse|Level|Gesang|Bild|Rolle|Weltkrieg|Hartz|Stock|Tafel"
)


@cache
def rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules of German in their order, for a tag such as de or de-AT."""

    def counted(value: int, noun: str) -> str:
        return agreed(value, noun, tag)

    return (
        rule(r"(?<=[^\W\d_])str\.(?!\w)", lambda _: "straße"),
        rule(r"\bN(?:[°º]|o\.) ?(?=\d)|№ ?(?=\d)", lambda _: "Nummer "),
        rule(r"\bS\. ?(?=\d)", lambda _: "Seite ", exact=True),
        *numeric_dates(tag, lambda date: figures(date, "", tag)),
        *date_rules(tag),
        *clock_range_rules(tag),
        *_clocks(tag),
        *_romans(tag),
        *numeral_rules(tag, NUMBERED, counted),
        *phone_rules(tag),
        *money_rules(tag, counted),
        rule(r"(?<=\d) ?x(?!\w)", lambda _: " mal"),
        *_degrees(tag),
        *minus_rules(tag),
        *measure_rules(tag, counted),
        *year_rules(tag),
        *_ordinals(tag),
        *range_rules(tag),
        *code_rules(tag),
        rule(rf"{NOT_NUMBER}{YEAR}(?![\w%/:]|[.,]\d)", lambda m: year(int(m.group()), tag)),
        *_fractions(tag),
        *number_rules(tag, counted),
    )


def agreed(value: int, noun: str, tag: str) -> str:
    """Return a number before a noun: "ein Tag", "eine Stunde"; "eins" where none follows."""
    said = cardinal(value, tag)
    if not said.endswith("eins") or not noun or noun in {"zu", "bis", "und", "plus", "minus"}:
        return said
    return said.removesuffix("s") + ("e" if noun.lower() in FEMININE and value == 1 else "")


def gender_of(noun: str) -> str | None:
    """Return m, f or n for a noun known to be numbered, by its last part; else None."""
    word = noun.lower()
    for gender, nouns in (("f", FEMININE), ("n", NEUTER), ("m", MASCULINE)):
        if word in nouns or (gender == "n" and word.endswith(("geschoss", "jahrhunderts"))):
            return gender
    return "f" if word.endswith(("straße", "strasse")) else None


def _clocks(tag: str) -> tuple[Rule, ...]:
    def clock(match: Match) -> str:
        minute = int(match["minute"] or 0)
        said = f"{agreed(int(match['hour']), 'Uhr', tag)} Uhr"
        return f"{said} {cardinal(minute, tag)}" if minute else said

    hour = rf"{NOT_NUMBER}(?P<hour>[01]?\d|2[0-4])"
    return (
        rule(rf"{hour}(?:[:.](?P<minute>[0-5]\d))? ?Uhr\b", clock),
        rule(rf"{hour}[:.](?P<minute>[0-5]\d) ?h\b", clock),
        rule(rf"{hour}[:.](?P<minute>[0-5]\d)(?= bis \w+ Uhr)", clock),
        rule(rf"{hour}:(?P<minute>[0-5]\d)(?![\w:])", clock),
    )


def _romans(tag: str) -> tuple[Rule, ...]:
    def king(match: Match) -> str:
        name, value = match["name"], value_of(match["roman"])
        if not value:
            return match.group()
        article = "die" if name.lower() in QUEENS else "der"
        return f"{name} {article} {ordinal(value, tag).capitalize()}"

    def rank(match: Match) -> str:
        value, gender = value_of(match["roman"]), gender_of(match["noun"])
        if not value or not gender:
            return match.group()
        before = match["before"] or ""
        return f"{before} {inflected(value, before, gender, tag)} {match['noun']}".strip()

    return (
        rule(
            rf"\b(?P<name>{KINGS}) (?P<roman>(?-i:[IVX]+))(?:\.(?=\s+[^\W\d_]|$|,)|(?![\w.]))", king
        ),
        rule(rf"{BEFORE}(?<!\w)(?P<roman>(?-i:{PATTERN}))\. (?P<noun>[^\W\d_]+)", rank),
    )


def _degrees(tag: str) -> tuple[Rule, ...]:
    compass = {"N": "Nord", "S": "Süd", "E": "Ost", "O": "Ost", "W": "West"}

    def angle(match: Match) -> str:
        said = f"{agreed(int(match['degrees']), 'Grad', tag)} Grad"
        return f"{said} {compass[match['way'].upper()]}" if match["way"] else said

    pattern = r"(?P<degrees>\d+) ?°(?! ?[CF]\b)(?: ?(?P<way>[NSEOW])(?!\w))?"
    return (rule(rf"{NOT_NUMBER}{pattern}", angle),)


def _ordinals(tag: str) -> tuple[Rule, ...]:
    def rank(match: Match) -> str:
        before, noun = match["before"] or "", match["noun"]
        determined = before.lower() in WEAK_N | WEAK_E
        gender = gender_of(noun) or ("m" if determined else None)
        if gender is None:
            return match.group()
        value = int(match["value"])
        return f"{before} {inflected(value, before, gender, tag)} {noun}".strip()

    return (rule(rf"{BEFORE}{NOT_NUMBER}(?P<value>\d{{1,3}})\. (?P<noun>[^\W\d_]+)", rank),)


def _fractions(tag: str) -> tuple[Rule, ...]:
    names = {"1/2": "ein halb", "1/3": "ein Drittel", "2/3": "zwei Drittel", "1/4":
             "ein Viertel", "3/4": "drei Viertel"}  # fmt: skip

    def part(match: Match) -> str:
        known = names.get(match.group())
        return known or " ".join(cardinal(int(n), tag) for n in match.group().split("/"))

    return (rule(r"(?<![\w/.,])\d{1,2}/\d{1,2}(?![\w/]|[.,]\d)", part),)
