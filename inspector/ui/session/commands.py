"""The command palette of a session: what its keys do, and every tool, prompt, resource and template by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import Hit, Hits, Provider

from inspector.protocol.catalog import SOURCES
from inspector.ui.safe import shown_line
from inspector.ui.session.fuzzy import score
from inspector.ui.session.places import NAMES, PLACES

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


def commands(screen: SessionScreen) -> Iterator[tuple[str, str, Callable[[], object]]]:
    """Yield what the keys of a session do: a name, a sentence, and the act."""
    for place, name in NAMES.items():
        yield f"Go to {name.lower()}", f"Key {PLACES.index(place)}.", partial(screen.action_place, place)
    yield "Save the transcript", "As it is now, to a path of yours.", screen.action_save
    yield "Show or put away the wire", "Every exchange and message.", screen.action_wire
    yield "Filter the list", "Type letters of a name.", screen.action_filter
    yield "Show the definition", "All that the server said of the chosen entry.", screen.action_definition
    yield "Zoom", "Give the focused pane the whole screen.", screen.action_zoom
    if screen.source.sitting is not None:
        yield "Reconnect", "Connect again, and list again.", screen.action_reconnect
        yield "Cancel all calls", "On the server too.", screen.action_cancel
