"""One line of tabs: the sections of an exchange, each with its key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from inspector.ui.tabrow import TabRow

Section = Literal["request", "response", "events", "timing"]
SECTIONS: tuple[Section, ...] = ("request", "response", "events", "timing")


class Sections(TabRow):
    """`section` is the one that is shown; `counts` stand behind the names, and `None` greys a section out."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    section: reactive[Section] = reactive[Section]("response")
    counts: reactive[dict[Section, str | None]] = reactive(dict)

    @dataclass
    class Chosen(Message):
        """Somebody clicked a section."""

        section: Section

    def tabs(self) -> Iterator[tuple[Content, Message]]:
        for section in SECTIONS:
            yield self._tab(section), self.Chosen(section)

    def _tab(self, section: Section) -> Content:
        count, here = self.counts.get(section, ""), section == self.section
        name = "$text-disabled" if count is None else "bold underline" if here else ""
        return Content.assemble(
            (f" {SECTIONS.index(section) + 1} ", "bold $text-accent" if here else "$text-muted"),
            (section.capitalize(), name),
            (f" {count}" if count else "", "$text-muted"),
            "  ",
        )
