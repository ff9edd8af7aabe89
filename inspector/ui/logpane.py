"""The log: what the server logs (notifications/message) and what the inspector notes, by level and by word."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from inspector.record.events import Noted
from inspector.record.redact import Redactor
from inspector.record.transcript import Transcript
from inspector.ui.filterfield import FilterField
from inspector.ui.lines import Lines
from inspector.ui.loglines import LEVELS, Entry, LogLines, logged, noted
from inspector.ui.messages import ExchangeWanted
from inspector.ui.safe import shown


class LogPane(Vertical):
    """One line a log message, and the one under the cursor in full. Call `sync` when the transcript has grown."""

    ALLOW_MAXIMIZE = True
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter the log"),
        Binding("l", "raise_level", "Least level"),
        Binding("escape", "clear", "Show everything", show=False),
    ]

    def __init__(self, transcript: Transcript, redactor: Redactor) -> None:
        super().__init__()
        self._transcript = transcript
        self._lines = LogLines(redactor)
        self._field = FilterField("words")
        self._whole = Static(id="log-whole")
        self._events = self._messages = 0
        self._least = 0
        self._words: list[str] = []

    def compose(self) -> ComposeResult:
        yield self._field
        yield self._lines
        yield self._whole

    def on_mount(self) -> None:
        self.border_title = "Log"
        self._whole.display = False
        self.sync()

    def focus(self, scroll_visible: bool = True) -> LogPane:
        """Put the focus on the lines."""
        self._lines.focus(scroll_visible)
        return self

    def sync(self) -> None:
        """Read on in the transcript."""
        transcript, before = self._transcript, len(self._lines.entries)
        notes = [noted(event) for event in transcript.since(self._events) if isinstance(event, Noted)]
        messages = transcript.messages[self._messages :]
        said = [logged(message) for message in messages if message.method == "notifications/message"]
        self._events, self._messages = len(transcript.events), len(transcript.messages)
        self._lines.entries += sorted(notes + said, key=lambda entry: entry.at)
        self._pass_from(before)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Where there is nothing to clear, Escape is left to the screen.
        return bool(self._least or self._words or self._field.display) if action == "clear" else True

    def action_raise_level(self) -> None:
        """Show only messages of the next higher level and above; after the highest, all again."""
        self._least = (self._least + 1) % len(LEVELS)
        self._pass_anew()

    def action_filter(self) -> None:
        self._field.open()

    def action_clear(self) -> None:
        self._least, self._words = 0, []
        self._field.empty()
        self._pass_anew()
        self._lines.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._words = event.value.lower().split()
        self._pass_anew()

    @on(FilterField.Left)
    def _left(self, event: FilterField.Left) -> None:
        event.stop()
        self._lines.focus()

    @on(Lines.Moved)
    def _moved(self, event: Lines.Moved) -> None:
        event.stop()
        self._show_whole(self._lines.at(event.row))

    @on(Lines.Opened)
    def _opened(self, event: Lines.Opened) -> None:
        event.stop()
        entry = self._lines.at(event.row)
        if entry is not None and entry.exchange:
            self.post_message(ExchangeWanted(entry.exchange))

    def on_resize(self) -> None:
        self._show_whole(self._lines.at(self._lines.cursor))

    def _pass_anew(self) -> None:
        self._lines.passing = []
        self._lines.following = True
        self._pass_from(0)

    def _pass_from(self, first: int) -> None:
        lines = self._lines
        lines.passing += [at for at in range(first, len(lines.entries)) if self._passes(lines.entries[at])]
        least = [f"{LEVELS[self._least]} and above"] if self._least else []
        count = [f"{len(lines.passing):,} of {len(lines.entries):,}"] if lines.entries else []
        self.border_subtitle = Content(" · ".join(least + count))
        lines.empty = "No message passes. Escape shows all." if lines.entries else "Nothing has been logged."
        lines.rows_changed()
        self._show_whole(lines.at(lines.cursor))

    def _passes(self, entry: Entry) -> bool:
        if entry.severity < self._least:
            return False
        text = f"{entry.level} {entry.logger} {entry.text}".lower() if self._words else ""
        return all(word in text for word in self._words)

    def _show_whole(self, entry: Entry | None) -> None:
        """Show what does not fit into its line below the lines."""
        cut = entry is not None and self._lines.size.width > 0 and self._lines.cuts(entry)
        self._whole.display = cut
        if cut and entry is not None:
            self._whole.update(shown(self._lines.said(entry)))
