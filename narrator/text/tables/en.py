"""English. Abbreviations after common style guides, phone shapes of North America and Britain."""

from narrator.text.tables.table import Table, words

_DOLLAR = (("dollar", "dollars"), ("cent", "cents"))
_POUND = (("pound", "pounds"), ("penny", "pence"))
_EURO = (("euro", "euros"), ("cent", "cents"))
_YEN = (("yen", "yen"), ("sen", "sen"))

TABLE = Table(
    language="en",
    abbreviations={
        "Mr.": "Mister", "Mr": "Mister", "Mrs.": "Missus", "Mrs": "Missus", "Ms.": "Miz",
        "Messrs.": "Messieurs", "Prof.": "Professor", "Profs.": "Professors", "Rev.": "Reverend",
        "Hon.": "Honourable", "Capt.": "Captain", "Cpt.": "Captain", "Col.": "Colonel",
        "Cmdr.": "Commander", "Cdr.": "Commander", "Cpl.": "Corporal", "Gen.": "General",
        "Lt.": "Lieutenant", "Maj.": "Major", "Sgt.": "Sergeant", "Pvt.": "Private",
        "Adm.": "Admiral", "Brig.": "Brigadier", "Det.": "Detective", "Insp.": "Inspector",
        "Supt.": "Superintendent", "Gov.": "Governor", "Sen.": "Senator", "Pres.": "President",
        "Jr.": "Junior", "Sr.": "Senior", "Esq.": "Esquire", "Mt.": "Mount", "Dept.": "Department",
        "Univ.": "University", "Inst.": "Institute", "Assn.": "Association",
        "Assoc.": "Association",
        "Bros.": "Brothers", "Co.": "Company", "Corp.": "Corporation", "Inc.": "Incorporated",
        "Ltd.": "Limited", "Ltd": "Limited", "Ave.": "Avenue", "Blvd.": "Boulevard",
        "Rd.": "Road", "Ln.": "Lane", "Hwy.": "Highway", "Rte.": "Route", "Sq.": "Square",
        "Bldg.": "Building", "Apt.": "Apartment", "Rm.": "Room", "Govt.": "Government",
        "vs.": "versus", "vs": "versus", "etc.": "et cetera", "e.g.": "for example",
        "i.e.": "that is", "approx.": "approximately", "a.k.a.": "also known as",
        "aka": "also known as", "c/o": "care of", "w/o": "without", "w/": "with",
        "Tel.": "Telephone", "Vol.": "Volume", "Fig.": "Figure", "Ph.D.": "P H D",
        "PhD": "P H D", "incl.": "including", "encl.": "enclosed", "misc.": "miscellaneous",
        "Jan.": "January", "Feb.": "February", "Aug.": "August", "Sept.": "September",
        "Oct.": "October", "Nov.": "November", "Dec.": "December",
    },
    symbols={
        "&": "and", "+": "plus", "@": "at", "=": "equals", "×": "times", "÷": "divided by",
        "±": "plus or minus", "<": "less than", ">": "more than", "≤": "at most",
        "≥": "at least", "≈": "about", "~": "about", "§": "section", "©": "copyright",
        "®": "registered", "™": "trademark", "°": "degrees", "№": "number", "#": "number",
        "%": "percent", "‰": "per thousand", "★": "star", "½": "one half", "¼": "one quarter",
        "¾": "three quarters", "•": ",", "·": ",", "|": ",", "→": ",", "←": ",", "♪": ",",
        "♫": ",", "/": ",", "\\": ",",
    },
    web={".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at", "#": "hashtag",
         "www": "w w w", ":": "colon", "?": "question mark", "=": "equals", "&": "and",
         "~": "tilde", "%": "percent", "+": "plus"},
    units={
        "km/h": "speed-kilometer-per-hour", "kph": "speed-kilometer-per-hour",
        "mph": "speed-mile-per-hour", "m/s": "speed-meter-per-second", "km": "length-kilometer",
        "cm": "length-centimeter", "mm": "length-millimeter", "m": "length-meter",
        "mi": "length-mile", "ft": "length-foot", "ft.": "length-foot", "yd": "length-yard",
        "yds": "length-yard", "in.": "length-inch", "kg": "mass-kilogram", "mg": "mass-milligram",
        "g": "mass-gram", "lb": "mass-pound", "lbs": "mass-pound", "oz": "mass-ounce",
        "km²": "area-square-kilometer", "m²": "area-square-meter", "sq ft": "area-square-foot",
        "m³": "volume-cubic-meter", "ml": "volume-milliliter", "l": "volume-liter",
        "°C": "temperature-celsius", "°F": "temperature-fahrenheit", "Hz": "frequency-hertz",
        "kHz": "frequency-kilohertz", "MHz": "frequency-megahertz", "GHz": "frequency-gigahertz",
        "kW": "power-kilowatt", "W": "power-watt", "MW": "power-megawatt", "V": "electric-volt",
        "MB": "digital-megabyte", "GB": "digital-gigabyte", "hp": "power-horsepower",
        "min": "duration-minute", "mins": "duration-minute", "min.": "duration-minute",
        "sec": "duration-second", "secs": "duration-second", "sec.": "duration-second",
        "hr": "duration-hour", "hrs": "duration-hour", "hr.": "duration-hour",
        "hrs.": "duration-hour", "yrs": "duration-year", "ha": "area-hectare", "mpg":
        "consumption-mile-per-gallon", "%": "concentr-percent",
    },
    coins={"$": _DOLLAR, "US$": _DOLLAR, "£": _POUND, "€": _EURO, "¥": _YEN,
           "p": (("penny", "pence"), ("", "")), "¢": (("cent", "cents"), ("", ""))},
    coin_pattern="{whole} and {part}",
    scales={"k": ("thousand",), "K": ("thousand",), "m": ("million",), "M": ("million",),
            "mn": ("million",), "bn": ("billion",), "B": ("billion",), "tn": ("trillion",),
            "hundred": ("hundred",), "thousand": ("thousand",), "million": ("million",),
            "billion": ("billion",), "trillion": ("trillion",)},
    phones=(
        r"\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}", r"(?:1[-. ])?\(\d{3}\) ?\d{3}[-. ]\d{4}",
        r"(?:1[-. ])?\d{3}[-. ]\d{3}[-. ]\d{4}", r"\d{3}-\d{4}", r"0\d{2,4} \d{3,4} ?\d{3,4}",
    ),
    phone_words="tel|telephone|phone|call|fax|dial|text",
    to="to", point="point", minus="minus",
    ends_open=words(
        "a an the and or but nor of to in on at by for from with without into onto upon under over"
        " between through about against during before after until as is are was were be been has"
        " have had will shall would can could may might must do does did my your his her its our"
        " their this that these those which who whose whom every each no not very saint st mr mrs"
        " dr vs"
    ),
    begins_open=words(
        "and or but nor of to in into onto on at for from with without than that which who whose"
        " is are was were be been has have had will shall would can could may might must until"
        " under over against between through during because if as when where"
    ),
    spelt=words(
        "ABC AI AM AP ATM BA BBC CIA CEO DJ EU FBI GPU HIV HQ ID IOU IQ IT KGB LA NYPD PO PM POW"
        " SOS SUV TV UFO UK UN US USA USSR VIP WHO OGPU AEG SPD USB IBM UAE EEG ECG ICU DIY RAF"
        " USAF USS HMS UPS AC DC IRA RUC ETA PA OJ ER ICBM IED AAA UAW YMCA YWCA EKG"
        " ESPN IRS EPA FAA FDA UPI AFP AD CE BCE NY NYC LAPD DEA"
    ),
    said=words(
        "AIDS ISIS LASER NASA NATO OPEC RADAR SONAR SWAT UNESCO UNICEF VAT FIFA UEFA NAFTA"
        " SCUBA POTUS FEMA OSHA COVID WIFI DEFRA ACAS ASAP"
    ),
    not_letters=words(
        "MR MRS MS DR ST NO NOS MT FT SGT LT COL GEN CO LTD VS RD AVE BLVD DEPT JR SR PVT HMM SHH"
        " PSST BRR MY BY WHY SHY CRY DRY FLY FRY GYM HYMN LYNX MYTH PLY PRY RHYTHM SKY SLY SPY STY"
        " SYNC TRY GYPSY CRYPT LYNCH NYMPH PYGMY TRYST WRY THY SPRY PYX"
    ),
    words_too=words("IT US WHO AM LA PO ID AI BA PA ER ETA CE POW AD DO MI"),
    small_words=words("A"),
)  # fmt: skip
