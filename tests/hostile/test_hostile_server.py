"""Each path of the hostile server does what its name says."""

from __future__ import annotations

import asyncio
import base64
import gzip
import io
import json
import struct
import zlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hostile.behaviours import ACTS, WHOLE, find, paths
from hostile.killable import killable_server
from hostile.poison import MARKUP, PLANTED, poison
from hostile.server import hostile_server
from hostile.shapes import SHAPES
from PIL import Image

BOUND = 20.0
META = "io.modelcontextprotocol/"
ENVELOPE = {META + "protocolVersion": "2026-07-28", META + "clientCapabilities": {}}
ACCEPT = {"accept": "application/json, text/event-stream"}


class Client:
    """Plain requests to one hostile path."""

    def __init__(self, http: httpx.AsyncClient, path: str) -> None:
        self.http = http
        self.path = path

    async def post(self, method: str, era: str = "stateless", headers: Any = None, **params: Any) -> httpx.Response:
        if era == "stateless":
            params["_meta"] = ENVELOPE | params.get("_meta", {})
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        return await self.http.post(self.path, json=message, headers={**ACCEPT, **(headers or {})})

    async def result(self, method: str, **params: Any) -> Any:
        answer = (await self.post(method, **params)).json()
        assert "result" in answer, answer
        return answer["result"]

    def stream(self, name: str = "count", **meta: Any) -> Any:
        params = {"name": name, "_meta": ENVELOPE | meta}
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        return self.http.stream("POST", self.path, json=message, headers=ACCEPT)

    async def seen(self) -> Any:
        return (await self.http.get("/_seen")).json()


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with (
        hostile_server() as base_url,
        httpx.AsyncClient(base_url=base_url, timeout=BOUND, trust_env=False) as client,
    ):
        yield client


async def call(http: httpx.AsyncClient, path: str, name: str = "echo") -> httpx.Response:
    """Connect, list and call a tool of an otherwise right server; return the answer to the call."""
    client = Client(http, path)
    assert (await client.result("server/discover"))["supportedVersions"] == ["2026-07-28"]
    assert (await client.result("tools/list"))["tools"]
    return await client.post("tools/call", name=name, arguments={"text": "hi"})


async def test_honest_stateless(http: httpx.AsyncClient) -> None:
    client = Client(http, "/honest")
    discovered = await client.result("server/discover")
    assert discovered["resultType"] == "complete"
    assert (discovered["ttlMs"], discovered["cacheScope"]) == (0, "private")
    assert len((await client.result("tools/list"))["tools"]) == 3
    assert len((await client.result("prompts/list"))["prompts"]) == 2
    assert len((await client.result("resources/list"))["resources"]) == 3
    assert len((await client.result("resources/templates/list"))["resourceTemplates"]) == 1
    called = await client.result("tools/call", name="echo", arguments={"text": "hi"})
    assert called["content"] == [{"type": "text", "text": "hi"}]
    picture = (await client.result("tools/call", name="picture"))["content"][0]["data"]
    assert Image.open(io.BytesIO(base64.b64decode(picture))).size == (1, 1)
    assert (await client.post("nothing/here")).status_code == 404
    assert (await client.post("ping")).status_code == 404
    other = ENVELOPE | {META + "protocolVersion": "1999-01-01"}
    refused = await client.post("server/discover", _meta=other)
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, -32022)


async def test_honest_handshake(http: httpx.AsyncClient) -> None:
    client = Client(http, "/honest")
    begun = await client.post("initialize", era="handshake", protocolVersion="2025-06-18")
    assert begun.json()["result"]["protocolVersion"] == "2025-06-18"
    session = {"mcp-session-id": begun.headers["mcp-session-id"]}
    notified = await http.post(
        "/honest", json={"jsonrpc": "2.0", "method": "notifications/initialized"}, headers=session
    )
    assert (notified.status_code, notified.content) == (202, b"")
    assert "resultType" not in (await client.post("tools/list", era="handshake", headers=session)).json()["result"]
    assert (await client.post("tools/list", era="handshake")).status_code == 400
    async with http.stream("GET", "/honest", headers=session) as listening:
        assert listening.headers["content-type"] == "text/event-stream"
    assert (await http.delete("/honest", headers=session)).status_code == 200
    assert (await client.post("tools/list", era="handshake", headers=session)).status_code == 404
    assert (await http.get("/honest")).status_code == 405


async def test_progress_comes_as_events_before_the_answer(http: httpx.AsyncClient) -> None:
    async with Client(http, "/honest").stream(progressToken=7) as answer:
        lines = [line async for line in answer.aiter_lines() if line.startswith("data: ")]
    told = [json.loads(line[6:]) for line in lines]
    assert [message.get("params", {}).get("progress") for message in told] == [1, 2, 3, None]
    assert told[-1]["result"]["structuredContent"] == {"counted": 3}


async def test_cancelled_by_notification(http: httpx.AsyncClient) -> None:
    begun = await Client(http, "/honest").post("initialize", era="handshake")
    session = {"mcp-session-id": begun.headers["mcp-session-id"]}
    params = {"name": "count", "arguments": {"steps": 10_000}, "_meta": {"progressToken": 1}}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    cancel = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}}
    async with http.stream("POST", "/honest", json=message, headers={**ACCEPT, **session}) as answer:
        lines = answer.aiter_lines()
        assert await anext(lines)
        await http.post("/honest", json=cancel, headers=session)
        rest = [line async for line in lines]
    assert not any('"result"' in line for line in rest)


async def test_cancelled_by_going_away(http: httpx.AsyncClient) -> None:
    async with Client(http, "/stream/endless").stream() as answer:
        await anext(answer.aiter_lines())
    async with asyncio.timeout(BOUND):
        while (await Client(http, "/").seen())[0]["outcome"] != "client went away":
            pass


async def test_era_and_kind_of_answer_can_be_chosen(http: httpx.AsyncClient) -> None:
    assert (await Client(http, "/honest?era=handshake").post("server/discover")).status_code == 404
    streamed = await Client(http, "/honest?answers=sse").post("tools/list")
    assert streamed.headers["content-type"] == "text/event-stream"


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 429, 500, 503])
async def test_status(http: httpx.AsyncClient, code: int) -> None:
    for kind, start in {"json": b"{", "html": b"<!doctype", "nothing": b""}.items():
        answer = await Client(http, f"/status/{code}/{kind}").post("server/discover")
        assert answer.status_code == code
        assert answer.content.startswith(start)
    assert len(answer.content) == 0
    assert (await call(http, f"/call/status/{code}/rpc")).json()["error"]["message"] == f"refused with {code}"


async def test_redirects(http: httpx.AsyncClient) -> None:
    for code in (301, 307):
        away = await Client(http, f"/redirect/{code}/other-host").post("server/discover")
        assert away.status_code == code
        assert away.headers["location"].startswith("http://localhost:")
    same = await Client(http, "/redirect/307/same").post("server/discover")
    assert same.headers["location"] == f"{http.base_url}/honest".replace("//honest", "/honest")
    nowhere = await Client(http, "/redirect/302/nowhere").post("server/discover")
    assert "location" not in nowhere.headers


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("text-plain", "text/plain"),
        ("html", "text/html"),
        ("missing", None),
        ("event-stream-but-json", "text/event-stream"),
        ("json-but-event-stream", "application/json"),
    ],
)
async def test_content_type(http: httpx.AsyncClient, path: str, kind: str | None) -> None:
    answer = await Client(http, f"/content-type/{path}").post("server/discover")
    assert answer.status_code == 200
    assert answer.headers.get("content-type") == kind
    assert b"supportedVersions" in answer.content


@pytest.mark.parametrize("path", ["broken", "empty", "html", "two-values", "trailing-comma", "single-quotes"])
async def test_not_json(http: httpx.AsyncClient, path: str) -> None:
    answer = await call(http, f"/json/{path}")
    assert answer.headers.get("content-type", "application/json") == "application/json"
    with pytest.raises(ValueError, match=r"Expecting|Extra data|Unterminated"):
        json.loads(answer.content)


async def test_json_that_bites(http: httpx.AsyncClient) -> None:
    with pytest.raises(RecursionError):
        json.loads((await call(http, "/json/deep")).content)
    with pytest.raises(ValueError, match="digits"):
        json.loads((await call(http, "/json/long-number")).content)
    surrogate = json.loads((await call(http, "/json/lone-surrogate")).content)["result"]["extra"]
    with pytest.raises(UnicodeEncodeError):
        surrogate.encode()
    with pytest.raises(UnicodeDecodeError):
        (await call(http, "/json/not-utf-8")).content.decode()
    assert (await call(http, "/json/wide")).json()["result"]["extra"][-1] == 0


@pytest.mark.parametrize("name", SHAPES)
async def test_wrong_shape_is_json_and_differs_from_the_right_answer(http: httpx.AsyncClient, name: str) -> None:
    """Every edit really changes the answer of some method."""
    asked = {
        "server/discover": {},
        "initialize": {"era": "handshake", "protocolVersion": "2025-11-25"},
        "tools/list": {},
        "prompts/list": {},
        "resources/list": {},
        "tools/call": {"name": "echo"},
        "prompts/get": {"name": "muse"},
        "resources/read": {"uri": "note://text"},
        "completion/complete": {"argument": {"name": "who", "value": "A"}},
    }
    for method, params in asked.items():
        wrong = await Client(http, f"/json/wrong-shape/{name}").post(method, **params)
        right = await Client(http, "/honest").post(method, **params)
        assert wrong.status_code == 200
        if wrong.json() != right.json():
            return
    pytest.fail(f"{name} answers everything rightly")


@pytest.mark.parametrize(
    ("path", "identity"),
    [("wrong", 987654), ("string", "1"), ("null", None), ("float", 1.5), ("true", True), ("missing", "no member")],
)
async def test_ids(http: httpx.AsyncClient, path: str, identity: Any) -> None:
    answered = (await call(http, f"/ids/{path}")).json().get("id", "no member")
    assert (answered, type(answered)) == (identity, type(identity))


async def test_id_answered_twice(http: httpx.AsyncClient) -> None:
    lines = (await call(http, "/ids/repeated")).text.splitlines()
    answers = [json.loads(line[6:]) for line in lines if line.startswith("data: ")]
    assert [answer["id"] for answer in answers] == [1, 1]
    assert answers[0] != answers[1]


async def test_stream_cut(http: httpx.AsyncClient) -> None:
    got = b""
    with pytest.raises(httpx.RemoteProtocolError):
        async with Client(http, "/stream/cut").stream() as answer:
            async for piece in answer.aiter_bytes():
                got += piece
    assert got.count(b"event: message") == 2
    assert not got.endswith(b"\n\n")


async def test_stream_that_ends_without_an_answer(http: httpx.AsyncClient) -> None:
    async with Client(http, "/stream/ends").stream() as answer:
        assert not (await answer.aread()).endswith(b"\n\n")


@pytest.mark.parametrize("path", ["/stream/endless?interval=0.001", "/stream/flood", "/stream/after-answer"])
async def test_stream_goes_on(http: httpx.AsyncClient, path: str) -> None:
    async with asyncio.timeout(BOUND), Client(http, path).stream() as answer:
        count = 0
        async for line in answer.aiter_lines():
            count += line.startswith("data: ")
            if count > 50:
                break
    assert count > 50


@pytest.mark.parametrize("path", ["/stream/silent", "/call/silent-accept", "/connect/silent-accept"])
async def test_silence(http: httpx.AsyncClient, path: str) -> None:
    http.timeout = httpx.Timeout(BOUND, read=0.2)
    with pytest.raises(httpx.ReadTimeout):
        async with Client(http, path).stream() as answer:
            await answer.aread()
    http.timeout = httpx.Timeout(BOUND)
    async with asyncio.timeout(BOUND):
        while (await Client(http, "/").seen())[0]["outcome"] != "client went away":
            pass


@pytest.mark.parametrize("path", ["/stream/drip", "/body/drip"])
async def test_drip(http: httpx.AsyncClient, path: str) -> None:
    async with Client(http, f"{path}?interval=0.0001").stream() as answer:
        pieces = [piece async for piece in answer.aiter_raw()]
    assert len(pieces) > 20
    assert b'"counted"' in b"".join(pieces)


@pytest.mark.parametrize("path", ["200mb", "200mb-chunked", "200mb-until-closed"])
async def test_big_body(http: httpx.AsyncClient, path: str) -> None:
    async with Client(http, f"/body/{path}").stream() as answer:
        length = answer.headers.get("content-length")
        assert (length is not None) == (path == "200mb")
        assert length is None or int(length) > 200 * 2**20
        async for _ in answer.aiter_raw():
            break
    small = await call(http, f"/body/{path}?bytes=3000000")
    assert small.json()["result"]["content"][0]["text"] == "0" * 3_000_000


async def test_bombs_are_small_on_the_wire_and_large_unpacked(http: httpx.AsyncClient) -> None:
    for path, layers in (("bomb", 1), ("bomb-twice", 2)):
        async with Client(http, f"/body/{path}").stream() as answer:
            body = b"".join([piece async for piece in answer.aiter_raw()])
        assert len(body) < 2**20 // (1 if layers == 1 else 50)
        for _ in range(layers - 1):
            body = gzip.decompress(body)
        assert struct.unpack("<I", body[-4:])[0] > 512 * 2**20
        assert zlib.decompressobj(31).decompress(body, 1000).startswith(b'{"jsonrpc"')
    small = await call(http, "/body/bomb?bytes=3000000")
    assert small.json()["result"]["content"][0]["text"] == "0" * 3_000_000


async def test_wrong_encodings(http: httpx.AsyncClient) -> None:
    with pytest.raises(httpx.DecodingError):
        await call(http, "/body/broken-gzip")
    assert (await call(http, "/body/packed-twice")).json()["result"]
    assert (await call(http, "/body/unknown-encoding")).headers["content-encoding"] == "hostile-squeeze"


async def test_many_tools(http: httpx.AsyncClient) -> None:
    tools = (await Client(http, "/tools/10000").result("tools/list"))["tools"]
    assert len({tool["name"] for tool in tools}) == 10_000
    paged = await Client(http, "/tools/10000?page=500").result("tools/list", cursor="9500")
    assert len(paged["tools"]) == 500
    assert "nextCursor" not in paged


async def test_duplicate_tools(http: httpx.AsyncClient) -> None:
    names = [tool["name"] for tool in (await Client(http, "/tools/duplicates").result("tools/list"))["tools"]]
    assert names.count("twin") == 3


async def test_schemas(http: httpx.AsyncClient) -> None:
    for path in [path for path in paths() if path.startswith("/schema/")]:
        tools = (await Client(http, path).result("tools/list"))["tools"]
        assert isinstance(tools[0]["inputSchema"], dict), path
    schema = (await Client(http, "/schema/network-ref").result("tools/list"))["tools"][0]["inputSchema"]
    await http.get(schema["properties"]["value"]["$ref"])
    assert (await Client(http, "/").seen())[-1]["target"] == "/_schema/value.json"


async def picture_of(http: httpx.AsyncClient, path: str) -> bytes:
    block = (await call(http, path, "picture")).json()["result"]["content"][0]
    return base64.b64decode(block["data"])


async def test_pictures(http: httpx.AsyncClient) -> None:
    huge = await picture_of(http, "/image/huge")
    assert struct.unpack(">II", huge[16:24]) == (60_000, 60_000)
    assert len(huge) < 10_000
    with pytest.raises(OSError, match="cannot identify"):
        Image.open(io.BytesIO(await picture_of(http, "/image/not-an-image")))
    with pytest.raises(OSError, match="truncated"):
        Image.open(io.BytesIO(await picture_of(http, "/image/truncated"))).load()


@pytest.mark.parametrize(("path", "lived"), [("/session/lost", 3), ("/session/lost?after=1", 1)])
async def test_session_lost(http: httpx.AsyncClient, path: str, lived: int) -> None:
    client = Client(http, path)
    assert (await client.post("server/discover")).status_code == 404
    for expected in ([200] * lived + [404, 404], [200] * (lived + 2)):
        begun = await client.post("initialize", era="handshake")
        session = {"mcp-session-id": begun.headers["mcp-session-id"]}
        got = [(await client.post("tools/list", era="handshake", headers=session)).status_code for _ in expected]
        assert got == expected


async def test_cursors(http: httpx.AsyncClient) -> None:
    for path, distinct in (("/cursor/repeated", 1), ("/cursor/endless", 5)):
        cursor: dict[str, str] = {}
        cursors = set()
        for _ in range(5):
            page = await Client(http, path).result("tools/list", **cursor)
            cursor = {"cursor": page["nextCursor"]}
            cursors.add(page["nextCursor"])
        assert len(cursors) == distinct


@pytest.mark.parametrize("path", ["close-at-once", "reset", "http/garbage", "http/bad-chunk", "http/short-body"])
async def test_no_http(http: httpx.AsyncClient, path: str) -> None:
    for moment in ("", "call/"):
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            async with Client(http, f"/{moment}{path}").stream() as answer:
                await answer.aread()
    assert (await Client(http, f"/call/{path}").post("tools/list")).status_code == 200


async def test_headers(http: httpx.AsyncClient) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        await Client(http, "/headers/huge").post("server/discover")
    repeated = await Client(http, "/headers/repeated").post("server/discover")
    assert repeated.headers.get_list("mcp-session-id") == ["one", "two"]


async def test_notification_answered(http: httpx.AsyncClient) -> None:
    begun = await Client(http, "/notification/200").post("initialize", era="handshake")
    session = {"mcp-session-id": begun.headers["mcp-session-id"]}
    message = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    answer = await http.post("/notification/200", json=message, headers=session)
    assert (answer.status_code, answer.json()["result"]) == (200, {})


async def test_poison_is_everywhere(http: httpx.AsyncClient) -> None:
    client = Client(http, "/poison")
    discovered = await client.post("server/discover")
    assert "\x1b]52;" in discovered.headers["x-hostile"]
    assert b"\x1b]52;" in discovered.extensions["reason_phrase"]
    asked: dict[str, dict[str, Any]] = {
        "server/discover": {},
        "tools/list": {},
        "prompts/list": {},
        "resources/list": {},
        "resources/templates/list": {},
        "prompts/get": {"name": "full"},
        "resources/read": {"uri": "note://full"},
        "completion/complete": {},
    }
    for method, params in asked.items():
        words = json.dumps(await client.result(method, **params), ensure_ascii=False)
        for piece in (*(planted.text for planted in PLANTED), *MARKUP):
            assert json.dumps(piece, ensure_ascii=False)[1:-1] in words, (method, piece)
    error = (await client.post("resources/read", uri="note://refusing")).json()["error"]
    assert error["message"] == poison("resource error")


async def test_poison_on_the_stream(http: httpx.AsyncClient) -> None:
    params = {"progressToken": 5, META + "logLevel": "debug"}
    async with Client(http, "/poison").stream("full", **params) as answer:
        body = await answer.aread()
    assert b": " in body
    messages = [json.loads(line[6:]) for line in body.split(b"\n") if line.startswith(b"data: {")]
    assert [message.get("method") for message in messages][:2] == ["notifications/progress", "notifications/message"]
    assert len(messages[-1]["result"]["content"]) >= 8


async def test_poison_outside_json(http: httpx.AsyncClient) -> None:
    refused = await Client(http, "/poison/status").post("server/discover")
    assert b"\x9b02J" in refused.content
    assert refused.status_code == 500
    challenged = await Client(http, "/poison/challenge").post("server/discover")
    assert "\x1b]52;" in challenged.headers["www-authenticate"]
    begun = await Client(http, "/poison/session-id").post("initialize", era="handshake")
    assert begun.headers["mcp-session-id"].startswith("\x1b[02J")


async def test_every_path_is_served_and_offered_at_any_moment() -> None:
    assert all(find(path) for path in paths())
    assert all(find(f"/{moment}/{name}") for name in ACTS for moment in ("connect", "call", "list", "listen"))
    assert find("/no/such/thing") is None
    assert not WHOLE.keys() & ACTS.keys()


async def test_killed_and_started_again_on_the_same_port() -> None:
    async with killable_server() as server, httpx.AsyncClient(timeout=BOUND, trust_env=False) as plain:
        first = server.base_url
        client = Client(plain, f"{first}/honest")
        begun = await client.post("initialize", era="handshake")
        session = {"mcp-session-id": begun.headers["mcp-session-id"]}
        await server.kill()
        with pytest.raises(httpx.TransportError):
            await client.post("server/discover")
        await server.start()
        assert server.base_url == first
        assert (await client.post("server/discover")).status_code == 200
        assert (await client.post("tools/list", era="handshake", headers=session)).status_code == 404
