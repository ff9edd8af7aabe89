"""Where the places of a session are shown, one at a time, and where what they ask for is asked of the server."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.containers import Container

from inspector.protocol.catalog import SOURCES, Kind
from inspector.record.events import Noted
from inspector.record.problem import InspectorError
from inspector.session.sitting import Sitting
from inspector.ui.messages import CancelWanted, CompletionAsked, EntryAsked
from inspector.ui.session.places import Place
from inspector.ui.session.source import Source

if TYPE_CHECKING:
    from inspector.ui.logpane import LogPane
    from inspector.ui.session.pane import EntryPane
    from inspector.ui.session.server import ServerPane


class Stage(Container):
    """A place is made when it is first gone to. Call `sync` when the transcript has grown."""

    DEFAULT_CSS = "Stage { height: 1fr; }"

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._panes: dict[Place, EntryPane | ServerPane | LogPane] = {}
        self.place: Place = "server"
        self._wanted: Place | None = None
        self._making = asyncio.Lock()

    @property
    def bare(self) -> bool:
        """Whether nobody has gone to a place yet."""
        return self._wanted is None

    async def go(self, place: Place) -> None:
        """Show a place and put the focus there, unless somebody goes on to another one meanwhile."""
        self._wanted = place
        async with self._making:
            if place not in self._panes:
                pane = self._new(place)
                pane.display = False
                await self.mount(pane)
                self._panes[place] = pane
        if self._wanted != place:
            return
        self.place = place
        for at, pane in self._panes.items():
            pane.display = at == place
        self._panes[place].sync()
        self.focus_place()

    def sync(self) -> None:
        """Bring the place that is shown up to date."""
        pane = self._panes.get(self.place)
        if pane is not None:
            pane.sync()

    def focus_place(self) -> None:
        """Put the focus on the place: on its list, where it has one."""
        if self.entries is not None:
            self.entries.list.focus_list()
        else:
            self._panes[self.place].focus()

    @property
    def entries(self) -> EntryPane | None:
        """The pane that is shown, if it shows entries."""
        return cast("EntryPane", self._panes[self.place]) if self.place in SOURCES else None

    def entries_of(self, kind: Kind) -> EntryPane:
        """Return the pane of a kind that has been gone to."""
        return cast("EntryPane", self._panes[kind])

    def say_offline(self) -> None:
        """Say why nothing is sent."""
        self.notify("This is a saved transcript: nothing can be sent. Connect with `inspector URL`.", markup=False)

    @on(EntryAsked)
    def _asked(self, event: EntryAsked) -> None:
        event.stop()
        if self._source.sitting is None:
            self.say_offline()
        else:
            self._ask(self._source.sitting, event)

    @work(group="calls", description="ask", exit_on_error=True)
    async def _ask(self, sitting: Sitting, event: EntryAsked) -> None:
        transcript = sitting.transcript
        try:
            await sitting.ask(event.entry, event.values, transcript.new_call())
        except ValueError as error:
            transcript.append(Noted(text=f"{event.entry.key} was not asked for: {error}", level="error"))
            self.notify(str(error), title="Not sent", severity="error", markup=False)
        except InspectorError as error:
            # A call that was sent has its failure in the record, which its pane shows.
            if transcript.lifecycle.state != "open":
                self.notify(error.problem.line(), title="Not sent", severity="error", markup=False)

    @on(CompletionAsked)
    def _completion_asked(self, event: CompletionAsked) -> None:
        event.stop()
        if self._source.sitting is not None:
            self._complete(self._source.sitting, event)

    @work(group="completions", description="complete", exclusive=True, exit_on_error=True)
    async def _complete(self, sitting: Sitting, event: CompletionAsked) -> None:
        event.suggest(await sitting.complete(event.params))

    @on(CancelWanted)
    def _cancel(self, event: CancelWanted) -> None:
        event.stop()
        if self._source.sitting is not None:
            self._source.sitting.cancel(event.call)

    def _new(self, place: Place) -> EntryPane | ServerPane | LogPane:
        if place == "server":
            from inspector.ui.session.server import ServerPane

            return ServerPane(self._source)
        if place == "log":
            from inspector.ui.logpane import LogPane

            return LogPane(self._source.transcript, self._source.redactor)
        from inspector.ui.session.pane import EntryPane

        return EntryPane(self._source, place)
