"""The log: what the server logs (notifications/message) and what the inspector notes, by level."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from rich.segment import Segment
from textual import on
from textual.binding import Binding, BindingType

from inspector.record.events import Noted
from inspector.record.messages import Message
from inspector.record.showable import showable_line
from inspector.record.transcript import Transcript
from inspector.ui import amounts
from inspector.ui.lines import Lines, fit
from inspector.ui.messages import ExchangeWanted

LEVELS = ("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency")
"""The levels of RFC 5424 §6.2.1, least severe first (MCP server/utilities/logging)."""

_MARKS = {"debug": "·", "info": "i", "notice": "•", "warning": "⚠"}
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class _Entry:
    at: float
    level: str
    logger: str
    data: Any
    exchange: int


class LogPane(Lines):
    """One line a log message. Call `sync` when the transcript has grown."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    COMPONENT_CLASSES: ClassVar[set[str]] = {"log--muted", "log--plain", "log--warning", "log--error"}
    BINDINGS: ClassVar[list[BindingType]] = [Binding("l", "raise_level", "Least level shown")]
    empty = "Nothing has been logged."

    def __init__(self, transcript: Transcript) -> None:
        super().__init__()
        self._transcript = transcript
        self._events = self._messages = 0
        self._entries: list[_Entry] = []
        self._passing: list[int] = []
        self._least = 0

    def on_mount(self) -> None:
        self.sync()

    def sync(self) -> None:
        """Read on in the transcript."""
        before = len(self._entries)
        notes = [_noted(event) for event in self._transcript.events[self._events :] if isinstance(event, Noted)]
        messages = self._transcript.messages[self._messages :]
        logged = [_logged(message) for message in messages if message.method == "notifications/message"]
        self._events, self._messages = len(self._transcript.events), len(self._transcript.messages)
        self._entries += sorted(notes + logged, key=lambda entry: entry.at)
        self._passing += [at for at in range(before, len(self._entries)) if self._passes(self._entries[at])]
        self._changed()

    def action_raise_level(self) -> None:
        """Show only messages of the next higher level and above; after the highest, all again."""
        self._least = (self._least + 1) % len(LEVELS)
        self._passing = [at for at, entry in enumerate(self._entries) if self._passes(entry)]
        self.following = True
        self._changed()

    def row_count(self) -> int:
        return len(self._passing)

    def draw(self, row: int, width: int) -> list[Segment]:
        entry = self._entries[self._passing[row]]
        severity = _severity(entry.level)
        kind = ("muted", "plain", "plain", "warning")[severity] if severity < 4 else "error"
        logger = fit(showable_line(entry.logger), min(16, max(0, width // 6)))
        text = showable_line(one_line(entry.data))
        return [
            self._segment(f"{amounts.clock(entry.at)} ", "muted"),
            self._segment(f"{_MARKS.get(entry.level, '✗')} {fit(showable_line(entry.level), 9)} ", kind),
            self._segment(f"{logger} ", "muted"),
            self._segment(text, "plain" if kind == "muted" else kind),
        ]

    @on(Lines.Opened)
    def _row_opened(self, event: Lines.Opened) -> None:
        event.stop()
        exchange = self._entries[self._passing[event.row]].exchange
        if exchange:
            self.post_message(ExchangeWanted(exchange))

    def _passes(self, entry: _Entry) -> bool:
        return _severity(entry.level) >= self._least

    def _changed(self) -> None:
        least = f"{LEVELS[self._least]} and above · " if self._least else ""
        self.border_title = "Log"
        self.border_subtitle = f"{least}{len(self._passing):,} of {len(self._entries):,}" if self._entries else ""
        self.rows_changed()

    def _segment(self, text: str, kind: str) -> Segment:
        return Segment(text, self.get_component_rich_style(f"log--{kind}", partial=True))


def one_line(data: Any) -> str:
    """Return the data of a log message as one line: text as it is, everything else as JSON."""
    if isinstance(data, str):
        return data[:_LONGEST]
    if isinstance(data, dict | list) and len(data) > _LONGEST:
        return f"({len(data):,} members)"
    try:
        return json.dumps(data, ensure_ascii=False)[:_LONGEST]
    except (RecursionError, ValueError):
        return "(nested too deep to show here)"


def _severity(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS) - 1


def _noted(event: Noted) -> _Entry:
    return _Entry(event.at, event.level, "inspector", event.text, 0)


def _logged(message: Message) -> _Entry:
    params = message.params
    level, logger = params.get("level"), params.get("logger", "")
    level = level if isinstance(level, str) else one_line(level)
    logger = logger if isinstance(logger, str) else one_line(logger)
    return _Entry(message.at, level, logger, params.get("data"), message.exchange)
