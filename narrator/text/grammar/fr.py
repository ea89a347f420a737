"""French: dates, hours, kings and centuries, ordinals; numbers agree in gender.

A date is read as it stands: "1er mai 1944" is "premier mai mille neuf cent quarante-quatre".
"""

from functools import cache

from narrator.text.codes import code_rules, phone_rules
from narrator.text.dates import numeric_dates
from narrator.text.grammar.common import (
    clock_range_rules,
    minus_rules,
    number_rules,
    numeral_rules,
    range_rules,
)
from narrator.text.grammar.fr_times import date_rules, figures, year_span_rules
from narrator.text.measures import measure_rules
from narrator.text.money import money_rules
from narrator.text.numbers import cardinal, decimal, ordinal
from narrator.text.roman import value_of
from narrator.text.rules import NOT_NUMBER, Match, Rule, rule

KINGS = (
    "Louis|Henri|Charles|François|Francois|Philippe|Napoléon|Napoleon|Jean|Paul|Pie|Benoît"
    "|Élisabeth|Elisabeth|Catherine|Nicolas|Alexandre|Pierre|Ivan|Frédéric|Guillaume|Georges"
    "|Édouard|Edouard|Richard|Jacques|Léopold|Albert|Ferdinand|Innocent|Clément|Grégoire|Léon"
    "|Baudouin|Rainier|Ramsès|Louis-Philippe|Jean-Paul|Marie"
)
QUEENS = frozenset({"élisabeth", "elisabeth", "catherine", "marie"})
NUMBERED = (
    "chapitre|partie|acte|scène|scene|livre|tome|volume|épisode|episode|saison|titre|section"
    "|article|annexe|phase|type|classe|niveau|chant|tableau|bobine|mondiale|guerre|Paris|Lyon"
)
RANKED = "SIÈCLE|SIECLE|ARRONDISSEMENT|RÉPUBLIQUE|REPUBLIQUE|ARMÉE|DIVISION|RÉGIMENT|CORPS"
FEMININE = frozenset(
    """heure heures minute minutes seconde secondes semaine semaines année années journée journées
    nuit nuits fois personne personnes livre livres tonne tonnes page pages place places femme
    femmes fille filles victime victimes voiture voitures chambre chambres pièce pièces ligne
    lignes bouteille bouteilles mort mortes minute pinte lettre lettres rue rues porte portes
    saison saisons partie parties calorie calories""".split()
) - {"mort"}


@cache
def rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules of French in their order, for a tag such as fr or fr-CA."""

    def counted(value: int, noun: str) -> str:
        return agreed(value, noun, tag)

    return (
        rule(r"\bMe (?=[A-ZÀ-Ý][a-zà-ÿ])", lambda _: "Maître ", exact=True),
        rule(r"\bn(?:[°º]|os?\b\.?|um\.) ?(?=\d)", lambda _: "numéro "),
        rule(r"№ ?(?=\d)", lambda _: "numéro "),
        rule(r"\bpp?\. ?(?=\d)", lambda _: "page "),
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
    """Return a number that agrees with the noun after it: "une heure", "vingt et une"."""
    said = cardinal(value, tag)
    noun = noun.removeprefix("d'").lower()
    if noun in FEMININE and said.split()[-1].split("-")[-1] == "un":
        return f"{said}e"
    return said


def _clocks(tag: str) -> tuple[Rule, ...]:
    def clock(match: Match) -> str:
        hour = int(match["hour"])
        said = f"{agreed(hour, 'heures', tag)} heure{'s' if hour > 1 else ''}"
        minute = int(match["minute"] or 0)
        return f"{said} {agreed(minute, 'minutes', tag)}" if minute else said

    hour = rf"{NOT_NUMBER}(?P<hour>[01]?\d|2[0-4])"
    return (
        rule(rf"{hour} ?h(?:eures?)? ?(?P<minute>[0-5]\d)(?: ?(?:min|mn))?(?!\w)", clock),
        rule(rf"{hour} ?h(?P<minute>)(?![\w'’.])", clock),
        rule(rf"{hour}:(?P<minute>[0-5]\d)(?![\w:])", clock),
    )


def _romans(tag: str) -> tuple[Rule, ...]:
    def king(match: Match) -> str:
        name, value = match["name"], value_of(match["roman"])
        if not value:
            return match.group()
        queen = name.lower() in QUEENS
        first = "première" if queen else "premier"
        return f"{name} {first if value == 1 else cardinal(value, tag)}"

    def rank(match: Match) -> str:
        value = value_of(match["roman"])
        return ranked(value, match["end"], tag) if value else match.group()

    def first(match: Match) -> str:
        return f"{match['word']} premier"

    small = "e|è|ème|eme|er|re|ère|nd|nde"
    return (
        rule(rf"\b(?P<name>{KINGS}) (?P<roman>(?-i:[IVX]+))(?:er|re)?(?!\w|\.\w)", king),
        rule(r"\b(?P<word>chapitre|acte|tome|livre|titre|article) I(?:er)(?!\w)", first),
        rule(rf"(?<!\w)(?P<roman>[IVX]+)(?P<end>{small})(?!\w)", rank, exact=True),
        rule(
            rf"(?<!\w)(?P<roman>[IVX]+)(?P<end>{small.upper()})(?= (?:{RANKED})\b)",
            rank,
            exact=True,
        ),
    )


def ranked(value: int, end: str, tag: str) -> str:
    """Return an ordinal number; its written ending tells premier, première and second."""
    named = {"er": "premier", "re": "première", "ère": "première", "ere": "première",
             "nd": "second", "nde": "seconde"}  # fmt: skip
    return named.get(end.lower()) or ordinal(value, tag)


def _degrees(tag: str) -> tuple[Rule, ...]:
    compass = {"N": "nord", "S": "sud", "E": "est", "O": "ouest", "W": "ouest"}

    def angle(match: Match) -> str:
        value = int(match["degrees"])
        said = f"{cardinal(value, tag)} degré{'s' if value > 1 else ''}"
        return f"{said} {compass[match['way'].upper()]}" if match["way"] else said

    pattern = r"(?P<degrees>\d+) ?°(?! ?[CF]\b)(?: ?(?P<way>[NSEOW])(?!\w))?"
    return (rule(rf"{NOT_NUMBER}{pattern}", angle),)


def _ordinals(tag: str) -> tuple[Rule, ...]:
    def rank(match: Match) -> str:
        return ranked(int(match["value"][:15]), match["end"], tag)

    pattern = r"(?P<value>\d+)(?P<end>ère|ere|ème|eme|ième|er|re|nde|nd|e)s?(?!\w)"
    return (rule(rf"{NOT_NUMBER}{pattern}", rank),)


def _fractions(tag: str) -> tuple[Rule, ...]:
    names = {"1/2": "un demi", "1/3": "un tiers", "2/3": "deux tiers", "1/4": "un quart",
             "3/4": "trois quarts"}  # fmt: skip

    def part(match: Match) -> str:
        known = names.get(match.group())
        return known or " sur ".join(cardinal(int(n), tag) for n in match.group().split("/"))

    return (rule(r"(?<![\w/.,])\d{1,2}/\d{1,2}(?![\w/]|[.,]\d)", part),)


def _decimals(tag: str) -> tuple[Rule, ...]:
    """Return the rule for decimals: up to three figures without a leading zero are one number."""

    def said(match: Match) -> str:
        whole, part = match["whole"], match["part"]
        if part.startswith("0") or len(part) > 3:
            return decimal(whole, part, tag)
        return f"{cardinal(int(whole), tag)} virgule {cardinal(int(part), tag)}"

    return (rule(rf"{NOT_NUMBER}(?P<whole>\d+),(?P<part>\d+)(?!\w|[.,]\d)", said),)
