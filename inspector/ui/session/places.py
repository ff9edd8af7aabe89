"""The second line: the places of a session, each with its key and how much there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from inspector.ui.tabrow import TabRow

Place = Literal["server", "tool", "prompt", "resource", "template", "log"]
NAMES: dict[Place, str] = {
    "server": "Server",
    "tool": "Tools",
    "prompt": "Prompts",
    "resource": "Resources",
    "template": "Templates",
    "log": "Log",
}
PLACES = tuple(NAMES)


class Places(TabRow):
    """Tabs in one line; `place` is the one that is shown, `counts` what stands behind the names."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    place: reactive[Place] = reactive[Place]("tool")
    counts: reactive[dict[Place, str]] = reactive(dict)

    @dataclass
    class Chosen(Message):
        """Somebody clicked a place."""

        place: Place

    def tabs(self) -> Iterator[tuple[Content, Message]]:
        for place in PLACES:
            yield self._tab(place), self.Chosen(place)

    def _tab(self, place: Place) -> Content:
        key, count = str(PLACES.index(place)), self.counts.get(place, "")
        here = place == self.place
        name = "bold underline" if here else ""
        return Content.assemble(
            (f" {key} ", "bold $text-accent" if here else "$text-muted"),
            (NAMES[place], name),
            (f" {count}" if count else "", "$text-muted"),
            " ",
        )
