"""Real servers of every era are opened, listed, asked and left in good order."""

import asyncio
import json

import pytest
from opened import events, heard, opened, said, text_of, until

from inspector.protocol.catalog import SOURCES
from inspector.record.events import CallEnded, Noted, RequestSent, SessionClosed
from inspector.record.problem import InspectorError, RemoteError, RpcError
from inspector.session.listing import list_all, list_everything

HANDSHAKE = ("2025-11-25", "2025-06-18", "2025-03-26")
REVISIONS = ("2026-07-28", *HANDSHAKE)
# What each server calls: a tool that echoes, one that reports progress, and their arguments.
SERVERS = {
    "demo_url": (("greet", {"name": "Ada"}, "Hello, Ada!"), ("count_slowly", {"seconds": 0.1, "steps": 4}, 4)),
    "mcp1_url": (("echo", {"text": "hi"}, "You said: hi"), ("count", {"steps": 3, "seconds": 0.1}, 3)),
    "everything_url": (
        ("echo", {"message": "hi"}, "Echo: hi"),
        ("trigger-long-running-operation", {"duration": 0.3, "steps": 3}, 3),
    ),
}


@pytest.fixture(params=SERVERS)
def server(request):
    return request.getfixturevalue(request.param), *SERVERS[request.param]


@pytest.mark.parametrize(("protocol", "revision"), [("auto", "2026-07-28"), *((r, r) for r in REVISIONS)])
async def test_each_revision_is_agreed_on(demo_url, protocol, revision):
    async with opened(demo_url, protocol) as connection:
        lifecycle = connection.transcript.lifecycle
        assert (lifecycle.state, lifecycle.revision) == ("open", revision)
        assert bool(lifecycle.session_id) == (revision in HANDSHAKE)
        assert connection.catalog.server["name"] == "inspector-demo"
        result = await connection.call("tools/call", {"name": "greet", "arguments": {"name": "Ada"}})
        assert text_of(result) == "Hello, Ada!"
        [asked] = said(connection, "tools/call")
        headers = dict(connection.transcript.exchanges[asked.exchange].request.headers)
        assert headers.get("MCP-Protocol-Version") == (None if revision == "2025-03-26" else revision)
    assert connection.transcript.lifecycle.state == "closed"
    assert connection.transcript.lifecycle.problem is None


@pytest.mark.parametrize("fixture", ["mcp1_url", "everything_url"])
async def test_servers_of_the_handshake_are_found_out(request, fixture):
    async with opened(request.getfixturevalue(fixture)) as connection:
        assert connection.transcript.lifecycle.revision == "2025-11-25"
        assert connection.transcript.lifecycle.session_id
        assert len(said(connection, "notifications/initialized")) == 1


@pytest.mark.parametrize("revision", HANDSHAKE)
@pytest.mark.parametrize("fixture", ["mcp1_url", "everything_url"])
async def test_servers_of_the_handshake_speak_each_of_its_revisions(request, fixture, revision):
    async with opened(request.getfixturevalue(fixture), revision) as connection:
        assert connection.transcript.lifecycle.revision == revision


@pytest.mark.parametrize("fixture", ["mcp1_url", "everything_url"])
async def test_a_revision_that_is_not_spoken_is_not_pretended(request, fixture):
    with pytest.raises(RemoteError) as failure:
        async with opened(request.getfixturevalue(fixture), "2026-07-28"):
            pass
    assert failure.value.problem.advice


async def test_everything_is_listed(server):
    url, (tool, _, _), _ = server
    async with opened(url) as connection:
        await list_everything(connection)
        offered = [kind for kind in SOURCES if connection.catalog.offers(kind)]
        assert offered
        for kind in offered:
            assert connection.catalog.listings[kind].complete
            assert connection.catalog.listings[kind].entries
        assert connection.catalog.find("tool", tool).oddities == ()


@pytest.mark.parametrize("protocol", REVISIONS)
async def test_all_pages_come(demo_url, protocol):
    async with opened(demo_url, protocol) as connection:
        await list_all(connection, "resource")
        listing = connection.catalog.listings["resource"]
        assert len(said(connection, "resources/list")) > 4
        assert len(listing.entries) == len(listing.by_key) >= 120
        await list_all(connection, "resource")
        assert len(connection.catalog.listings["resource"].entries) == len(listing.by_key)
        purposes = {exchange.purpose for exchange in events(connection, RequestSent)}
        assert "resume the stream" not in purposes  # an answered call has nothing to wait for


async def test_a_tool_answers(server):
    url, (tool, arguments, words), _ = server
    async with opened(url) as connection:
        assert words in text_of(await connection.call("tools/call", {"name": tool, "arguments": arguments}))
        call = connection.transcript.calls.all[-1]
        assert (call.end.outcome, call.running) == ("answered", False)


async def test_progress_belongs_to_its_call(server):
    url, _, (tool, arguments, steps) = server
    async with opened(url) as connection:
        await connection.call("tools/call", {"name": tool, "arguments": arguments})
        call = connection.transcript.calls.all[-1]
        assert [message.params["progress"] for message in call.progress] == list(range(1, steps + 1))
        assert all(message.params["progressToken"] == call.id for message in call.progress)


async def test_several_calls_are_in_flight_and_each_gets_its_own_answer(server):
    url, (tool, arguments, words), (slow, slow_arguments, steps) = server
    async with opened(url) as connection:
        asked = [(slow, slow_arguments), *[(tool, arguments)] * 5, (slow, slow_arguments)]
        results = await asyncio.gather(
            *(connection.call("tools/call", {"name": name, "arguments": given}) for name, given in asked)
        )
        assert [words in text_of(result) for result in results] == [name == tool for name, _ in asked]
        calls = [call for call in connection.transcript.calls.all if call.method == "tools/call"]
        assert [call.result for call in calls] == results
        assert [len(call.progress) for call in calls] == [steps, 0, 0, 0, 0, 0, steps]
        ended = [event.call for event in events(connection, CallEnded)][-7:]
        assert sorted(ended) == [call.id for call in calls]


@pytest.mark.parametrize("protocol", REVISIONS)
async def test_an_error_of_the_server_is_told_with_its_code_and_what_to_try(demo_url, protocol):
    async with opened(demo_url, protocol) as connection:
        with pytest.raises(RpcError) as failure:
            await connection.call("tools/call", {"name": "refuse", "arguments": {"code": -32042}})
        error = failure.value
        assert (error.code, error.data) == (-32042, {"tool": "refuse"})
        assert "-32042" in error.problem.seen
        assert error.problem.advice
        assert connection.transcript.calls.all[-1].end.outcome == "refused"


async def test_a_method_that_no_server_has_is_an_error_and_no_end(server):
    url, (tool, arguments, words), _ = server
    async with opened(url) as connection:
        with pytest.raises(RpcError) as failure:
            await connection.call("inspector/nonsense")
        assert failure.value.code in (-32601, -32602)  # the latter from the 1.x line
        assert failure.value.problem.advice
        assert words in text_of(await connection.call("tools/call", {"name": tool, "arguments": arguments}))


@pytest.mark.parametrize("protocol", ["2026-07-28", "2025-11-25"])
async def test_prompts_resources_and_completions_are_answered(demo_url, protocol):
    async with opened(demo_url, protocol) as connection:
        await list_everything(connection)
        uri = connection.catalog.listings["resource"].entries[0].key
        assert (await connection.call("resources/read", {"uri": uri}))["contents"][0]["uri"] == uri
        prompts = connection.catalog.listings["prompt"].entries
        plain = next(entry for entry in prompts if not entry.raw.get("arguments"))
        assert (await connection.call("prompts/get", {"name": plain.key}))["messages"]
        asking = next(entry for entry in prompts if entry.raw.get("arguments"))
        argument = {"name": asking.raw["arguments"][0]["name"], "value": ""}
        params = {"ref": {"type": "ref/prompt", "name": asking.key}, "argument": argument}
        assert isinstance((await connection.call("completion/complete", params))["completion"]["values"], list)


@pytest.mark.parametrize("protocol", ["2026-07-28", "2025-11-25"])
async def test_log_messages_come_with_the_call_they_belong_to(demo_url, protocol):
    async with opened(demo_url, protocol) as connection:
        if protocol == "2025-11-25":
            await connection.call("logging/setLevel", {"level": "debug"})
        await connection.call("tools/call", {"name": "write_log", "arguments": {}})
        levels = [message.params["level"] for message in heard(connection, "notifications/message")]
        assert levels == ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"]


async def test_an_edited_request_is_sent_as_it_is_and_read_by_nobody(demo_url):
    async with opened(demo_url) as connection:
        await connection.call("tools/call", {"name": "greet", "arguments": {"name": "Ada"}})
        first = connection.transcript.exchanges[said(connection, "tools/call")[0].exchange].request
        body = first.body.replace(b"Ada", b"Bob")
        headers = tuple(pair for pair in first.headers if pair[0].lower() not in ("host", "content-length"))
        number = await connection.resend(first.exchange, "POST", first.url, (*headers, ("X-Edited", "yes")), body)
        again = connection.transcript.exchanges[number]
        assert again.request.edited_from == first.exchange
        assert again.request.body == body
        assert ("X-Edited", "yes") in [(name.title(), value) for name, value in again.request.headers]
        assert "Hello, Bob!" in json.dumps([message.payload for message in again.messages])
        assert connection.transcript.calls.all[-1].end.outcome == "answered"
        assert not any(call.running for call in connection.transcript.calls.all)


async def test_a_request_edited_into_nonsense_leaves_the_connection_as_it_was(demo_url):
    async with opened(demo_url) as connection:
        number = await connection.resend(1, "PATCH", demo_url, (), b"\xff not json")
        assert connection.transcript.exchanges[number].status >= 400
        with pytest.raises(InspectorError):
            await connection.resend(1, "POST", "not a url", (), b"{}")
        assert text_of(await connection.call("tools/call", {"name": "greet", "arguments": {"name": "Ada"}}))


async def test_opened_again_it_is_a_session_of_its_own(server):
    url, (tool, arguments, words), _ = server
    async with opened(url, "2025-11-25") as connection:
        first = connection.transcript.lifecycle.session_id
        await connection.open()
        assert connection.transcript.lifecycle.session_id not in ("", first)
        assert words in text_of(await connection.call("tools/call", {"name": tool, "arguments": arguments}))
        ids = [call.id for call in connection.transcript.calls.all]
        assert len(ids) == len(set(ids))


async def test_the_session_is_deleted_at_the_end(server):
    url = server[0]
    async with opened(url, "2025-11-25") as connection:
        session = connection.transcript.lifecycle.session_id
        await until(connection.transcript, lambda: connection.transcript.lifecycle.state == "open")
    deletions = [e for e in connection.transcript.exchanges.values() if e.request.method == "DELETE"]
    assert [exchange.status for exchange in deletions] == [200]
    assert ("mcp-session-id", session) in [(n.lower(), v) for n, v in deletions[0].request.headers]
    assert isinstance(connection.transcript.events[-1], SessionClosed)
    assert all(exchange.end is not None for exchange in connection.transcript.exchanges.values())


async def test_nothing_is_deleted_where_there_is_no_session(demo_url):
    async with opened(demo_url, "2026-07-28") as connection:
        await connection.call("tools/list")
    assert {exchange.request.method for exchange in connection.transcript.exchanges.values()} == {"POST"}
    assert events(connection, Noted) == []
