"""The list of one kind of entry: filters as you type, keeps its place, and scrolls ten thousand like ten."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from inspector.protocol.catalog import Entry, Kind
from inspector.record.showable import showable_line
from inspector.ui.filterfield import FilterField
from inspector.ui.lines import Lines
from inspector.ui.session.entrylines import EntryLines
from inspector.ui.session.fuzzy import score
from inspector.ui.session.source import Source

_SLICE_SECONDS = 0.008
_PAUSE_SECONDS = 0.004
_PIECE = 100
_REST_SECONDS = 0.06
_NOUNS: dict[Kind, str] = {"tool": "tools", "prompt": "prompts", "resource": "resources", "template": "templates"}


class EntryList(Vertical):
    """The entries of one kind with their filter. Call `sync` when the transcript has grown."""

    ALLOW_MAXIMIZE = True
    BINDING_GROUP_TITLE = "Filter"
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "clear", "Clear the filter", show=False)]

    @dataclass
    class Selected(Message):
        """The cursor rests on an entry; `opened` says that somebody chose it with Enter or the mouse."""

        entry: Entry
        opened: bool

    def __init__(self, source: Source, kind: Kind) -> None:
        super().__init__()
        self._source, self._kind = source, kind
        self._field = FilterField("filter …")
        self._lines = EntryLines(source)
        self._version = -1
        self._query = ""
        self._scores: list[tuple[int, int]] = []
        self._examined = 0
        self._busy = False
        self._key = ""

    def compose(self) -> ComposeResult:
        yield self._field
        yield self._lines

    def on_mount(self) -> None:
        self.sync()

    def sync(self) -> None:
        """Take in what has been listed since."""
        listing = self._source.catalog.listings[self._kind]
        self._lines.empty = self._empty()
        if listing.version == self._version:
            self._lines.refresh()
            return
        self._version = listing.version
        self._lines.entries = listing.entries
        if self._query:
            self._examine_all()
        else:
            self._changed()

    @property
    def current(self) -> Entry | None:
        """The entry at the cursor."""
        return self._lines.at(self._lines.cursor)

    def focus_filter(self) -> None:
        """Show the filter and let the person type."""
        self._field.open()

    def focus_list(self) -> None:
        """Put the focus on the rows."""
        self._lines.focus()

    def select(self, key: str) -> bool:
        """Move to an entry by its name or URI, taking the filter off where it hides it; says whether it is there."""
        if self._lines.row_of(key) is None and self._query:
            self.action_clear()
        row = self._lines.row_of(key)
        if row is None:
            return False
        self._key = key
        self._lines.rows_changed(keep=row)
        self._tell(opened=False)
        return True

    def action_clear(self) -> None:
        """Show all entries again, and stay on the one that was found."""
        self._field.empty()
        self._query = ""
        self._examine_all()
        self._lines.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._query = event.value.strip().lower()
        self._key = ""
        self._examine_all()

    @on(FilterField.Left)
    def _left(self, event: FilterField.Left) -> None:
        event.stop()
        self._lines.focus()

    @on(Lines.Moved)
    def _moved(self, event: Lines.Moved) -> None:
        event.stop()
        entry = self._lines.at(event.row)
        self._key = "" if entry is None else entry.key
        # While an arrow key is held down, nothing is drawn for the entries that pass by.
        self.set_timer(_REST_SECONDS, lambda: self._rested(event.row))

    @on(Lines.Opened)
    def _opened(self, event: Lines.Opened) -> None:
        event.stop()
        self._tell(opened=True)

    def _rested(self, row: int) -> None:
        if row == self._lines.cursor:
            self._tell(opened=False)

    def _tell(self, *, opened: bool) -> None:
        entry = self._lines.at(self._lines.cursor)
        if entry is not None:
            self.post_message(self.Selected(entry, opened))

    def _examine_all(self) -> None:
        self._scores, self._examined = [], 0
        self._lines.passing = [] if self._query else None
        if not self._busy:
            self._work()

    def _work(self) -> None:
        """Score entries for a moment, then let the screen live, then go on."""
        until = time.monotonic() + _SLICE_SECONDS
        entries, query = self._lines.entries, self._query
        while query and self._examined < len(entries) and time.monotonic() < until:
            for index in range(self._examined, min(self._examined + _PIECE, len(entries))):
                fits = max(score(query, entries[index].key), score(query, entries[index].label))
                if fits or query in entries[index].description[:400].lower():
                    self._scores.append((-fits, index))
            self._examined += _PIECE
        if query:
            self._scores.sort()
            self._lines.passing = [index for _, index in self._scores]
        self._changed()
        self._busy = bool(query) and self._examined < len(entries)
        if self._busy:
            self.set_timer(_PAUSE_SECONDS, self._work)
        else:
            self._tell(opened=False)

    def _changed(self) -> None:
        """Keep the cursor on its entry where that is still there."""
        lines = self._lines
        current = lines.at(lines.cursor)
        row = lines.cursor
        if self._key and (current is None or current.key != self._key):
            row = lines.row_of(self._key) or 0
        lines.rows_changed(keep=max(0, row) if self._key else 0)
        lines.empty = self._empty()
        self.border_title = _NOUNS[self._kind].capitalize()
        total, shown = len(lines.entries), lines.row_count()
        self.border_subtitle = Content(f"{shown:,} of {total:,}" if self._query else "")

    def _empty(self) -> str:
        listing, noun = self._source.catalog.listings[self._kind], _NOUNS[self._kind]
        state = self._source.transcript.lifecycle.state
        if self._query:
            return "None passes the filter."
        if listing.problem is not None:
            return f"✗ {showable_line(listing.problem.what)}"
        if state == "open" and not self._source.catalog.offers(self._kind):
            return f"The server offers no {noun}."
        if listing.complete:
            return f"The list of {noun} is empty."
        return "Listing …" if state in ("open", "connecting") else "Not listed."
