"""Sums of money: the sign stands before or after the number, the word comes after it."""

from functools import partial

from narrator.text.measures import SPACE, Counted, fraction
from narrator.text.rules import NOT_NUMBER, Match, Rule, any_of, number_pattern, rule, whole_of
from narrator.text.tables import Coin, primary, table_of

CODES = frozenset(
    """USD EUR GBP CHF JPY RUB SEK NOK DKK PLN CZK HUF CAD AUD NZD BRL MXN ARS INR CNY TRY UAH
    ATS BEF DEM ESP FRF ITL NLG""".split()
)

MILLIONS = ("million", "milliard", "millón", "millones")
PREFIXED = frozenset({"US$", "DM", "RM"})


def money_rules(tag: str, counted: Counted) -> tuple[Rule, ...]:
    """Return the rules for sums: `$1.5M`, `12,50 €`, `CHF 200`."""
    table = table_of(tag)
    before = [sign for sign in table.coins if not any(map(str.isalpha, sign))]
    sign = f"(?P<sign>{any_of([*table.coins, *CODES])})"
    first = f"(?P<sign>{any_of([*before, *CODES, *(PREFIXED & table.coins.keys())])})"
    scale = rf"(?:{SPACE}(?P<scale>{any_of(table.scales)})(?!\w))?"
    number = f"{number_pattern(tag)}{scale}"
    of = r"(?:d['’]|de )?"
    say = partial(_sum, tag=tag, counted=counted)
    return (
        rule(rf"(?<!\w){first}{SPACE}{number}(?!\w)", say, exact=True),
        rule(rf"{NOT_NUMBER}{number}{SPACE}{of}{sign}(?!\w)", say, exact=True),
    )


def _sum(match: Match, *, tag: str, counted: Counted) -> str:
    coin, hundredth = _coins(match["sign"], tag)
    if match["scale"]:
        return _scaled(match, coin, tag, counted)
    whole = whole_of(match["whole"])
    part = (match["part"] or "").ljust(2, "0")
    if len(part) > 2:
        return f"{fraction(match, tag)} {coin[-1]}"
    if not int(part):
        return _count(whole, coin, tag, counted)
    cents = _count(int(part), hundredth, tag, counted)
    if not whole and hundredth[0]:
        return cents
    pattern, figure = table_of(tag).coin_pattern, counted(int(part), hundredth[-1])
    return pattern.format(whole=_count(whole, coin, tag, counted), part=cents, figure=figure)


def _scaled(match: Match, coin: Coin, tag: str, counted: Counted) -> str:
    """Return such as "one point five million dollars"."""
    table = table_of(tag)
    scale, whole = table.scales[match["scale"]], whole_of(match["whole"])
    name = form_of(scale, whole, tag, broken=bool(match["part"]))
    number = fraction(match, tag) if match["part"] else counted(whole, name)
    return f"{number} {_of(name, tag, coin[-1])}{coin[-1]}"


def _count(value: int, coin: Coin, tag: str, counted: Counted) -> str:
    name = form_of(coin, value, tag)
    number, _, last = counted(value, name).rpartition(" ")
    return f"{number} {_of(last, tag, name)}{name}".strip()


def _of(number: str, tag: str, noun: str) -> str:
    """Return the last word of a number, and what joins it to its noun: "millions d'", "mil "."""
    of = table_of(tag).of_scale if number.startswith(MILLIONS) else ""
    elided = of == "de " and primary(tag) == "fr" and noun[:1] in "aeiouyé"
    return f"{number} {'d' + chr(39) if elided else of}"


def form_of(forms: Coin, value: int, tag: str, *, broken: bool = False) -> str:
    """Return the form of a noun that a number asks for; `broken`: it has a fraction."""
    if len(forms) == 3:
        return forms[1] if broken else forms[_slavic(value)]
    single = value < 2 if primary(tag) == "fr" else value == 1 and not broken
    return forms[0] if single else forms[-1]


def _slavic(value: int) -> int:
    """Return 0 for 1, 21 …; 1 for 2-4, 22-24 …; 2 for the rest."""
    if value % 10 == 1 and value % 100 != 11:
        return 0
    return 1 if value % 10 in {2, 3, 4} and value % 100 not in {12, 13, 14} else 2


def _coins(sign: str, tag: str) -> tuple[Coin, Coin]:
    """Return the forms of a sign of the table, or CLDR's of an ISO 4217 code."""
    known = table_of(tag).coins.get(sign)
    if known:
        return known
    from babel.numbers import get_currency_name  # noqa: PLC0415 - as num2words

    language = table_of(tag).language
    counts = (1, 2, 5) if language == "ru" else (1, 2)
    forms = tuple(get_currency_name(sign, count=n, locale=language) for n in counts)
    return forms, ("",) * len(forms)
