"""A line of words to click, of which one stands for what is shown."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget


class TabRow(Widget):
    """A subclass yields its tabs (`tabs`): how each looks, and the message that a click on it posts."""

    def tabs(self) -> Iterator[tuple[Content, Message]]:
        """Yield each tab, from left to right."""
        raise NotImplementedError

    def render(self) -> RenderResult:
        return Content("").join(look for look, _ in self.tabs())

    def on_click(self, event: events.Click) -> None:
        end = 0
        for look, message in self.tabs():
            end += look.cell_length
            if event.x < end:
                self.post_message(message)
                return
