"""Turn the bytes of an image into what a terminal shows, in the size it is shown in; meant for a thread."""

from __future__ import annotations

import importlib
import importlib.util
import itertools
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from inspector.protocol.media import ImageFacts, open_image
from inspector.ui.view.pixels import Way, cell

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """An image of `columns` × `rows` cells. `sixels` are drawn over `strips` where there are any; `free` ends it."""

    columns: int
    rows: int
    strips: list[Strip]
    sixels: str = ""
    free: Callable[[], None] | None = None


def cells_of(facts: ImageFacts, columns: int, rows: int) -> tuple[int, int]:
    """Return the cells an image takes where there are `columns` × `rows`; a cell is taken as twice as high as wide."""
    width, height = max(1, facts.width), max(1, facts.height)
    scale = min(1.0, columns / width, rows * 2 / height)
    return max(1, min(columns, round(width * scale))), max(1, min(rows, -(-round(height * scale) // 2)))


def drawn(data: bytes, columns: int, rows: int, way: Way, background: Colour) -> Drawn:
    """Return an image drawn in so many cells. Raises ValueError with a sentence where it cannot be decoded."""
    across, down = (1, 2) if way == "halves" else cell()
    picture = _decoded(data, columns * across, rows * down)
    if way == "kitty":
        return _kitty(picture, columns, rows)
    flat = _flattened(picture, background)
    strips = _half_blocks(flat.resize((columns, rows * 2)))
    if way == "halves":
        return Drawn(columns, rows, strips)
    from textual_image._sixel import image_to_sixels

    return Drawn(columns, rows, strips, image_to_sixels(flat.resize((columns * across, rows * down))))


def _decoded(data: bytes, width: int, height: int) -> Any:
    image = open_image(data)
    try:
        image.thumbnail((max(1, width), max(1, height)))
        return image.convert("RGBA")
    except Exception as error:  # Pillow's readers raise whatever a broken image leads them into
        raise ValueError(f"The image cannot be decoded: {error}.") from error


def _flattened(picture: Any, background: Colour) -> Any:
    from PIL import Image

    return Image.alpha_composite(Image.new("RGBA", picture.size, (*background, 255)), picture).convert("RGB")


def _half_blocks(picture: Any) -> list[Strip]:
    """Draw two pixels a cell: the upper one as the colour of `▀`, the lower one as the colour behind it."""
    columns, height = picture.size
    raw = picture.tobytes()
    line = columns * 3
    strips = []
    for y in range(0, height, 2):
        upper, lower = raw[y * line : (y + 1) * line], raw[(y + 1) * line : (y + 2) * line]
        pairs = ((upper[x : x + 3], lower[x : x + 3]) for x in range(0, line, 3))
        runs = ((pair, len(list(run))) for pair, run in itertools.groupby(pairs))
        segments = [
            Segment("▀" * count, Style(color=_colour(top), bgcolor=_colour(under))) for (top, under), count in runs
        ]
        strips.append(Strip(segments, columns))
    return strips


def _colour(pixel: bytes) -> Color:
    return Color.from_rgb(*pixel)


def _kitty(picture: Any, columns: int, rows: int) -> Drawn:
    """Send the image to the terminal, and return the characters in whose place it shows it."""
    image = _kitty_module().Image(picture, columns, rows)
    console = Console(width=columns, color_system="truecolor")
    segments = list(image.__rich_console__(console, console.options))
    strips = [Strip([Segment(segment.text.rstrip("\n"), segment.style)], columns) for segment in segments]
    return Drawn(columns, rows, strips, free=image.cleanup)


def _kitty_module() -> Any:
    """Import the protocol without its package, which on import asks the terminal questions and takes keystrokes."""
    package = "textual_image.renderable"
    if package not in sys.modules:
        found = importlib.util.find_spec("textual_image")
        stand_in = types.ModuleType(package)
        stand_in.__path__ = (
            [str(Path(place) / "renderable") for place in found.submodule_search_locations or ()] if found else []
        )
        sys.modules[package] = stand_in
    return importlib.import_module(f"{package}.tgp")
