"""Every way a server can misbehave ends within a bound, in an answer or in a problem that says what to try."""

import asyncio
from fnmatch import fnmatch

import pytest
from hostile.behaviours import paths
from hostile.server import hostile_server
from opened import BOUND, connection_to

from inspector.protocol.catalog import SOURCES
from inspector.record import codec
from inspector.record.problem import InspectorError
from inspector.record.transcript import Transcript
from inspector.session import deadline, listing
from inspector.session.listing import list_all

# What never answers, or never ends: worth no waiting.
HANGING = (
    *("/http/100-forever", "/http/half-a-head", "/silent-accept", "/notification/silent", "/body/drip"),
    *("/stream/endless", "/stream/flood", "/stream/comments", "/stream/silent", "/stream/drip"),
)
# Path, what fails, and how; the first row that fits counts, and what is in none works from beginning to end.
FAILURES = [
    ("/status/401/*", "open", "asks for authorization (401)"),
    ("/status/403/*", "open", "forbids the request (403)"),
    ("/status/429/*", "open", "too many requests (429)"),
    ("/status/*/rpc", "open", "does not answer"),
    ("/status/400/*", "open", "calls the request bad (400)"),
    ("/status/404/*", "open", "no MCP endpoint at this address (404)"),
    ("/status/405/*", "open", "does not take POST (405)"),
    ("/status/500/*", "open", "failed inside (500)"),
    ("/status/502/*", "open", "no good answer from the server (502)"),
    ("/status/503/*", "open", "not available (503)"),
    ("/redirect/30[78]/same", "", ""),
    ("/redirect/30[78]/relative", "", ""),
    ("/redirect/30[78]/loop", "open", "redirected 3 times"),
    ("/redirect/*", "open", "redirects to another address"),
    ("/content-type/event-stream-but-json", "open", "stream ended before the answer came"),
    ("/content-type/json-but-event-stream", "open", "The answer is not JSON"),
    ("/content-type/latin-1", "open", "The answer is not JSON"),
    ("/http/garbage", "open", "is not HTTP"),
    ("/http/bad-chunk", "open", "is not HTTP"),
    ("/http/short-body", "open", "broke off in the middle"),
    ("/http/20[24]", "open", "did not answer it"),
    ("/http/100-forever", "open", "No answer within"),
    ("/http/half-a-head", "open", "No answer within"),
    ("/headers/huge", "open", "headers of the answer are longer"),
    ("/headers/many", "open", "headers of the answer are longer"),
    ("/silent-accept", "open", "No answer within"),
    ("/close-at-once", "open", "broke off in the middle"),
    ("/reset", "open", "bro"),  # the system tells a reset from an end, or does not
    ("/stream/cut", "call", "broke off in the middle"),
    ("/stream/ends", "call", "stream ended before the answer came"),
    ("/stream/empty", "call", "stream ended before the answer came"),
    ("/stream/garbage", "call", "stream ended before the answer came"),
    ("/stream/not-json", "call", "stream ended before the answer came"),
    ("/stream/endless", "call", "No answer within"),
    ("/stream/flood", "call", "No answer within"),
    ("/stream/comments", "call", "No answer within"),
    ("/stream/silent", "call", "No answer within"),
    ("/stream/drip", "call", "No answer within"),
    ("/stream/huge-event", "call", "not read to its end"),
    ("/body/drip", "call", "No answer within"),
    ("/body/cut-gzip", "call", "The answer is not JSON"),
    ("/body/*", "call", "not read to its end"),
    ("/json/empty", "call", "did not answer it (200)"),
    ("/json/bom", "", ""),
    ("/json/utf-16", "", ""),
    ("/json/lone-surrogate", "", ""),
    ("/json/repeated-key", "", ""),
    ("/json/wide", "", ""),
    ("/json/wrong-shape", "call", "is no object"),
    ("/json/wrong-shape/result-list", "call", "is no object"),
    ("/json/wrong-shape/result-string", "call", "is no object"),
    ("/json/wrong-shape/result-null", "call", "is no object"),
    ("/json/wrong-shape/result-and-error", "call", "no JSON-RPC response"),
    ("/json/wrong-shape/neither", "call", "no JSON-RPC response"),
    ("/json/wrong-shape/message-list", "", ""),
    ("/json/wrong-shape/message-content-list", "", ""),
    ("/json/wrong-shape/message-no-role", "", ""),
    ("/json/wrong-shape/message-*", "call", "no JSON-RPC response"),
    ("/json/wrong-shape/*jsonrpc*", "call", "no JSON-RPC response"),
    ("/json/wrong-shape/error-code-float", "call", "The answer is not JSON"),
    ("/json/wrong-shape/error-*", "call", "answered tools/call with an error"),
    ("/json/wrong-shape/tools-numbers", "", ""),
    ("/json/wrong-shape/tools-*", "list tool", "tools/list holds no list"),
    ("/json/wrong-shape/prompts-string", "list prompt", "prompts/list holds no list"),
    ("/json/wrong-shape/resources-object", "list resource", "resources/list holds no list"),
    ("/json/wrong-shape/versions-numbers", "open 2026", "no protocol revision in common"),
    ("/json/wrong-shape/versions-unknown", "open 2026", "no protocol revision in common"),
    ("/json/wrong-shape/version-number", "open 2025", "answered initialize with revision 2025"),
    ("/json/wrong-shape/version-unknown", "open 2025", "answered initialize with revision '1999-01-01'"),
    ("/json/wrong-shape/*", "", ""),
    ("/json/*", "call", "The answer is not JSON"),
    ("/ids/repeated", "", ""),
    ("/ids/earlier", "", ""),
    ("/ids/*", "call", "answered another request"),
    ("/tools/none", "call", "answered tools/call with an error"),
    ("/session/lost", "list prompt", "does not know the session any more (404)"),
    ("/session/lost-at-call", "call", "does not know the session any more (404)"),
    ("/poison/status", "open", "failed inside (500)"),
    ("/poison/html", "open", "no good answer from the server (502)"),
    ("/poison/challenge", "open", "asks for authorization (401)"),
    ("/poison/redirect", "open", "redirects to another address"),
    ("/poison/error", "open", "does not answer initialize"),
    ("/poison/garbage", "open", "is not HTTP"),
    ("/poison/not-json", "call", "The answer is not JSON"),
]  # fmt: skip


def expected(path, protocol):
    for pattern, step, words in FAILURES:
        if fnmatch(path, pattern):
            step, _, era = step.partition(" 20")
            concerned = not era or ("20" + era == "2026") == (protocol == "auto")
            return {step: words} if step and concerned else {}
    return {}


async def visit(connection, *, made_of_tools):
    """Open, list and ask for one of each kind, as far as it goes; returns the problem of each step that failed."""
    failed = {}

    async def step(name, work):
        try:
            await work
        except InspectorError as error:
            failed[name] = error.problem

    await step("open", connection.open())
    if failed:
        return failed
    for kind in SOURCES:
        await step(f"list {kind}", list_all(connection, kind))
    listed = [entry.key for entry in connection.catalog.listings["tool"].entries]
    name = listed[0] if listed and made_of_tools else "echo"
    await step("call", connection.call("tools/call", {"name": name, "arguments": {"text": "hi"}}))
    await step("prompt", connection.call("prompts/get", {"name": "greet", "arguments": {"who": "you"}}))
    await step("read", connection.call("resources/read", {"uri": "note://text"}))
    argument = {"name": "who", "value": "A"}
    params = {"ref": {"type": "ref/prompt", "name": "greet"}, "argument": argument}
    await step("complete", connection.call("completion/complete", params))
    return failed


@pytest.mark.parametrize("protocol", ["auto", "2025-11-25"])
@pytest.mark.parametrize("path", paths())
async def test_it_works_or_says_why_not(monkeypatch, path, protocol):
    monkeypatch.setattr(deadline, "CEILING", 3)
    monkeypatch.setattr(listing, "MOST_PAGES", 20)
    async with hostile_server() as base, asyncio.timeout(BOUND):
        connection = connection_to(base + path, protocol, timeout=0.3 if path in HANGING else BOUND / 3)
        try:
            failed = await visit(connection, made_of_tools=path.startswith(("/tools/", "/schema/")))
        finally:
            await connection.close()
    whole(connection.transcript)
    assert failed.keys() == expected(path, protocol).keys(), failed
    for step, words in expected(path, protocol).items():
        problem = failed[step]
        assert words in problem.what
        assert problem.seen
        assert problem.advice
        assert problem.exchange in connection.transcript.exchanges


def whole(transcript):
    """Nothing is left running, and what is saved comes back the same."""
    assert not any(call.running for call in transcript.calls.all)
    assert all(exchange.end is not None for exchange in transcript.exchanges.values())
    head = codec.header(inspector="0", secrets_kept=True).encode()
    saved = [head, *(codec.line_bytes(codec.encode(event)) for event in transcript.events)]
    restored = Transcript.restored(codec.read(saved))
    assert restored.events == transcript.events
    assert [call.end for call in restored.calls.all] == [call.end for call in transcript.calls.all]
    assert restored.lifecycle == transcript.lifecycle
