"""The command palette of a session: every tool, prompt, resource and template by its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import Hit, Hits, Provider

from inspector.protocol.catalog import SOURCES
from inspector.ui.safe import shown_line
from inspector.ui.session.fuzzy import score

if TYPE_CHECKING:
    from inspector.ui.session.screen import SessionScreen

_MOST = 40


class EntryCommands(Provider):
    """Goes to the entry that is chosen."""

    async def search(self, query: str) -> Hits:
        screen = cast("SessionScreen", self.screen)
        wanted = query.strip().lower()
        listings = screen.source.catalog.listings
        scored = (
            (max(score(wanted, entry.key), score(wanted, entry.label)), kind, entry)
            for kind in SOURCES
            for entry in listings[kind].entries
        )
        best = sorted((found for found in scored if found[0]), key=lambda found: -found[0])[:_MOST]
        for points, kind, entry in best:
            name = entry.key if kind in ("tool", "prompt") else entry.label
            label = shown_line(f"{kind.capitalize()}: {name[:200]}")
            yield Hit(points / 100, label, partial(screen.show_entry, kind, entry.key), text=label.plain)
