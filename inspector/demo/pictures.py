"""Draw the pictures the demo server shows: a small landscape at four times of the day."""

import io
import math
from typing import Literal

from PIL import Image, ImageDraw, ImageFilter

TimeOfDay = Literal["dawn", "noon", "dusk", "night"]
Colour = tuple[int, int, int]

# Sky above, sky at the horizon, sun or moon, the nearest hill.
PALETTES: dict[TimeOfDay, tuple[Colour, Colour, Colour, Colour]] = {
    "dawn": ((64, 92, 158), (255, 196, 164), (255, 240, 214), (38, 52, 68)),
    "noon": ((36, 116, 206), (188, 226, 250), (255, 252, 232), (36, 92, 58)),
    "dusk": ((54, 30, 92), (255, 138, 84), (255, 222, 146), (30, 22, 48)),
    "night": ((6, 10, 32), (38, 54, 98), (236, 238, 250), (6, 10, 20)),
}
SUN_HEIGHT: dict[TimeOfDay, float] = {"dawn": 0.50, "noon": 0.18, "dusk": 0.56, "night": 0.22}
HILLS = 4
SMOOTHING = 2


def landscape(time: TimeOfDay = "dusk", width: int = 320, height: int = 200, kind: str = "PNG") -> bytes:
    """Return an encoded picture, `width` by `height` pixels; `kind` is Pillow's name of the format."""
    size = (width * SMOOTHING, height * SMOOTHING)
    image = _sky(time, size)
    image = _sun(image, time)
    _hills(image, time)
    out = io.BytesIO()
    image.resize((width, height), Image.Resampling.LANCZOS).save(out, kind, quality=88)
    return out.getvalue()


def _blend(first: Colour, second: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _sky(time: TimeOfDay, size: tuple[int, int]) -> Image.Image:
    above, horizon, _, _ = PALETTES[time]
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    for y in range(size[1]):
        draw.line([(0, y), (size[0], y)], fill=_blend(above, horizon, min(1.0, y / (size[1] * 0.7)) ** 1.2))
    if time == "night":
        for star in range(90):
            x, y = star * 7919 % size[0], star * star * 104729 % int(size[1] * 0.55)
            draw.point((x, y), fill=(226, 230, 255))
    return image


def _sun(image: Image.Image, time: TimeOfDay) -> Image.Image:
    width, height = image.size
    x, y, radius = width * 0.64, height * SUN_HEIGHT[time], height * 0.075
    light = PALETTES[time][2]
    glow = Image.new("L", image.size)
    ImageDraw.Draw(glow).ellipse([x - radius * 2, y - radius * 2, x + radius * 2, y + radius * 2], fill=150)
    glow = glow.filter(ImageFilter.GaussianBlur(radius))
    image = Image.composite(Image.new("RGB", image.size, light), image, glow)
    ImageDraw.Draw(image).ellipse([x - radius, y - radius, x + radius, y + radius], fill=light)
    return image


def _hills(image: Image.Image, time: TimeOfDay) -> None:
    width, height = image.size
    draw = ImageDraw.Draw(image)
    _, horizon, _, near = PALETTES[time]
    for layer in range(HILLS):
        depth = (layer + 1) / HILLS
        base, swing = height * (0.52 + 0.36 * depth), height * 0.085
        ridge = [(x, base - swing * _ridge(x / width, layer)) for x in range(0, width + 1, SMOOTHING)]
        draw.polygon([(0, height), *ridge, (width, height)], fill=_blend(horizon, near, 0.25 + 0.75 * depth))


def _ridge(x: float, layer: int) -> float:
    phase = layer * 2.1
    return math.sin(x * (5 + layer) + phase) + 0.4 * math.sin(x * (13 + 3 * layer) + phase * 2)
