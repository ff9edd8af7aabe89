"""Draw log messages and notes one a line: when, how bad, from whom, and what is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment

from inspector.record.events import Noted
from inspector.record.messages import Message
from inspector.record.redact import Redactor
from inspector.record.showable import showable_line
from inspector.ui import amounts
from inspector.ui.lines import Lines, fit
from inspector.ui.wire.excerpt import excerpt

LEVELS = ("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency")
"""The levels of RFC 5424 §6.2.1, least severe first (MCP server/utilities/logging)."""

_MARKS = {"debug": "·", "info": "i", "notice": "•", "warning": "⚠"}
_KINDS = ("muted", "plain", "plain", "warning")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said; `exchange` is the number of the exchange that carried it, 0 for a note of the inspector's."""

    at: float
    level: str
    logger: str
    data: Any
    exchange: int

    @property
    def severity(self) -> int:
        """The place among LEVELS. What is no level counts as the worst: it is not hidden."""
        return LEVELS.index(self.level) if self.level in LEVELS else len(LEVELS) - 1

    @property
    def text(self) -> str:
        """What is said: text as it is, everything else as JSON; cut where it is very long."""
        return excerpt(self.data, _LONGEST)


def noted(event: Noted) -> Entry:
    """Return a note of the inspector's as an entry."""
    return Entry(event.at, event.level, "inspector", event.text, 0)


def logged(message: Message) -> Entry:
    """Return a `notifications/message` as an entry, whatever its params are."""
    params = message.params
    level, logger = excerpt(params.get("level")), excerpt(params.get("logger", ""))
    return Entry(message.at, level, logger, params.get("data"), message.exchange)


class LogLines(Lines):
    """Those of `entries` whose places are in `passing`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"log--muted", "log--plain", "log--warning", "log--error"}

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.passing: list[int] = []
        self._redactor = redactor

    def row_count(self) -> int:
        return len(self.passing)

    def at(self, row: int) -> Entry | None:
        """Return the entry on a row; None where there is no such row."""
        return self.entries[self.passing[row]] if 0 <= row < len(self.passing) else None

    def said(self, entry: Entry) -> str:
        """Return the text of an entry without secrets, made showable in one line."""
        return showable_line(self._redactor.text(entry.text))

    def cuts(self, entry: Entry) -> bool:
        """Say whether the text of an entry is longer than its line."""
        return cell_len(self.said(entry)) > self.scrollable_size.width - self._before(self.scrollable_size.width)

    def draw(self, row: int, width: int) -> list[Segment]:
        entry = self.entries[self.passing[row]]
        kind = _KINDS[entry.severity] if entry.severity < len(_KINDS) else "error"
        level = f"{_MARKS.get(entry.level, '✗')} {fit(showable_line(entry.level), 9)} "
        logger = fit(showable_line(self._redactor.text(entry.logger)), _logger_width(width))
        return [
            self._segment(f"{amounts.clock(entry.at)} ", "muted"),
            self._segment(level, kind),
            self._segment(f"{logger} ", "muted"),
            self._segment(fit(self.said(entry), width - self._before(width)), "plain" if kind == "muted" else kind),
        ]

    @staticmethod
    def _before(width: int) -> int:
        return 13 + 12 + _logger_width(width) + 1

    def _segment(self, text: str, kind: str) -> Segment:
        return Segment(text, self.get_component_rich_style(f"log--{kind}", partial=True))


def _logger_width(width: int) -> int:
    return min(18, max(0, width // 7))
