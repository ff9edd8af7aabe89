"""The wire on the screen: columns, the filter, and what Enter opens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from handmade import HOSTILE, Hall, Handmade, frame, seen
from rich.cells import cell_len
from textual.pilot import Pilot

from inspector.record.events import Noted
from inspector.record.problem import Problem
from inspector.record.redact import Redactor
from inspector.ui.messages import ExchangeWanted
from inspector.ui.wire.pane import WirePane
from inspector.ui.wire.wirelines import WireLines


@asynccontextmanager
async def on_stage(made: Handmade, size: tuple[int, int] = (80, 8)) -> AsyncIterator[tuple[Hall, Pilot[None]]]:
    app = Hall(WirePane(made.transcript, Redactor()), wanted=[ExchangeWanted])
    async with app.run_test(size=size, message_hook=app.hears()) as pilot:
        app.query_one(WireLines).focus()
        await ready(pilot)
        yield app, pilot


async def ready(pilot: Pilot[None]) -> None:
    pane = pilot.app.query_one(WirePane)
    await pilot.pause()
    while pane._busy:
        await pilot.pause(0.001)
    await pilot.pause()


def session() -> Handmade:
    made = Handmade()
    made.answered(made.call(name="get-sum"), frame(id=1, result={"content": [{"type": "text", "text": "It is 5."}]}))
    made.answered(made.call(name="日本語の道具🎉"), frame(id=2, result={"isError": True}))
    made.add(Noted(text="Beware", level="warning"))
    made.answered(made.call(name="x"), b"", status=503)
    made.call(name="slow")
    return made


async def test_a_line_says_number_time_direction_subject_status_duration_and_size() -> None:
    async with on_stage(session()) as (app, _):
        line = next(line for line in seen(app).splitlines() if "get-sum" in line)
        assert line.split() == [
            "│",
            "1",
            "12:00:00.000",
            "→",
            "tools/call",
            "get-sum",
            "200",
            "20",
            "ms",
            "90",
            "B",
            "│",
        ]
        assert "✗ isError" in seen(app)
        assert "✗ 503" in seen(app)
        assert "· ⚠ Beware" in seen(app)
        assert "◌ …" in seen(app)


@pytest.mark.parametrize("size", [(40, 8), (80, 8), (100, 8), (160, 8)])
async def test_columns_stand_below_each_other_whatever_is_in_them(size: tuple[int, int]) -> None:
    async with on_stage(session(), size) as (app, _):
        lines = [line for line in seen(app).splitlines() if "tools/call" in line]
        places = {
            cell_len(line[: line.index(mark)])
            for line in lines
            for mark in ("200", "✗", "◌")
            if mark in line and "Beware" not in line
        }
        assert len(lines) == 4
        assert len(places) == 1


async def test_a_wide_wire_says_what_came_of_it() -> None:
    async with on_stage(session(), (160, 8)) as (app, _):
        assert "It is 5." in seen(app)


async def test_enter_opens_the_exchange_and_a_note_opens_nothing() -> None:
    async with on_stage(session()) as (app, pilot):
        await pilot.press("home", "enter", "down", "down", "enter")
        await pilot.pause()
        assert [message.number for message in app.posted] == [1]


async def test_filter_as_you_type_and_escape_stays_on_the_row() -> None:
    async with on_stage(session()) as (app, pilot):
        await pilot.press("slash", *"status:5xx")
        await ready(pilot)
        assert "get-sum" not in seen(app)
        assert "1 of 5" in seen(app)
        await pilot.press("enter", "home", "up")
        await pilot.press("escape")
        await ready(pilot)
        lines = app.query_one(WireLines)
        assert "get-sum" in seen(app)
        assert (lines.row_count(), lines.has_focus) == (5, True)


async def test_escape_keeps_the_row_that_was_found() -> None:
    async with on_stage(session()) as (app, pilot):
        await pilot.press("slash", *"tools", "enter", "home")
        await ready(pilot)
        await pilot.press("down", "escape")
        await ready(pilot)
        lines = app.query_one(WireLines)
        assert lines.cursor == 1
        assert not lines.following


async def test_errors_only_and_nothing_passes() -> None:
    async with on_stage(session()) as (app, pilot):
        await pilot.press("e")
        await ready(pilot)
        assert "errors only · 2 of 5" in seen(app)
        await pilot.press("e", "slash", *"nowhere")
        await ready(pilot)
        assert "No row passes the filter." in seen(app)


async def test_new_rows_come_in_and_the_filter_holds() -> None:
    made = session()
    async with on_stage(made) as (app, pilot):
        await pilot.press("e")
        made.answered(made.call(name="again"), b"", status=500)
        made.answered(made.call(name="fine"), frame(id=6, result={}))
        app.query_one(WirePane).sync()
        await ready(pilot)
        assert "3 of 7" in seen(app)
        assert "again" in seen(app)
        assert "fine" not in seen(app)


async def test_an_end_changes_the_row_in_place() -> None:
    made = session()
    async with on_stage(made) as (app, pilot):
        made.end(4, Problem(fault="network", what="The connection broke"))
        app.query_one(WirePane).sync()
        await ready(pilot)
        assert "✗ failed" in seen(app)


async def test_hostile_text_does_nothing() -> None:
    made = Handmade()
    made.answered(made.call(name=HOSTILE), frame(id=1, error={"code": 1, "message": HOSTILE}))
    number = made.request(b"", "GET")
    made.response(number, content_type="text/event-stream")
    made.sse(number, frame(method=HOSTILE, params={HOSTILE: HOSTILE}))
    made.add(Noted(text=HOSTILE))
    async with on_stage(made, (160, 12)) as (app, pilot):
        text = seen(app)
        assert "␛[31mred" in text
        assert "[@click=app.quit]" in text
        assert not set(text) & set("\x1b\x07\x9b\u202e")
        await pilot.press("slash", *"[/x]", "enter")
        await ready(pilot)
        assert app.query_one(WireLines).row_count() == 4


async def test_secrets_are_stand_ins() -> None:
    made = Handmade()
    made.answered(made.call("resources/read", uri="https://x/?token=s3cr3t-value"), b"{}")
    async with on_stage(made, (160, 6)) as (app, _):
        assert "s3cr3t-value" not in seen(app)
        assert "‹token" in seen(app)
