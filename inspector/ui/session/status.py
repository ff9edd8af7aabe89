"""The first line: which server, where, in which state, speaking which revision, and what is going on."""

from __future__ import annotations

from pathlib import Path

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from inspector.record.lifecycle import Lifecycle
from inspector.ui import amounts
from inspector.ui.safe import shown_line
from inspector.ui.session.source import Source

_STATES = {
    "nothing yet": ("◌ not connected", "$text-muted"),
    "connecting": ("◌ connecting …", "$text-warning"),
    "open": ("● connected", "$text-success"),
    "failed": ("✗ no connection", "$text-error"),
    "closed": ("○ closed", "$text-muted"),
}


class StatusBar(Widget):
    """One line. Call `sync` when the transcript has grown."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._shown = Content("")

    def sync(self) -> None:
        """Draw the line anew if it says something else now."""
        if self._line(self.size.width).plain != self._shown.plain:
            self.refresh()

    def render(self) -> RenderResult:
        # Written when it is drawn, as only then its width is sure.
        self._shown = self._line(self.size.width)
        return self._shown

    def _line(self, width: int) -> Content:
        right = self._right(width)
        left = self._left().truncate(max(0, width - right.cell_length - 3), ellipsis=True)
        return Content.assemble(" ", left, " " * (width - left.cell_length - right.cell_length - 2), right, " ")

    def _left(self) -> Content:
        url = self._source.redactor.url(self._source.transcript.lifecycle.url)
        return Content.assemble(self._server().stylize("bold"), "  ", shown_line(url).stylize("$text-muted"))

    def _server(self) -> Content:
        server = self._source.catalog.server
        name = next(
            (text for key in ("title", "name") if isinstance(text := server.get(key), str) and text), "MCP server"
        )
        version = server.get("version")
        return shown_line(f"{name} {version}" if isinstance(version, str) and len(version) < 24 else name)

    def _right(self, width: int) -> Content:
        lifecycle = self._source.transcript.lifecycle
        parts = [self._state(lifecycle)]
        if lifecycle.revision:
            session = "session" if lifecycle.session_id else "no session"
            parts.append(Content(f"{lifecycle.revision} · HTTP" + (f" · {session}" if width >= 110 else "")))
        activity = self._activity()
        return Content("  ").join([*parts, *([Content(activity)] if activity else [])])

    def _state(self, lifecycle: Lifecycle) -> Content:
        if self._source.sitting is None:
            return Content.styled("▤ offline ⚠ cut" if self._source.cut else "▤ offline", "$text-warning")
        words, colour = _STATES[lifecycle.state]
        return Content.styled(words, colour)

    def _activity(self) -> str:
        calls = self._source.transcript.calls.all
        running = sum(call.running for call in calls[-200:])
        if running:
            return f"◌ {running} running" if self._source.sitting is not None else ""
        ended = next((call for call in reversed(calls) if call.duration is not None), None)
        return "" if ended is None else amounts.seconds(ended.duration)
