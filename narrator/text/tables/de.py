"""German. Abbreviations after Duden; lost ß by stems that no other word shares."""

from narrator.text.tables.table import Table, words

_DOLLAR = (("Dollar", "Dollar"), ("Cent", "Cent"))
_POUND = (("Pfund", "Pfund"), ("Penny", "Pence"))
_EURO = (("Euro", "Euro"), ("Cent", "Cent"))
_MARK = (("Mark", "Mark"), ("Pfennig", "Pfennig"))
_YEN = (("Yen", "Yen"), ("Sen", "Sen"))

TABLE = Table(
    language="de",
    abbreviations={
        "Dr.": "Doktor", "Prof.": "Professor", "Hr.": "Herr", "Hrn.": "Herrn", "Fr.": "Frau",
        "Frl.": "Fräulein", "Dipl.-Ing.": "Diplomingenieur", "Ing.": "Ingenieur", "Hptm.":
        "Hauptmann", "Lt.": "Leutnant", "Gen.": "General", "Insp.": "Inspektor", "Komm.":
        "Kommissar", "St.": "Sankt", "Str.": "Straße", "str.": "straße", "Pl.": "Platz",
        "Hbf.": "Hauptbahnhof", "Hbf": "Hauptbahnhof", "Bhf.": "Bahnhof", "Bhf": "Bahnhof",
        "Abt.": "Abteilung", "Tel.": "Telefon", "Nr.": "Nummer", "Nrn.": "Nummern", "z. B.":
        "zum Beispiel", "z.B.": "zum Beispiel", "d. h.": "das heißt", "d.h.": "das heißt",
        "u. a.": "unter anderem", "u.a.": "unter anderem", "usw.": "und so weiter", "bzw.":
        "beziehungsweise", "ca.": "circa", "etc.": "et cetera", "v. Chr.": "vor Christus",
        "v.Chr.": "vor Christus", "n. Chr.": "nach Christus", "n.Chr.": "nach Christus",
        "geb.": "geboren", "gest.": "gestorben", "vgl.": "vergleiche", "evtl.": "eventuell",
        "inkl.": "inklusive", "zzgl.": "zuzüglich", "i. A.": "im Auftrag", "m. E.":
        "meines Erachtens", "Kap.": "Kapitel", "Bd.": "Band", "Jh.": "Jahrhundert", "Jhdt.":
        "Jahrhundert", "Std.": "Stunden", "Mio.": "Millionen", "Mrd.": "Milliarden", "Jan.":
        "Januar", "Feb.": "Februar", "Aug.": "August", "Sept.": "September", "Okt.": "Oktober",
        "Nov.": "November", "Dez.": "Dezember", "GmbH": "G M B H", "UdSSR": "U D S S R",
        "Stud.": "Student", "gez.": "gezeichnet", "Abb.": "Abbildung", "Mo.-Fr.":
        "Montag bis Freitag", "Mo-Fr": "Montag bis Freitag", "Mo–Fr": "Montag bis Freitag",
        "Mo.–Fr.": "Montag bis Freitag", "Mo-Sa": "Montag bis Samstag", "zw.": "zwischen",
        "tgl.": "täglich",
    },
    symbols={
        "&": "und", "+": "plus", "@": "at", "=": "gleich", "×": "mal", "÷": "geteilt durch",
        "±": "plus minus", "<": "weniger als", ">": "mehr als", "≤": "höchstens",
        "≥": "mindestens", "≈": "etwa", "~": "etwa", "§§": "Paragrafen", "§": "Paragraf",
        "©": "Copyright",
        "®": "eingetragene Marke", "™": "Marke", "°": "Grad", "№": "Nummer", "#": "Nummer",
        "%": "Prozent", "‰": "Promille", "★": "Stern", "½": "ein halb", "¼": "ein Viertel",
        "¾": "drei Viertel", "†": "gestorben", "•": ",", "·": ",", "|": ",", "→": ",", "←": ",",
        "♪": ",", "♫": ",", "/": ",", "\\": ",",
    },
    web={".": "Punkt", "/": "Schrägstrich", "-": "Bindestrich", "_": "Unterstrich", "@": "at",
         "#": "Hashtag", "www": "w w w", ":": "Doppelpunkt", "?": "Fragezeichen", "=": "gleich",
         "&": "und", "~": "Tilde", "%": "Prozent", "+": "plus"},
    units={
        "km/h": "speed-kilometer-per-hour", "m/s": "speed-meter-per-second",
        "km": "length-kilometer", "cm": "length-centimeter", "mm": "length-millimeter",
        "m": "length-meter", "kg": "mass-kilogram", "mg": "mass-milligram", "g": "mass-gram",
        "km²": "area-square-kilometer", "m²": "area-square-meter", "m³": "volume-cubic-meter",
        "ml": "volume-milliliter", "l": "volume-liter", "°C": "temperature-celsius",
        "°F": "temperature-fahrenheit", "Hz": "frequency-hertz", "kHz": "frequency-kilohertz",
        "MHz": "frequency-megahertz", "kW": "power-kilowatt", "W": "power-watt",
        "V": "electric-volt", "Min.": "duration-minute", "min": "duration-minute",
        "Min": "duration-minute", "Sek.": "duration-second", "Std.": "duration-hour",
        "ha": "area-hectare", "PS": "power-horsepower", "GB": "digital-gigabyte", "MB":
        "digital-megabyte", "%": "concentr-percent",
    },
    coins={"€": _EURO, "EUR": _EURO, "Euro": _EURO, "$": _DOLLAR, "£": _POUND, "¥": _YEN,
           "DM": (("D-Mark", "D-Mark"), ("", "")), "RM": (("Reichsmark", "Reichsmark"), ("", "")),
           "Mark": _MARK},
    coin_pattern="{whole} {figure}",
    scales={"Mio.": ("Million", "Millionen"), "Mio": ("Million", "Millionen"),
            "Mrd.": ("Milliarde", "Milliarden"), "Mrd": ("Milliarde", "Milliarden"),
            "Million": ("Million", "Millionen"), "Millionen": ("Million", "Millionen"),
            "Milliarde": ("Milliarde", "Milliarden"), "Milliarden": ("Milliarde", "Milliarden")},
    phones=(
        r"\+\d{1,3}(?:[ /-]?\(?\d{1,5}\)?){2,6}", r"\(?0\d{2,5}\)? ?[/-] ?\d{3,8}(?:[ -]\d{1,4})*",
        r"0\d{2,4} \d{5,8}", r"0\d{2,4}(?: \d{2,4}){2,4}",
    ),
    phone_words="tel|telefon|fax|ruf|fon",
    to="bis", point="Komma", minus="minus",
    ends_open=words(
        "der die das den dem des ein eine einen einem einer eines und oder aber von vom zu zum zur"
        " in im an am auf aus bei beim bis durch für gegen mit nach ohne über um unter vor zwischen"
        " seit während wegen ist sind war waren wird werden wurde wurden hat haben hatte hatten"
        " kein keine mein dein sein ihr unser euer dieser diese dieses nicht"
        " sehr als wie dass ob sankt"
    ),
    begins_open=words(
        "und oder aber von vom zu zum zur in im an am auf aus bei beim bis durch für gegen mit nach"
        " ohne über um unter vor zwischen seit ist sind war waren wird werden wurde wurden hat"
        " haben hatte hatten als wie dass ob den dem des"
    ),
    spelt=words(
        "AEG AG ARD BA BKA BMW BND BRD CDU CIA CSU DDR DFB DJ DPA EDV EKG EU FBI FDP GPU HIV HNO"
        " IBM ICE IG IM KGB KPD LKA LKW LPG MTS NSDAP NVA OGPU OP PKW SA SED SEK SMAD SOS SPD SS"
        " SUV TV UKW US USA USB VEB VIP VW WG ZDF ZK IQ AOK USPD KZ MFS ADAC"
    ),
    said=words("NATO UNO UNESCO UNICEF NASA AIDS FIFA UEFA GESTAPO STASI LASER RADAR SONAR UFA"
               " OPEC UFO HAPAG HERTIE DAX ISIS TÜV BAFÖG KADEWE"),
    not_letters=words("DR NR STR ST HR FR PSST HMM PST GRR BRR BHF HBF ABT TEL"),
    words_too=words("IM ICE SA AG IG US UNO"),
    stems=(
        ("strass", "straß"), ("grösst", "größt"), ("grösse", "größe"), ("gross", "groß"),
        ("fuss", "fuß"), ("füsse", "füße"), ("schliess", "schließ"), ("aussen", "außen"),
        ("ausser", "außer"), ("äusser", "äußer"), ("weiss", "weiß"), ("heiss", "heiß"),
        ("dreissig", "dreißig"), ("grüss", "grüß"), ("gruss", "gruß"), ("süss", "süß"),
        ("spass", "spaß"), ("stoss", "stoß"), ("fliess", "fließ"), ("giess", "gieß"),
        ("geniess", "genieß"), ("beiss", "beiß"), ("schiess", "schieß"), ("bloss", "bloß"),
        ("fleiss", "fleiß"), ("massnahm", "maßnahm"), ("massstab", "maßstab"), ("schweiss",
        "schweiß"), ("gefäss", "gefäß"), ("busse ", "buße "), ("preussen", "preußen"),
        ("preussisch", "preußisch"), ("meissen", "meißen"), ("giessen", "gießen"),
    ),
)  # fmt: skip
