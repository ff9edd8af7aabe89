"""Show an image: what it is in one line, and below it the image itself, or the bytes where they are none."""

from __future__ import annotations

import asyncio
from pathlib import Path

from rich.control import Control
from rich.segment import ControlType, Segment
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from inspector.protocol.media import ImageFacts, describe_image
from inspector.ui import amounts
from inspector.ui.safe import shown_line
from inspector.ui.view import pixels
from inspector.ui.view.drawing import Drawn, cells_of, drawn
from inspector.ui.view.hexlines import HexLines

_FEWEST_ROWS = 6


class Picture(Vertical):
    """An image with its type, size and dimensions; decoded in a thread, to the size it is shown in."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self) -> None:
        super().__init__()
        self._data = b""
        self._mime = ""

    def compose(self) -> ComposeResult:
        yield Static("", classes="picture--facts")
        yield PixelArea()

    def show(self, data: bytes, mime: str) -> None:
        """Show an image; `mime` is what the server says that it is."""
        self._data, self._mime = data, mime
        self._show()

    @work(group="picture", description="picture", exclusive=True, exit_on_error=False)
    async def _show(self) -> None:
        try:
            facts = await asyncio.to_thread(describe_image, self._data)
            if facts.too_large:
                raise ValueError(facts.too_large)
        except ValueError as error:
            await self.show_bytes(str(error))
            return
        self.query_one(".picture--facts", Static).update(_line(facts, len(self._data), self._mime))
        self.query_one(PixelArea).show(self._data, facts)

    async def show_bytes(self, why: str) -> None:
        """Say why there is no image, and show the bytes instead."""
        facts = Content.assemble(
            ("⚠ ", "$text-warning"),
            shown_line(why).stylize("$text-warning"),
            (
                "  ".join(["", self._mime and shown_line(self._mime).plain, amounts.size(len(self._data))]),
                "$text-muted",
            ),
        )
        self.query_one(".picture--facts", Static).update(facts)
        self.query_one(PixelArea).display = False
        if not self.query(HexLines):
            await self.mount(HexLines())
        self.query_one(HexLines).show(self._data)


class PixelArea(Widget):
    """The cells that an image takes: as wide and high as there is room, never larger than the image."""

    def __init__(self) -> None:
        super().__init__()
        self._data = b""
        self._facts: ImageFacts | None = None
        self._drawn: Drawn | None = None

    def show(self, data: bytes, facts: ImageFacts) -> None:
        self._data, self._facts = data, facts
        self.refresh(layout=True)
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        self._draw()

    def on_unmount(self) -> None:
        self._free()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 if self._facts is None else cells_of(self._facts, width, self._room())[1]

    def render_line(self, y: int) -> Strip:
        image, width = self._drawn, self.size.width
        if image is None or y >= image.rows:
            return Strip.blank(width, self.rich_style)
        return image.strips[y].adjust_cell_length(width, self.rich_style).apply_style(self.rich_style)

    def render_lines(self, crop: Region) -> list[Strip]:
        lines = super().render_lines(crop)
        image = self._drawn
        if image is None or not image.sixels or crop.size != self.size or image.rows != len(lines):
            return lines  # sixels cannot be cut: what is not whole in view stays half-blocks
        place = self.region
        over = [
            Segment(Control.move_to(place.x, place.y).segment.text, None, [(ControlType.CURSOR_FORWARD, 0)]),
            Segment(image.sixels, None, [(ControlType.CURSOR_FORWARD, 0)]),
            Segment(
                Control.move_to(place.right, place.bottom - 1).segment.text, None, [(ControlType.CURSOR_FORWARD, 0)]
            ),
        ]
        return [*lines[:-1], Strip([*lines[-1], *over], crop.width)]

    def _room(self) -> int:
        """Return how many rows are in view at once, so that the image is seen whole."""
        # Not what scrolls at the moment: whether it does depends on this height, and the layout would swing for ever.
        around = next(
            (node for node in self.ancestors if isinstance(node, Widget) and node.styles.overflow_y != "hidden"), None
        )
        return max(_FEWEST_ROWS, (self.screen if around is None else around).size.height - 2)

    def _draw(self) -> None:
        if self._facts is None or not self.size.width:
            return
        cells = cells_of(self._facts, self.size.width, self._room())
        if self._drawn is None or cells != (self._drawn.columns, self._drawn.rows):
            self._draw_in(*cells)

    @work(group="draw", description="draw", exclusive=True, exit_on_error=False)
    async def _draw_in(self, columns: int, rows: int) -> None:
        way = "halves" if self.app.is_headless or self.app.is_web else pixels.way()
        try:
            image = await asyncio.to_thread(drawn, self._data, columns, rows, way, self.background_colors[1].rgb)
        except ValueError as error:
            if isinstance(self.parent, Picture):
                await self.parent.show_bytes(str(error))
            return
        self._free()
        self._drawn = image
        self.refresh(layout=True)

    def _free(self) -> None:
        if self._drawn is not None and self._drawn.free is not None:
            self._drawn.free()


def _line(facts: ImageFacts, size: int, mime: str) -> Content:
    told = f"{facts.mime}  {facts.width:,} × {facts.height:,} px  {amounts.size(size)}"
    if mime.lower().partition(";")[0].strip() in (facts.mime, ""):
        return Content.styled(told, "$text-muted")
    other = Content.assemble(("⚠ sent as ", "$text-warning"), shown_line(mime).stylize("$text-warning"))
    return Content.assemble((told + "  ", "$text-muted"), other)
