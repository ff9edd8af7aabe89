"""The server itself: how the connection stands, what it says of itself, and where the transcript is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspector.record.redact import Redactor
from inspector.ui import amounts
from inspector.ui.problem import problem_content
from inspector.ui.safe import shown, shown_line
from inspector.ui.session.source import Source

_LONGEST = 2000
_STATES = {
    "nothing yet": "not connected yet",
    "connecting": "connecting …",
    "open": "connected",
    "failed": "no connection",
    "closed": "closed",
}


class ServerPane(VerticalScroll):
    """A page of text about the server. Call `sync` when the transcript has grown."""

    ALLOW_MAXIMIZE = True
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    can_focus = True

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._text = ""

    def compose(self) -> ComposeResult:
        yield Static(id="server-text")

    def on_mount(self) -> None:
        self.border_title = "Server"
        self.sync()

    def sync(self) -> None:
        """Write the page anew where it says something else now."""
        page = Content("\n\n").join(self._sections())
        if page.plain != self._text:
            self._text = page.plain
            self.query_one("#server-text", Static).update(page)

    def _sections(self) -> Iterator[Content]:
        lifecycle, catalog = self._source.transcript.lifecycle, self._source.catalog
        if lifecycle.problem is not None:
            reconnect = "" if self._source.sitting is None else "\n  Press r to reconnect, w for the wire."
            yield Content.assemble(problem_content(lifecycle.problem), (reconnect, "$text-muted"))
        yield _section("Connection", self._connection())
        if catalog.server:
            yield _section("Server", ((name, _written(value)) for name, value in catalog.server.items()))
        if lifecycle.state == "open" or catalog.capabilities:
            yield _section("Capabilities", _capabilities(catalog.capabilities))
        if catalog.instructions:
            heading = ("Instructions\n", "bold $text-accent")
            yield Content.assemble(heading, shown(catalog.instructions[:_LONGEST]))
        yield _section("Transcript", self._saved())

    def _connection(self) -> Iterator[tuple[str, Content]]:
        lifecycle, redactor = self._source.transcript.lifecycle, self._source.redactor
        yield "URL", shown_line(redactor.url(lifecycle.url))
        since = f" since {amounts.clock(lifecycle.since)}" if lifecycle.since else ""
        yield "State", Content(_STATES[lifecycle.state] + since)
        if lifecycle.revision:
            asked = "found out" if lifecycle.protocol == "auto" else f"as told by --protocol {lifecycle.protocol}"
            yield "Revision", Content(f"{lifecycle.revision} ({asked})")
            yield "Transport", Content("Streamable HTTP")
            yield "Session", Content(_session(lifecycle.session_id, redactor))

    def _saved(self) -> Iterator[tuple[str, Content]]:
        path, offline = self._source.path, self._source.sitting is None
        yield ("Opened from" if offline else "Saved in"), shown_line("nowhere" if path is None else str(path))
        if self._source.cut:
            yield "Cut", Content.styled(f"⚠ {self._source.cut}", "$text-warning")
        if offline:
            yield "Offline", Content("everything works but sending")


def _session(session_id: str, redactor: Redactor) -> str:
    return f"with the id {redactor.learn(session_id, 'session')}" if session_id else "none: each request stands alone"


def _capabilities(capabilities: Mapping[str, Any]) -> Iterator[tuple[str, Content]]:
    if not capabilities:
        yield "none", Content("the server declares no capability")
    for name, options in list(capabilities.items())[:100]:
        yield name, Content("yes") if options == {} else _written(options)


def _section(heading: str, rows: Iterator[tuple[str, Content]]) -> Content:
    lines = [Content.styled(heading, "bold $text-accent")]
    lines += [Content.assemble(shown_line(f"  {name[:40]:<12} ").stylize("$text-muted"), text) for name, text in rows]
    return Content("\n").join(lines)


def _written(value: Any) -> Content:
    if isinstance(value, str):
        return shown_line(value[:_LONGEST])
    try:
        return shown_line(json.dumps(value, ensure_ascii=False)[:_LONGEST])
    except (RecursionError, ValueError):
        return Content("(nested too deep to show here)")
