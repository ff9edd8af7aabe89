"""The first two lines of an exchange: which it is, how it ended, how long it took, how much it moved, and where."""

from __future__ import annotations

from pathlib import Path

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from inspector.record.exchanges import Exchange
from inspector.ui import amounts
from inspector.ui.exchange.secrecy import Secrecy
from inspector.ui.safe import shown_line
from inspector.ui.wire.rows import failure
from inspector.ui.wire.wording import exchange_title, outcome

_LONGEST = 600


class Headline(Widget):
    """Two lines; call `show` as the exchange goes on."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self) -> None:
        super().__init__()
        self._exchange: Exchange | None = None
        self._secrecy: Secrecy | None = None
        self._count = 0
        self._running_for: float | None = None

    def show(self, exchange: Exchange, secrecy: Secrecy, count: int, now: float | None) -> None:
        """Show an exchange of `count`; `now` is the time on the transcript's clock, None where it stands still."""
        self._exchange, self._secrecy, self._count = exchange, secrecy, count
        self._running_for = None if now is None or exchange.end is not None else now - exchange.request.at
        self.refresh()

    def render(self) -> RenderResult:
        if self._exchange is None or self._secrecy is None:
            return Content("")
        width = self.content_size.width
        return Content("\n").join([self._first(self._exchange, self._secrecy, width), self._second(width)])

    def _first(self, exchange: Exchange, secrecy: Secrecy, width: int) -> Content:
        title = Content.assemble(
            (f"{exchange.number} ", "$text-muted"),
            shown_line(secrecy.text(exchange_title(exchange)[:_LONGEST])).stylize("bold"),
        )
        right = Content("  ").join([self._status(exchange), Content(self._took(exchange)), Content(_sizes(exchange))])
        return _in_two(title, right, width)

    def _second(self, width: int) -> Content:
        exchange, secrecy = self._exchange, self._secrecy
        assert exchange is not None
        assert secrecy is not None
        url = f"{exchange.request.method} {secrecy.url(exchange.request.url)}"
        left = shown_line(url[:_LONGEST]).stylize("$text-muted")
        said = outcome(exchange) if failure(exchange) not in ("", "failed") else ""
        if said:
            left = shown_line(secrecy.text(said)).stylize("$text-error")
        revealed = Content.styled("⚠ secrets are shown  ", "$text-warning") if secrecy.revealed else Content("")
        at = Content.styled(
            f"{amounts.clock(exchange.request.at)}  [ {exchange.number} of {self._count:,} ]", "$text-muted"
        )
        return _in_two(left, Content.assemble(revealed, at), width)

    def _status(self, exchange: Exchange) -> Content:
        wrong, status = failure(exchange), str(exchange.status or "")
        if wrong:
            said = wrong if wrong == status or not status else f"{wrong} · {status}"
            return Content.styled(f"✗ {said}", "bold $text-error")
        if exchange.end is None:
            return Content.styled(f"◌ {status or 'waiting'}", "$text-warning")
        return Content.styled(f"● {status or 'closed'}", "$text-success" if status else "$text-muted")

    def _took(self, exchange: Exchange) -> str:
        if exchange.end is not None:
            return amounts.seconds(exchange.duration)
        return f"{amounts.seconds(self._running_for)} …" if self._running_for is not None else "no end recorded"


def _sizes(exchange: Exchange) -> str:
    return f"↑ {amounts.size(len(exchange.request.body))}  ↓ {amounts.size(exchange.received)}"


def _in_two(left: Content, right: Content, width: int) -> Content:
    left = left.truncate(max(0, width - right.cell_length - 2), ellipsis=True)
    return Content.assemble(left, " " * max(1, width - left.cell_length - right.cell_length), right)
