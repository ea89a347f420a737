"""Spanish. Abbreviations after the Real Academia's list; phones of Spain and Mexico."""

from narrator.text.tables.table import Table, words

_DOLLAR = (("dólar", "dólares"), ("centavo", "centavos"))
_POUND = (("libra", "libras"), ("penique", "peniques"))
_EURO = (("euro", "euros"), ("céntimo", "céntimos"))
_PESETA = (("peseta", "pesetas"), ("céntimo", "céntimos"))
_YEN = (("yen", "yenes"), ("sen", "sen"))

TABLE = Table(
    language="es",
    abbreviations={
        "Sr.": "Señor", "Sra.": "Señora", "Srta.": "Señorita", "Sres.": "Señores", "Sras.":
        "Señoras", "D.": "Don", "Dña.": "Doña", "D.ª": "Doña", "Dr.": "Doctor", "Dra.":
        "Doctora", "Ud.": "usted", "Uds.": "ustedes", "Vd.": "usted", "Vds.": "ustedes",
        "Lic.": "Licenciado", "Ing.": "Ingeniero", "Prof.": "Profesor", "Gral.": "General",
        "Cnel.": "Coronel", "Cap.": "Capitán", "Tte.": "Teniente", "Sto.": "Santo", "Sta.":
        "Santa", "EE. UU.": "Estados Unidos", "EE.UU.": "Estados Unidos", "EEUU":
        "Estados Unidos", "C/": "calle ", "Avda.": "avenida", "Av.": "avenida", "Pza.": "plaza",
        "Plza.": "plaza", "P.º": "paseo", "Ctra.": "carretera", "Dpto.": "departamento",
        "Depto.": "departamento", "pág.": "página", "págs.": "páginas", "cap.": "capítulo",
        "vol.": "volumen", "a. C.": "antes de Cristo", "a.C.": "antes de Cristo", "d. C.":
        "después de Cristo", "d.C.": "después de Cristo", "etc.": "etcétera", "p. ej.":
        "por ejemplo", "p.ej.": "por ejemplo", "Cía.": "Compañía", "Hnos.": "Hermanos",
        "tel.": "teléfono", "tfno.":
        "teléfono", "aprox.": "aproximadamente", "núm.": "número", "admón.": "administración",
        "dcha.": "derecha", "izda.": "izquierda", "izq.": "izquierda", "Excmo.":
        "Excelentísimo", "Ilmo.": "Ilustrísimo", "ss.": "siguientes", "Mons.": "Monseñor",
    },
    symbols={
        "&": "y", "+": "más", "@": "arroba", "=": "igual a", "×": "por", "÷": "entre",
        "±": "más o menos", "<": "menos de", ">": "más de", "≤": "como máximo", "≥":
        "como mínimo", "≈": "aproximadamente", "~": "aproximadamente", "§": "sección",
        "©": "copyright", "®": "marca registrada", "™": "marca", "°": "grados", "№": "número",
        "#": "número", "%": "por ciento", "‰": "por mil", "★": "estrella", "½": "un medio",
        "¼": "un cuarto", "¾": "tres cuartos", "•": ",", "·": ",", "|": ",", "→": ",", "←": ",",
        "♪": ",", "♫": ",", "/": ",", "\\": ",",
    },
    web={".": "punto", "/": "barra", "-": "guion", "_": "guion bajo", "@": "arroba",
         "#": "etiqueta", "www": "w w w", ":": "dos puntos", "?": "interrogación",
         "=": "igual", "&": "y", "~": "tilde", "%": "por ciento", "+": "más"},
    units={
        "km/h": "speed-kilometer-per-hour", "m/s": "speed-meter-per-second",
        "km": "length-kilometer", "cm": "length-centimeter", "mm": "length-millimeter",
        "m": "length-meter", "kg": "mass-kilogram", "mg": "mass-milligram", "g": "mass-gram",
        "km²": "area-square-kilometer", "m²": "area-square-meter", "m³": "volume-cubic-meter",
        "ml": "volume-milliliter", "l": "volume-liter", "°C": "temperature-celsius",
        "°F": "temperature-fahrenheit", "Hz": "frequency-hertz", "kHz": "frequency-kilohertz",
        "MHz": "frequency-megahertz", "kW": "power-kilowatt", "W": "power-watt",
        "V": "electric-volt", "min": "duration-minute", "seg": "duration-second",
        "s": "duration-second", "ha": "area-hectare", "GB": "digital-gigabyte", "MB":
        "digital-megabyte", "%": "concentr-percent",
    },
    coins={"€": _EURO, "$": _DOLLAR, "US$": _DOLLAR, "£": _POUND, "¥": _YEN, "Pta.": _PESETA,
           "Ptas.": _PESETA, "ptas.": _PESETA, "pts": _PESETA, "Pts": _PESETA},
    coin_pattern="{whole} con {part}",
    scales={"M": ("millón", "millones"), "millón": ("millón", "millones"),
            "millones": ("millón", "millones"), "mil": ("mil", "mil")},
    of_scale="de ",
    phones=(
        r"\+\d{1,3}(?:[ -]?\(?\d{1,4}\)?){3,6}", r"[6789]\d \d{3} \d{2} \d{2}",
        r"[6789]\d{2} \d{2} \d{2} \d{2}", r"[6789]\d{2} \d{3} \d{3}", r"\(?55\)? \d{4} \d{4}",
    ),
    phone_words="tel|teléfono|tfno|tlf|fax|llame al",
    to="a", point="coma", minus="menos",
    ends_open=words(
        "el la los las lo un una unos unas de del a al y e o u pero ni que en con sin por para"
        " sobre entre hasta desde hacia según contra durante ante bajo tras mi tu su sus nuestro"
        " nuestra es son era eran fue fueron será ha han había se no muy más como si este esta"
        " estos estas cada todo toda todos todas san santa don doña"
    ),
    begins_open=words(
        "y e o u pero ni que de del a al en con sin por para sobre entre hasta desde hacia según"
        " contra durante ante bajo tras es son era eran fue fueron será ha han había como si cuando"
        " donde"
    ),
    spelt=words(
        "ADN BBVA BOE CD CEO CSIC DGT DJ DNI FBI FMI GPU IBM KGB NYPD OGPU PC PCE PP RTVE SA"
        " SOS TV TVE UCD UE UGT URSS USA VIP EGB CGT CNT PNV PIB QR AP"
    ) - words("ONCE IVA FAI"),
    said=words("OTAN ONU UNESCO UNICEF NASA OVNI SIDA CIA DEA FIFA UEFA RENFE ETA UNAM PRI FARC AVE"
               " UCI ONCE IVA OEA OMS FAI GRAPO PYME LÁSER RADAR SONAR INEM CESID PEMEX DINA"),
    not_letters=words("SR SRA DR DRA SRTA STA STO PSST HMM BRR CTRA PZA AVDA TTE"),
    words_too=words("SA AP"),
    letters={"Y": "ye"},
    small_words=words("A Y O E U"),
    restored={
        "policia": "policía", "telefono": "teléfono", "numero": "número", "publico": "público",
        "publica": "pública", "medico": "médico", "ultimo": "último", "ultima": "última",
        "dia": "día", "dias": "días", "aqui": "aquí", "despues": "después", "tambien": "también",
        "miercoles": "miércoles", "sabado": "sábado", "oceano": "océano", "america": "América",
        "mexico": "México", "capitulo": "capítulo", "pagina": "página", "quimica": "química",
        "fisica": "física", "clinica": "clínica", "garantia": "garantía", "joyeria": "joyería",
        "panaderia": "panadería", "cafeteria": "cafetería", "libreria": "librería",
        "carniceria": "carnicería", "peluqueria": "peluquería", "pasteleria": "pastelería",
        "comisaria": "comisaría", "alcaldia": "alcaldía", "fiscalia": "fiscalía", "compania":
        "compañía", "espana": "España", "senor": "señor", "senora": "señora", "ninos": "niños",
        "ninas": "niñas", "nino": "niño", "nina": "niña", "manana": "mañana", "anos": "años",
        "pequeno": "pequeño", "dueno": "dueño", "rapido": "rápido", "linea": "línea",
        "area": "área", "titulo": "título", "titulos": "títulos", "credito": "crédito",
        "creditos": "créditos", "deposito": "depósito", "ejercito": "ejército",
        "sotano": "sótano", "jardin": "jardín", "camion": "camión", "avion": "avión",
        "razon": "razón", "buzon": "buzón", "salon": "salón", "ladron": "ladrón", "prohibicion":
        "prohibición", "segun": "según", "frances": "francés", "ingles":
        "inglés", "musica": "música", "maquina": "máquina", "camara": "cámara", "arbol":
        "árbol", "carcel": "cárcel", "album": "álbum", "facil": "fácil", "util": "útil",
        "lapiz": "lápiz", "tunel": "túnel", "bogota": "Bogotá", "peru":
        "Perú", "panama": "Panamá", "malaga": "Málaga", "cadiz": "Cádiz", "leon": "León",
        "aragon": "Aragón", "cordoba": "Córdoba", "paris": "París",
    },
    stems=(("cion ", "ción "), ("sion ", "sión ")),
)  # fmt: skip
