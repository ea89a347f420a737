"""French. Abbreviations after the Imprimerie nationale's rules; phones of France, in pairs."""

from narrator.text.tables.table import Table, words

_DOLLAR = (("dollar", "dollars"), ("cent", "cents"))
_POUND = (("livre", "livres"), ("penny", "pence"))
_EURO = (("euro", "euros"), ("centime", "centimes"))
_FRANC = (("franc", "francs"), ("centime", "centimes"))
_YEN = (("yen", "yens"), ("sen", "sens"))

TABLE = Table(
    language="fr",
    abbreviations={
        "M.": "Monsieur", "MM.": "Messieurs", "Mme": "Madame", "Mmes": "Mesdames",
        "Mlle": "Mademoiselle", "Mlles": "Mesdemoiselles", "Dr": "Docteur", "Dr.": "Docteur",
        "Pr": "Professeur", "Mgr": "Monseigneur", "Cie": "Compagnie",
        "St-": "Saint-", "Ste-": "Sainte-", "St": "Saint", "Ste": "Sainte", "av.": "avenue",
        "bd": "boulevard", "bd.": "boulevard", "bld": "boulevard", "pl.": "place",
        "env.": "environ",
        "etc.": "et cetera", "p. ex.": "par exemple", "c.-à-d.": "c'est-à-dire", "av. J.-C.":
        "avant Jésus-Christ", "apr. J.-C.": "après Jésus-Christ", "J.-C.": "Jésus-Christ",
        "tél.": "téléphone", "éd.": "édition", "chap.": "chapitre", "vol.": "volume",
        "janv.": "janvier", "févr.": "février", "juil.": "juillet", "sept.": "septembre",
        "oct.": "octobre", "nov.": "novembre", "déc.": "décembre", "s.v.p.": "s'il vous plaît",
        "SVP": "s'il vous plaît", "RDV": "rendez-vous", "R.-V.": "rendez-vous", "apt.":
        "appartement", "cap.": "capitaine", "lieut.": "lieutenant",
    },
    symbols={
        "&": "et", "+": "plus", "@": "arobase", "=": "égale", "×": "fois", "÷": "divisé par",
        "±": "plus ou moins", "<": "moins de", ">": "plus de", "≤": "au plus", "≥": "au moins",
        "≈": "environ", "~": "environ", "§": "paragraphe", "©": "copyright", "®": "marque déposée",
        "™": "marque", "°": "degrés", "№": "numéro", "#": "dièse", "%": "pour cent",
        "‰": "pour mille", "★": "étoile", "½": "un demi", "¼": "un quart", "¾": "trois quarts",
        "•": ",", "·": ",", "|": ",", "→": ",", "←": ",", "♪": ",", "♫": ",", "/": ",", "\\": ",",
    },
    web={".": "point", "/": "slash", "-": "tiret", "_": "tiret bas", "@": "arobase",
         "#": "mot-dièse", "www": "w w w", ":": "deux points", "?": "point d'interrogation",
         "=": "égale", "&": "et", "~": "tilde", "%": "pour cent", "+": "plus"},
    units={
        "km/h": "speed-kilometer-per-hour", "m/s": "speed-meter-per-second",
        "km": "length-kilometer", "cm": "length-centimeter", "mm": "length-millimeter",
        "m": "length-meter", "kg": "mass-kilogram", "mg": "mass-milligram", "g": "mass-gram",
        "km²": "area-square-kilometer", "m²": "area-square-meter", "m³": "volume-cubic-meter",
        "cl": "volume-centiliter", "ml": "volume-milliliter", "l": "volume-liter",
        "°C": "temperature-celsius", "°F": "temperature-fahrenheit", "Hz": "frequency-hertz",
        "kHz": "frequency-kilohertz", "MHz": "frequency-megahertz", "kW": "power-kilowatt",
        "W": "power-watt", "V": "electric-volt", "min": "duration-minute",
        "mn": "duration-minute", "sec": "duration-second", "s": "duration-second",
        "ha": "area-hectare", "t": "mass-tonne", "Go": "digital-gigabyte", "Mo":
        "digital-megabyte", "%": "concentr-percent",
    },
    coins={"€": _EURO, "$": _DOLLAR, "£": _POUND, "¥": _YEN, "F": _FRANC, "FF": _FRANC,
           "Fr": _FRANC, "frs": _FRANC},
    coin_pattern="{whole} {figure}",
    scales={"M": ("million", "millions"), "Md": ("milliard", "milliards"),
            "Mds": ("milliard", "milliards"), "k": ("mille", "mille"),
            "million": ("million", "millions"), "millions": ("million", "millions"),
            "milliard": ("milliard", "milliards"), "milliards": ("milliard", "milliards")},
    of_scale="de ",
    phones=(r"\+\d{1,3}(?:[ .]?\(?\d{1,3}\)?){3,6}", r"0\d(?:[ .]\d\d){4}"),
    phone_words="tél|téléphone|tel|fax|appelez", grouped_digits=True,
    to="à", point="virgule", minus="moins",
    ends_open=words(
        "le la les l' un une des du de d' au aux et ou mais ni à en dans sur sous par pour sans"
        " avec chez entre vers contre depuis pendant avant après jusqu'à que qui dont où ce cet"
        " cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs est sont était"
        " étaient sera seront fut furent a ont avait avaient ne se s' il elle ils elles on nous"
        " vous très plus moins comme si toute tout tous toutes chaque saint sainte"
    ),
    begins_open=words(
        "et ou mais ni de du des d' à au aux en dans sur sous pour sans avec chez entre vers"
        " contre que qui dont où est sont était étaient sera seront fut furent a ont avait avaient"
        " ne se s' comme si depuis pendant jusqu'à ayant étant"
    ),
    spelt=words(
        "ADN AFP BA BD CIA DJ EDF ESSEC EU FBI FFI FLN GPU HEC IGN INA JO KGB OAS OGPU OPJ PME QG"
        " QI RATP RER SA SARL SOS SUV TGV TVA UE URSS USA VIP RG IGPN CHU IVG EPS"
    ),
    said=words("OTAN ONU UNESCO UNICEF NASA SIDA FIFA UEFA OVNI SAMU ENA SACEM FNAC EHPAD OPEP ZAC"
               " INSEE LASER RADAR SONAR CAPES"),
    not_letters=words("MM MME MLLE DR ST STE BD PR PSST BRR CHUT HMM GRR MGR CIE"),
    words_too=words("SA JO BA EU EN ON PAR EST BD"),
    letters={"Y": "i grec"},
    small_words=words("A À Y Ô"),
    restored={
        "ministere": "ministère", "prefecture": "préfecture", "hotel": "hôtel",
        "defense": "défense", "etage": "étage", "ecole": "école", "eglise": "église",
        "metro": "métro", "theatre": "théâtre", "musee": "musée", "republique": "république",
        "liberte": "liberté", "egalite": "égalité", "fraternite": "fraternité", "entree": "entrée",
        "etat": "état", "medecin": "médecin", "hopital": "hôpital", "securite": "sécurité",
        "epicerie": "épicerie", "telephone": "téléphone", "television": "télévision",
        "numero": "numéro", "annee": "année", "annees": "années", "apres": "après",
        "tres": "très", "deja": "déjà", "ete": "été", "fevrier": "février",
        "decembre": "décembre", "aout": "août", "paques": "Pâques", "noel": "Noël",
        "societe": "société", "proces": "procès", "deces": "décès", "depart": "départ",
        "arrivee": "arrivée", "bibliotheque": "bibliothèque", "cinema": "cinéma",
        "operation": "opération", "resistance": "résistance", "liberation": "libération",
        "revolution": "révolution", "meme": "même", "premiere": "première",
        "derniere": "dernière", "riviere": "rivière", "etranger": "étranger",
        "etrangers": "étrangers", "etrangeres": "étrangères", "cathedrale": "cathédrale",
        "universite": "université", "residence": "résidence", "general": "général",
        "interieur": "intérieur", "exterieur": "extérieur", "verite": "vérité",
        "cafe": "café", "chateau": "château", "ile": "île",
        "foret": "forêt", "arret": "arrêt", "fete": "fête", "tete": "tête", "pere": "père",
        "mere": "mère", "frere": "frère", "siecle": "siècle", "propriete": "propriété",
        "cle": "clé",
        "equipe": "équipe", "episode": "épisode", "evenement": "événement", "epoque": "époque",
        "francais": "français", "francaise": "française", "garcon": "garçon", "francois":
        "François", "ca": "ça", "lecon": "leçon", "facade": "façade", "plutot": "plutôt",
        "tot": "tôt", "bientot": "bientôt", "depot": "dépôt", "hotesse": "hôtesse",
        "prefet": "préfet", "delegation": "délégation", "secretaire": "secrétaire",
        "secretariat": "secrétariat", "departement": "département", "comite": "comité",
        "armee": "armée", "unite": "unité", "soiree":
        "soirée", "creme": "crème", "patisserie": "pâtisserie", "electricite": "électricité",
        "genie": "génie", "geneve": "Genève", "orleans": "Orléans", "elysee": "Élysée",
        "champs-elysees": "Champs-Élysées", "elysees": "Élysées", "etoile": "étoile",
    },
)  # fmt: skip
