"""The words by which people speak of themselves and to each other, by language.

Pronouns, possessives and contractions: weak evidence of speech alone, strong with a shout's mark.
A language without a list is given the words of all, since few of them mean something elsewhere.
"""

from functools import cache

PERSON_WORDS_OF: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": """it i i'm i'll i've i'd me my mine you your yours you're you'll you've you'd we
            we're we'll we've we'd us our ours let's he he's she she's him her they they're them
            it's it'll that's that'll what's who's where's how's there's don't can't won't isn't
            aren't didn't doesn't wasn't weren't couldn't shouldn't wouldn't haven't hasn't ain't
            gonna wanna said this""",
        "fr": """je j'ai j'étais j'avais j'en tu t'es t'as te toi moi m'a vous nous on ça c'est
            c'était qu'on mon ton ma ta mes tes votre vos notre nos lui elle il ils elles j'y
            suis""",
        "de": """ich du mir dich mich wir uns euch ihnen dir mein dein meine deine meinen deinen
            unser unsere euer eure bin bist hab hast er sie es ihn ihr ist's gibt's geht's""",
        "es": """yo tú te mi me nosotros nos usted ustedes vosotros os mí ti conmigo contigo soy
            eres estoy estás tu tus mis le les eso esto ella él lo""",
        "ru": """я ты мы вы он она они меня тебя мне тебе нас вас нам вам мной тобой мой моя моё
            мои мою твой твоя твоё твои наш ваш его её их это""",
        "it": """io tu noi voi lei lui mi ti ci vi mio tuo mia tua sono sei hai ho""",
        "pt": """eu tu você vocês nós me te meu teu seu minha tua sua sou és estou está isso""",
        "nl": """ik jij je u wij we jullie mij jou mijn jouw ons onze ben bent hij zij""",
        "sv": """jag du vi ni mig dig oss er min din vår är han hon det""",
        "pl": """ja ty my wy mnie ciebie mi ci nas was mój twój nasz jestem jesteś to""",
    }.items()
}
EVERY = frozenset().union(*PERSON_WORDS_OF.values())

# How people talk of something written: what they read, what it says, how it is spelt.
READING_WORDS = frozenset(
    """
    read reads reading say says written wrote write sign signs letter note message headline spelt
    spelled spell typed signature signed handwriting poster lettering painted capitals commas
    lire lis lit lisez écrit écrite écrire lettre signature panneau affiche orthographié pancarte
    message suite mot
    lesen lies liest steht geschrieben schreibt schrieb brief schild unterschrift nachricht zettel
    leer lee lees leo dice escrito escribe escribió carta letrero cartel firma mensaje nota
    читай читать читает прочти написано написал пишет письмо надпись вывеска подпись записка
    """.split()
)


@cache
def person_words(language: str) -> frozenset[str]:
    """Return the person words of a language (ISO 639-1), of all where it has no list."""
    return PERSON_WORDS_OF.get(language, EVERY)
