"""The ways to look at a result, as a row of words to click: Rendered, Structured, JSON, and off to the exchange."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

View = Literal["rendered", "structured", "json"]
VIEWS: tuple[View, ...] = ("rendered", "structured", "json")
_NAMES = {"rendered": "Rendered", "structured": "Structured", "json": "JSON", "exchange": "Exchange ↗"}


class Views(Widget):
    """`view` is the one that is shown; `verdict` is a mark behind Structured, such as `✓` or `✗`."""

    view: reactive[View] = reactive[View]("rendered", layout=True)
    verdict: reactive[str] = reactive("", layout=True)

    @dataclass
    class Chosen(Message):
        """Somebody clicked a way to look, or `exchange`."""

        name: str

    def render(self) -> RenderResult:
        return Content("").join(self._word(name) for name in _NAMES)

    def on_click(self, event: events.Click) -> None:
        at = 0
        for name in _NAMES:
            at += self._word(name).cell_length
            if event.x < at:
                self.post_message(self.Chosen(name))
                return

    def _word(self, name: str) -> Content:
        mark = f" {self.verdict}" if name == "structured" and self.verdict else ""
        colour = {"✓": "$text-success", "✗": "$text-error"}.get(self.verdict, "$text-warning")
        style = "bold underline" if name == self.view else "$text-muted"
        return Content.assemble(" ", (_NAMES[name], style), (mark, colour), " ")
