"""The ways to look at a result, as a row of words to click: Rendered, Structured, JSON, and off to the exchange."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from inspector.ui.tabrow import TabRow

View = Literal["rendered", "structured", "json"]
VIEWS: tuple[View, ...] = ("rendered", "structured", "json")
_NAMES = {"rendered": "Rendered", "structured": "Structured", "json": "JSON", "exchange": "Exchange ↗"}


class Views(TabRow):
    """`view` is the one that is shown; `verdict` is a mark behind Structured, such as `✓` or `✗`."""

    view: reactive[View] = reactive[View]("rendered", layout=True)
    verdict: reactive[str] = reactive("", layout=True)

    @dataclass
    class Chosen(Message):
        """Somebody clicked a way to look, or `exchange`."""

        name: str

    def tabs(self) -> Iterator[tuple[Content, Message]]:
        for name in _NAMES:
            yield self._word(name), self.Chosen(name)

    def _word(self, name: str) -> Content:
        mark = f" {self.verdict}" if name == "structured" and self.verdict else ""
        colour = {"✓": "$text-success", "✗": "$text-error"}.get(self.verdict, "$text-warning")
        style = "bold underline" if name == self.view else "$text-muted"
        return Content.assemble(" ", (_NAMES[name], style), (mark, colour), " ")
