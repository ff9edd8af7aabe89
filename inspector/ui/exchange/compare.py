"""Compare an exchange with the one before it that asked for the same: what is different, line by line."""

from __future__ import annotations

import asyncio
import difflib
import json
from itertools import islice
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Footer

from inspector.record.events import Headers
from inspector.record.exchanges import Exchange
from inspector.ui.exchange.body import NOTHING, Body, Side, body_of
from inspector.ui.exchange.secrecy import Secrecy
from inspector.ui.safe import shown_line
from inspector.ui.view.textlines import TextLines
from inspector.ui.wire.rows import method_of

_MOST_LINES = 2_000
_MOST_BYTES = 1_000_000


def before(exchanges: dict[int, Exchange], exchange: Exchange) -> Exchange | None:
    """Return what an exchange was edited from, or the newest before it of the same method; None where there is none."""
    edited_from = exchanges.get(exchange.request.edited_from or 0)
    if edited_from is not None:
        return edited_from
    method = method_of(exchange)
    earlier = (number for number in sorted(exchanges, reverse=True) if number < exchange.number)
    return next((exchanges[number] for number in earlier if method_of(exchanges[number]) == method), None)


def difference(old: Exchange, new: Exchange, secrecy: Secrecy) -> str:
    """Return a unified diff of two exchanges as text; of each at most 2,000 lines are compared."""
    first, second = (list(islice(_lines(exchange, secrecy), _MOST_LINES)) for exchange in (old, new))
    names = f"exchange {old.number}", f"exchange {new.number}"
    lines = list(difflib.unified_diff(first, second, *names, lineterm=""))
    if _MOST_LINES in (len(first), len(second)):
        lines.append(f"(Only the first {_MOST_LINES:,} lines of each were compared.)")
    return "\n".join(lines) if lines else "The two are the same, line for line."


def _lines(exchange: Exchange, secrecy: Secrecy) -> list[str]:
    request, response = exchange.request, exchange.response
    lines = [f"{request.method} {secrecy.url(request.url)}", *_headers(request.headers, secrecy), ""]
    lines += _body(exchange, "request", secrecy)
    if response is not None:
        lines += ["", f"{response.http_version} {response.status} {response.reason}"]
        lines += [*_headers(response.headers, secrecy), "", *_body(exchange, "response", secrecy)]
    if exchange.end is not None and exchange.end.problem is not None:
        lines += ["", f"✗ {secrecy.text(exchange.end.problem.line())}"]
    return lines


def _headers(headers: Headers, secrecy: Secrecy) -> list[str]:
    return [f"{name}: {value}" for name, value in secrecy.headers(headers)]


def _body(exchange: Exchange, side: Side, secrecy: Secrecy) -> list[str]:
    body = body_of(exchange, side)
    text = _indented(body) if len(body.data) <= _MOST_BYTES else body.text
    if text is None:
        return [f"({len(body.data):,} bytes that are no text)"]
    return secrecy.text(text).splitlines()


def _indented(body: Body) -> str | None:
    if body.value is NOTHING:
        return body.text
    try:
        return json.dumps(body.value, indent=2, ensure_ascii=False)
    except RecursionError:
        return body.text


class CompareScreen(ModalScreen[None]):
    """Lines with `-` are of the older exchange, with `+` of the newer."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def __init__(self, old: Exchange, new: Exchange, secrecy: Secrecy) -> None:
        super().__init__()
        self._old, self._new, self._secrecy = old, new, secrecy

    def compose(self) -> ComposeResult:
        yield TextLines("Comparing …")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        lines = self.query_one(TextLines)
        lines.border_title = shown_line(
            f"{self._old.number} (-) and {self._new.number} (+) · {method_of(self._new)[:100]}"
        )
        self._compare(lines)

    @work(group="compare", exclusive=True, exit_on_error=False)
    async def _compare(self, lines: TextLines) -> None:
        lines.show(await asyncio.to_thread(difference, self._old, self._new, self._secrecy))
