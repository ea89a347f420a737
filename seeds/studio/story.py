"""THE TIDE CLERK, episode two, "Slack Water": an original story, told as beats.

Data only. Everything in it is invented; nothing here knows how it is spoken, drawn or written.
"""

from typing import Required, TypedDict, Unpack

from studio.nouns import Beat, Line, Markup, Place, Role

TITLE = "The Tide Clerk: Slack Water"
SLUG = "tide_clerk"
TAIL_S = 4.0

CAST = {
    "ida": Role(espeak="en+f2", rate_wpm=158, pitch=45, pan=-0.2, room=0.05),
    "crane": Role(espeak="gmw/en-GB-x-rp+adam", rate_wpm=152, pitch=38, pan=0.25, room=0.06),
    "farrow": Role(espeak="en+Reed", rate_wpm=156, pitch=45, pan=0.3, room=0.08),
    "father": Role(espeak="en-us+grandpa", rate_wpm=136, pitch=30, pan=0, room=0.25, gain_db=-3.5),
    "boatman": Role(espeak="en-us+m7", rate_wpm=152, pitch=65, pan=-0.35, room=0.10, gain_db=2.5),
    "nell": Role(espeak="en-us+f5", rate_wpm=152, pitch=65, pan=0.25, room=0.05),
}


class Settings(TypedDict, total=False):
    """What a beat may be told beside its text; Beat says what each means."""

    gap_s: Required[float]
    hold_s: Required[float]
    scene: str
    then: str
    sounds: tuple[str, ...]
    markup: Markup
    card: str


def shown(place: Place, *texts: str, **settings: Unpack[Settings]) -> Beat:
    """Text on the picture: a full-screen card is an intertitle, the rest are captions."""
    tag = "intertitle" if place in {"card", "title"} else "caption"
    return Beat(lines=tuple(Line(text=text, tag=tag) for text in texts), place=place, **settings)


def heard(tag: str, text: str, **settings: Unpack[Settings]) -> Beat:
    """A label for an effect or for music, with the sound itself."""
    return Beat(lines=(Line(text=text, tag=tag),), **settings)


def said(
    role: str, *texts: str, gap_s: float = 0.4, scene: str | None = None, markup: Markup = "plain"
) -> Beat:
    """Dialogue by one role."""
    lines = tuple(Line(text=text, tag="dialogue") for text in texts)
    return Beat(lines=lines, roles=(role,), gap_s=gap_s, scene=scene, markup=markup)


def answered(first: str, ask: str, second: str, answer: str, *, gap_s: float = 0.4) -> Beat:
    """Two speakers in one cue, each behind a dash."""
    lines = (Line(text="-" + ask, tag="dialogue"), Line(text="-" + answer, tag="dialogue"))
    return Beat(lines=lines, roles=(first, second), gap_s=gap_s)


STORY: tuple[Beat, ...] = (
    shown("card", "SELWICK HARBOUR. 3 MARCH 1938.", gap_s=1.6, hold_s=4.2, then="quay"),
    heard("sound", "[foghorn in the distance]", sounds=("foghorn",), gap_s=0.8, hold_s=2.2),
    shown("sign", "SELWICK HARBOUR BOARD", "TIDES AND SOUNDINGS",
          gap_s=0.6, hold_s=3.4, scene="plate", then="office"),
    said("crane", "Still here, Miss Marlow?", gap_s=0.8),
    said("ida", "The sea does not go home, Mr. Crane.", "Somebody has to write it down."),
    shown("right", "HAROLD CRANE", "HARBOUR MASTER", gap_s=0.2, hold_s=2.8),
    said("crane", "The Petrel went down last night", "with all her crew.", gap_s=-0.6),
    said("ida", "I know. I heard the ship's bell.", gap_s=0.6),
    said("crane", "The Board will ask questions.", "I have brought you a better page.", gap_s=3.4),
    shown("page", "HIGH WATER, 2.14 A.M.", "ELEVEN FEET SIX INCHES", "I. MARLOW, CLERK",
          gap_s=0.5, hold_s=5.4, scene="ledger", then="office", markup="top"),
    said("ida", "That is my hand.", "But I wrote nine feet.", gap_s=-4.4),
    said("crane", "With nine feet, I sent them in too soon.",
         "With eleven, your father steered badly.", gap_s=0.5),
    answered("ida", "My father cannot answer you.", "crane", "No. And he never will."),
    said("crane", "Sign it, Ida,", "and your mother keeps the house.", gap_s=0.7),
    heard("sound", "[bell clanging]", sounds=("clang",), gap_s=2.4, hold_s=1.6, scene="storm"),
    said("boatman", "SHE IS BREAKING UP!", "BRING A LIGHT!", gap_s=0.2),
    said("boatman", "Hold on! We can see you!", gap_s=0.5),
    shown("title", "THE TIDE CLERK", "EPISODE TWO: SLACK WATER",
          gap_s=1.2, hold_s=5.6, sounds=("theme",), then="black"),
    shown("card", "TOWN HALL. THREE WEEKS LATER.", gap_s=3.0, hold_s=3.0, then="hall"),
    heard("sound", "[crowd murmuring]", sounds=("murmur",), gap_s=0.6, hold_s=1.8),
    shown("banner", "BOARD OF INQUIRY", "LOSS OF THE STEAMER PETREL",
          gap_s=0.2, hold_s=4.0, scene="gallery", then="hall"),
    said("farrow", "Miss Marlow, I am from the NMB.", gap_s=-2.2),
    answered("ida", "The NMB?", "farrow", "Northern Marine Board. We count the drowned."),
    shown("left", "LEWIS FARROW", "ASSESSOR", gap_s=0.1, hold_s=2.2),
    said("farrow", "Do you swear that this page is yours?", gap_s=0.1),
    said("ida", "The ink is mine.", "The number is not."),
    said("crane", "The girl is grieving.", "She is not well."),
    heard("sound", "[gavel bangs]", sounds=("gavel",), gap_s=0.2, hold_s=1.2),
    said("ida", "My father left me one rule, sir.", gap_s=0.6),
    said("father", "Never write what they want, Ida.", gap_s=1.0, scene="memory", markup="italic"),
    said("father", "Write where the water was.", gap_s=0.5, markup="italic"),
    said("ida", "There is a second book.", "It is painted on the sea wall.",
         gap_s=1.2, scene="hall"),
    heard("music", "♪ slow waltz on a concertina ♪", sounds=("waltz",),
          gap_s=1.0, hold_s=3.0, scene="dawn"),
    Beat(lines=(Line(text="2 MARCH. NINE FEET.", tag="caption"),
                Line(text="And who else can read this mark?", tag="dialogue")),
         roles=("farrow",), gap_s=3.6, hold_s=4.0, place="stone", scene="stone", then="dawn"),
    said("ida", "Every man who ever came home.", gap_s=0.7),
    said("farrow", "Nine feet.", gap_s=3.6),
    said("ida", "He asked to wait for the tide.", gap_s=0.6),
    said("farrow", "And Mr. Crane did not."),
    shown("card", "Three years later", gap_s=1.2, hold_s=3.0),
    shown("shop", "MARLOW & CO.", "CHARTS AND TIDE TABLES",
          gap_s=0.0, hold_s=3.6, scene="shopfront", then="shop"),
    heard("sound", "[shop bell rings]", sounds=("shopbell",), gap_s=0.3, hold_s=1.2),
    said("nell", "Post, Miss Marlow!", "It has a crest on it.", gap_s=0.1),
    said("ida", "It will be a bill, or an apology."),
    shown("page", "Dear Miss Marlow,", "The Board regrets its error.",
          gap_s=0.8, hold_s=3.4, scene="letter", card="letter"),
    shown("page", "Your father's name is cleared.", "His pension will be paid.",
          gap_s=0.0, hold_s=4.6, then="shop", card="letter"),
    answered("nell", "Three years!", "ida", "The tide only took six hours.", gap_s=-1.6),
    said("nell", "Will you frame it?"),
    said("ida", "No. I shall file it.", "Under low water.", gap_s=0.6),
    shown("card", "IDA MARLOW KEPT THE TIDES OF SELWICK", gap_s=1.6, hold_s=3.2,
          sounds=("closing",), then="calm", card="afterwards"),
    shown("card", "UNTIL THE NINTH OF MAY 1961.", gap_s=0.0, hold_s=3.2, then="calm",
          card="afterwards"),
    shown("card", '"The sea keeps no secrets.', 'It only keeps time."',
          "Aldous Penhallow, The Harbour Book, IV, 11", gap_s=3.0, hold_s=6.4, then="calm"),
    Beat(lines=(Line(text="Subtitles by Winifred Oakshott", tag="credit"),),
         gap_s=1.0, hold_s=2.6),
)  # fmt: skip
