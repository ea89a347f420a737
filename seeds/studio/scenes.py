"""The scenes: a still of each, and what moves in it. SCENES is the whole list.

Each function takes the bare sky or wall and returns it with the scene on it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw

from studio.sketching import (
    HEIGHT,
    INK,
    OAK,
    WIDTH,
    Colour,
    Moving,
    boxes,
    bun,
    cap,
    downpour,
    glow,
    gradient,
    pendulum,
    person,
    stones,
    waves,
)

Still = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """How a scene stands still and what moves in it."""

    top: Colour
    bottom: Colour
    still: Still
    moving: Moving


def painted(scene: Scene) -> Image.Image:
    """Return the still of a scene at the size of the picture."""
    return scene.still(gradient(scene.top, scene.bottom)).resize(
        (WIDTH, HEIGHT), Image.Resampling.LANCZOS
    )


def night_quay(image: Image.Image) -> Image.Image:
    """The harbour by moonlight: the office with one lit window."""
    image = glow(glow(image, (980, 150), 330, (60, 70, 90)), (310, 330), 260, (110, 80, 30))
    draw = ImageDraw.Draw(image)
    draw.ellipse((935, 105, 1025, 195), (226, 228, 214))
    draw.polygon([(0, 560), (0, 470), (420, 450), (640, 500), (1280, 470), (1280, 560)], INK)
    draw.rectangle((120, 240, 520, 500), (24, 30, 42))
    draw.polygon([(90, 240), (320, 130), (550, 240)], (18, 22, 32))
    draw.rectangle((250, 290, 370, 390), (236, 190, 96))
    draw.line([(310, 290), (310, 390)], (60, 44, 24), 6)
    draw.line([(760, 500), (760, 250)], INK, 14)
    draw.line([(700, 300), (830, 300)], INK, 8)
    draw.rectangle((0, 496, 1280, 560), (14, 18, 26))
    return image


def plate(image: Image.Image) -> Image.Image:
    """A wall of dark planks with a brass plate, seen close."""
    draw = ImageDraw.Draw(image)
    for x in range(0, 1280, 128):
        draw.line([(x, 0), (x, 720)], (22, 30, 38), 6)
    draw.rounded_rectangle((190, 190, 1090, 530), 18, (60, 44, 18))
    draw.rounded_rectangle((200, 196, 1080, 520), 16, (176, 142, 70))
    draw.rounded_rectangle((222, 216, 1058, 500), 10, outline=(92, 70, 28), width=5)
    for x, y in ((246, 240), (1034, 240), (246, 476), (1034, 476)):
        draw.ellipse((x - 9, y - 9, x + 9, y + 9), (92, 70, 28))
    return image


def office(image: Image.Image) -> Image.Image:
    """Ida at her desk under the lamp, Crane in the doorway's dark."""
    draw = ImageDraw.Draw(image)
    draw.rectangle((480, 90, 800, 360), (26, 40, 62))
    draw.rectangle((480, 90, 800, 360), outline=(52, 36, 24), width=14)
    draw.line([(640, 90), (640, 360)], (52, 36, 24), 10)
    draw.rectangle((0, 232, 330, 246), (40, 26, 18))
    boxes(image, 20, 232, 36, (OAK, (58, 66, 60), (96, 44, 36), (70, 62, 44)) * 2)
    draw.ellipse((980, 60, 1090, 170), (210, 196, 160), (52, 36, 24), 10)
    person(image, (930, 690), 470, (34, 40, 54), (60, 54, 50))
    cap(image, (930, 690), 470)
    image = glow(image, (360, 420), 420, (120, 84, 34))
    person(image, (330, 740), 430, (92, 46, 52), (64, 38, 24))
    bun(image, (330, 740), 430, (64, 38, 24))
    draw = ImageDraw.Draw(image)
    draw.rectangle((140, 600, 760, 720), (58, 38, 24))
    draw.rectangle((140, 592, 760, 612), (92, 62, 38))
    draw.polygon([(500, 470), (600, 470), (640, 530), (460, 530)], (52, 110, 78))
    draw.line([(550, 530), (550, 596)], (150, 120, 60), 12)
    draw.polygon([(240, 592), (400, 592), (390, 576), (250, 576)], (224, 214, 190))
    return image


def paper(image: Image.Image) -> Image.Image:
    """A sheet on a desk, with a pen beside it."""
    draw = ImageDraw.Draw(image)
    draw.polygon([(206, 96), (1096, 66), (1116, 690), (196, 700)], (24, 16, 12))
    draw.polygon([(190, 80), (1080, 50), (1100, 680), (180, 690)], (232, 222, 196))
    for y in range(150, 660, 84):
        draw.line([(240, y + 4), (1050, y - 22)], (218, 207, 178), 3)
    draw.line([(1130, 640), (1230, 240)], (30, 34, 60), 16)
    draw.line([(1124, 664), (1132, 636)], (196, 160, 80), 10)
    return image


def crested(image: Image.Image) -> Image.Image:
    """A letter with the crest of the Board at its head."""
    draw = ImageDraw.Draw(paper(image))
    draw.ellipse((590, 84, 670, 164), outline=(120, 34, 34), width=7)
    draw.line([(630, 98), (630, 150)], (120, 34, 34), 6)
    draw.arc((606, 106, 654, 152), 20, 160, (120, 34, 34), 6)
    return image


def storm(image: Image.Image) -> Image.Image:
    """The ship on the bar, and a man on the rocks with a lantern."""
    image = glow(image, (210, 430), 300, (120, 90, 40))
    draw = ImageDraw.Draw(image)
    draw.polygon([(640, 470), (1130, 330), (1090, 470), (760, 560)], (12, 14, 20))
    draw.polygon([(800, 420), (900, 390), (880, 300), (780, 330)], (22, 24, 32))
    draw.line([(960, 370), (900, 130)], (12, 14, 20), 12)
    draw.line([(750, 440), (690, 220)], (12, 14, 20), 10)
    draw.polygon([(0, 720), (0, 560), (160, 530), (330, 590), (420, 720)], (10, 12, 14))
    person(image, (150, 570), 230, (44, 42, 34), INK)
    ImageDraw.Draw(image).ellipse((192, 415, 228, 451), (255, 224, 150))
    return image


def panelled(image: Image.Image) -> ImageDraw.ImageDraw:
    """Draw the walls and the tall windows of the town hall, and return the pencil."""
    draw = ImageDraw.Draw(image)
    for x in (120, 500, 880):
        draw.rectangle((x, 30, x + 200, 400), (188, 198, 196))
        draw.line([(x + 100, 30), (x + 100, 400)], (70, 56, 44), 8)
        draw.line([(x, 210), (x + 200, 210)], (70, 56, 44), 8)
    draw.rectangle((0, 440, 1280, 720), (84, 58, 40))
    for x in range(0, 1280, 160):
        draw.rectangle((x + 14, 460, x + 146, 600), outline=(62, 42, 28), width=5)
    return draw


def hall(image: Image.Image) -> Image.Image:
    """The inquiry: Ida on her feet before the table, Crane behind her."""
    draw = panelled(image)
    person(image, (1150, 700), 380, (34, 40, 54), (60, 54, 50))
    cap(image, (1150, 700), 380)
    person(image, (800, 720), 470, (92, 46, 52), (64, 38, 24))
    bun(image, (800, 720), 470, (64, 38, 24))
    person(image, (270, 700), 420, (54, 54, 58), (150, 146, 140))
    draw.rectangle((60, 580, 560, 720), OAK)
    draw.rectangle((40, 566, 580, 590), (104, 74, 50))
    return image


def gallery(image: Image.Image) -> Image.Image:
    """The same hall from its gallery, with the Board's banner across it."""
    draw = panelled(image)
    for k in range(9):
        shade = 9 * (k % 4)
        person(image, (80 + 140 * k, 800), 260, (50 + shade, 46, 44), (52 + shade, 42, 36))
    draw.rectangle((110, 130, 1170, 390), (30, 44, 72))
    draw.rectangle((126, 146, 1154, 374), outline=(198, 172, 104), width=6)
    for x in (180, 1100):
        draw.line([(x, 0), (x, 130)], (198, 172, 104), 8)
    return image


def memory(image: Image.Image) -> Image.Image:
    """The pilot in his boat, as Ida remembers him: pale light, nothing sharp."""
    image = glow(image, (640, 250), 520, (70, 66, 50))
    person(image, (620, 560), 360, (70, 84, 96), (206, 204, 198))
    draw = ImageDraw.Draw(image)
    draw.polygon([(330, 500), (960, 500), (890, 600), (420, 600)], (64, 60, 58))
    draw.line([(800, 500), (800, 120)], (64, 60, 58), 10)
    draw.polygon([(812, 130), (812, 440), (1000, 430)], (214, 206, 190))
    return image


def dawn(image: Image.Image) -> Image.Image:
    """First light on the sea wall, three people small before it."""
    image = glow(image, (940, 330), 420, (120, 84, 40))
    stones(image, 560)
    person(image, (700, 690), 270, (92, 46, 52), (64, 38, 24))
    bun(image, (700, 690), 270, (64, 38, 24))
    person(image, (850, 690), 280, (54, 54, 58), (150, 146, 140))
    person(image, (1090, 690), 290, (34, 40, 54), (60, 54, 50))
    cap(image, (1090, 690), 290)
    return image


def stone(image: Image.Image) -> Image.Image:
    """The wall seen close, wet below the mark."""
    draw = stones(image, 1280)
    draw.line([(0, 540), (1280, 540)], (220, 220, 210), 8)
    for x in range(40, 1280, 80):
        draw.line([(x, 540), (x, 556 + 18 * (x // 80 % 3))], (220, 220, 210), 6)
    draw.rectangle((0, 590, 1280, 720), (38, 52, 50))
    return image


def shopfront(image: Image.Image) -> Image.Image:
    """The shop in the street by day, with its sign."""
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 640, 1280, 720), (128, 122, 112))
    draw.rectangle((120, 60, 1160, 650), (146, 78, 58))
    draw.rectangle((150, 90, 1130, 310), (24, 60, 66))
    draw.rectangle((164, 104, 1116, 296), outline=(212, 186, 116), width=5)
    for x in (180, 800):
        draw.rectangle((x, 350, x + 300, 600), (198, 214, 212), (40, 30, 24), 10)
    boxes(image, 205, 592, 62, ((216, 204, 170), (190, 176, 140)) * 2)
    boxes(image, 825, 592, 62, ((190, 176, 140), (216, 204, 170)) * 2)
    draw.rectangle((540, 350, 740, 650), (24, 60, 66), (40, 30, 24), 10)
    draw.rectangle((570, 380, 710, 500), (198, 214, 212))
    return image


def shop(image: Image.Image) -> Image.Image:
    """Behind the counter: Ida, and Nell with the post."""
    draw = ImageDraw.Draw(image)
    draw.rectangle((500, 80, 860, 400), (206, 222, 222), (60, 44, 30), 14)
    rolls = ((214, 202, 168), (186, 172, 138), (110, 120, 112), (150, 72, 56)) * 2
    for y in (220, 380):
        draw.rectangle((0, y, 420, y + 14), (72, 50, 34))
        boxes(image, 20, y, 50, rolls)
    person(image, (380, 740), 470, (52, 74, 82), (84, 62, 50))
    bun(image, (380, 740), 470, (84, 62, 50))
    person(image, (930, 740), 380, (178, 132, 60), (150, 84, 44))
    draw.rectangle((100, 600, 1180, 720), (96, 68, 46))
    draw.rectangle((80, 586, 1200, 606), (132, 96, 64))
    draw.polygon([(800, 586), (870, 586), (862, 566), (806, 566)], (240, 234, 216))
    return image


def calm(image: Image.Image) -> Image.Image:
    """The sea at evening, with nobody on it."""
    image = glow(image, (640, 400), 460, (110, 74, 40))
    ImageDraw.Draw(image).ellipse((590, 350, 690, 450), (244, 206, 150))
    return image


def bare(image: Image.Image) -> Image.Image:
    """Nothing at all."""
    return image


def still_air(_draw: ImageDraw.ImageDraw, _at_s: float) -> None:
    """Move nothing."""


NIGHT_SEA = waves(284, 3, 1.2, ((24, 42, 60), (18, 34, 50), (12, 24, 38)))
DAWN_SEA = waves(330, 3, 1.0, ((86, 96, 112),))
CALM_SEA = waves(212, 2, 0.8, ((104, 96, 108), (78, 80, 98), (54, 62, 84)))
PALE_SEA = waves(292, 4, 1.0, ((150, 160, 160), (132, 144, 146)))

SCENES: Mapping[str, Scene] = {
    "black": Scene(top=(6, 8, 12), bottom=(6, 8, 12), still=bare, moving=still_air),
    "calm": Scene(top=(58, 66, 96), bottom=(220, 150, 110), still=calm, moving=CALM_SEA),
    "dawn": Scene(top=(96, 112, 150), bottom=(236, 186, 150), still=dawn, moving=DAWN_SEA),
    "gallery": Scene(top=(126, 104, 80), bottom=(92, 70, 52), still=gallery, moving=still_air),
    "hall": Scene(top=(126, 104, 80), bottom=(92, 70, 52), still=hall, moving=still_air),
    "ledger": Scene(top=(52, 36, 24), bottom=(74, 50, 32), still=paper, moving=still_air),
    "letter": Scene(top=(120, 88, 58), bottom=(132, 96, 64), still=crested, moving=still_air),
    "memory": Scene(top=(196, 200, 190), bottom=(170, 176, 172), still=memory, moving=PALE_SEA),
    "office": Scene(top=(46, 34, 30), bottom=(30, 22, 20), still=office, moving=pendulum),
    "plate": Scene(top=(38, 48, 58), bottom=(28, 36, 46), still=plate, moving=still_air),
    "quay": Scene(top=(14, 24, 48), bottom=(40, 66, 86), still=night_quay, moving=NIGHT_SEA),
    "shop": Scene(top=(226, 208, 172), bottom=(186, 160, 122), still=shop, moving=still_air),
    "shopfront": Scene(
        top=(150, 186, 210), bottom=(206, 218, 220), still=shopfront, moving=still_air
    ),
    "stone": Scene(top=(196, 170, 150), bottom=(110, 104, 100), still=stone, moving=still_air),
    "storm": Scene(top=(20, 26, 36), bottom=(48, 56, 64), still=storm, moving=downpour),
}
