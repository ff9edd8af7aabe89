"""Calls that end without an answer: cancelled, timed out, closed over, cut off with their server or session."""

import asyncio
import json

import pytest
from hostile.killable import killable_server
from hostile.server import hostile_server
from opened import BOUND, connection_to, opened, said, text_of, until

from inspector.record.events import Noted
from inspector.record.problem import InspectorError, LocalError, RemoteError
from inspector.session import connection as connection_module
from inspector.session import deadline

ECHO = {"name": "echo", "arguments": {"text": "hi"}}


async def slow_calls(connection):
    contents = (await connection.call("resources/read", {"uri": "demo://data/calls.json"}))["contents"]
    return json.loads(contents[0]["text"])


async def begun(connection, params, *, progress=True, **options):
    """Begin a call, and wait until the server has told of its progress, or has the request."""
    number = connection.transcript.new_call()
    task = asyncio.ensure_future(connection.call("tools/call", params, number=number, **options))
    calls = connection.transcript.calls

    def underway():
        call = calls.get(number)
        if call is None or not progress:
            return call is not None
        return bool(call.progress)

    await until(connection.transcript, underway)
    return number, task


@pytest.mark.parametrize("protocol", ["2026-07-28", "2025-11-25", "2025-03-26"])
async def test_a_cancel_reaches_the_server(demo_url, protocol):
    async with opened(demo_url, protocol) as connection:
        before = (await slow_calls(connection))["cancelled"]
        number, task = await begun(connection, {"name": "count_slowly", "arguments": {"seconds": 60, "steps": 1000}})
        connection.cancel(number)
        with pytest.raises(LocalError, match="cancelled"):
            await task
        async with asyncio.timeout(BOUND):
            while (await slow_calls(connection))["cancelled"] == before:
                pass
        call = connection.transcript.calls.get(number)
        assert call.end.outcome == "cancelled"
        told = said(connection, "notifications/cancelled")
        if protocol == "2026-07-28":
            assert told == []
        else:
            assert [message.params["requestId"] for message in told] == [number]
        assert connection.transcript.exchanges[call.request.exchange].end.problem.fault == "you"


@pytest.mark.parametrize("fixture", ["mcp1_url", "everything_url"])
async def test_other_servers_hear_of_a_cancel_too(request, fixture):
    tools = {
        "mcp1_url": {"name": "count", "arguments": {"steps": 200, "seconds": 60}},
        "everything_url": {"name": "trigger-long-running-operation", "arguments": {"duration": 60, "steps": 600}},
    }
    async with opened(request.getfixturevalue(fixture)) as connection:
        number, task = await begun(connection, tools[fixture])
        connection.cancel(number)
        with pytest.raises(LocalError):
            await task
        await connection.call("tools/list")
    [told] = said(connection, "notifications/cancelled")
    assert connection.transcript.exchanges[told.exchange].status == 202


async def test_whoever_waits_and_goes_away_cancels_too():
    async with hostile_server() as base, opened(f"{base}/stream/endless") as connection:
        number, task = await begun(connection, ECHO)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert connection.transcript.calls.get(number).end.outcome == "cancelled"


async def test_a_cancel_of_what_is_over_does_nothing():
    async with hostile_server() as base, opened(f"{base}/honest", "2025-11-25") as connection:
        await connection.call("tools/call", ECHO)
        connection.cancel(connection.transcript.calls.all[-1].id)
        connection.cancel(999)
    assert said(connection, "notifications/cancelled") == []


@pytest.mark.parametrize("protocol", ["2026-07-28", "2025-11-25"])
async def test_one_call_is_cancelled_and_the_others_go_on(demo_url, protocol):
    async with opened(demo_url, protocol) as connection:
        number, doomed = await begun(connection, {"name": "count_slowly", "arguments": {"seconds": 60, "steps": 1000}})
        _, other = await begun(connection, {"name": "count_slowly", "arguments": {"seconds": 0.4, "steps": 4}})
        connection.cancel(number)
        assert "Counted to 4" in text_of(await other)
        with pytest.raises(LocalError):
            await doomed


async def test_each_call_has_a_timeout_of_its_own():
    async with hostile_server() as base, opened(f"{base}/stream/silent") as connection:
        _, patient = await begun(connection, ECHO, progress=False)
        with pytest.raises(LocalError) as failure:
            await connection.call("tools/call", ECHO, timeout=0.05)
        assert failure.value.problem.what == "No answer within 0.05 s"
        assert "--timeout" in failure.value.problem.advice
        assert connection.transcript.calls.all[-1].end.outcome == "timed out"
        assert not patient.done()
        patient.cancel()


async def test_the_server_hears_of_a_timeout():
    async with hostile_server() as base, opened(f"{base}/stream/silent", "2025-11-25") as connection:
        with pytest.raises(LocalError):
            await connection.call("tools/call", ECHO, timeout=0.05)
    assert len(said(connection, "notifications/cancelled")) == 1


async def test_progress_keeps_a_call_alive(demo_url):
    async with opened(demo_url) as connection:
        params = {"name": "count_slowly", "arguments": {"seconds": 2, "steps": 40}}
        assert "Counted" in text_of(await connection.call("tools/call", params, timeout=1.5))


async def test_progress_does_not_keep_a_call_alive_forever(monkeypatch):
    monkeypatch.setattr(deadline, "CEILING", 3)
    async with hostile_server() as base, opened(f"{base}/stream/endless") as connection:
        with pytest.raises(LocalError, match="No answer"):
            await connection.call("tools/call", ECHO, timeout=0.1)
        assert connection.transcript.calls.all[-1].progress


@pytest.mark.parametrize("protocol", ["2026-07-28", "2025-11-25"])
async def test_closing_ends_the_calls_in_flight(demo_url, protocol):
    connection = connection_to(demo_url, protocol)
    await connection.open()
    before = (await slow_calls(connection))["cancelled"]
    slow = {"name": "count_slowly", "arguments": {"seconds": 60, "steps": 1000}}
    running = [await begun(connection, slow) for _ in range(3)]
    async with asyncio.timeout(BOUND):
        await connection.close()
    for _, task in running:
        with pytest.raises(LocalError):
            await task
    assert all(exchange.end is not None for exchange in connection.transcript.exchanges.values())
    assert not any(call.running for call in connection.transcript.calls.all)
    async with opened(demo_url) as other, asyncio.timeout(BOUND):
        while (await slow_calls(other))["cancelled"] < before + 3:
            pass


async def test_closing_does_not_wait_for_a_server_that_says_nothing(monkeypatch):
    monkeypatch.setattr(connection_module, "CLOSING_SECONDS", 0.05)
    async with hostile_server() as base:
        connection = connection_to(f"{base}/notification/silent", "2025-11-25", timeout=0.1)
        await connection.open()
        warnings = [event.text for event in connection.transcript.events if isinstance(event, Noted)]
        assert "notifications/initialized was not accepted" in warnings[0]
        assert text_of(await connection.call("tools/call", ECHO)) == "hi"
        async with asyncio.timeout(BOUND):
            await connection.close()
        assert connection.transcript.lifecycle.state == "closed"


async def test_closed_twice_or_never_opened_is_no_trouble(demo_url):
    connection = connection_to(demo_url)
    await connection.close()
    async with opened(demo_url) as connection:
        await connection.close()
    assert connection.transcript.lifecycle.state == "closed"


async def test_giving_up_while_connecting_is_told():
    async with hostile_server() as base:
        connection = connection_to(f"{base}/silent-accept")
        task = asyncio.ensure_future(connection.open())
        await until(connection.transcript, lambda: bool(connection.transcript.exchanges))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert connection.transcript.lifecycle.problem.what == "Connecting was abandoned"
        await connection.close()


@pytest.mark.parametrize("path", ["session/lost", "session/lost-at-call"])
async def test_a_session_that_is_lost_is_begun_anew(path):
    async with hostile_server() as base, opened(f"{base}/{path}") as connection:
        first = connection.transcript.lifecycle.session_id
        with pytest.raises(RemoteError) as failure:
            for _ in range(5):
                await connection.call("tools/call", ECHO)
        assert failure.value.problem.advice == "call again: a new session has been opened"
        assert connection.transcript.lifecycle.session_id not in ("", first)
        for _ in range(5):
            assert text_of(await connection.call("tools/call", ECHO)) == "hi"
        assert not any(call.running for call in connection.transcript.calls.all)


@pytest.mark.parametrize("protocol", ["2026-07-28", "2025-11-25"])
async def test_a_server_that_is_killed_and_started_again_is_reconnected_to(protocol):
    async with killable_server() as server, opened(f"{server.base_url}/stream/endless", protocol) as connection:
        _, task = await begun(connection, ECHO)
        await server.kill()
        with pytest.raises(InspectorError) as failure:
            await task
        assert failure.value.problem.advice
        with pytest.raises(LocalError) as failure:
            await connection.call("tools/list")
        assert "Nothing listens" in failure.value.problem.what
        with pytest.raises(LocalError):
            await connection.open()
        assert connection.transcript.lifecycle.state == "failed"
        await server.start()
        await connection.open()
        assert connection.transcript.lifecycle.state == "open"
        assert (await connection.call("tools/list"))["tools"]


async def test_a_session_that_ended_with_its_server_is_begun_anew_by_the_next_call():
    async with killable_server() as server, opened(f"{server.base_url}/honest", "2025-11-25") as connection:
        await server.kill()
        await server.start()
        with pytest.raises(RemoteError, match="does not know the session"):
            await connection.call("tools/list")
        assert (await connection.call("tools/list"))["tools"]
