"""Bodies that are not JSON, not JSON-RPC, or not what the method promises; and wrong ids."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .answers import Table
from .honest import META, Honest, Json, text
from .moments import CALL, COMPLETE, CONNECT, LIST, PROMPT, PROMPTS, READ, RESOURCES, Act, Case, Moment
from .wire import EVENTS

DEPTH = 10_000
Edit = Callable[[Json], Any]


def edited(edit: Edit) -> Act:
    """Answer with an edited right response; notifications are answered rightly."""
    return written(lambda answer: json.dumps(edit(answer)).encode())


def written(write: Callable[[Json], bytes]) -> Act:
    """Answer with bytes made from the right response; notifications are answered rightly."""

    async def act(case: Case) -> None:
        if not case.request.wants_answer:
            return await Honest.handle(case.honest, case.request, case.wire)
        headers = case.honest.headers(case.request)
        return await case.wire.respond(200, write(case.right()), headers=headers)

    return act


def of_result(edit: Edit) -> Edit:
    """Edit the result; an answer that is an error stays as it is."""
    return lambda answer: {**answer, "result": edit(answer["result"])} if "result" in answer else answer


def put(key: str, value: Any) -> Edit:
    """Set one member of the result."""
    return of_result(lambda result: {**result, key: value})


def take(key: str) -> Edit:
    """Leave one member of the result out."""
    return of_result(lambda result: {name: value for name, value in result.items() if name != key})


def first(list_name: str, **members: Any) -> Edit:
    """Set members of the first entry of a list in the result, if there is one; `None` leaves a member out."""

    def edit(result: Json) -> Json:
        old, *others = result.get(list_name) or [{}]
        entry = {key: value for key, value in {**old, **members}.items() if value is not None}
        return {**result, list_name: [entry, *others]}

    return of_result(edit)


def identified(value: Any) -> Edit:
    """Say who the server is in the place of each era."""

    def edit(answer: Json) -> Json:
        return put("serverInfo", value)(put("_meta", {META + "serverInfo": value})(answer))

    return edit


def without(*members: str) -> Edit:
    return lambda answer: {key: value for key, value in answer.items() if key not in members}


def error(value: Any) -> Edit:
    return lambda answer: {"jsonrpc": "2.0", "id": answer["id"], "error": value}


def both(answer: Json) -> Json:
    return answer | {"error": {"code": -32603, "message": "and an error too"}}


# What is wrong → when, and the edit that makes it so.
SHAPES: dict[str, tuple[Moment, Edit]] = {
    "message-list": (CALL, lambda answer: [answer]),
    "message-empty-list": (CALL, lambda answer: []),
    "message-string": (CALL, lambda answer: "done"),
    "message-number": (CALL, lambda answer: 5),
    "message-null": (CALL, lambda answer: None),
    "no-jsonrpc": (CALL, without("jsonrpc")),
    "jsonrpc-number": (CALL, lambda answer: answer | {"jsonrpc": 2.0}),
    "result-list": (CALL, lambda answer: answer | {"result": [1, 2]}),
    "result-string": (CALL, lambda answer: answer | {"result": "done"}),
    "result-null": (CALL, lambda answer: answer | {"result": None}),
    "result-and-error": (CALL, both),
    "neither": (CALL, without("result")),
    "error-string": (CALL, error("it broke")),
    "error-null": (CALL, error(None)),
    "error-empty": (CALL, error({})),
    "error-code-string": (CALL, error({"code": "E42", "message": "it broke"})),
    "error-code-float": (CALL, error({"code": 1e400, "message": "it broke"})),
    "error-message-object": (CALL, error({"code": 1, "message": {"en": "it broke"}})),
    "result-type-unknown": (CALL, put("resultType", "hostile")),
    "result-type-number": (CALL, put("resultType", 7)),
    "tools-string": (LIST, put("tools", "none")),
    "tools-null": (LIST, put("tools", None)),
    "tools-missing": (LIST, take("tools")),
    "tools-object": (LIST, put("tools", {"echo": {}})),
    "tools-numbers": (LIST, put("tools", [1, None, [], "x"])),
    "tool-no-name": (LIST, first("tools", name=None)),
    "tool-name-number": (LIST, first("tools", name=42)),
    "tool-name-empty": (LIST, first("tools", name="")),
    "tool-title-list": (LIST, first("tools", title=["a"])),
    "tool-description-number": (LIST, first("tools", description=42)),
    "tool-no-schema": (LIST, first("tools", inputSchema=None)),
    "tool-schema-string": (LIST, first("tools", inputSchema="string")),
    "tool-schema-boolean": (LIST, first("tools", inputSchema=True)),
    "tool-schema-list": (LIST, first("tools", inputSchema=[])),
    "tool-properties-list": (LIST, first("tools", inputSchema={"type": "object", "properties": ["a"]})),
    "tool-property-number": (LIST, first("tools", inputSchema={"type": "object", "properties": {"a": 1}})),
    "tool-type-unknown": (LIST, first("tools", inputSchema={"type": "object", "properties": {"a": {"type": "odd"}}})),
    "tool-required-string": (LIST, first("tools", inputSchema={"type": "object", "required": "text"})),
    "tool-enum-object": (LIST, first("tools", inputSchema={"type": "object", "properties": {"a": {"enum": {"b": 1}}}})),
    "tool-annotations-list": (LIST, first("tools", annotations=[])),
    "tool-hint-string": (LIST, first("tools", annotations={"readOnlyHint": "no"})),
    "tool-icons-string": (LIST, first("tools", icons="icon.png")),
    "cursor-number": (LIST, put("nextCursor", 2)),
    "prompts-string": (PROMPTS, put("prompts", "none")),
    "prompt-numbers": (PROMPTS, put("prompts", [1])),
    "prompt-arguments-object": (PROMPTS, first("prompts", arguments={"who": {}})),
    "prompt-arguments-strings": (PROMPTS, first("prompts", arguments=["who"])),
    "resources-object": (RESOURCES, put("resources", {})),
    "resource-numbers": (RESOURCES, put("resources", [1])),
    "resource-no-uri": (RESOURCES, first("resources", uri=None)),
    "resource-uri-number": (RESOURCES, first("resources", uri=7)),
    "resource-size-string": (RESOURCES, first("resources", size="big")),
    "content-missing": (CALL, take("content")),
    "content-null": (CALL, put("content", None)),
    "content-string": (CALL, put("content", "hello")),
    "content-object": (CALL, put("content", text("hello"))),
    "content-numbers": (CALL, put("content", [1, None, "x", []])),
    "content-type-unknown": (CALL, put("content", [{"type": "hologram", "data": "x"}])),
    "content-type-missing": (CALL, put("content", [{"text": "hello"}])),
    "content-text-number": (CALL, put("content", [{"type": "text", "text": 5}])),
    "content-text-missing": (CALL, put("content", [{"type": "text"}])),
    "image-data-number": (CALL, put("content", [{"type": "image", "data": 5, "mimeType": "image/png"}])),
    "image-data-not-base64": (CALL, put("content", [{"type": "image", "data": "é!", "mimeType": "image/png"}])),
    "image-type-missing": (CALL, put("content", [{"type": "image", "data": ""}])),
    "audio-empty": (CALL, put("content", [{"type": "audio"}])),
    "link-empty": (CALL, put("content", [{"type": "resource_link"}])),
    "embedded-string": (CALL, put("content", [{"type": "resource", "resource": "note://text"}])),
    "embedded-empty": (CALL, put("content", [{"type": "resource", "resource": {}}])),
    "is-error-string": (CALL, put("isError", "yes")),
    "structured-list": (CALL, put("structuredContent", [1])),
    "structured-number": (CALL, put("structuredContent", 1)),
    "annotations-string": (CALL, put("content", [text("hello") | {"annotations": "none"}])),
    "messages-string": (PROMPT, put("messages", "hello")),
    "messages-numbers": (PROMPT, put("messages", [1])),
    "message-content-list": (PROMPT, put("messages", [{"role": "user", "content": [text("hello")]}])),
    "message-no-role": (PROMPT, put("messages", [{"content": text("hello")}])),
    "contents-null": (READ, put("contents", None)),
    "contents-empty": (READ, put("contents", [])),
    "contents-numbers": (READ, put("contents", [1])),
    "contents-neither": (READ, put("contents", [{"uri": "note://text"}])),
    "contents-both": (READ, put("contents", [{"uri": "note://text", "text": "a", "blob": "YQ=="}])),
    "contents-blob-not-base64": (READ, put("contents", [{"uri": "note://text", "blob": "*"}])),
    "completion-list": (COMPLETE, put("completion", ["Ada"])),
    "completion-values-numbers": (COMPLETE, put("completion", {"values": [1, None]})),
    "server-list": (CONNECT, identified([1])),
    "server-name-number": (CONNECT, identified({"name": 1, "version": None})),
    "server-missing": (CONNECT, identified(None)),
    "capabilities-list": (CONNECT, put("capabilities", ["tools"])),
    "capabilities-null": (CONNECT, put("capabilities", None)),
    "capabilities-true": (CONNECT, put("capabilities", {"tools": True, "prompts": None, "resources": "yes"})),
    "instructions-list": (CONNECT, put("instructions", ["a"])),
    "versions-string": (CONNECT, put("supportedVersions", "2026-07-28")),
    "versions-numbers": (CONNECT, put("supportedVersions", [2026, None])),
    "versions-unknown": (CONNECT, put("supportedVersions", ["1999-01-01"])),
    "version-number": (CONNECT, put("protocolVersion", 2025)),
    "version-unknown": (CONNECT, put("protocolVersion", "1999-01-01")),
    "ttl-string": (CONNECT, put("ttlMs", "soon")),
}


def after(tail: bytes) -> Act:
    return written(lambda answer: json.dumps(answer).encode() + tail)


def member(raw: bytes) -> Act:
    """Add raw bytes as one more member of the result, and as a tool's structured content."""
    mark = "@@@"

    def write(answer: Json) -> bytes:
        body = json.dumps(put("structuredContent", mark)(put("extra", mark)(answer))).encode()
        return body.replace(f'"{mark}"'.encode(), raw)

    return written(write)


def repeated_key(answer: Json) -> bytes:
    return b'{"id":"first",' + json.dumps(answer).encode()[1:]


# Bodies that are not JSON, or JSON that bites.
TEXTS: Table = {
    "json/broken": (CALL, written(lambda answer: json.dumps(answer).encode()[:-7])),
    "json/empty": (CALL, written(lambda answer: b"")),
    "json/html": (CALL, written(lambda answer: b"<html><body>Please log in</body></html>")),
    "json/two-values": (CALL, after(b'{"jsonrpc":"2.0"}')),
    "json/trailing-comma": (CALL, written(lambda answer: json.dumps(answer).encode()[:-1] + b",}")),
    "json/single-quotes": (CALL, written(lambda answer: repr(answer).encode())),
    "json/bom": (CALL, written(lambda answer: b"\xef\xbb\xbf" + json.dumps(answer).encode())),
    "json/utf-16": (CALL, written(lambda answer: json.dumps(answer).encode("utf-16"))),
    "json/not-utf-8": (CALL, member(b'"\xff\xfe\x80"')),
    "json/raw-control": (CALL, member(b'"a\x1b[31m\x00b"')),
    "json/nan": (CALL, member(b"NaN")),
    "json/infinity": (CALL, member(b"[Infinity, 1e999]")),
    "json/long-number": (CALL, member(b"9" * 10_000)),
    "json/lone-surrogate": (CALL, member(b'"\\ud800 \\udfff"')),
    "json/repeated-key": (CALL, written(repeated_key)),
    "json/deep": (CALL, member(b"[" * DEPTH + b"]" * DEPTH)),
    "json/deep-objects": (CALL, member(b'{"a":' * DEPTH + b"1" + b"}" * DEPTH)),
    "json/wide": (CALL, member(b"[" + b"0," * 500_000 + b"0]")),
}


async def answered_twice(case: Case) -> None:
    """Give two different answers to one request, in one event stream."""
    again = put("content", [text("the second answer")])(case.right())
    await case.wire.start(EVENTS)
    await case.wire.event(case.right_bytes())
    await case.wire.event(again)
    await case.wire.end()


async def answered_before(case: Case) -> None:
    """Answer the request before this one again, and then this one."""
    await case.wire.start(EVENTS)
    await case.wire.event(case.right() | {"id": case.request.message["id"] - 1})
    await case.wire.event(case.right_bytes())
    await case.wire.end()


async def stranger_only(case: Case) -> None:
    """Answer on an event stream, and only a request that nobody sent."""
    await case.wire.start(EVENTS)
    await case.wire.event(case.right() | {"id": 987_654})
    await case.wire.end()


def renamed(change: Callable[[Any], Any]) -> tuple[Moment, Act]:
    return CALL, edited(lambda answer: answer | {"id": change(answer["id"])})


IDS: Table = {
    "ids/wrong": renamed(lambda _: 987_654),
    "ids/string": renamed(str),
    "ids/null": renamed(lambda _: None),
    "ids/float": renamed(lambda number: float(number) + 0.5),
    "ids/true": renamed(lambda _: True),
    "ids/object": renamed(lambda number: {"id": number}),
    "ids/missing": (CALL, edited(without("id"))),
    "ids/repeated": (CALL, answered_twice),
    "ids/earlier": (CALL, answered_before),
    "ids/wrong-in-stream": (CALL, stranger_only),
}

BODIES_OF_JSON: Table = {
    **TEXTS,
    **IDS,
    **{f"json/wrong-shape/{name}": (moment, edited(edit)) for name, (moment, edit) in SHAPES.items()},
}
