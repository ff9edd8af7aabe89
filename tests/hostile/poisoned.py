"""A server that works, and every word of which is poison."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any

from .answers import Table
from .honest import META, Honest, Json, Refusal, is_stateless, text
from .moments import CALL, CONNECT, Case
from .pictures import PIXEL
from .poison import MARKUP, PIECES, RAW_C1, header_poison, poison
from .wire import Headers, Request, Wire

# Names that are plain, so that a test can ask for them; everything else about them is poison.
FULL, FAILING, REFUSING = "full", "failing", "refusing"


def pair(label: str) -> Json:
    """Return an object whose key and value are poison."""
    return {poison(f"{label} key"): poison(f"{label} value")}


def schema() -> Json:
    """Return an input schema with poison in every place that a form shows."""
    described = {"title": poison("field title"), "description": poison("field description")}
    choice = {"type": "string", "enum": [poison("choice 1"), poison("choice 2")], **described}
    properties = {
        poison("property"): {"type": "string", "default": poison("default"), **described},
        poison("choice property"): choice | {"default": poison("choice 1")},
        poison("nested property"): {"type": "object", "properties": {poison("inner"): described}, **described},
        "list": {"type": "array", "items": {"type": "string", **described}, "default": [poison("item")], **described},
        "one": {"oneOf": [{"const": poison("const"), **described}, {"type": "integer", **described}], **described},
        "format": {"type": "string", "format": poison("format"), "examples": [poison("example")], **described},
        "type": {"type": poison("type"), **described},
    }
    return {"type": "object", "properties": properties, "required": [poison("property")], **described}


def output_schema() -> Json:
    """Return a schema that the result breaks, so that the verdict has to name poisoned properties and values."""
    broken = {"type": "integer", "description": poison("output description")}
    properties, required = {poison("result key"): broken}, [poison("missing")]
    return checkable({"type": "object", "properties": properties, "required": required})


def checkable(value: Any) -> Any:
    """Return JSON without lone surrogates, which no checker takes."""
    return json.loads(json.dumps(value, ensure_ascii=False).replace("\ud800", ""))


def hints() -> Json:
    return {"title": poison("annotation title"), "readOnlyHint": True, **pair("annotation")}


def content() -> Iterator[Json]:
    """Yield one block of each kind."""
    pixel = base64.b64encode(PIXEL).decode()
    audience = {"annotations": {"audience": [poison("audience")], "lastModified": poison("modified")}}
    resource = {"uri": poison("embedded uri"), "mimeType": poison("embedded type"), "text": poison("embedded text")}
    yield text("plain " + poison("result text")) | audience
    yield text(json.dumps(pair("result JSON"), ensure_ascii=False))
    yield text("# " + poison("result heading") + "\n\n- " + poison("result item"))
    yield {"type": "image", "data": pixel, "mimeType": poison("image type")}
    yield {"type": "image", "data": pixel, "mimeType": "image/png", "_meta": pair("image meta")}
    yield {"type": "audio", "data": pixel, "mimeType": poison("audio type")}
    yield link("linked")
    yield link("linked page") | {"uri": f"https://hostile.example/{poison('page')}"}
    yield {"type": "resource", "resource": resource}
    yield {"type": "resource", "resource": resource | {"mimeType": "text/plain"}}
    yield {"type": poison("block type"), "data": poison("block data")}


def link(label: str) -> Json:
    return {"type": "resource_link", **resource(label)}


def resource(label: str) -> Json:
    return {"uri": f"note://{poison(f'{label} uri')}", **named(label), "mimeType": poison(f"{label} type"), "size": 7}


def named(label: str) -> Json:
    """Return a poisoned name, title, description and icon."""
    return {
        "name": poison(f"{label} name"),
        "title": poison(f"{label} title"),
        "description": poison(f"{label} description"),
        "icons": [{"src": poison(f"{label} icon"), "mimeType": poison(f"{label} icon type")}],
    }


class Poisoned(Honest):
    """Serves tools `full`, `failing` (isError) and `refusing` (a JSON-RPC error), and one named by each piece."""

    def identity(self) -> Json:
        return {**named("server"), "version": poison("version"), "websiteUrl": poison("website")}

    def instructions(self) -> str:
        return poison("instructions")

    def capabilities(self) -> Json:
        odd = {poison("capability"): pair("capability"), "extensions": {poison("extension"): pair("extension")}}
        return super().capabilities() | odd

    def encode(self, response: Any) -> bytes:
        """Write characters as they are wherever JSON allows it; lone surrogates cannot be."""
        body = json.dumps(response, ensure_ascii=False)
        return re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", body).encode()

    def tools(self) -> list[Json]:
        shown = {"inputSchema": schema(), "outputSchema": output_schema(), "annotations": hints()}
        plain = [named(name) | shown | {"name": name} for name in (FULL, FAILING, REFUSING)]
        plain[1]["inputSchema"] = checkable(schema())
        empty = {"type": "object"}
        pieces = [
            {"name": f"{piece}{number}", "title": f"{piece}{number}", "description": piece, "inputSchema": empty}
            for number, piece in enumerate(PIECES)
        ]
        return [*plain, *pieces]

    def prompts(self) -> list[Json]:
        argument = named("argument") | {"required": True}
        plain = named("prompt") | {"name": FULL, "arguments": [argument, {"name": "plain"}]}
        refusing = named("refusing prompt") | {"name": REFUSING}
        return [plain, refusing, *({"name": f"{piece}{n}", "arguments": [argument]} for n, piece in enumerate(PIECES))]

    def resources(self) -> list[Json]:
        plain = resource("resource") | {"uri": "note://full"}
        refusing = resource("refusing resource") | {"uri": "note://refusing"}
        pieces = [{"uri": f"note://{piece}{n}", "name": piece} for n, piece in enumerate(PIECES)]
        return [plain, refusing, resource("hostile"), *pieces]

    def templates(self) -> list[Json]:
        plain = named("template") | {"uriTemplate": "note://by/{name}", "mimeType": poison("template type")}
        broken = named("broken template") | {"uriTemplate": f"note://{poison('template')}{{name"}
        return [plain, broken, *({"uriTemplate": f"note://{piece}/{{name}}", "name": piece} for piece in PIECES)]

    def call(self, name: str, arguments: Json) -> Json:
        if name == REFUSING:
            raise Refusal(-32000, poison("error message"), pair("error data"))
        if name == FAILING:
            return {"content": [text(poison("failure"))], "isError": True}
        structured = {poison("result key"): poison("result value"), poison("list"): [poison("element")]}
        return {"content": list(content()), "structuredContent": checkable(structured), "_meta": pair("meta")}

    def prompt(self, name: str, arguments: Json) -> Json:
        if name == REFUSING:
            raise Refusal(-32602, poison("prompt error"), poison("prompt error data"))
        messages = [
            {"role": poison("role") if number == 1 else "user", "content": block}
            for number, block in enumerate(content())
        ]
        return {"description": poison("prompt result"), "messages": messages}

    def read(self, uri: str) -> list[Json]:
        if uri == "note://refusing":
            raise Refusal(-32602, poison("resource error"), {"uri": uri})
        blob = base64.b64encode(poison("blob").encode("utf-8", "surrogatepass") + RAW_C1).decode()
        return [
            {"uri": poison("read uri"), "mimeType": "text/plain", "text": poison("read text")},
            {"uri": uri, "mimeType": poison("read type"), "text": poison("read odd text")},
            {"uri": uri, "mimeType": "application/octet-stream", "blob": blob},
        ]

    def complete(self, start: str) -> list[str]:
        return [*PIECES, poison("completion")]

    def notifications(self, request: Request) -> list[Json]:
        """Tell progress and log messages before the answer to any tool call."""
        if request.asked != "tools/call":
            return []
        meta = request.params.get("_meta") or {}
        told: list[tuple[str, Json]] = []
        if "progressToken" in meta:
            step = {"progressToken": meta["progressToken"], "progress": 1, "total": 2}
            told.append(("notifications/progress", step | {"message": poison("progress")}))
        if not is_stateless(request) or META + "logLevel" in meta:
            told.append(("notifications/message", self.logged()))
        told.append((poison("method"), pair("notification")))
        return [{"jsonrpc": "2.0", "method": method, "params": params} for method, params in told]

    def logged(self) -> Json:
        return {"level": "warning", "logger": poison("logger"), "data": {"text": poison("log"), **pair("log")}}

    async def answer_by_stream(self, request: Request, wire: Wire) -> None:
        await wire.start(headers=self.headers(request), reason=header_poison("stream reason"))
        for notification in self.notifications(request):
            await self.tell(wire, notification)
            await wire.pause(request.seconds(0.01))
        await self.tell(wire, self.response(request))
        await wire.end()

    async def listen(self, request: Request, wire: Wire) -> None:
        await wire.start(headers=self.headers(request), reason=header_poison("listen reason"))
        await self.tell(wire, {"jsonrpc": "2.0", "method": "notifications/message", "params": self.logged()})
        await wire.hold()

    async def tell(self, wire: Wire, message: Json) -> None:
        """Send an event with poison in its id, in a comment, and in an event name that carries no message."""
        word = header_poison("event").encode("utf-8", "surrogateescape")
        await wire.chunk(b": %s\nevent: %s\ndata: %s\n\n" % (word, word, word))
        await wire.chunk(b"id: %s\nevent: message\ndata: %s\n\n" % (word, self.encode(message)))

    def headers(self, request: Request) -> Headers:
        return (
            *super().headers(request),
            ("x-hostile", header_poison("header")),
            ("server", header_poison("software")),
        )

    def reason(self, request: Request) -> str:
        return header_poison("reason")

    def new_session(self) -> str:
        return f"{MARKUP[1]}{super().new_session()}{MARKUP[0]}"


class PoisonedSession(Poisoned):
    """Gives a session id with control characters, which no session id may have."""

    def new_session(self) -> str:
        return f"\x1b[02J\x1b]0;HOSTILE-TITLE\x07{super().new_session()}"


def _words(label: str) -> bytes:
    return poison(label).encode("utf-8", "replace") + RAW_C1


async def refused(case: Case) -> None:
    """Answer 500 with poison as plain text, in the reason phrase and in headers."""
    headers = (("x-hostile", header_poison("header")),)
    await case.wire.respond(500, _words("body"), "text/plain", headers, header_poison("reason"))


async def page(case: Case) -> None:
    """Answer 502 with a poisoned HTML page."""
    await case.wire.respond(502, b"<title>%s</title><p>%s" % (_words("title"), _words("text")), "text/html")


async def not_json(case: Case) -> None:
    await case.wire.respond(200, _words("body"))


async def other_type(case: Case) -> None:
    await case.wire.respond(200, case.right_bytes(), f"text/{header_poison('type')}")


async def challenged(case: Case) -> None:
    """Answer 401 with a poisoned challenge."""
    challenge = f'Bearer realm="{header_poison("realm")}", error_description="{header_poison("why")}"'
    await case.wire.respond(401, _words("body"), "text/plain", (("www-authenticate", challenge),))


async def elsewhere(case: Case) -> None:
    await case.wire.respond(307, headers=(("location", f"http://{header_poison('place')}.invalid/"),))


async def error(case: Case) -> None:
    """Answer every request with a poisoned JSON-RPC error."""
    refusal = {"code": -32000, "message": poison("error message"), "data": pair("error data")}
    answer = {"jsonrpc": "2.0", "id": case.right()["id"], "error": refusal}
    await case.wire.respond(200, json.dumps(answer).encode())


async def garbage(case: Case) -> None:
    """Answer with poison instead of HTTP."""
    await case.wire.send(_words("no HTTP") + b"\r\n\r\n")
    case.wire.hang_up()


POISONED: Table = {
    "poison/status": (CONNECT, refused),
    "poison/html": (CONNECT, page),
    "poison/challenge": (CONNECT, challenged),
    "poison/redirect": (CONNECT, elsewhere),
    "poison/error": (CONNECT, error),
    "poison/garbage": (CONNECT, garbage),
    "poison/not-json": (CALL, not_json),
    "poison/content-type": (CALL, other_type),
}
POISONED_SERVERS = {"poison": Poisoned, "poison/session-id": PoisonedSession}
