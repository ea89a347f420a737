"""The pencils of the scenes: light, people and things, seas and rain.

Stills are drawn twice the size of the picture so that edges come out smooth; what moves is
drawn on every picture at its own size.
"""

import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageChops, ImageDraw

WIDTH, HEIGHT = 640, 360
BIG = (2 * WIDTH, 2 * HEIGHT)
Colour = tuple[int, int, int]
Point = tuple[float, float]
Moving = Callable[[ImageDraw.ImageDraw, float], None]
SKIN: Colour = (206, 168, 140)
INK: Colour = (16, 20, 28)
OAK: Colour = (74, 50, 34)


def gradient(top: Colour, bottom: Colour) -> Image.Image:
    """Return a sky or a wall that runs from one colour to another."""
    way = np.linspace(0, 1, BIG[1])[:, None]
    rows = np.array(top) * (1 - way) + np.array(bottom) * way
    return Image.fromarray(np.repeat(rows[:, None], BIG[0], 1).astype(np.uint8), "RGB")


def glow(image: Image.Image, centre: Point, radius: float, colour: Colour) -> Image.Image:
    """Return the image with a soft light on it."""
    y, x = np.mgrid[0 : BIG[1], 0 : BIG[0]]
    far = np.hypot(x - centre[0], y - centre[1]) / radius
    light = np.clip(1 - far, 0, 1)[..., None] ** 2 * np.array(colour)
    return ImageChops.add(image, Image.fromarray(light.astype(np.uint8), "RGB"))


def person(image: Image.Image, foot: Point, tall: float, coat: Colour, hair: Colour) -> None:
    """Draw a standing figure: coat, neck, head and hair, feet at foot."""
    draw, (x, y), u = ImageDraw.Draw(image), foot, tall / 100
    draw.polygon(
        [(x - 15 * u, y), (x - 13 * u, y - 66 * u), (x - 7 * u, y - 76 * u),
         (x + 7 * u, y - 76 * u), (x + 13 * u, y - 66 * u), (x + 15 * u, y)], coat)  # fmt: skip
    draw.rectangle((x - 3 * u, y - 82 * u, x + 3 * u, y - 74 * u), SKIN)
    draw.ellipse((x - 8 * u, y - 100 * u, x + 8 * u, y - 80 * u), SKIN)
    draw.pieslice((x - 9 * u, y - 102 * u, x + 9 * u, y - 82 * u), 180, 360, hair)


def bun(image: Image.Image, foot: Point, tall: float, hair: Colour) -> None:
    """Add a woman's pinned hair to a figure."""
    draw, (x, y), u = ImageDraw.Draw(image), foot, tall / 100
    draw.ellipse((x - 15 * u, y - 98 * u, x - 5 * u, y - 88 * u), hair)


def cap(image: Image.Image, foot: Point, tall: float) -> None:
    """Add an officer's cap to a figure."""
    draw, (x, y), u = ImageDraw.Draw(image), foot, tall / 100
    draw.rounded_rectangle((x - 11 * u, y - 104 * u, x + 11 * u, y - 94 * u), 4 * u, INK)
    draw.rectangle((x - 13 * u, y - 95 * u, x + 9 * u, y - 92 * u), (180, 150, 70))


def boxes(
    image: Image.Image, left: float, top: float, step: float, colours: tuple[Colour, ...]
) -> None:
    """Draw a row of upright things: ledgers on a shelf, rolled charts, houses far away."""
    draw = ImageDraw.Draw(image)
    for k, colour in enumerate(colours):
        x, high = left + k * step, 70 + 17 * (k * 5 % 4)
        draw.rectangle((x, top - high, x + step - 4, top), colour)


def stones(image: Image.Image, left: int) -> ImageDraw.ImageDraw:
    """Draw the blocks of the sea wall up to an edge, and return the pencil."""
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 150, left, 720), (66, 70, 74))
    for row, y in enumerate(range(150, 720, 95)):
        shift = 90 * (row % 2)
        for x in range(-shift, left, 180):
            grey = 84 + (x * 7 + y * 3) % 22
            box = (max(x, 0) + 4, y + 4, min(x + 176, left - 4), y + 90)
            if box[0] < box[2]:
                draw.rectangle(box, (grey, grey + 2, grey + 4))
    return draw


def waves(top: int, height: float, speed: float, colours: tuple[Colour, ...]) -> Moving:
    """Return a sea: one band of waves for each colour, the last in front."""

    def draw_waves(draw: ImageDraw.ImageDraw, at_s: float) -> None:
        for k, colour in enumerate(colours):
            base, span = top + 26 * k, 90 + 25 * k
            crest = [
                (x, base + height * math.sin(x / span * 2 + at_s * speed * (1 + 0.3 * k) + k))
                for x in range(0, WIDTH + 8, 8)
            ]
            draw.polygon([*crest, (WIDTH, HEIGHT), (0, HEIGHT)], colour)

    return draw_waves


def downpour(draw: ImageDraw.ImageDraw, at_s: float) -> None:
    """The storm's sea with rain across it."""
    waves(262, 13, 2.6, ((26, 34, 42), (18, 26, 32), (12, 18, 22)))(draw, at_s)
    for k in range(24):
        x, y = (k * 97 + 240 * at_s) % 700 - 30, (k * 61 + 520 * at_s) % 400 - 30
        draw.line([(x, y), (x + 6, y + 18)], (92, 104, 112))


def pendulum(draw: ImageDraw.ImageDraw, at_s: float) -> None:
    """The hands and pendulum of the office clock."""
    swing = 9 * math.sin(math.pi * at_s)
    draw.line([(517, 85), (517 + swing, 124)], (176, 142, 70), 2)
    draw.ellipse((513 + swing, 120, 521 + swing, 128), (176, 142, 70))
    draw.line([(517, 57), (517, 40)], (40, 30, 20), 2)
    draw.line([(517, 57), (528, 61)], (40, 30, 20), 2)
