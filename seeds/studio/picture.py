"""Draws the pictures of the episode: the scene of the moment, and the text that is on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from studio.nouns import Event, Place
from studio.scenes import SCENES, painted
from studio.sketching import BIG, HEIGHT, WIDTH, Colour
from studio.speech import FRAME_MS

SHOWN = frozenset({"intertitle", "caption"})
SPACING = 1.4


@dataclass(frozen=True, kw_only=True, slots=True)
class Lettering:
    """How text stands at a place: box (left, top, right, bottom) in the double size.

    lead is how much larger the first line is than the rest.
    """

    box: tuple[int, int, int, int]
    colour: Colour
    tallest: int
    ground: tuple[int, int, int, int] | None = None
    slant: float = 0.0
    lead: float = 1.0


WHOLE = (0, 0, *BIG)
CREAM, NIGHT, BAR = (232, 226, 208), (8, 10, 16, 255), (12, 16, 26, 200)
LETTERING: Mapping[Place, Lettering] = {
    "card": Lettering(box=(100, 200, 1180, 520), colour=CREAM, tallest=66, ground=NIGHT),
    "title": Lettering(
        box=(100, 180, 1180, 540), colour=(226, 198, 128), tallest=56, ground=NIGHT, lead=1.8
    ),
    "sign": Lettering(box=(250, 230, 1030, 490), colour=(40, 28, 10), tallest=66),
    "banner": Lettering(box=(160, 160, 1120, 360), colour=(230, 208, 144), tallest=66),
    "shop": Lettering(box=(200, 120, 1080, 285), colour=(232, 212, 150), tallest=72),
    "left": Lettering(box=(84, 540, 560, 660), colour=CREAM, tallest=50, ground=BAR),
    "right": Lettering(box=(720, 540, 1196, 660), colour=CREAM, tallest=50, ground=BAR),
    "page": Lettering(box=(260, 200, 1010, 600), colour=(34, 38, 84), tallest=58, slant=0.22),
    "stone": Lettering(box=(160, 330, 1120, 500), colour=(236, 236, 226), tallest=96),
}


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return Pillow's own font at a size in pixels of the double picture."""
    loaded = ImageFont.load_default(size)
    if not isinstance(loaded, ImageFont.FreeTypeFont):
        raise SystemExit("This Pillow was built without FreeType: install one that has it.")
    return loaded


def sizes(lines: Sequence[str], style: Lettering) -> list[int]:
    """Return the size of each line, as large as the box allows both ways."""
    left, top, right, bottom = style.box
    for size in range(style.tallest, 16, -1):
        chosen = [round(size * style.lead), *[size] * (len(lines) - 1)]
        wide = max(font(n).getlength(line) for n, line in zip(chosen, lines, strict=True))
        if wide <= right - left and sum(chosen) * SPACING <= bottom - top:
            return chosen
    raise SystemExit(f"The text {lines} does not fit its place.")


def written(lines: Sequence[str], style: Lettering) -> Image.Image:
    """Return the lines, centred in their box, on a clear sheet of the double size."""
    sheet = Image.new("RGBA", BIG, (0, 0, 0, 0))
    draw, chosen = ImageDraw.Draw(sheet), sizes(lines, style)
    left, top, right, bottom = style.box
    y = (top + bottom - sum(chosen) * SPACING) / 2
    for line, size in zip(lines, chosen, strict=True):
        middle = ((left + right) / 2, y + size * SPACING / 2)
        draw.text(middle, line, (*style.colour, 255), font(size), anchor="mm")
        y += size * SPACING
    return leaning(sheet, style)


def leaning(sheet: Image.Image, style: Lettering) -> Image.Image:
    """Slant the text as a hand would, about the middle of its box."""
    if not style.slant:
        return sheet
    middle = (style.box[1] + style.box[3]) / 2
    data = (1, style.slant, -style.slant * middle, 0, 1, 0)
    return sheet.transform(BIG, Image.Transform.AFFINE, data, Image.Resampling.BICUBIC)


def grounded(sheet: Image.Image, style: Lettering) -> Image.Image:
    """Put the text on its ground: the whole picture for a card, a bar for a name."""
    if style.ground is None:
        return sheet
    area = WHOLE if style.ground == NIGHT else style.box
    ground = Image.new("RGBA", BIG, (0, 0, 0, 0))
    ImageDraw.Draw(ground).rectangle(area, style.ground)
    return Image.alpha_composite(ground, sheet)


def overlay(event: Event) -> Image.Image | None:
    """Return what an event lays over the picture, at the size of the picture."""
    place = event.beat.place
    if place is None:
        return None
    lines = [line.text for line in event.beat.lines if line.tag in SHOWN]
    style = LETTERING[place]
    sheet = grounded(written(lines, style), style)
    return sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def frames(
    events: Sequence[Event], scenes: Sequence[tuple[int, int, str]], length_ms: int
) -> Iterator[Image.Image]:
    """Yield every picture; text stands from the first one of its cue to the last."""
    stills = {name: painted(SCENES[name]) for _, _, name in scenes}
    overlays = [(e.start_ms, e.end_ms, o) for e in events if (o := overlay(e)) is not None]
    for at_ms in range(0, length_ms, FRAME_MS):
        name = next(n for a, b, n in scenes if a <= at_ms < b)
        picture = stills[name].copy()
        SCENES[name].moving(ImageDraw.Draw(picture), at_ms / 1000)
        for _, _, sheet in (o for o in overlays if o[0] <= at_ms < o[1]):
            picture.paste(sheet, (0, 0), sheet)
        yield picture
