"""Show the first line and the headers of a request or an answer."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from inspector.record.events import Headers
from inspector.record.exchanges import Exchange
from inspector.ui.exchange.body import Side
from inspector.ui.exchange.secrecy import Secrecy
from inspector.ui.safe import shown_line

_LONGEST_VALUE = 2_000
_MOST_HEADERS = 200


class Head(VerticalScroll):
    """As tall as its lines where there is room, and scrollable."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self) -> None:
        super().__init__()
        self._lines = Static()

    def compose(self) -> ComposeResult:
        yield self._lines

    def show(self, exchange: Exchange, side: Side, secrecy: Secrecy) -> None:
        """Show the head of one side of an exchange."""
        self._lines.update(head_content(exchange, side, secrecy))


def head_content(exchange: Exchange, side: Side, secrecy: Secrecy) -> Content:
    """Return the head of one side as content, a line for each header."""
    if side == "request":
        request = exchange.request
        first = Content.assemble((f"{request.method} ", "bold"), shown_line(secrecy.url(request.url)))
        return _with_headers(first, request.headers, secrecy)
    response = exchange.response
    if response is None:
        waits = "No answer yet." if exchange.end is None else "No answer came."
        return Content.styled(waits, "$text-muted")
    version = shown_line(f"{response.http_version} ").stylize("$text-muted")
    status = shown_line(f"{response.status} {secrecy.text(response.reason)}")
    style = "bold $text-error" if response.status >= 400 else "bold $text-success"
    return _with_headers(Content.assemble(version, status.stylize(style)), response.headers, secrecy)


def _with_headers(first: Content, headers: Headers, secrecy: Secrecy) -> Content:
    lines = [first, *(_line(name, value) for name, value in secrecy.headers(headers[:_MOST_HEADERS]))]
    if len(headers) > _MOST_HEADERS:
        lines.append(Content.styled(f"… and {len(headers) - _MOST_HEADERS:,} more headers", "$text-muted"))
    return Content("\n").join(lines)


def _line(name: str, value: str) -> Content:
    more = len(value) - _LONGEST_VALUE
    cut = f" … ({more:,} more characters)" if more > 0 else ""
    return Content.assemble(
        shown_line(name[:_LONGEST_VALUE]).stylize("$text-accent"),
        (": ", "$text-muted"),
        shown_line(value[:_LONGEST_VALUE]),
        (cut, "$text-muted"),
    )
