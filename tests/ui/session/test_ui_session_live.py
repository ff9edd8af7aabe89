"""The session screen on real servers: connected, listed, called, cancelled, failed and connected again."""

import asyncio
from collections.abc import Callable

import pytest
from staged import choose, press, settled

from inspector.session.target import Target
from inspector.store import arguments, known
from inspector.store.saving import Saving
from inspector.store.transcripts import load, recent
from inspector.ui.app import InspectorApp
from inspector.ui.dialogs.confirm import ConfirmDialog
from inspector.ui.exchange.screen import ExchangeScreen
from inspector.ui.messages import LinkWanted
from inspector.ui.session.places import Places
from inspector.ui.session.server import ServerPane
from inspector.wire.network import Network

BOUND = 20


def app_on(url: str, **more) -> InspectorApp:
    return InspectorApp(Target(url, Network(), **more), Saving())


async def until(pilot, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(BOUND):
        while not holds():
            await pilot.pause(0.02)


async def connected(pilot) -> None:
    transcript, catalog = pilot.app.screen.source.transcript, pilot.app.screen.source.catalog
    await until(pilot, lambda: transcript.lifecycle.state == "open")
    await until(pilot, lambda: not any(call.running for call in transcript.calls.all))
    await settled(pilot)
    assert catalog.server


def calls(app):
    return app.screen.source.transcript.calls.all


@pytest.mark.parametrize(
    ("server", "protocol", "revision", "tool", "says"),
    [
        ("demo_url", "auto", "2026-07-28", "greet", "Hello, A"),
        ("demo_url", "2025-06-18", "2025-06-18", "draw_landscape", "image"),
        ("mcp1_url", "auto", "2025-11-25", "echo", "A"),
        ("everything_url", "auto", "2025-11-25", "get-tiny-image", "image"),
    ],
)
async def test_a_real_server_is_listed_and_called(request, server, protocol, revision, tool, says):
    app = app_on(request.getfixturevalue(server), protocol=protocol)
    async with app.run_test(size=(120, 36)) as pilot:
        await connected(pilot)
        source = app.screen.source
        assert source.transcript.lifecycle.revision == revision
        assert "1 Tools" in app.screen.query_one(Places).render().plain
        before = len(calls(app))
        await choose(pilot, "tool", tool)
        await press(pilot, "enter", "A", "f5")
        await until(pilot, lambda: len(calls(app)) > before and not calls(app)[-1].running)
        await settled(pilot)
        assert calls(app)[-1].params["name"] == tool
        assert says in str(calls(app)[-1].answer.payload)
        await source.sitting.close()
    [saved] = recent(9)
    assert load(saved.path).transcript.calls.all[-1].params["name"] == tool


async def test_several_calls_run_side_by_side_and_a_cancel_reaches_the_server(demo_url):
    app = app_on(demo_url, protocol="2025-11-25")
    async with app.run_test(size=(120, 36)) as pilot:
        await connected(pilot)
        arguments.remember(demo_url, "tool", "count_slowly", {"seconds": 60, "steps": 600})
        await choose(pilot, "tool", "count_slowly")
        await press(pilot, "enter")
        await pilot.press("f5", "f5")
        await until(pilot, lambda: sum(call.running and bool(call.progress) for call in calls(app)) == 2)
        running = [call for call in calls(app) if call.running]
        await pilot.press("escape", "2")
        await until(pilot, lambda: app.screen.query_one(Places).place == "prompt")
        await pilot.press("x")
        await until(pilot, lambda: not any(call.running for call in running))
        assert [call.end.outcome for call in running] == ["cancelled", "cancelled"]
        messages = app.screen.source.transcript.messages
        await until(pilot, lambda: sum(message.method == "notifications/cancelled" for message in messages) == 2)


async def test_leaving_with_a_call_in_flight_asks_once(demo_url):
    app = app_on(demo_url)
    async with app.run_test(size=(120, 36)) as pilot:
        await connected(pilot)
        arguments.remember(demo_url, "tool", "count_slowly", {"seconds": 60, "steps": 600})
        await choose(pilot, "tool", "count_slowly")
        await pilot.press("f5")
        screen = app.screen
        await until(pilot, lambda: screen.running == 1)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("n")
        await until(pilot, lambda: app.screen is screen)
        assert screen.running == 1
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("y")
        await until(pilot, lambda: not app.is_running)
    assert screen.source.transcript.calls.all[-1].end.outcome == "cancelled"


async def test_no_server_is_said_on_the_servers_page_and_r_tries_again(unused_tcp_port):
    app = app_on(f"http://127.0.0.1:{unused_tcp_port}/mcp")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.source.transcript.lifecycle.state == "failed")
        await settled(pilot)
        page = app.screen.query_one("#server-text").render().plain
        assert "Nothing listens at 127.0.0.1" in page
        assert "Try" in page
        assert app.screen.query_one(ServerPane).has_focus
        await press(pilot, "r")
        started = [event for event in app.screen.source.transcript.events if type(event).__name__ == "SessionStarted"]
        assert len(started) == 2
    assert known.read().servers[0].ended.startswith("Nothing listens")


async def test_an_exchange_opens_from_the_wire_and_from_a_failed_call(demo_url):
    app = app_on(demo_url)
    async with app.run_test(size=(120, 36)) as pilot:
        await connected(pilot)
        await press(pilot, "w", "end", "enter")
        assert isinstance(app.screen, ExchangeScreen)
        await press(pilot, "escape")
        assert not isinstance(app.screen, ExchangeScreen)


async def test_a_linked_resource_is_read(demo_url):
    app = app_on(demo_url)
    async with app.run_test(size=(120, 36)) as pilot:
        await connected(pilot)
        app.screen.post_message(LinkWanted("demo://text/haiku"))
        await until(pilot, lambda: calls(app)[-1].method == "resources/read" and not calls(app)[-1].running)
        await settled(pilot)
        assert calls(app)[-1].params["uri"] == "demo://text/haiku"
        assert app.screen.query_one(Places).place == "resource"
