"""Spanish: dates, hours, kings and centuries, ordinals; numbers agree in gender.

The first of a month is "primero" in the Americas and "uno" in Spain, which is what plain es is.
"""

from functools import cache

from narrator.text.codes import code_rules, phone_rules
from narrator.text.dates import numeric_dates
from narrator.text.grammar.common import (
    YEAR,
    Say,
    clock_range_rules,
    minus_rules,
    number_rules,
    numeral_rules,
    range_rules,
)
from narrator.text.grammar.es_times import date_rules, figures, year_span_rules
from narrator.text.measures import measure_rules
from narrator.text.money import money_rules
from narrator.text.numbers import cardinal, decimal, ordinal
from narrator.text.roman import PATTERN, value_of
from narrator.text.rules import NOT_NUMBER, Match, Rule, rule, separators

KINGS = (
    "Felipe|Alfonso|Carlos|Juan|Pablo|Fernando|Isabel|Enrique|Pedro|Luis|Francisco|Jorge|Eduardo"
    "|Guillermo|Jaime|Ricardo|Pío|Benedicto|Catalina|Nicolás|Alejandro|Iván|Federico|Napoleón"
    "|Leopoldo|Gregorio|Inocencio|Clemente|León|Amadeo|Ramiro|Sancho|Ramsés|María"
)
QUEENS = frozenset({"isabel", "catalina", "maría"})
NUMBERED = (
    "capítulo|capitulo|parte|acto|escena|libro|tomo|volumen|episodio|temporada|título|sección"
    "|artículo|anexo|fase|tipo|clase|nivel|canto|mundial"
)
MASCULINE_IN_A = frozenset(
    {"día", "días", "dia", "dias", "mapa", "mapas", "programa", "programas", "problema",
     "problemas", "kilómetros", "poema", "poemas", "sistema", "sistemas", "a", "tema", "temas",
     "dálmatas"}
)  # fmt: skip
FEMININE = frozenset(
    """noche noches vez veces habitación habitaciones estación estaciones sesión sesiones mujer
    mujeres ciudad ciudades unidad unidades calle calles parte partes clase clases torre torres
    planta""".split()
)


@cache
def rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules of Spanish in their order, for a tag such as es or es-MX."""

    def counted(value: int, noun: str) -> str:
        return agreed(value, noun, tag)

    return (
        rule(r"\bn(?:\.[ºo°]|[º°]|o\.|úm\.) ?(?=\d)|№ ?(?=\d)", lambda _: "número "),
        rule(r"\bkm\.? ?(?=\d)", lambda _: "kilómetro "),
        rule(rf"\bc\. ?(?={YEAR}\b)", lambda _: "hacia "),
        rule(r"\b(?P<half>[ap])\. ?m\.", lambda m: f"{m['half'].lower()} m"),
        *numeric_dates(tag, lambda date: figures(date, tag)),
        *date_rules(tag),
        *clock_range_rules(tag),
        *_clocks(tag),
        *_romans(tag),
        *numeral_rules(tag, NUMBERED, counted),
        *phone_rules(tag),
        *money_rules(tag, counted),
        *_degrees(tag),
        *minus_rules(tag),
        *measure_rules(tag, counted),
        *_ordinals(tag),
        *year_span_rules(tag),
        *range_rules(tag),
        *code_rules(tag),
        *_fractions(tag),
        *_decimals(tag),
        *number_rules(tag, counted),
    )


def agreed(value: int, noun: str, tag: str) -> str:
    """Return a number that agrees with the noun after it: "veintiuna horas", "un año"."""
    said = cardinal(value, tag)
    if not noun:
        return said
    if is_feminine(noun):
        said = said.replace("cientos", "cientas").replace("quinientos", "quinientas")
        return f"{said[:-1]}a" if said.endswith("uno") else said
    if said.endswith("veintiuno"):
        return f"{said.removesuffix('uno')}ún"
    is_noun = noun not in {"a", "de", "y", "o", "con", "por", "en", "más", "menos"}
    return said[:-1] if said.endswith("uno") and is_noun else said


def is_feminine(noun: str) -> bool:
    """Whether a noun is feminine: by its ending, but for the words known to differ."""
    word = noun.lower()
    if word in MASCULINE_IN_A or word.endswith(("ista", "istas")):
        return False
    return word in FEMININE or word.endswith(("a", "as", "ción", "ciones", "dad", "dades"))


def _clocks(tag: str) -> tuple[Rule, ...]:
    def clock(match: Match) -> str:
        minute = int(match["minute"])
        hour = agreed(int(match["hour"]), "horas", tag)
        if not minute:
            return f"{hour} en punto" if match["bare"] else f"{hour} {_hours(match)}"
        zero = "cero " if match["minute"].startswith("0") else ""
        return f"{hour} {zero}{cardinal(minute, tag)}"

    def whole(match: Match) -> str:
        return f"{agreed(int(match['hour']), 'horas', tag)} {_hours(match)}"

    hour = rf"{NOT_NUMBER}(?P<hour>[01]?\d|2[0-4])"
    return (
        rule(rf"{hour}[:.](?P<minute>[0-5]\d)(?P<bare>) ?(?:h|hs|hrs)\b\.?", clock),
        rule(rf"{hour}:(?P<minute>[0-5]\d)(?![\w:])(?P<bare>.?)", _then(clock)),
        rule(rf"{hour} ?(?:h|hs|hrs)(?![\w'’])\.?", whole),
    )


def _then(clock: Say) -> Say:
    """Return a rule's function that keeps the character after the match."""
    return lambda match: clock(match).replace(" en punto", "") + match["bare"]


def _hours(match: Match) -> str:
    return "hora" if int(match["hour"]) == 1 else "horas"


def _romans(tag: str) -> tuple[Rule, ...]:
    def king(match: Match) -> str:
        name, value = match["name"], value_of(match["roman"])
        if not value:
            return match.group()
        if value > 10:
            return f"{name} {cardinal(value, tag)}"
        said = ordinal(value, tag)
        return f"{name} {said[:-1] + 'a' if name.lower() in QUEENS else said}"

    def century(match: Match) -> str:
        value = value_of(match["roman"])
        if not value:
            return match.group()
        word = "siglo" if match["word"].lower() == "s." else match["word"]
        return f"{word} {ordinal(value, tag) if value < 11 else cardinal(value, tag)}"

    def rank(match: Match) -> str:
        value = value_of(match["roman"])
        return (
            f"{shortened(value, match['noun'], '', tag)} {match['noun']}"
            if value
            else match.group()
        )

    nouns = "Guerra|República|Internacional|Congreso|Concilio|Cumbre|Festival|Conde|Reich|Duque"
    nouns += "|Aniversario|Edición|Jornadas|Bienal|Feria"
    return (
        rule(rf"\b(?P<name>{KINGS}) (?P<roman>(?-i:[IVX]+))(?!\w|\.\w)", king),
        rule(rf"\b(?P<word>siglos?|s\.) (?P<roman>(?-i:{PATTERN}))(?!\w)", century),
        rule(rf"(?<!\w)(?P<roman>(?-i:[IVX]+))\.?[ªº]? (?P<noun>{nouns})\b", rank),
    )


def shortened(value: int, noun: str, mark: str, tag: str) -> str:
    """Return an ordinal before a noun: "primer piso", "tercera planta"."""
    said = ordinal(value, tag)
    if mark == "ª" or (not mark and is_feminine(noun)) or (mark == "a"):
        return " ".join(f"{word[:-1]}a" for word in said.split())
    return said[:-1] if noun and said.endswith(("primero", "tercero")) else said


def _degrees(tag: str) -> tuple[Rule, ...]:
    compass = {"N": "norte", "S": "sur", "E": "este", "O": "oeste", "W": "oeste"}

    def angle(match: Match) -> str:
        value = int(match["degrees"])
        said = f"{agreed(value, 'grados', tag)} grado{'' if value == 1 else 's'}"
        return f"{said} {compass[match['way'].upper()]}" if match["way"] else said

    pattern = r"(?P<degrees>\d+) ?°(?! ?[CF]\b)(?: ?(?P<way>[NSEOW])(?!\w))?"
    return (rule(rf"{NOT_NUMBER}{pattern}", angle),)


def _ordinals(tag: str) -> tuple[Rule, ...]:
    def rank(match: Match) -> str:
        noun = (match["noun"] or "").strip()
        return shortened(int(match["value"]), noun, match["mark"].lower()[-1:], tag)

    next_word = r"(?=(?P<noun> [^\W\d_]+)?)"
    return (
        rule(rf"{NOT_NUMBER}(?P<value>\d{{1,3}})\.?(?P<mark>[ºª°])\.?(?!\w){next_word}", rank),
        rule(rf"{NOT_NUMBER}(?P<value>[13])\.?(?P<mark>er)\b\.?{next_word}", rank),
        rule(rf"{NOT_NUMBER}(?P<value>\d{{1,3}})(?P<mark>[oa])(?!\w){next_word}", rank),
    )


def _fractions(tag: str) -> tuple[Rule, ...]:
    names = {"1/2": "un medio", "1/3": "un tercio", "2/3": "dos tercios", "1/4": "un cuarto",
             "3/4": "tres cuartos"}  # fmt: skip

    def part(match: Match) -> str:
        known = names.get(match.group())
        return known or " ".join(cardinal(int(n), tag) for n in match.group().split("/"))

    return (rule(r"(?<![\w/.,])\d{1,2}/\d{1,2}(?![\w/]|[.,]\d)", part),)


def _decimals(tag: str) -> tuple[Rule, ...]:
    """Return the rule for decimals, by the sign of the territory: coma, or punto."""
    _, sign = separators(tag)
    word = "punto" if sign == r"\." else "coma"

    def said(match: Match) -> str:
        whole, part = match["whole"], match["part"]
        if part.startswith("0") or len(part) > 2:
            return decimal(whole, part, tag).replace(" coma ", f" {word} ")
        return f"{cardinal(int(whole), tag)} {word} {cardinal(int(part), tag)}"

    return (rule(rf"{NOT_NUMBER}(?P<whole>\d+){sign}(?P<part>\d+)(?!\w|[.,]\d)", said),)
