"""The session screen: a server's places, the wire below them, and the keys that act on the session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from inspector.protocol.catalog import SOURCES, Entry, Kind
from inspector.record.problem import InspectorError
from inspector.ui.messages import ExchangeWanted, LinkWanted
from inspector.ui.session.places import NAMES, PLACES, Place, Places
from inspector.ui.session.source import Source
from inspector.ui.session.stage import Stage
from inspector.ui.session.status import StatusBar

if TYPE_CHECKING:
    from textual.command import Provider

    from inspector.ui.exchange.screen import ExchangeScreen
    from inspector.ui.wire.pane import WirePane

_SYNC_SECONDS = 0.05
_TICK_SECONDS = 0.5


def _entry_commands() -> type[Provider]:
    from inspector.ui.session.commands import EntryCommands

    return EntryCommands


class SessionScreen(Screen[None]):
    """Live, it connects as soon as it is painted; offline, everything works but sending."""

    COMMANDS = {_entry_commands}  # noqa: RUF012
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"place('{place}')", f"Go to {NAMES[place].lower()}", show=False)
            for number, place in enumerate(PLACES)
        ),
        Binding("slash", "filter", "Filter"),
        Binding("f5,ctrl+enter", "send", "Send", show=False),
        Binding("ctrl+j", "swap", "Form or JSON", show=False),
        Binding("w", "wire", "Wire"),
        Binding("z", "zoom", "Zoom", show=False),
        Binding("d", "definition", "Definition", show=False),
        Binding("x", "cancel", "Cancel calls", show=False),
        Binding("r", "reconnect", "Reconnect"),
        Binding("s", "save", "Save"),
        Binding("escape", "back", "Back to the list", show=False),
        Binding("ctrl+o", "app.start_over", "Other server", show=False),
    ]

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self._stage = Stage(source)
        self._wire: WirePane | None = None
        self._rung = False
        self._heard = self._logged = 0
        self._ring_off: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        yield StatusBar(self.source)
        yield Places()
        yield self._stage

    def on_mount(self) -> None:
        self.query_one(StatusBar).sync()
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        """Put in what is not in the first paint, which is there sooner without it."""
        from textual.widgets import Footer

        from inspector.ui.wire.pane import WirePane

        self._wire = WirePane(self.source.transcript, self.source.redactor)
        await self.mount(self._wire, Footer(show_command_palette=False))
        if self._stage.bare:
            await self._go("tool")
        self._ring_off = self.source.transcript.subscribe(lambda _: self._ring())
        self.set_interval(_TICK_SECONDS, self._tick)
        if self.source.sitting is not None:
            self._connect()
        self._sync()

    async def on_unmount(self) -> None:
        if self._ring_off is not None:
            self._ring_off()
        await self.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("reconnect", "cancel"):
            return self.source.sitting is not None
        # The wire and the log have a filter of their own.
        return self._stage.entries is not None if action == "filter" else True

    @property
    def running(self) -> int:
        """How many calls are in flight."""
        return 0 if self.source.sitting is None else sum(call.running for call in self.source.transcript.calls.all)

    async def close(self) -> None:
        """End the session."""
        if self.source.sitting is not None:
            await self.source.sitting.close()

    # The record has grown

    def _ring(self) -> None:
        if not self._rung:
            self._rung = True
            self.set_timer(_SYNC_SECONDS, self._sync)

    def _tick(self) -> None:
        if self.running:
            self._ring()

    def _sync(self) -> None:
        self._rung = False
        self.query_one(StatusBar).sync()
        self.query_one(Places).counts = self._counts()
        self._stage.sync()
        if self._wire is not None:
            self._wire.sync()
        exchange = self._open_exchange()
        if exchange is not None:
            exchange.sync()

    def _counts(self) -> dict[Place, str]:
        listings = self.source.catalog.listings
        counts: dict[Place, str] = {
            kind: f"{len(listing.entries):,}" for kind, listing in listings.items() if listing.entries
        }
        messages = self.source.transcript.messages
        self._logged += sum(message.method == "notifications/message" for message in messages[self._heard :])
        self._heard = len(messages)
        counts["log"] = f"{self._logged:,}" if self._logged else ""
        counts["server"] = "✗" if self.source.transcript.lifecycle.problem is not None else ""
        return counts

    # Places

    async def _go(self, place: Place) -> None:
        await self._stage.go(place)
        self.query_one(Places).place = self._stage.place
        self.refresh_bindings()

    async def action_place(self, place: Place) -> None:
        """Go to a place of the session."""
        self.minimize()
        await self._go(place)

    @on(Places.Chosen)
    async def _place_chosen(self, event: Places.Chosen) -> None:
        await self.action_place(event.place)

    async def show_entry(self, kind: Kind, key: str) -> None:
        """Go to an entry by its name or URI."""
        await self.action_place(kind)
        self._stage.entries_of(kind).list.select(key)

    # The session

    @work(group="connection", exclusive=True, exit_on_error=True)
    async def _connect(self) -> None:
        sitting = self.source.sitting
        if sitting is None:
            return
        try:
            await sitting.connect()
        except InspectorError:
            # What failed is in the transcript; the server's page says it.
            await self.action_place("server")
            return
        if self._stage.place == "server" or not self.source.catalog.offers("tool"):
            await self.action_place(next((kind for kind in SOURCES if self.source.catalog.offers(kind)), "server"))
        await sitting.list_everything()

    def action_reconnect(self) -> None:
        """Connect again, and list again."""
        self._connect()

    def action_cancel(self) -> None:
        """Cancel every call in flight."""
        if self.source.sitting is not None:
            for call in self.source.transcript.calls.all:
                if call.running and type(call.id) is int:
                    self.source.sitting.cancel(call.id)

    # Links and exchanges

    @on(LinkWanted)
    async def _follow(self, event: LinkWanted) -> None:
        event.stop()
        entry = self.source.catalog.find("resource", event.uri)
        if entry is None and event.uri.lower().startswith(("http://", "https://")):
            from inspector.ui.dialogs.link import LinkDialog

            self.app.push_screen(LinkDialog(event.uri))
            return
        await self.action_place("resource")
        self._stage.entries_of("resource").follow(
            entry or Entry("resource", event.uri, event.uri, "Linked from a result.", {"uri": event.uri})
        )

    @on(ExchangeWanted)
    async def _show_exchange(self, event: ExchangeWanted) -> None:
        event.stop()
        from inspector.ui.exchange.screen import ExchangeScreen

        sitting = self.source.sitting
        resend = None if sitting is None else sitting.resend
        self.app.push_screen(ExchangeScreen(self.source.transcript, event.number, self.source.redactor, resend))

    def _open_exchange(self) -> ExchangeScreen | None:
        if len(self.app.screen_stack) < 2 or self.app.screen_stack[-1] is self:
            return None
        from inspector.ui.exchange.screen import ExchangeScreen

        return next((screen for screen in self.app.screen_stack if isinstance(screen, ExchangeScreen)), None)

    # Keys

    def action_filter(self) -> None:
        """Filter the list of the place."""
        if self._stage.entries is not None:
            self._stage.entries.list.focus_filter()

    def action_send(self) -> None:
        """Send what stands in the form of the chosen entry."""
        if self.source.sitting is None:
            self._stage.say_offline()
        elif self._stage.entries is not None:
            self._stage.entries.detail.send()

    def action_swap(self) -> None:
        """Show the form of the chosen entry as JSON, or the JSON as a form."""
        if self._stage.entries is not None:
            self._stage.entries.detail.swap()

    def action_wire(self) -> None:
        """Go to the wire; from the wire, put it away."""
        wire = self._wire
        if wire is None:
            return
        if wire.display and not wire.has_focus_within:
            wire.query("WireLines").focus()
            return
        wire.display = not wire.display
        if wire.display:
            wire.query("WireLines").focus()
        else:
            self._stage.focus_place()

    def action_zoom(self) -> None:
        """Give the focused pane the whole screen, or take it back."""
        if self.maximized is not None:
            self.minimize()
            return
        around = () if self.focused is None else self.focused.ancestors_with_self
        pane = next((part for part in around if isinstance(part, Widget) and part.ALLOW_MAXIMIZE), None)
        if pane is not None:
            self.maximize(pane, container=False)

    def action_back(self) -> None:
        """Undo a zoom, or go back to the list."""
        if self.maximized is not None:
            self.minimize()
        else:
            self._stage.focus_place()

    def action_definition(self) -> None:
        """Show all that the server said of the chosen entry."""
        entry = None if self._stage.entries is None else self._stage.entries.detail.entry
        if entry is not None:
            from inspector.ui.session.definition import DefinitionScreen

            self.app.push_screen(DefinitionScreen(entry))

    @work(group="save", exclusive=True, exit_on_error=True)
    async def action_save(self) -> None:
        """Save the transcript as it is now to a path of the person's."""
        from inspector.ui.session.saving import save

        await save(self.source, self.app)
