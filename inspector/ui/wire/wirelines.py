"""Draw a row of the wire: its number, time, direction and subject, and what came of it, in columns."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment

from inspector.record.events import Noted
from inspector.record.exchanges import Exchange
from inspector.record.redact import Redactor
from inspector.record.showable import showable_line
from inspector.ui import amounts
from inspector.ui.exchange.waterfall import tiny_bar
from inspector.ui.lines import Lines, fit
from inspector.ui.wire.filtered import FilteredRows
from inspector.ui.wire.rows import Row, failure
from inspector.ui.wire.wording import detail, outcome, title

_ARROWS = {"out": "→", "in": "←", "note": "·"}
_PHASE_KINDS = {"wait": "warning", "receive": "good"}
_WITH_NUMBERS, _WITH_TIME, _WITH_BAR, _WITH_OUTCOME = 50, 64, 84, 112
_STATUS, _TOOK, _SIZE, _BAR = 10, 9, 9, 9
_SHOWN = 400


class WireLines(Lines):
    """The rows that pass the filter."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"wire--{kind}" for kind in ("muted", "out", "in", "good", "warning", "error")
    }

    def __init__(self, rows: FilteredRows, redactor: Redactor) -> None:
        super().__init__()
        self._rows, self._redactor = rows, redactor

    def row_count(self) -> int:
        return len(self._rows)

    def draw(self, row: int, width: int) -> list[Segment]:
        shown, arrow = self._rows[row], _ARROWS[self._rows[row].direction]
        digits = 4 if len(self._rows.rows) < 10_000 else 6
        begin = f"{shown.number or '':>{digits}} "
        if width >= _WITH_TIME:
            begin += amounts.clock(shown.at) + " "
        kind = "muted" if shown.direction == "note" else shown.direction
        segments = [self._segment(begin, "muted"), self._segment(f"{arrow} ", kind)]
        room = width - len(begin) - 2
        if shown.exchange is not None:
            return segments + self._exchange(shown.exchange, shown, room, width)
        return segments + (self._message(shown, room) if shown.message is not None else self._event(shown, room))

    def _event(self, row: Row, room: int) -> list[Segment]:
        level = row.event.level if isinstance(row.event, Noted) else "error" if row.failed else "info"
        mark = {"warning": "⚠ ", "error": "✗ "}.get(level, "")
        kind = level if level in ("warning", "error") else "muted"
        return [self._segment(fit(mark + self._text(title(row)), room), kind)]

    def _message(self, row: Row, room: int) -> list[Segment]:
        assert row.message is not None
        name = self._text(title(row))
        name_room = min(cell_len(name), max(12, room // 2))
        mark = "✗ " if row.failed else "? " if row.message.kind == "request" else ""
        said = fit(mark + self._text(detail(row.message)), room - name_room - 2)
        return [self._segment(fit(name, name_room) + "  "), self._segment(said, "error" if row.failed else "muted")]

    def _exchange(self, exchange: Exchange, row: Row, room: int, width: int) -> list[Segment]:
        room -= _STATUS + (_TOOK + _SIZE if width >= _WITH_NUMBERS else 0) + (_BAR if width >= _WITH_BAR else 0)
        said_room = room * 11 // 20 if width >= _WITH_OUTCOME else 0
        status, kind = _status(exchange)
        segments = [
            self._segment(fit(self._text(title(row)), room - said_room - 1) + " "),
            self._segment(fit(status, _STATUS - 1) + " ", kind),
        ]
        if width >= _WITH_NUMBERS:
            took, size = amounts.seconds(exchange.duration) or "…", _size(exchange)
            segments.append(self._segment(fit(took, _TOOK - 1, right=True) + " "))
            segments.append(self._segment(fit(size, _SIZE - 1, right=True) + " ", "muted"))
        if width >= _WITH_BAR:
            segments += self._bar(exchange)
        if said_room:
            said = self._text(outcome(exchange))
            segments.append(self._segment(fit(said, said_room), kind if kind == "error" else "muted"))
        return segments

    def _bar(self, exchange: Exchange) -> list[Segment]:
        bar = [self._segment(piece, _PHASE_KINDS.get(phase, "in")) for phase, piece in tiny_bar(exchange)]
        return [*bar, Segment(" " * (_BAR - sum(segment.cell_length for segment in bar)))]

    def _segment(self, text: str, kind: str = "") -> Segment:
        return Segment(text, self.get_component_rich_style(f"wire--{kind}", partial=True) if kind else None)

    def _text(self, text: str) -> str:
        return showable_line(self._redactor.text(text[:_SHOWN]))


def _size(exchange: Exchange) -> str:
    return amounts.size(exchange.received) if exchange.received else ""


def _status(exchange: Exchange) -> tuple[str, str]:
    """Return a mark with a word or two, and the kind that colours it."""
    wrong = failure(exchange)
    if wrong:
        return f"✗ {wrong}", "error"
    if exchange.end is None:
        return ("◌ …" if exchange.status is None else f"◌ {exchange.status}"), "warning"
    if exchange.end.problem is not None:
        return "closed", "muted"
    return str(exchange.status or ""), "good"
