"""The streams of the handshake: what a server says on its own is heard, and a lost stream is taken up again."""

import pytest
from opened import heard, opened, said, text_of, until
from servers.scripted import response, scripted, stream

from inspector.session import listening


def sent_headers(connection, exchange):
    return {name.lower(): value for name, value in connection.transcript.exchanges[exchange].request.headers}


async def test_what_the_server_says_on_its_own_is_heard(demo_url):
    async with opened(demo_url, "2025-11-25") as connection:
        listens = lambda: any(  # noqa: E731
            exchange.request.method == "GET" and exchange.response is not None
            for exchange in connection.transcript.exchanges.values()
        )
        await until(connection.transcript, listens)
        await connection.call("tools/call", {"name": "add_note", "arguments": {"text": "x"}})
        changed = "notifications/resources/list_changed"
        await until(connection.transcript, lambda: bool(heard(connection, changed)))
        exchange = connection.transcript.exchanges[heard(connection, changed)[0].exchange]
        assert (exchange.request.method, exchange.request.purpose) == ("GET", "listen to the server")
        assert exchange.end is None
    assert exchange.end is not None


@pytest.mark.parametrize("protocol", ["2025-11-25", "auto"])
async def test_a_stream_that_is_lost_is_taken_up_after_the_last_event(demo_url, protocol):
    async with opened(demo_url, protocol) as connection:
        result = await connection.call("tools/call", {"name": "lose_connection", "arguments": {}})
        call = connection.transcript.calls.all[-1]
        if protocol == "auto":
            assert "Nothing to lose" in text_of(result)
            return
        assert text_of(result) == "You took the stream up again."
        assert [message.params["progress"] for message in call.progress] == [1, 2]
        first, rest = (connection.transcript.exchanges[part.exchange] for part in (call.request, call.answer))
        assert (first.request.method, rest.request.method) == ("POST", "GET")
        assert sent_headers(connection, rest.number)["last-event-id"] == first.stream[-1].id
        assert (call.end.outcome, first.end.problem) == ("answered", None)


INITIALIZED = response(
    b'{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},'
    b'"serverInfo":{"name":"s","version":"1"}}}'
)
ACCEPTED = response(b"", "text/plain", "202 Accepted")


def asks(request: bytes) -> str:
    return request.partition(b" ")[0].decode()


async def test_a_server_that_offers_no_stream_is_left_alone():
    no_stream = response(b"", "text/plain", "405 Method Not Allowed")
    async with scripted(INITIALIZED, ACCEPTED, no_stream) as server:
        async with opened(server.url, "2025-11-25") as connection:
            await until(connection.transcript, lambda: 3 in connection.transcript.exchanges)
            await until(connection.transcript, lambda: connection.transcript.exchanges[3].end is not None)
        assert [asks(request) for request in server.requests] == ["POST", "POST", "GET"]


async def test_a_stream_that_always_ends_at_once_is_not_asked_for_forever(monkeypatch):
    monkeypatch.setattr(listening, "RETRY_SECONDS", 0.0)
    async with scripted(INITIALIZED, ACCEPTED, stream(b"retry: 0\n\n")) as server:
        async with opened(server.url, "2025-11-25") as connection:
            await until(connection.transcript, lambda: 5 in connection.transcript.exchanges)
            await until(connection.transcript, lambda: connection.transcript.exchanges[5].end is not None)
            await connection._listener
        assert [asks(request) for request in server.requests] == ["POST", "POST", "GET", "GET", "GET"]


async def test_a_stream_of_the_server_that_is_no_stream_is_warned_of():
    async with (
        scripted(INITIALIZED, ACCEPTED, response(b"{}")) as server,
        opened(server.url, "2025-11-25") as connection,
    ):
        notes = lambda: [event.text for event in connection.transcript.events if hasattr(event, "level")]  # noqa: E731
        await until(connection.transcript, lambda: bool(notes()))
        assert "GET is answered 200" in notes()[0]


async def test_what_the_server_asks_is_answered():
    asked = stream(
        b'data: {"jsonrpc":"2.0","id":"p","method":"ping"}\n\n',
        b'data: {"jsonrpc":"2.0","id":"r","method":"roots/list"}\n\n',
        b'data: {"jsonrpc":"2.0","id":2,"result":{"tools":[]}}\n\n',
    )
    no_stream = response(b"", "text/plain", "405 Method Not Allowed")
    # The stream of the server and the call go out at the same time, so every later answer may be that of the call.
    async with scripted(INITIALIZED, ACCEPTED, no_stream, asked, ACCEPTED) as server:
        async with opened(server.url, "2025-11-25") as connection:
            await until(connection.transcript, lambda: 3 in connection.transcript.exchanges)
            await until(connection.transcript, lambda: connection.transcript.exchanges[3].end is not None)
            await connection.call("tools/list")
        answers = {
            message.id: message.payload
            for message in connection.transcript.messages
            if message.direction == "out" and message.kind in ("result", "error")
        }
    assert answers["p"]["result"] == {}
    assert answers["r"]["error"]["code"] == -32601
    assert len(said(connection, "tools/list")) == 1


async def test_a_resumption_that_fails_ends_the_call(monkeypatch):
    monkeypatch.setattr(listening, "RETRY_SECONDS", 0.0)
    no_stream = response(b"", "text/plain", "405 Method Not Allowed")
    cut = stream(b"id: 7\nretry: 0\ndata:\n\n")
    async with scripted(INITIALIZED, ACCEPTED, no_stream, cut, no_stream) as server:
        async with opened(server.url, "2025-11-25") as connection:
            await until(connection.transcript, lambda: 3 in connection.transcript.exchanges)
            await until(connection.transcript, lambda: connection.transcript.exchanges[3].end is not None)
            with pytest.raises(Exception, match="stream ended before the answer came"):
                await connection.call("tools/list")
        assert b"Last-Event-ID: 7" in server.requests[-1]
