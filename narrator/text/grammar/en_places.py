"""English: saints and streets, numbers of rooms, houses and flights, scores."""

from narrator.text.numbers import cardinal, digits
from narrator.text.rules import NOT_NUMBER, Match, Rule, rule

STREETS = (
    "street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|place|court|terrace|square"
    "|row|crescent|gardens|parade|walk|highway"
)
PAIRED = (
    "room|suite|apartment|flight|route|highway|box|unit|cell|locker|ward|cabin|gate|bay|hut|berth"
    "|interstate|extension|train"
)
SIDES = "home|visitors?|guests?|away|score|final|fc|united|city|rovers"


def name_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules that tell Saint from Street, Doctor from Drive, and for No. and Ft."""
    house = r"(?P<house>\b\d+\w? (?:[^\W\d_]+\.? ){1,2})"
    return (
        rule(rf"{house}St\b\.?", lambda m: f"{m['house']}Street"),
        rule(rf"{house}Dr\b\.?", lambda m: f"{m['house']}Drive"),
        rule(r"(?<=[^\W\d_]) St\b\.?(?=\s*(?:$|[,;:)\n]))", lambda _: " Street"),
        rule(r"\bSt\b\.?(?=[ -][^\W\d_])", lambda _: "Saint"),
        rule(r"\bDr\b\.?(?= ?[^\W\d_])", lambda _: "Doctor"),
        rule(r"\bFt\b\.?(?= [^\W\d_])(?<!\d ...)", lambda _: "Fort"),
        rule(r"\bNos\.? ?(?=\d)", lambda _: "numbers "),
        rule(r"\b(?:N[oO]\.|No\b|N[°º]|№) ?(?=\d)", lambda _: "number ", exact=True),
        rule(r"\bIV(?= (?:drip|bag|line|fluids?|pole)\b)", lambda _: "I V"),
        rule(r"\bpp\. ?(?=\d)", lambda _: "pages "),
        rule(r"\bp\. ?(?=\d)", lambda _: "page "),
        rule(r"\bch\. ?(?=\d)", lambda _: "chapter "),
        rule(r"\bP\.? ?O\.? Box\b", lambda _: "P O Box"),
        rule(r"\b([A-Z])/([A-Z])\b", lambda m: f"{m[1]} {m[2]}", exact=True),
        rule(r"(?<![\w.,])911(?![\w.,]\w|-)", lambda m: digits(m.group(), tag)),
    )


def sum_rules() -> tuple[Rule, ...]:
    """Return the rules for a sum before what it is the size of, and for 2x4."""
    things = "reward|bill|fine|prize|note|ticket|question|bond|bounty|fee|limit|coin|fare"
    return (
        rule(rf"(?<=dollar)s(?= (?:{things})s?\b)|(?<=pound)s(?= (?:{things})s?\b)", lambda _: ""),
        rule(r"(?<=\d) ?x ?(?=\d)", lambda _: " by "),
    )


def number_rules(tag: str) -> tuple[Rule, ...]:
    """Return the rules for scores and for numbers that are said in pairs."""

    def room(match: Match) -> str:
        return f"{match['word']} {in_pairs(match['figures'], tag)}{_letter(match)}"

    def house(match: Match) -> str:
        return f"{in_pairs(match['figures'], tag)}{_letter(match)}"

    def score(match: Match) -> str:
        ours, theirs = int(match["ours"]), int(match["theirs"])
        named = any(side in match.group().lower().split() for side in SIDES.split("|"))
        if not named and 0 < ours < theirs:
            return match.group()
        home, away = match["home"].strip(), match["away"].strip()
        return f"{home} {cardinal(ours, tag)}, {away} {cardinal(theirs, tag)}"

    figures = r"(?P<figures>[1-9]\d{2,3})(?P<letter>[A-Z])?(?!\w|[.,:]\d)"
    name = r"(?:(?-i:[A-Z])[\w'’.]*)"
    return (
        rule(
            rf"(?P<home>{name}(?: {name}){{0,2}}) (?P<ours>\d{{1,3}}) ?[-–:] ?(?P<theirs>\d{{1,3}})"
            rf" (?P<away>{name}(?: {name}){{0,2}})(?![\w-])",
            score,
        ),
        rule(rf"\b(?P<word>{PAIRED}) {figures}", room),
        rule(rf"{NOT_NUMBER}{figures}(?= (?:[^\W\d_]+ ){{1,3}}(?:{STREETS})\b)", house),
        rule(rf"{NOT_NUMBER}(?P<figures>[1-9]\d{{2,3}})(?P<letter>[A-Z])(?!\w)", house, exact=True),
    )


def _letter(match: Match) -> str:
    return f" {match['letter'].upper()}" if match["letter"] else ""


def in_pairs(figures: str, tag: str) -> str:
    """Return such as "fourteen oh eight", "two seventeen", "sixteen hundred"."""
    first, last = figures[:-2], figures[-2:]
    if last == "00":
        whole = len(figures) == 4 and first[1] == "0"
        return cardinal(int(figures), tag) if whole else f"{cardinal(int(first), tag)} hundred"
    if last[0] == "0":
        return f"{cardinal(int(first), tag)} oh {cardinal(int(last), tag)}"
    return f"{cardinal(int(first), tag)} {cardinal(int(last), tag)}"
