"""An exchange in full, on transcripts made by hand: whole, running, failed, huge, binary and hostile ones."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from handmade import HOSTILE, JSON_HEADERS, Hall, Handmade, frame, seen
from textual.pilot import Pilot

from inspector.record.events import Headers
from inspector.record.problem import Problem
from inspector.record.redact import Redactor
from inspector.ui.exchange.compare import CompareScreen, before, difference
from inspector.ui.exchange.eventlines import EventLines
from inspector.ui.exchange.screen import ExchangeScreen
from inspector.ui.exchange.secrecy import Secrecy
from inspector.ui.exchange.sections import Sections
from inspector.ui.messages import CopyWanted, SaveWanted
from inspector.ui.view.hexlines import HexLines
from inspector.ui.view.jsontree import JsonTree
from inspector.ui.view.textlines import TextLines

TOKEN = "abcdef.ghijkl"
SECRET_HEADERS: Headers = (*JSON_HEADERS, ("Authorization", f"Bearer {TOKEN}"))


async def no_resend(*_: Any) -> int:
    raise AssertionError


@asynccontextmanager
async def on_stage(
    made: Handmade, number: int, size: tuple[int, int] = (100, 30), resend: Any = None
) -> AsyncIterator[tuple[Hall, Pilot[None]]]:
    app = Hall(wanted=[CopyWanted, SaveWanted])
    async with app.run_test(size=size, message_hook=app.hears()) as pilot:
        await app.push_screen(ExchangeScreen(made.transcript, number, Redactor(), resend))
        await ready(pilot)
        yield app, pilot


async def ready(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> str:
    for key in keys:
        await pilot.press(key)
        await ready(pilot)
    return seen(pilot.app)


def whole() -> tuple[Handmade, int]:
    made = Handmade()
    number = made.request(frame(id=1, method="tools/call", params={"name": "get-sum"}), headers=SECRET_HEADERS)
    return made, made.answered(number, frame(id=1, result={"answer": 42, "echo": TOKEN}))


def streaming() -> tuple[Handmade, int]:
    made = Handmade()
    number = made.call(name="slow")
    made.response(number, content_type="text/event-stream")
    made.sse(number, frame(method="notifications/progress", params={"progress": 1}), id="a1")
    made.sse(number, "no json", event="odd", after=1.0)
    return made, number


async def test_a_json_answer() -> None:
    made, number = whole()
    async with on_stage(made, number) as (app, pilot):
        text = seen(app)
        for words in ("1 tools/call get-sum", "● 200", "20 ms", "↑ 82 B", "↓ 78 B", "[ 1 of 1 ]", "12:00:00.000"):
            assert words in text
        assert "HTTP/1.1 200 OK" in text
        assert "Content-Type: application/json" in text
        assert "answer: 42" in text
        assert isinstance(app.focused, JsonTree)
        text = await press(pilot, "1")
        assert "POST http://127.0.0.1/mcp" in text
        assert 'name: "get-sum"' in text
        assert "First byte" in await press(pilot, "4")


async def test_views_of_a_body_go_around() -> None:
    made, number = whole()
    async with on_stage(made, number) as (app, pilot):
        assert '{"jsonrpc": "2.0"' in await press(pilot, "t")
        assert isinstance(app.focused, TextLines)
        assert "7b 22 6a 73 6f 6e" in await press(pilot, "t")
        assert isinstance(app.focused, HexLines)
        assert "answer: 42" in await press(pilot, "t")


async def test_both_sides_stand_side_by_side_where_there_is_room() -> None:
    made, number = whole()
    async with on_stage(made, number, (160, 40)) as (app, pilot):
        assert 'name: "get-sum"' in seen(app)
        assert "answer: 42" in seen(app)
        assert 'name: "get-sum"' in await press(pilot, "1")
        await pilot.resize_terminal(100, 30)
        await ready(pilot)
        assert "answer: 42" not in seen(app)


async def test_secrets_are_stand_ins_until_asked_for() -> None:
    made, number = whole()
    async with on_stage(made, number) as (app, pilot):
        everything = seen(app) + await press(pilot, "t") + await press(pilot, "t") + await press(pilot, "1", "t", "t")
        assert TOKEN not in everything
        assert "‹token" in everything
        await press(pilot, "v")
        text = await press(pilot, "1")
        assert f"Bearer {TOKEN}" in text
        assert "⚠ secrets are shown" in text
        assert TOKEN not in await press(pilot, "v")


@pytest.mark.parametrize("revealed", [False, True])
async def test_curl_copy_and_save_keep_secrets_unless_revealed(revealed: bool) -> None:
    made, number = whole()
    async with on_stage(made, number) as (app, pilot):
        await press(pilot, *(["v"] if revealed else []), "u", "4", "c", "S")
        command, body, saved = app.posted
        assert command.text.startswith("curl ")
        assert saved.name == "exchange-1-response.json"
        for content in (command.text, body.text, saved.data().decode()):
            assert (TOKEN in content) == revealed
            assert ("‹token" in content) != revealed


async def test_saving_a_request_and_bytes_of_an_unknown_kind() -> None:
    made = Handmade()
    number = made.answered(made.call(name="x"), b"\x00\xff", content_type="../../etc; a=b")
    async with on_stage(made, number) as (app, pilot):
        await press(pilot, "S", "1", "S")
        assert [message.name for message in app.posted] == ["exchange-1-response.bin", "exchange-1-request.json"]
        assert app.posted[0].data() == b"\x00\xff"


async def test_a_stream_shows_its_events_with_times_and_opens_one() -> None:
    made, number = streaming()
    async with on_stage(made, number) as (app, pilot):
        text = seen(app)
        assert "+118 ms" in text
        assert "id a1" in text
        assert "notifications/progress" in text
        assert "+1.12 s" in text
        assert "Events 2" in text
        assert "the stream is open" in text
        text = await press(pilot, "home", "enter")
        assert "progress: 1" in text
        assert "Event 1 · message · id a1" in text
        assert "Event 2 · odd" in await press(pilot, "down")
        assert "Event 2 · odd" not in await press(pilot, "escape")
        assert isinstance(app.screen, ExchangeScreen)
        await press(pilot, "escape")
        assert not isinstance(app.screen, ExchangeScreen)


async def test_what_still_comes_is_taken_in() -> None:
    made, number = streaming()
    async with on_stage(made, number) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, ExchangeScreen)
        for count in range(50):
            made.sse(number, frame(method="notifications/progress", params={"progress": count}))
        screen.sync()
        await ready(pilot)
        assert "Events 52" in seen(app)
        assert screen.query_one(EventLines).following
        made.end(number)
        screen.sync()
        await ready(pilot)
        assert "the stream is open" not in seen(app)


async def test_an_exchange_that_waits_then_is_answered() -> None:
    made = Handmade()
    number = made.call(name="slow")
    made.now += 3
    async with on_stage(made, number, resend=no_resend) as (app, pilot):
        assert "◌ waiting" in seen(app)
        assert "3.00 s …" in seen(app)
        assert "No answer yet." in await press(pilot, "2")
        made.answered(number, frame(id=1, result={"late": True}))
        screen = app.screen
        assert isinstance(screen, ExchangeScreen)
        screen.sync()
        await ready(pilot)
        assert "late: true" in seen(app)
        assert "● 200" in seen(app)


async def test_offline_an_exchange_without_an_end_says_so() -> None:
    made = Handmade()
    number = made.call(name="slow")
    async with on_stage(made, number) as (app, pilot):
        assert "no end recorded" in seen(app)
        await press(pilot, "e")
        assert any("nothing can be sent" in str(notice.message) for notice in app._notifications)


async def test_a_failure_says_what_was_seen_and_what_to_try() -> None:
    made = Handmade()
    number = made.call(name="x")
    made.end(number, Problem(fault="network", what="Refused", seen="port 1 [/x]", advice="start it", exchange=number))
    async with on_stage(made, number) as (app, pilot):
        text = seen(app)
        for words in ("✗ failed", "✗ Refused", "port 1 [/x]", "start it"):
            assert words in text
        assert "No answer came." in await press(pilot, "2")


async def test_a_stream_that_was_cut() -> None:
    made, number = streaming()
    made.end(number, Problem(fault="server", what="The server broke off", seen="half a chunk", advice="call again"))
    async with on_stage(made, number) as (app, _):
        assert "✗ The server broke off" in seen(app)
        assert "Events 2" in seen(app)


async def test_an_answer_after_which_we_closed_is_no_failure() -> None:
    made = Handmade()
    number = made.call(name="x")
    made.response(number, content_type="text/event-stream")
    made.sse(number, frame(id=1, error={"code": 7, "message": "No such tool"}))
    made.end(number, Problem(fault="you", what="Closed from this side"))
    async with on_stage(made, number) as (app, _):
        assert "✗ 7 · 200" in seen(app)
        assert "No such tool" in seen(app).splitlines()[1]
        assert "○ Closed from this side" in seen(app)


async def test_an_error_of_the_protocol_is_in_the_headline() -> None:
    made = Handmade()
    number = made.answered(made.call(name="x"), frame(id=1, error={"code": -32602, "message": "No such tool"}))
    async with on_stage(made, number) as (app, _):
        assert "✗ -32602 · 200" in seen(app)
        assert "No such tool" in seen(app).splitlines()[1]


@pytest.mark.parametrize(
    ("body", "content_type", "view", "words"),
    [
        (b"", "application/json", None, "No body"),
        (b"{'a': 1}", "application/json", TextLines, "not JSON: expecting property name"),
        (b"<html>[/x]</html>", "text/html", TextLines, "<html>[/x]</html>"),
        (b"\x89PNG\r\n\x00", "image/png", HexLines, "89 50 4e 47"),
        ("é".encode("latin-1"), "text/plain; charset=iso-8859-1", TextLines, "é"),
        (b"\xe9", "text/plain", HexLines, "e9"),
        (b"a\x00b", "text/plain", HexLines, "61 00 62"),
        (b"rot", "text/plain; charset=rot13", TextLines, "rot"),
        (b"[1,2]", "application/json", JsonTree, "0: 1"),
        (b"null", "application/json", JsonTree, "null"),
        (b"[" * 10_000, "application/json", TextLines, "nested too deep"),
    ],
)
async def test_bodies_are_shown_as_what_they_are(body: bytes, content_type: str, view: Any, words: str) -> None:
    made = Handmade()
    number = made.answered(made.call(name="x"), body, content_type=content_type)
    async with on_stage(made, number) as (app, _):
        assert words in seen(app)
        assert view is None or isinstance(app.focused, view)


async def test_a_huge_body_is_there() -> None:
    made = Handmade()
    number = made.call(name="x")
    made.response(number, content_type="text/plain")
    made.body(number, *[b"a line of a long text\n" * 4_000] * 50)
    made.end(number)
    async with on_stage(made, number) as (app, pilot):
        assert "a line of a long text" in seen(app)
        assert "4.4 MB" in seen(app)
        assert "61 20 6c 69" in await press(pilot, "t")


async def test_the_size_on_the_wire_is_said_where_it_is_another() -> None:
    from inspector.record.events import BodyChunk

    made = Handmade()
    number = made.call(name="x")
    made.response(number)
    made.add(BodyChunk(exchange=number, data=b"x" * 1000, encoded_size=30))
    made.end(number)
    async with on_stage(made, number) as (app, _):
        assert "1.0 KB, 30 B on the wire" in seen(app)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_hostile_everything_does_nothing(size: tuple[int, int]) -> None:
    made = Handmade()
    number = made.request(
        frame(id=1, method=HOSTILE, params={HOSTILE: HOSTILE}),
        method="POST",
        url=f"http://h/{HOSTILE}",
        headers=((HOSTILE, HOSTILE), ("Content-Type", HOSTILE)),
    )
    made.response(number, content_type="text/event-stream", reason=HOSTILE, headers=((HOSTILE, HOSTILE),))
    made.sse(number, frame(method=HOSTILE, params={HOSTILE: HOSTILE}), event=HOSTILE, id=HOSTILE)
    made.sse(number, HOSTILE)
    made.end(number, Problem(fault="server", what=HOSTILE, seen=HOSTILE, advice=HOSTILE))
    made.answered(made.call(HOSTILE), HOSTILE.encode(), content_type=HOSTILE, reason=HOSTILE)
    async with on_stage(made, number, size) as (app, pilot):
        everything = seen(app)
        for keys in (["enter"], ["up"], ["t"], ["1"], ["t"], ["t"], ["2"], ["t"], ["4"], ["v"], ["]"], ["1"], ["="]):
            everything += await press(pilot, *keys)
        assert not set(everything) & set("\x1b\x07\x9b\u202e")
        assert "[@click=app.quit]" in everything


async def test_headers_beyond_measure_are_cut_and_said_to_be() -> None:
    made = Handmade()
    headers = (("X-Long", "a" * 50_000), *((f"X-{n}", "b") for n in range(500)))
    number = made.answered(made.call(name="x"), b"", headers=headers)
    async with on_stage(made, number, (80, 24)) as (app, _):
        head = app.screen.query("Head").last()
        head.scroll_end(animate=False)
        await app._animator.wait_for_idle()
        assert "more headers" in seen(app) or head.max_scroll_y > 100


async def test_stepping_from_one_to_the_next() -> None:
    made, number = whole()
    made.call(name="second")
    async with on_stage(made, number) as (app, pilot):
        assert "2 tools/call second" in await press(pilot, "]")
        await press(pilot, "]")
        assert any("last exchange" in str(notice.message) for notice in app._notifications)
        text = await press(pilot, "4", "[")
        assert "1 tools/call get-sum" in text
        assert app.screen.query_one(Sections).section == "timing"


async def test_events_are_for_streams() -> None:
    made, number = whole()
    async with on_stage(made, number) as (app, pilot):
        await press(pilot, "3")
        assert app.screen.query_one(Sections).section == "response"


async def test_sections_are_clicked() -> None:
    made, number = whole()
    async with on_stage(made, number) as (app, pilot):
        await pilot.click(Sections, offset=(3, 0))
        await ready(pilot)
        assert app.screen.query_one(Sections).section == "request"


async def test_an_exchange_that_is_not_there() -> None:
    made, _ = whole()
    async with on_stage(made, 99) as (app, pilot):
        assert "There is no exchange 99" in seen(app)
        await press(pilot, "1", "3", "4", "t", "u", "c", "S", "=", "v", "e")
        assert app.posted == []
        assert "1 tools/call get-sum" in await press(pilot, "[")


def compared() -> Handmade:
    made, _ = whole()
    made.call("tools/list")
    number = made.request(frame(id=3, method="tools/call", params={"name": "get-sum"}), headers=SECRET_HEADERS)
    made.answered(number, frame(id=3, result={"answer": 43}))
    return made


def test_the_difference_is_line_by_line_and_without_secrets() -> None:
    exchanges = compared().transcript.exchanges
    old = before(exchanges, exchanges[3])
    assert old is exchanges[1]
    lines = difference(old, exchanges[3], Secrecy(Redactor())).splitlines()
    assert '-    "answer": 42,' in lines
    assert '+    "answer": 43' in lines
    assert TOKEN not in "".join(lines)
    assert difference(old, old, Secrecy(Redactor())) == "The two are the same, line for line."


def test_an_edited_exchange_is_compared_with_what_it_was_edited_from() -> None:
    made = compared()
    number = made.request(frame(id=4, method="tools/call"), edited_from=2)
    exchanges = made.transcript.exchanges
    assert before(exchanges, exchanges[number]) is exchanges[2]
    assert before(exchanges, exchanges[2]) is None


def test_a_long_difference_is_cut_and_says_so() -> None:
    made = Handmade()
    for first in (0, 1):
        text = "\n".join(str(number) for number in range(first, 5_000))
        made.answered(made.call(name="x"), text.encode(), content_type="text/plain")
    exchanges = made.transcript.exchanges
    assert "2,000 lines" in difference(exchanges[1], exchanges[2], Secrecy(Redactor()))


async def test_compare_shows_the_difference_and_goes_back() -> None:
    async with on_stage(compared(), 3) as (app, pilot):
        text = await press(pilot, "=")
        assert "1 (-) and 3 (+) · tools/call" in text
        assert '"id": 3' in text
        await press(pilot, "escape")
        assert isinstance(app.screen, ExchangeScreen)
        await press(pilot, "[", "=")
        assert not isinstance(app.screen, CompareScreen)


def test_a_body_read_once_is_not_read_again() -> None:
    from inspector.ui.exchange.body import body_of

    made, number = whole()
    exchange = made.transcript.exchanges[number]
    assert body_of(exchange, "response").value is exchange.messages[-1].payload
    assert json.loads(body_of(exchange, "request").data) == body_of(exchange, "request").value
