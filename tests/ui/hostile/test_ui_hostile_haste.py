"""Keys that come faster than the screen: they are meant for what was chosen last, and nothing else is sent."""

import threading

import pytest
from hostile.server import hostile_server
from person import SIZE, app_on, calls, leaves, sees, transcript, until

from inspector.protocol.asking import shape_for
from inspector.store import arguments
from inspector.ui.session import detail
from inspector.ui.session.places import Places


@pytest.fixture
def slow_form(monkeypatch):
    """Forms of the tool `count` are made only when the event is set."""
    made = threading.Event()

    def shape(entry):
        if entry.key == "count":
            made.wait(20)
        return shape_for(entry)

    monkeypatch.setattr(detail, "shape_for", shape)
    return made


async def test_sending_means_the_tool_that_was_chosen_and_its_own_values(slow_form):
    async with hostile_server() as base:
        arguments.remember(f"{base}/honest", "tool", "echo", {"text": "meant for echo"})
        app = app_on(f"{base}/honest")
        async with app.run_test(size=SIZE) as pilot:
            await sees(pilot, "╭─ echo", "meant for echo")
            await until(pilot, lambda: not any(call.running for call in transcript(app).calls.all))
            await pilot.press("end")
            await sees(pilot, "╭─ count")
            await pilot.press("f5", "enter", "f5")
            await pilot.pause()
            assert calls(app) == []
            slow_form.set()
            await until(pilot, lambda: len(calls(app)) == 2 and not any(call.running for call in calls(app)))
            made = calls(app)
            await leaves(pilot)
    assert [call.params["name"] for call in made] == ["count", "count"]
    assert all("text" not in call.params["arguments"] for call in made)


async def test_a_place_that_is_named_early_is_gone_to():
    async with hostile_server() as base:
        app = app_on(f"{base}/honest")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("5")
            await sees(pilot, "● connected", "╭─ Log")
            assert app.screen.query_one(Places).place == "log"
            await leaves(pilot)


async def test_the_start_screen_is_gone_to_from_a_session_that_was_there_first():
    async with hostile_server() as base:
        app = app_on(f"{base}/honest")
        async with app.run_test(size=SIZE) as pilot:
            await sees(pilot, "● connected")
            await until(pilot, lambda: not any(call.running for call in transcript(app).calls.all))
            await pilot.press("ctrl+o")
            await sees(pilot, "Known servers", f"{base}/honest")
            await pilot.press("down", "enter")
            await sees(pilot, "● connected", "╭─ echo")
            await pilot.press("ctrl+o")
            await sees(pilot, "Known servers")
            await pilot.press("ctrl+q")
            await until(pilot, lambda: not app.is_running)
    assert app.return_code == 0
