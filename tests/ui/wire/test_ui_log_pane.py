"""The log: levels, words, the whole of a long message, and where Enter leads."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from handmade import HOSTILE, Hall, Handmade, frame, seen
from textual.pilot import Pilot

from inspector.record.events import Noted
from inspector.record.redact import Redactor
from inspector.ui.loglines import LEVELS, LogLines
from inspector.ui.logpane import LogPane
from inspector.ui.messages import ExchangeWanted


class Server(Handmade):
    """A server that logs on a stream."""

    def __init__(self) -> None:
        super().__init__()
        self.stream = self.request(b"", "GET")
        self.response(self.stream, content_type="text/event-stream")

    def log(self, **params: Any) -> None:
        self.sse(self.stream, frame(method="notifications/message", params=params))


@asynccontextmanager
async def on_stage(made: Handmade, redactor: Redactor | None = None) -> AsyncIterator[tuple[Hall, Pilot[None]]]:
    app = Hall(LogPane(made.transcript, redactor or Redactor()), wanted=[ExchangeWanted])
    async with app.run_test(size=(80, 16), message_hook=app.hears()) as pilot:
        app.query_one(LogPane).focus()
        await pilot.pause()
        yield app, pilot


async def test_each_level_has_a_sign_and_its_name() -> None:
    made = Server()
    for level in LEVELS:
        made.log(level=level, logger="demo", data=f"it is {level}")
    async with on_stage(made) as (app, _):
        text = seen(app)
        for sign, level in zip("·i•⚠✗✗✗✗", LEVELS, strict=True):
            assert f"{sign} {level}" in text


async def test_server_and_inspector_are_in_the_order_of_time() -> None:
    made = Server()
    made.log(level="info", data="first")
    made.add(Noted(text="second"), 1)
    made.log(level="info", data={"third": 3})
    async with on_stage(made) as (app, _):
        places = [seen(app).index(word) for word in ("first", "second", "third")]
        assert places == sorted(places)
        assert "inspector" in seen(app)


async def test_levels_go_up_and_around() -> None:
    made = Server()
    made.log(level="debug", data="quiet")
    made.log(level="emergency", data="loud")
    made.log(level="no level", data="odd")
    async with on_stage(made) as (app, pilot):
        for key_presses in range(1, len(LEVELS)):
            await pilot.press("l")
            await pilot.pause()
            assert "quiet" not in seen(app)
            assert f"{LEVELS[key_presses]} and above · 2 of 3" in seen(app)
        await pilot.press("l")
        await pilot.pause()
        assert "quiet" in seen(app)


async def test_words_filter_and_escape_shows_all() -> None:
    made = Server()
    made.log(level="info", logger="db", data="Disk full")
    made.log(level="info", logger="web", data="Started")
    async with on_stage(made) as (app, pilot):
        await pilot.press("slash", *"disk db", "enter")
        await pilot.pause()
        assert "Started" not in seen(app)
        assert "Disk full" in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Started" in seen(app)


async def test_what_does_not_fit_is_shown_whole_below() -> None:
    made = Server()
    made.log(level="info", data="short")
    made.add(Noted(text="word " * 30 + "END"), 1)
    async with on_stage(made) as (app, pilot):
        assert "END" in seen(app)
        await pilot.press("up")
        await pilot.pause()
        assert "END" not in seen(app)


async def test_enter_opens_the_exchange_of_a_server_message_only() -> None:
    made = Server()
    made.log(level="info", data="x")
    made.add(Noted(text="note"), 1)
    async with on_stage(made) as (app, pilot):
        await pilot.press("enter", "up", "enter")
        await pilot.pause()
        assert [message.number for message in app.posted] == [made.stream]


async def test_it_grows_and_follows() -> None:
    made = Server()
    async with on_stage(made) as (app, pilot):
        assert "Nothing has been logged." in seen(app)
        for number in range(100):
            made.log(level="info", data=f"line {number}")
        app.query_one(LogPane).sync()
        await pilot.pause()
        assert "line 99" in seen(app)
        assert app.query_one(LogLines).following


@pytest.mark.parametrize(
    "params", [{}, {"level": None}, {"level": [1], "logger": {}, "data": None}, {"level": HOSTILE, "logger": HOSTILE}]
)
async def test_odd_and_hostile_messages_are_shown_as_they_are(params: dict[str, Any]) -> None:
    made = Server()
    made.log(**{"data": {HOSTILE: HOSTILE * 40}, **params})
    made.add(Noted(text=HOSTILE))
    async with on_stage(made) as (app, pilot):
        assert not set(seen(app)) & set("\x1b\x07\x9b\u202e")
        assert "␛[31mred" in seen(app)
        await pilot.press("up")
        await pilot.pause()


async def test_secrets_are_stand_ins() -> None:
    made, redactor = Server(), Redactor()
    redactor.learn("s3cr3t-value")
    made.log(level="info", data={"echo": "s3cr3t-value"})
    async with on_stage(made, redactor) as (app, _):
        assert "s3cr3t-value" not in seen(app)
        assert "‹token" in seen(app)
