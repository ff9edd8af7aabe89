"""Edit and resend: what is typed is what is sent, and nothing typed is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from handmade import JSON_HEADERS, Hall, Handmade, frame, seen
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from inspector.record.events import Headers
from inspector.record.problem import LocalError, Problem
from inspector.record.redact import Redactor
from inspector.ui.exchange.edit import EditScreen
from inspector.ui.exchange.screen import ExchangeScreen

TOKEN = "abcdef.ghijkl"
HEADERS: Headers = (*JSON_HEADERS, ("Authorization", f"Bearer {TOKEN}"), ("Content-Length", "5"))
BODY = frame(id=1, method="tools/call", params={"name": "get-sum"})


class Server(Handmade):
    """Answers what is sent again, when `may` is set; fails where `problem` is."""

    def __init__(self, body: bytes = BODY) -> None:
        super().__init__()
        self.answered(self.request(body, headers=HEADERS), frame(id=1, result={}))
        self.sent: list[tuple[Any, ...]] = []
        self.may = asyncio.Event()
        self.may.set()
        self.problem: Problem | None = None

    async def resend(self, *what: Any) -> int:
        self.sent.append(what)
        await self.may.wait()
        if self.problem is not None:
            raise LocalError(self.problem)
        number = self.request(what[4], what[1], what[2], what[3], edited_from=what[0])
        return self.answered(number, frame(id=1, result={"again": True}))


@asynccontextmanager
async def on_stage(server: Server, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[Hall, Pilot[None]]]:
    app = Hall()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(ExchangeScreen(server.transcript, 1, Redactor(), server.resend))
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(app.screen, EditScreen)
        yield app, pilot


async def ready(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_what_is_not_changed_is_sent_as_it_was_and_the_new_exchange_opens() -> None:
    server = Server()
    async with on_stage(server) as (app, pilot):
        assert TOKEN not in seen(app)
        await pilot.press("f5")
        await ready(pilot)
        headers = (*JSON_HEADERS, ("Authorization", f"Bearer {TOKEN}"))
        assert server.sent == [(1, "POST", "http://127.0.0.1/mcp", headers, BODY)]
        assert isinstance(app.screen, ExchangeScreen)
        assert "2 tools/call get-sum (edited from 1)" in seen(app)
        assert "again: true" in seen(app)


async def test_what_is_typed_is_sent() -> None:
    server = Server()
    async with on_stage(server) as (app, pilot):
        app.screen.query_one("#method", Input).value = "put"
        app.screen.query_one("#url", Input).value = "http://other/"
        app.screen.query_one("#headers", TextArea).text = "X-One:  1 "
        body = app.screen.query_one("#body", TextArea)
        body.focus()
        body.move_cursor(body.document.end)
        await pilot.press("enter", *"[@click]")
        text = body.text
        assert text.endswith("}\n[@click]")
        await pilot.press("ctrl+enter")
        await ready(pilot)
        assert server.sent == [(1, "put", "http://other/", (("X-One", "1"),), text.encode())]


async def test_what_is_no_request_is_not_sent() -> None:
    server = Server()
    async with on_stage(server) as (app, pilot):
        app.screen.query_one("#headers", TextArea).text = "nonsense [/x]"
        await pilot.pause()
        await pilot.press("f5")
        await ready(pilot)
        assert "✗ Header line 1 must read" in seen(app)
        assert server.sent == []
        app.screen.query_one("#headers", TextArea).text = "A: b"
        await pilot.pause()
        assert "✗ Header" not in seen(app)


async def test_doubts_are_said_and_do_not_hinder() -> None:
    server = Server()
    async with on_stage(server) as (app, pilot):
        app.screen.query_one("#headers", TextArea).text = "Content-Length: 1"
        await pilot.pause()
        assert "⚠ Content-Length is 1" in seen(app)
        await pilot.press("f5")
        await ready(pilot)
        assert len(server.sent) == 1


async def test_a_failure_loses_nothing_and_may_be_tried_again() -> None:
    server = Server()
    server.problem = Problem(fault="network", what="Refused [/x]", seen="port 1", advice="start the server")
    async with on_stage(server) as (app, pilot):
        app.screen.query_one("#url", Input).value = "http://other/"
        await pilot.press("f5")
        await ready(pilot)
        text = seen(app)
        for words in ("✗ Refused [/x]", "port 1", "start the server", "http://other/"):
            assert words in text
        server.problem = None
        await pilot.press("f5")
        await ready(pilot)
        assert [what[2] for what in server.sent] == ["http://other/"] * 2
        assert isinstance(app.screen, ExchangeScreen)


async def test_sending_shows_that_it_runs_happens_once_and_can_be_given_up() -> None:
    server = Server()
    server.may.clear()
    async with on_stage(server) as (app, pilot):
        await pilot.press("f5", "f5")
        await pilot.pause()
        assert "Sending …" in seen(app)
        assert len(server.sent) == 1
        await pilot.press("escape")
        await ready(pilot)
        assert "Given up" in seen(app)
        server.may.set()
        await pilot.press("f5")
        await ready(pilot)
        assert len(server.sent) == 2
        assert isinstance(app.screen, ExchangeScreen)


async def test_changes_are_thrown_away_only_when_asked_for_twice() -> None:
    server = Server()
    async with on_stage(server) as (app, pilot):
        app.screen.query_one("#url", Input).value = "http://other/"
        await pilot.press("escape")
        await pilot.pause()
        assert "Escape again" in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ExchangeScreen)
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ExchangeScreen)
        assert server.sent == []


async def test_a_body_of_bytes_goes_out_as_it_was() -> None:
    server = Server(b"\x00\xff")
    async with on_stage(server) as (app, pilot):
        assert "2 B that cannot be edited as text" in seen(app)
        await pilot.press("f5")
        await ready(pilot)
        assert server.sent[0][4] == b"\x00\xff"


async def test_it_fits_a_wide_screen_too() -> None:
    async with on_stage(Server(), (160, 45)) as (app, _):
        head, body = app.screen.query_one("#head-part"), app.screen.query_one("#body-part")
        assert head.region.y == body.region.y
        assert head.region.width + body.region.width == 160
