"""The wire: a line for every exchange and message, newest at the end, with a filter that never blocks."""

from __future__ import annotations

import time
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from inspector.record.redact import Redactor
from inspector.record.transcript import Transcript
from inspector.ui.filterfield import FilterField
from inspector.ui.lines import Lines
from inspector.ui.messages import ExchangeWanted
from inspector.ui.wire.filter import read_filter
from inspector.ui.wire.filtered import FilteredRows
from inspector.ui.wire.rows import WireRows
from inspector.ui.wire.wirelines import WireLines

_SLICE_SECONDS = 0.008
_PAUSE_SECONDS = 0.004
_DRAW_SECONDS = 0.08
_EXAMPLES = "words  method:tools/call  status:4xx  dir:in  is:error  is:running"


class WirePane(Vertical):
    """The wire of a transcript. Call `sync` when the transcript has grown."""

    ALLOW_MAXIMIZE = True
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter the wire"),
        Binding("e", "errors", "Errors only"),
        Binding("escape", "clear", "Show all rows", show=False),
    ]

    def __init__(self, transcript: Transcript, redactor: Redactor) -> None:
        super().__init__()
        self._rows = FilteredRows(WireRows(transcript))
        self._lines = WireLines(self._rows, redactor)
        self._field = FilterField(_EXAMPLES)
        self._errors_only = False
        self._busy = False
        self._drawn = 0.0

    def compose(self) -> ComposeResult:
        yield self._field
        yield self._lines

    def on_mount(self) -> None:
        self.border_title = "Wire"
        self.sync()

    def sync(self) -> None:
        """Read on in the transcript, a slice at a time; returns at once."""
        here = self._here()
        self._rows.look_again()
        if here is not None:
            self._lines.cursor = self._rows.line_of(here)
        if not self._busy:
            self._work()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Where there is nothing to clear, Escape is left to the screen.
        return self._rows.filtering or self._field.display if action == "clear" else True

    def action_filter(self) -> None:
        self._field.open()

    def action_errors(self) -> None:
        self._errors_only = not self._errors_only
        self._filter()

    def action_clear(self) -> None:
        """Show all rows again, and stay on the row that was found."""
        here = self._here()
        self._errors_only = False
        self._field.empty()
        self._filter()
        if here is not None:
            self._lines.following = False
            self._lines.rows_changed(keep=here)
            self._say_count()
        self._lines.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._filter()

    @on(FilterField.Left)
    def _left(self, event: FilterField.Left) -> None:
        event.stop()
        self._lines.focus()

    @on(Lines.Moved)
    def _moved(self, event: Lines.Moved) -> None:
        event.stop()
        self._say_count()

    @on(Lines.Opened)
    def _opened(self, event: Lines.Opened) -> None:
        event.stop()
        if event.row < len(self._rows) and self._rows[event.row].number:
            self.post_message(ExchangeWanted(self._rows[event.row].number))

    def _here(self) -> int | None:
        """Return which of all rows the cursor is on; None where it follows the newest."""
        line = self._lines.cursor
        return self._rows.index(line) if not self._lines.following and 0 <= line < len(self._rows) else None

    def _filter(self) -> None:
        self._rows.filter(read_filter(self._field.value, errors_only=self._errors_only))
        self._lines.following = True
        if not self._busy:
            self._work()

    def _work(self) -> None:
        """Read and examine for a moment, then let the screen live, then go on."""
        self._rows.work(_SLICE_SECONDS)
        self._busy = self._rows.behind
        if not self._busy or time.monotonic() - self._drawn > _DRAW_SECONDS:
            self._drawn = time.monotonic()
            self._say_count()
            self._lines.rows_changed()
        if self._busy:
            self.set_timer(_PAUSE_SECONDS, self._work)

    def _say_count(self) -> None:
        filtering = self._rows.filtering
        words = ["errors only"] if self._errors_only else []
        if filtering:
            words.append(f"{len(self._rows):,} of {len(self._rows.rows):,}")
        if not self._lines.following:
            words.append("not following, End follows")
        self.border_subtitle = Content(" · ".join(words))
        self._lines.empty = "Nothing on the wire yet."
        if filtering:
            self._lines.empty = "Looking …" if self._busy else "No row passes the filter. Escape shows all."
