"""The wire: a line for every exchange and message, newest at the end, with a filter that never blocks."""

from __future__ import annotations

import time
from bisect import bisect_left
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from inspector.record.events import Noted
from inspector.record.exchanges import Exchange
from inspector.record.redact import Redactor
from inspector.record.showable import showable_line
from inspector.record.transcript import Transcript
from inspector.ui import amounts
from inspector.ui.exchange.waterfall import tiny_bar
from inspector.ui.lines import Lines, fit
from inspector.ui.messages import ExchangeWanted
from inspector.ui.wire.filter import Test, read_filter
from inspector.ui.wire.rows import Row, WireRows, detail, failure, title

_SLICE_SECONDS = 0.008
_PAUSE_SECONDS = 0.004
_PIECE = 200
_ARROWS = {"out": "→", "in": "←", "note": "·"}
_SHOWN = 400
_EXAMPLES = "words  method:tools/call  status:4xx  dir:in  is:error"


class WireLines(Lines):
    """The rows that pass the filter."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "wire--muted",
        "wire--out",
        "wire--in",
        "wire--good",
        "wire--warning",
        "wire--error",
    }
    empty = "Nothing on the wire yet."

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.passing: list[int] | None = None
        self._redactor = redactor

    def row_count(self) -> int:
        return len(self.rows) if self.passing is None else len(self.passing)

    def at(self, line: int) -> Row:
        """Return the row on a line."""
        return self.rows[line if self.passing is None else self.passing[line]]

    def draw(self, row: int, width: int) -> list[Segment]:
        wire_row = self.at(row)
        with_bar, with_date = width >= 72, width >= 56
        segments = [self._segment(f"{wire_row.number or '':>4} ", "muted")]
        if with_date:
            segments.append(self._segment(amounts.clock(wire_row.at) + " ", "muted"))
        direction = wire_row.direction
        segments.append(self._segment(_ARROWS[direction] + " ", "muted" if direction == "note" else direction))
        used = 7 + 13 * with_date
        if wire_row.exchange is None:
            return [*segments, *self._told(wire_row, width - used)]
        return [*segments, *self._exchange(wire_row.exchange, wire_row, width - used, with_bar)]

    def _told(self, row: Row, width: int) -> list[Segment]:
        if row.message is None:
            level = row.event.level if isinstance(row.event, Noted) else "error" if row.failed else "info"
            kind = {"warning": "warning", "error": "error"}.get(level, "muted")
            mark = {"warning": "⚠ ", "error": "✗ "}.get(level, "")
            return [self._segment(fit(mark + self._text(title(row)), width), kind)]
        name = self._text(title(row))
        name_width = min(len(name), max(12, width // 2))
        kind = "error" if row.failed else "muted"
        mark = "✗ " if row.failed else "" if row.message.kind != "request" else "? "
        said = fit(mark + self._text(detail(row.message)), max(0, width - name_width - 2))
        return [self._segment(fit(name, name_width) + "  "), self._segment(said, kind)]

    def _exchange(self, exchange: Exchange, row: Row, width: int, with_bar: bool) -> list[Segment]:
        status, kind = _status(exchange)
        took = amounts.seconds(exchange.duration) or "…"
        size = amounts.size(exchange.received) if exchange.received else ""
        name_width = max(8, width - 10 - 9 - 10 - 9 * with_bar)
        segments = [
            self._segment(fit(self._text(title(row)), name_width) + " "),
            self._segment(fit(status, 9) + " ", kind),
            self._segment(fit(took, 8, right=True) + " "),
            self._segment(fit(size, 8, right=True) + " ", "muted"),
        ]
        if with_bar:
            kinds = {"wait": "warning", "receive": "good"}
            segments.extend(self._segment(bar, kinds.get(phase, "in")) for phase, bar in tiny_bar(exchange))
        return segments

    def _segment(self, text: str, kind: str = "") -> Segment:
        style = self.get_component_rich_style(f"wire--{kind}", partial=True) if kind else None
        return Segment(text, style)

    def _text(self, text: str) -> str:
        return showable_line(self._redactor.text(text[:_SHOWN]))


class WirePane(Vertical):
    """The wire of a transcript. Call `sync` when the transcript has grown."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", "Filter the wire"),
        Binding("e", "errors", "Errors only"),
        Binding("escape", "clear", "Clear the filter", show=False),
    ]

    def __init__(self, transcript: Transcript, redactor: Redactor) -> None:
        super().__init__()
        self._source = WireRows(transcript)
        self._lines = WireLines(redactor)
        self._test: Test | None = None
        self._errors_only = False
        self._examined = 0
        self._unended: list[int] = []
        self._busy = False

    def compose(self) -> ComposeResult:
        yield Input(placeholder=_EXAMPLES, id="wire-filter", compact=True)
        yield self._lines

    def on_mount(self) -> None:
        self.query_one(Input).display = False
        self.sync()

    def sync(self) -> None:
        """Read on in the transcript, a slice at a time; returns at once."""
        self._look_again()
        if not self._busy:
            self._work()

    def action_filter(self) -> None:
        field = self.query_one(Input)
        field.display = True
        field.focus()

    def action_errors(self) -> None:
        self._errors_only = not self._errors_only
        self._filter(self.query_one(Input).value)

    def action_clear(self) -> None:
        self._errors_only = False
        field = self.query_one(Input)
        field.value, field.display = "", False
        self._filter("")
        self._lines.focus()

    @on(Input.Changed, "#wire-filter")
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._filter(event.value)

    @on(Input.Submitted, "#wire-filter")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        event.input.display = bool(event.value)
        self._lines.focus()

    @on(Lines.Opened)
    def _opened(self, event: Lines.Opened) -> None:
        event.stop()
        number = self._lines.at(event.row).number
        if number:
            self.post_message(ExchangeWanted(number))

    def _filter(self, text: str) -> None:
        self._test = read_filter(text, errors_only=self._errors_only)
        self._lines.passing = None if self._test is None else []
        self._lines.following = True
        self._examined = 0
        if not self._busy:
            self._work()

    def _work(self) -> None:
        """Read and examine for a moment, then let the screen live, then go on."""
        until = time.monotonic() + _SLICE_SECONDS
        self._busy = True
        while self._busy and time.monotonic() < until:
            self._busy = self._read_piece() or self._examine_piece()
        self._lines.rows_changed()
        self._say_count()
        if self._busy:
            self.set_timer(_PAUSE_SECONDS, self._work)

    def _read_piece(self) -> bool:
        rows = self._lines.rows
        for row in self._source.read(_PIECE):
            if row.exchange is not None and row.exchange.end is None:
                self._unended.append(len(rows))
            rows.append(row)
        return self._source.behind

    def _examine_piece(self) -> bool:
        passing, test, rows = self._lines.passing, self._test, self._lines.rows
        if passing is None or test is None:
            return False
        until = time.monotonic() + _SLICE_SECONDS / 2
        while self._examined < len(rows) and time.monotonic() < until:
            if test(rows[self._examined]):
                passing.append(self._examined)
            self._examined += 1
        return self._examined < len(rows)

    def _look_again(self) -> None:
        """An exchange that has ended since it was examined may pass now, or pass no more."""
        rows, passing, test = self._lines.rows, self._lines.passing, self._test
        ended = [at for at in self._unended if (exchange := rows[at].exchange) is None or exchange.end is not None]
        self._unended = [at for at in self._unended if at not in ended] if ended else self._unended
        if passing is None or test is None:
            return
        for at in ended:
            place = bisect_left(passing, at)
            there = place < len(passing) and passing[place] == at
            passes = at < self._examined and test(rows[at])
            if passes and not there:
                passing.insert(place, at)
            elif there and not passes:
                del passing[place]

    def _say_count(self) -> None:
        total, shown = len(self._lines.rows), self._lines.row_count()
        self.border_title = "Wire"
        words = [] if self._lines.passing is None else [f"{shown:,} of {total:,}"]
        if self._errors_only:
            words.insert(0, "errors only")
        if not self._lines.following:
            words.append("not following (End follows)")
        self._lines.empty = "No row passes the filter." if self._lines.passing is not None else WireLines.empty
        self.border_subtitle = Content(" · ".join(words))


def _status(exchange: Exchange) -> tuple[str, str]:
    wrong = failure(exchange)
    if wrong:
        return f"✗ {wrong}", "error"
    if exchange.end is None:
        return ("◌ …" if exchange.status is None else f"◌ {exchange.status}"), "warning"
    if exchange.end.problem is not None:
        return "closed", "muted"
    return str(exchange.status or ""), "good"
