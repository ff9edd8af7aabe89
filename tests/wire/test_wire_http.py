"""Every byte is recorded, within limits, and every failure says what it was."""

import asyncio
import gzip
import itertools
import json
import threading
import zlib

import pytest
from servers.scripted import response, scripted, stream

from inspector.record.events import BodyChunk, SseEvent
from inspector.record.problem import InspectorError, LocalError, RemoteError
from inspector.record.transcript import Transcript
from inspector.wire import encoding, http
from inspector.wire.http import Http, Network


@pytest.fixture
async def door():
    transcript = Transcript()
    http_door = Http(transcript, Network())
    yield http_door, transcript
    await http_door.aclose()


async def fetched(door, url, **request):
    http_door, transcript = door
    options = {"headers": (("X-Mine", "1"),), "body": b"", "purpose": "test"} | request
    async with http_door.send("POST", url, options["headers"], options["body"], purpose=options["purpose"]) as answer:
        body = await answer.read()
    return body, transcript.exchanges[answer.exchange.number]


async def failing(door, url):
    with pytest.raises(InspectorError) as failure:
        await fetched(door, url)
    return failure.value, failure.value.problem


async def test_an_exchange_is_recorded_as_it_was(door):
    async with scripted(response(b'{"a": 1}', "application/json", "201 Made Up", "X-Two: a", "X-Two: b")) as server:
        body, exchange = await fetched(door, server.url, body=b"[]")
    assert body == b'{"a": 1}'
    assert (exchange.status, exchange.response.reason, exchange.response_header("x-two")) == (201, "Made Up", "a, b")
    assert exchange.end.problem is None
    sent = server.requests[0]
    for name, value in exchange.request.headers:
        assert f"{name}: {value}".lower().encode() in sent.lower()
    assert sent.endswith(b"\r\n\r\n[]")


async def test_the_phases_follow_each_other(door):
    async with scripted(response(b"{}")) as server:
        _, exchange = await fetched(door, server.url.replace("127.0.0.1", "localhost"))
    names = [phase.phase for phase in exchange.phases]
    assert names == ["dns", "connect", "send", "wait", "receive"]
    assert "127.0.0.1" in exchange.phases[0].detail
    times = [time for phase in exchange.phases for time in (phase.began, phase.ended)]
    assert all(later - earlier > -0.002 for earlier, later in itertools.pairwise(times))


@pytest.mark.parametrize(
    ("name", "encode"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", lambda data: zlib.compress(data)[2:-4])],
    ids=["gzip", "deflate", "raw deflate"],
)
async def test_one_encoding_is_undone(door, name, encode):
    data = b'{"long": "' + b"x" * 5000 + b'"}'
    async with scripted(response(encode(data), "application/json", "200 OK", f"Content-Encoding: {name}")) as server:
        body, exchange = await fetched(door, server.url)
    assert body == data
    assert exchange.response_header("content-encoding") == name
    assert sum(chunk.encoded_size for chunk in exchange.chunks) == len(encode(data))


@pytest.mark.parametrize(
    ("body", "name", "seen"),
    [
        (b"not gzip", "gzip", "not gzip"),
        (gzip.compress(gzip.compress(b"{}")), "gzip, gzip", "2 times"),
        (b"x", "br", "br"),
        (gzip.compress(bytes(encoding.BODY_LIMIT + 1)), "gzip", "64 MiB"),
    ],
    # gzip writes the time of day, and every process must give the tests the same names.
    ids=["no gzip", "two layers", "unknown", "a bomb"],
)
async def test_what_cannot_or_will_not_be_decoded_is_said(door, body, name, seen):
    async with scripted(response(body, "application/json", "200 OK", f"Content-Encoding: {name}")) as server:
        error, problem = await failing(door, server.url)
    assert isinstance(error, RemoteError)
    assert seen in problem.seen
    assert door[1].exchanges[1].end.problem == problem


async def test_a_declared_length_over_the_limit_is_not_read(door):
    huge = [b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 200000000\r\n\r\n"]
    async with scripted(huge, close=False) as server:
        _, problem = await failing(door, server.url)
    assert "200,000,000" in problem.seen


async def test_a_body_without_a_length_stops_at_the_limit(door, monkeypatch):
    monkeypatch.setattr(http, "BODY_LIMIT", 100_000)
    endless = [b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", *[b"x" * 65536] * 4]
    async with scripted(endless, close=False) as server:
        await failing(door, server.url)
    assert door[1].exchanges[1].received <= 100_000 + 65536


async def test_an_event_without_an_end_stops_at_the_limit(door, monkeypatch):
    monkeypatch.setattr(http, "BODY_LIMIT", 100_000)
    async with scripted(stream(b"data: ", *[b"x" * 65536] * 4), close=False) as server:
        http_door, _ = door
        with pytest.raises(RemoteError, match="not read to its end"):
            async with http_door.send("GET", server.url, (), b"", purpose="t") as answer:
                async for _ in answer.events():
                    pass


async def test_events_are_recorded_when_they_are_whole(door):
    pieces = (
        b": hello\n\nid: 1\nretry: 50\ndata:\n\n",
        b"event: mess",
        b"age\ndata: one\nda",
        b"ta: two\r\n\r\n",
        b"data: cut",
    )
    async with scripted(stream(*pieces)) as server:
        http_door, transcript = door
        async with http_door.send("GET", server.url, (), b"", purpose="t") as answer:
            events = [event async for event in answer.events()]
    assert [(event.event, event.data, event.id, event.retry) for event in events] == [
        ("message", "", "1", 50),
        ("message", "one\ntwo", "1", None),
    ]
    kinds = [type(event) for event in transcript.events if isinstance(event, BodyChunk | SseEvent)]
    assert kinds.index(SseEvent) > 0
    assert transcript.exchanges[1].body() == b"".join(pieces)


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ([b"I am not HTTP\r\n\r\n"], "not HTTP"),
        ([b""], "broke off"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"], "broke off"),
    ],
)
async def test_broken_http_is_the_servers_fault(door, answer, what):
    async with scripted(answer) as server:
        error, problem = await failing(door, server.url)
    assert isinstance(error, RemoteError)
    assert what in problem.what
    assert door[1].exchanges[1].end.problem.what == problem.what


async def test_nobody_listening_is_the_networks_fault(door, unused_tcp_port):
    error, problem = await failing(door, f"http://127.0.0.1:{unused_tcp_port}/mcp")
    assert isinstance(error, LocalError)
    assert (problem.fault, problem.what) == ("network", f"Nothing listens at 127.0.0.1:{unused_tcp_port}")
    assert problem.exchange == 1


async def test_an_unknown_host_is_named(door):
    _, problem = await failing(door, "http://no-such-host.invalid/mcp")
    assert problem.what == "No address is known for no-such-host.invalid"


@pytest.mark.parametrize("url", ["ftp://x/mcp", "http://", "not a url"])
async def test_what_is_no_url_is_the_persons_fault(door, url):
    error, problem = await failing(door, url)
    assert isinstance(error, LocalError)
    assert problem.fault == "you"


async def test_a_header_that_cannot_be_sent_is_the_persons_fault(door):
    async with scripted(response(b"{}")) as server:
        with pytest.raises(LocalError) as failure:
            await fetched(door, server.url, headers=(("X-Bad", "a\r\nInjected: b"),))
    assert failure.value.problem.fault == "you"
    assert server.requests == []


async def test_redirects_are_not_followed(door):
    async with scripted(response(b"", "text/plain", "302 Found", "Location: http://127.0.0.1:1/")) as server:
        _, exchange = await fetched(door, server.url)
    assert exchange.status == 302
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("pieces", "data"),
    [
        ((b"\xef\xbb\xbfdata: x\n\n",), ["x"]),
        ((b"\xef", b"\xbb", b"\xbfda", b"ta: x\n\n"), ["x"]),
        ((b"data: \xef\xbb\xbfx\n\n",), ["\ufeffx"]),
        ((b"\xef\xbb",), []),
        ((), []),
    ],
)
async def test_a_byte_order_mark_before_the_events_is_no_part_of_them(door, pieces, data):
    http_door, transcript = door
    async with scripted(stream(*pieces)) as server, http_door.send("GET", server.url, (), b"", purpose="t") as answer:
        assert [event.data async for event in answer.events()] == data
    assert transcript.exchanges[1].body() == b"".join(pieces)


LONG = {"jsonrpc": "2.0", "id": 1, "result": {"content": [{"type": "text", "text": "0123456789" * 100_000}]}}


@pytest.fixture
def preparing(monkeypatch):
    """The threads in which large events were prepared."""
    threads = []
    prepare = Transcript.prepare

    def watched(self, event):
        threads.append(threading.current_thread())
        prepare(self, event)

    monkeypatch.setattr(Transcript, "prepare", watched)
    return threads


@pytest.mark.parametrize("streamed", [True, False])
async def test_a_large_answer_is_read_in_another_thread(door, preparing, streamed):
    body = json.dumps(LONG).encode()
    http_door, transcript = door
    answer = stream(b"data: " + body + b"\n\n") if streamed else response(body)
    async with scripted(answer) as server, http_door.send("GET", server.url, (), b"", purpose="t") as reply:
        if streamed:
            assert [event.data async for event in reply.events()] == [body.decode()]
        else:
            assert await reply.read() == body
    assert [message.payload for message in transcript.messages] == [LONG]
    assert len(preparing) == 1
    assert preparing[0] is not threading.main_thread()


async def test_a_small_answer_is_read_at_once(door, preparing):
    async with scripted(response(b"{}")) as server:
        await fetched(door, server.url)
    assert preparing == []


async def test_an_exchange_that_is_cancelled_while_its_answer_is_read_has_an_end(door, monkeypatch):
    begun, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def waits(self, event):
        loop.call_soon_threadsafe(begun.set)
        go_on.wait(20)

    monkeypatch.setattr(Transcript, "prepare", waits)
    async with scripted(response(json.dumps(LONG).encode())) as server:
        task = asyncio.ensure_future(fetched(door, server.url))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    go_on.set()
    exchange = door[1].exchanges[1]
    assert exchange.end is not None
    assert exchange.messages[0].payload == LONG


async def test_what_unpacks_to_much_comes_in_pieces(door):
    data = bytes(3 * encoding.PIECE + 5)
    async with scripted(response(gzip.compress(data), "text/plain", "200 OK", "Content-Encoding: gzip")) as server:
        body, exchange = await fetched(door, server.url)
    assert body == data
    assert max(len(chunk.data) for chunk in exchange.chunks) == encoding.PIECE
    assert sum(chunk.encoded_size for chunk in exchange.chunks) == len(gzip.compress(data))


async def test_headers_without_end_are_said_to_be_too_long(door):
    async with scripted(response(b"{}", "text/plain", "200 OK", "X-Huge: " + "h" * 200_000)) as server:
        _, problem = await failing(door, server.url)
    assert problem.what == "The headers of the answer are longer than this inspector reads"
