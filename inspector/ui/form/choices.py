"""A line of words to press, with a cursor: what may be picked, what is picked, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from inspector.ui.form.slot import Offer
from inspector.ui.lines import fit

_GAP = 2
# Not a component style: read partially, an opaque background is lost (Textual 8.2.8).
_CURSOR = "bold $block-cursor-foreground on $block-cursor-background"


class Choices(Widget, can_focus=True):
    """Offers beside each other, wrapped where they are wider than the place for them."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "choices--on",
        "choices--off",
        "choices--action",
        "choices--quiet",
    }
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Left", show=False),
        Binding("right", "move(1)", "Right", show=False),
        Binding("space,enter", "take", "Choose", show=False),
        Binding("up", "app.focus_previous", "Field above", show=False),
        Binding("down", "app.focus_next", "Field below", show=False),
    ]

    @dataclass
    class Taken(Message):
        """An offer was pressed."""

        choices: Choices
        index: int

        @property
        def control(self) -> Choices:
            return self.choices

    def __init__(self, offers: list[Offer], classes: str = "") -> None:
        super().__init__(classes=classes)
        self.offers = offers
        self.cursor = self._first()
        self.can_focus = bool(offers)

    def show(self, offers: list[Offer]) -> None:
        """Show other offers, or the same ones otherwise chosen."""
        self.offers = offers
        self.cursor = min(self.cursor, max(0, len(offers) - 1))
        self.can_focus = bool(offers)
        self.refresh(layout=True)

    def _first(self) -> int:
        return next((at for at, offer in enumerate(self.offers) if offer.on), 0)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(len(self.offers) - 1, self.cursor + by))
        self.refresh()

    def action_take(self) -> None:
        if self.offers:
            self.post_message(self.Taken(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        for index, x, y, width in self._places(self.content_size.width):
            if event.y == y and x <= event.x < x + width:
                self.cursor = index
                self.action_take()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return max(0, sum(cell_len(_word(offer)) + _GAP for offer in self.offers) - _GAP)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max((y for _, _, y, _ in self._places(width)), default=0) + 1

    def _places(self, width: int) -> list[tuple[int, int, int, int]]:
        """Where each offer stands: its index, x, y and width in cells."""
        places = []
        x = y = 0
        for index, offer in enumerate(self.offers):
            wide = min(cell_len(_word(offer)), max(1, width))
            if x and x + wide > width:
                x, y = 0, y + 1
            places.append((index, x, y, wide))
            x += wide + _GAP
        return places

    def render(self) -> Content:
        content: list[Content] = []
        line = at = 0
        for index, x, y, wide in self._places(self.content_size.width):
            if y > line:
                content.append(Content("\n"))
                line, at = y, 0
            content.append(Content(" " * (x - at)))
            content.append(Content(fit(_word(self.offers[index]), wide)).stylize(self._style(index)))
            at = x + wide
        return Content("").join(content)

    def _style(self, index: int) -> Style | str:
        if index == self.cursor and self.has_focus:
            return _CURSOR
        offer = self.offers[index]
        if offer.quiet:
            return self._component("quiet")
        return self._component("action" if offer.on is None else "on" if offer.on else "off")

    def _component(self, name: str) -> Style:
        return self.get_visual_style(f"choices--{name}", partial=True)


def _word(offer: Offer) -> str:
    if offer.on is None:
        return offer.label
    marks = "☐☑" if offer.many else "○●"
    return f"{marks[offer.on]} {offer.label}"
