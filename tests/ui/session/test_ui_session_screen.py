"""The session screen on recorded sessions: places, lists, entries, calls, keys; offline and without a network."""

import pytest
from textual.widgets import Input

from inspector.session.target import Target
from inspector.store.saving import Saving
from inspector.ui.app import InspectorApp
from inspector.ui.session.entries import EntryList
from inspector.ui.session.entrylines import EntryLines
from inspector.ui.session.places import Places
from inspector.ui.session.screen import SessionScreen
from inspector.ui.session.server import ServerPane
from inspector.ui.session.status import StatusBar
from inspector.wire.network import Network


@pytest.fixture
def app(stateless) -> InspectorApp:
    return InspectorApp(Target("", Network()), Saving(), stateless)


async def settled(pilot) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def status(app) -> str:
    return app.screen.query_one(StatusBar).render().plain


def shown_list(app) -> EntryList:
    return next(found for found in app.screen.query(EntryList) if found.parent.display)


def names(app) -> list[str]:
    lines = shown_list(app).query_one(EntryLines)
    return [lines.at(row).key for row in range(lines.row_count())]


def detail(app):
    return shown_list(app).parent.detail


async def test_a_transcript_is_shown_as_the_session_was(app):
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, SessionScreen)
        assert status(app).strip().startswith("Inspector demo")
        assert "▤ offline" in status(app)
        assert "2026-07-28 · HTTP" in status(app)
        places = app.screen.query_one(Places).render().plain
        assert "1 Tools 19" in places
        assert "3 Resources 129" in places
        assert names(app)[:2] == ["greet", "write_guide"]
        assert detail(app).entry.key == "greet"


@pytest.mark.parametrize(
    ("key", "first"), [("2", "write_haiku"), ("3", "demo://docs/guide.md"), ("4", "demo://numbered/{number}")]
)
async def test_each_kind_has_its_key(app, key, first):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert first in names(app)
        assert app.focused is shown_list(app).query_one(EntryLines)


async def test_places_are_chosen_with_the_mouse(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        line = app.screen.query_one(Places).render().plain
        await pilot.click(Places, offset=(line.index("Prompts"), 0))
        await settled(pilot)
        assert app.screen.query_one(Places).place == "prompt"
        await pilot.click(Places, offset=(2, 0))
        await settled(pilot)
        assert app.screen.query_one(ServerPane).has_focus


async def test_the_list_filters_as_one_types_and_comes_back(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"weath")
        await settled(pilot)
        assert names(app) == ["get_weather", "get_wrong_weather"]
        assert shown_list(app).border_subtitle == "2 of 19"
        assert detail(app).entry.key == "get_weather"
        await pilot.press("enter", "down")
        await pilot.pause(0.1)
        await settled(pilot)
        assert detail(app).entry.key == "get_wrong_weather"
        await pilot.press("escape")
        await settled(pilot)
        assert len(names(app)) == 19
        assert shown_list(app).query_one(Input).display is False


async def test_the_server_page_says_who_and_how(app):
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("0")
        await settled(pilot)
        page = app.screen.query_one("#server-text").render().plain
        assert "2026-07-28 (as told by --protocol 2026-07-28)" in page
        assert "none: each request stands alone" in page
        assert "stateless.jsonl" in page
        assert "Try draw_landscape for a picture" in page
        assert "everything works but sending" in page


async def test_a_session_id_is_a_stand_in(handshake):
    app = InspectorApp(Target("", Network()), Saving(), handshake)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("0")
        await settled(pilot)
        assert "with the id ‹session " in app.screen.query_one("#server-text").render().plain


async def test_nothing_is_sent_offline(app):
    notices: list[str] = []
    async with app.run_test(size=(80, 24), message_hook=lambda message: notices.append(repr(message))) as pilot:
        await settled(pilot)
        events = len(app.screen.source.transcript.events)
        for key in ("r", "x", "f5", "enter"):
            await pilot.press(key)
            await settled(pilot)
        await pilot.press("escape", "3", "enter")
        await settled(pilot)
        assert len(app.screen.source.transcript.events) == events
        assert any("nothing can be sent" in notice for notice in notices)


async def test_the_wire_is_focused_put_away_and_brought_back(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        wire = app.screen.query_one("WirePane")
        await pilot.press("w")
        assert wire.has_focus_within
        await pilot.press("w")
        assert not wire.display
        assert shown_list(app).has_focus_within
        await pilot.press("w")
        assert wire.display
        assert wire.has_focus_within


async def test_down_goes_to_the_next_field_of_a_tool_though_the_server_completes_other_arguments(app):
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await app.screen.show_entry("tool", "draw_landscape")
        await pilot.press("enter")
        await settled(pilot)
        before = app.focused
        await pilot.press("down")
        width = app.focused
        await pilot.press("down")
        assert len({before, width, app.focused}) == 3
