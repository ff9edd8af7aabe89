"""One kind of entry: its list beside the entry that is chosen."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal

from inspector.protocol.catalog import Entry, Kind
from inspector.ui.messages import EntryAsked
from inspector.ui.session.detail import EntryDetail
from inspector.ui.session.entries import EntryList
from inspector.ui.session.source import Source


class EntryPane(Horizontal):
    """Call `sync` when the transcript has grown."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self, source: Source, kind: Kind) -> None:
        super().__init__()
        self._source, self.kind = source, kind
        self.list = EntryList(source, kind)
        self.detail = EntryDetail(source)
        self._left: Entry | None = None

    def compose(self) -> ComposeResult:
        yield self.list
        yield self.detail

    def sync(self) -> None:
        """Read on in the transcript."""
        self.list.sync()
        self.detail.sync()
        entries = self._source.catalog.listings[self.kind].entries
        if self.detail.entry is None:
            if entries:
                self._show(entries[0])
            self.detail.show_hint("" if entries else _hint(self._source, self.kind))

    def follow(self, entry: Entry) -> None:
        """Show an entry, whether it is listed or not, and ask for it at once."""
        listed = self._source.catalog.find(self.kind, entry.key)
        if listed is None or not self.list.select(entry.key):
            # The list may just be about to tell where its cursor rests; that is not what is wanted any more.
            entries = self._source.catalog.listings[self.kind].entries
            self._left = self.list.current or (entries[0] if entries else None)
            self._show(listed or entry)
        self.post_message(EntryAsked(listed or entry, {}))

    @on(EntryList.Selected)
    def _selected(self, event: EntryList.Selected) -> None:
        event.stop()
        if not event.opened and event.entry is self._left:
            return
        self._left = None
        at_once = event.opened and self.kind == "resource" and self._source.sitting is not None
        self._show(event.entry, focus=event.opened and not at_once)
        if at_once:
            self.post_message(EntryAsked(event.entry, {}))

    @work(group="show", exit_on_error=True)
    async def _show(self, entry: Entry, *, focus: bool = False) -> None:
        await self.detail.show(entry)
        if focus and self.detail.entry is entry:
            self.detail.focus_form()


def _hint(source: Source, kind: Kind) -> str:
    state = source.transcript.lifecycle.state
    if state == "connecting":
        return f"Connecting to {source.redactor.url(source.transcript.lifecycle.url)} …"
    if state == "open" and source.catalog.offers(kind) and not source.catalog.listings[kind].complete:
        return "What is listed on the left is shown here."
    return "There is nothing to show here."
