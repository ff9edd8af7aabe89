"""Change a recorded request and send it again: nothing that was typed is lost when that fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, Static, TextArea

from inspector.record.events import Headers, RequestSent
from inspector.record.problem import InspectorError
from inspector.ui import amounts
from inspector.ui.exchange.request_text import Editing, NewRequest, NotARequest, RequestText
from inspector.ui.exchange.secrecy import Secrecy
from inspector.ui.problem import problem_content
from inspector.ui.safe import shown

Resend = Callable[[int, str, str, Headers, bytes], Awaitable[int]]


class EditScreen(Screen[int | None]):
    """Closes with the number of the new exchange, or with None where nothing was sent."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (140, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5,ctrl+enter", "send", "Send", priority=True),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(self, request: RequestSent, secrecy: Secrecy, resend: Resend) -> None:
        super().__init__()
        self._request, self._resend = request, resend
        self._editing = Editing(request, secrecy)
        text = self._editing.text
        self._method = Input(text.method, id="method", compact=True, select_on_focus=False)
        self._url = Input(text.url, id="url", compact=True, select_on_focus=False)
        self._headers = TextArea(text.headers, id="headers", compact=True)
        self._body = TextArea(text.body or "", id="body", compact=True, disabled=text.body is None)
        self._said = Static(id="said")
        self._leaving = self._sending = False

    def compose(self) -> ComposeResult:
        yield Static(Content(f" Edit and resend exchange {self._request.exchange}"), id="title")
        with Horizontal(id="target"):
            yield self._method
            yield self._url
        with Container(id="parts"):
            with Vertical(id="head-part"):
                yield self._headers
            with Vertical(id="body-part"):
                yield self._body
        yield self._said
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#head-part").border_title = "Headers · one a line, Name: value"
        part = self.query_one("#body-part")
        part.border_title = "Body"
        if self._editing.text.body is None:
            size = amounts.size(len(self._request.body))
            part.border_title = f"Body · {size} that cannot be edited as text: sent as it was"
        (self._headers if self._body.disabled or not self._editing.text.body else self._body).focus()
        self._say_doubts()

    @property
    def typed(self) -> RequestText:
        """What stands in the fields."""
        body = None if self._body.disabled else self._body.text
        return RequestText(self._method.value, self._url.value, self._headers.text, body)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._leaving = False
        if not self._sending:
            self._say_doubts()

    def action_send(self) -> None:
        """Send what is typed, unless it is no request."""
        if self._sending:
            return
        try:
            request = self._editing.request(self.typed)
        except NotARequest as error:
            self._say(shown(f"✗ {error}").stylize("$text-error"))
            return
        self._sending = True
        self._say(Content.styled("◌ Sending … Escape gives it up.", "$text-warning"))
        self._send(request)

    async def action_leave(self) -> None:
        """Go back; what has been changed is only thrown away when asked for twice."""
        if self._sending:
            self.workers.cancel_group(self, "send")
        elif self.typed != self._editing.text and not self._leaving:
            self._leaving = True
            self._say(Content.styled("⚠ Escape again throws your changes away.", "$text-warning"))
        else:
            self.dismiss(None)

    @work(group="send", exclusive=True, exit_on_error=False)
    async def _send(self, request: NewRequest) -> None:
        try:
            number = await self._resend(
                self._request.exchange, request.method, request.url, request.headers, request.body
            )
        except InspectorError as error:
            self._say(problem_content(error.problem))
        except asyncio.CancelledError:
            self._say(Content.styled("○ Given up. Nothing of what you typed is lost.", "$text-warning"))
            raise
        else:
            self.dismiss(number)
        finally:
            self._sending = False

    def _say_doubts(self) -> None:
        doubts = [shown(f"⚠ {doubt}").stylize("$text-warning") for doubt in self._editing.doubts(self.typed)]
        hint = "Host, Content-Length and Connection are computed at sending."
        self._say(Content("\n").join(doubts) if doubts else Content.styled(hint, "$text-muted"))

    def _say(self, said: Content) -> None:
        self._said.update(said)
