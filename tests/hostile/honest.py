"""A correct, minimal MCP server in both eras: what every misbehaving server does apart from its one misdeed."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from typing import Any

from .pictures import PIXEL
from .wire import EVENTS, Headers, Request, Wire

META = "io.modelcontextprotocol/"
STATELESS = "2026-07-28"
HANDSHAKE = ("2025-11-25", "2025-06-18", "2025-03-26")
CACHED = {
    "server/discover",
    "tools/list",
    "prompts/list",
    "resources/list",
    "resources/templates/list",
    "resources/read",
}
STATUSES = {-32601: 404, -32020: 400, -32022: 400}

Json = dict[str, Any]


class Refusal(Exception):
    """A JSON-RPC error to answer with."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        self.error: Json = {"code": code, "message": message} | ({} if data is None else {"data": data})


def text(words: str) -> Json:
    """Return a text content block."""
    return {"type": "text", "text": words}


def is_stateless(request: Request) -> bool:
    """Does the request carry the envelope of 2026-07-28 (basic/index#meta)?"""
    meta = request.params.get("_meta")
    return isinstance(meta, dict) and META + "protocolVersion" in meta


class Honest:
    """Serves 3 tools, 2 prompts, 3 resources and a template. Subclasses override the one thing they do wrong.

    `?era=handshake` in the URL refuses the stateless era, `?answers=json` and `?answers=sse` fix the kind of answer
    (otherwise JSON, and an event stream where there is progress to tell), `?interval=` the seconds between steps.
    """

    def __init__(self) -> None:
        self.sessions: set[str] = set()
        self.cancelled: set[tuple[str, Any]] = set()

    async def handle(self, request: Request, wire: Wire) -> None:
        """Answer one HTTP request."""
        match request.method:
            case "POST":
                await self.post(request, wire)
            case "GET" if self.knows_session(request):
                await self.listen(request, wire)
            case "DELETE" if self.knows_session(request):
                self.sessions.discard(request.header("mcp-session-id"))
                await wire.respond(200)
            case _:
                await wire.respond(404 if request.header("mcp-session-id") else 405)

    async def post(self, request: Request, wire: Wire) -> None:
        if not request.asked:
            await wire.respond(400, b'{"jsonrpc":"2.0","error":{"code":-32600,"message":"not a request"}}')
        elif self.lacks_session(request):
            status = 404 if request.header("mcp-session-id") else 400
            await wire.respond(status, b'{"jsonrpc":"2.0","error":{"code":-32000,"message":"no such session"}}')
        elif not request.wants_answer:
            await self.notified(request, wire)
        elif self.streams(request):
            await self.answer_by_stream(request, wire)
        else:
            response = self.response(request)
            headers, reason = self.headers(request), self.reason(request)
            await wire.respond(self.status(request, response), self.encode(response), headers=headers, reason=reason)

    async def listen(self, request: Request, wire: Wire) -> None:
        """Serve the GET stream: nothing happens on it."""
        await wire.start()
        await wire.hold()

    async def notified(self, request: Request, wire: Wire) -> None:
        if request.asked == "notifications/cancelled":
            self.cancelled.add((request.header("mcp-session-id"), request.params.get("requestId")))
        await wire.respond(202)

    async def answer_by_stream(self, request: Request, wire: Wire) -> None:
        await wire.start(headers=(("x-accel-buffering", "no"), *self.headers(request)))
        for notification in self.notifications(request):
            await wire.event(notification)
            await wire.pause(request.seconds(0.01))
            if (request.header("mcp-session-id"), request.message["id"]) in self.cancelled:
                return await wire.end()
        await wire.event(self.encode(self.response(request)))
        return await wire.end()

    def headers(self, request: Request) -> Headers:
        """Return the headers of an answer beyond those of HTTP; a new session is made here."""
        if request.asked != "initialize":
            return ()
        session = self.new_session()
        self.sessions.add(session)
        return (("Mcp-Session-Id", session),)

    def reason(self, request: Request) -> str:
        """Return the reason phrase; empty for the usual one."""
        return ""

    def new_session(self) -> str:
        return secrets.token_hex(16)

    def knows_session(self, request: Request) -> bool:
        return request.header("mcp-session-id") in self.sessions

    def lacks_session(self, request: Request) -> bool:
        free = is_stateless(request) or request.asked in {"initialize", "server/discover"}
        return not free and not self.knows_session(request)

    def streams(self, request: Request) -> bool:
        kind = request.query.get("answers", "sse" if self.notifications(request) else "json")
        return kind == "sse" and EVENTS in request.header("accept")

    def status(self, request: Request, response: Json) -> int:
        code = response.get("error", {}).get("code")
        refused_era = request.asked == "server/discover" and code is not None
        return STATUSES.get(code, 200) if is_stateless(request) or refused_era else 200

    def encode(self, response: Any) -> bytes:
        """Turn an answer into the bytes of its JSON."""
        return json.dumps(response).encode()

    def response(self, request: Request) -> Json:
        """Return the JSON-RPC response to a request."""
        answer: Json = {"jsonrpc": "2.0", "id": request.message["id"]}
        try:
            result = self.result(request)
        except Refusal as refusal:
            return answer | {"error": refusal.error}
        if is_stateless(request):
            result = {"resultType": "complete", **result}
            result["_meta"] = {META + "serverInfo": self.identity(), **result.get("_meta", {})}
            if request.asked in CACHED:
                result |= {"ttlMs": 0, "cacheScope": "private"}
        return answer | {"result": result}

    def result(self, request: Request) -> Json:
        """Return the result of a request, or raise Refusal."""
        params = request.params
        stateless = is_stateless(request)
        match request.asked:
            case "server/discover" if stateless and request.query.get("era") != "handshake":
                return self.discovered(params)
            case "initialize" if not stateless:
                return self.initialized(params)
            case "ping" | "logging/setLevel" if not stateless:
                return {}
            case "tools/list" | "prompts/list" | "resources/list" | "resources/templates/list" as method:
                return self.page(method, params)
            case "tools/call":
                return self.call(str(params.get("name")), params.get("arguments") or {})
            case "prompts/get":
                return self.prompt(str(params.get("name")), params.get("arguments") or {})
            case "resources/read":
                return {"contents": self.read(str(params.get("uri")))}
            case "completion/complete":
                return {"completion": {"values": self.complete(str(params.get("argument", {}).get("value")))}}
            case method:
                raise Refusal(-32601, f"no method {method}")

    def discovered(self, params: Mapping[str, Any]) -> Json:
        version = params["_meta"][META + "protocolVersion"]
        if version != STATELESS:
            raise Refusal(-32022, "unsupported version", {"supported": [STATELESS], "requested": version})
        return {"supportedVersions": [STATELESS]} | self.described()

    def initialized(self, params: Mapping[str, Any]) -> Json:
        wanted = params.get("protocolVersion")
        version = wanted if wanted in HANDSHAKE else HANDSHAKE[0]
        return {"protocolVersion": version, "serverInfo": self.identity()} | self.described()

    def described(self) -> Json:
        return {"capabilities": self.capabilities(), "instructions": self.instructions()}

    def identity(self) -> Json:
        return {"name": "honest", "title": "Honest server", "version": "1.0"}

    def instructions(self) -> str:
        return "Call `echo` to be echoed."

    def capabilities(self) -> Json:
        return {"tools": {}, "prompts": {}, "resources": {}, "completions": {}, "logging": {}}

    def page(self, method: str, params: Mapping[str, Any]) -> Json:
        """Return one page of a list; an honest server has one."""
        match method:
            case "tools/list":
                return {"tools": self.tools()}
            case "prompts/list":
                return {"prompts": self.prompts()}
            case "resources/list":
                return {"resources": self.resources()}
            case _:
                return {"resourceTemplates": self.templates()}

    def tools(self) -> list[Json]:
        words = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
        steps = {"type": "object", "properties": {"steps": {"type": "integer", "minimum": 1, "default": 3}}}
        counted = {"type": "object", "properties": {"counted": {"type": "integer"}}, "required": ["counted"]}
        return [
            {"name": "echo", "title": "Echo", "description": "Says it again", "inputSchema": words},
            {"name": "picture", "description": "One red pixel", "inputSchema": {"type": "object"}},
            {"name": "count", "description": "Counts aloud", "inputSchema": steps, "outputSchema": counted},
        ]

    def prompts(self) -> list[Json]:
        who = {"name": "who", "description": "Whom to greet", "required": True}
        return [
            {"name": "greet", "title": "Greet", "arguments": [who]},
            {"name": "muse", "description": "No arguments"},
        ]

    def resources(self) -> list[Json]:
        return [
            {"uri": "note://text", "name": "text", "mimeType": "text/plain"},
            {"uri": "note://json", "name": "json", "mimeType": "application/json"},
            {"uri": "note://pixel", "name": "pixel", "mimeType": "image/png", "size": len(PIXEL)},
        ]

    def templates(self) -> list[Json]:
        return [{"uriTemplate": "note://by-name/{name}", "name": "by name", "mimeType": "text/plain"}]

    def notifications(self, request: Request) -> list[Json]:
        """Return what is told before the answer: the progress of `count`, where a progress token was given."""
        meta = request.params.get("_meta") or {}
        if request.params.get("name") != "count" or "progressToken" not in meta:
            return []
        total = int((request.params.get("arguments") or {}).get("steps", 3))
        told = [
            {"progressToken": meta["progressToken"], "progress": step, "total": total, "message": f"step {step}"}
            for step in range(1, total + 1)
        ]
        return [{"jsonrpc": "2.0", "method": "notifications/progress", "params": params} for params in told]

    def call(self, name: str, arguments: Json) -> Json:
        match name:
            case "echo":
                return {"content": [text(str(arguments.get("text", "")))]}
            case "picture":
                data = base64.b64encode(PIXEL).decode()
                return {"content": [{"type": "image", "data": data, "mimeType": "image/png"}]}
            case "count":
                counted = {"counted": arguments.get("steps", 3)}
                return {"content": [text(json.dumps(counted))], "structuredContent": counted}
        raise Refusal(-32602, f"no tool {name}")

    def prompt(self, name: str, arguments: Json) -> Json:
        if name not in {"greet", "muse"}:
            raise Refusal(-32602, f"no prompt {name}")
        said = f"Greet {arguments.get('who')}." if name == "greet" else "Muse."
        return {"messages": [{"role": "user", "content": text(said)}]}

    def read(self, uri: str) -> list[Json]:
        if uri == "note://pixel":
            return [{"uri": uri, "mimeType": "image/png", "blob": base64.b64encode(PIXEL).decode()}]
        if uri == "note://json":
            return [{"uri": uri, "mimeType": "application/json", "text": '{"a": [1, 2]}'}]
        if uri == "note://text" or uri.startswith("note://by-name/"):
            return [{"uri": uri, "mimeType": "text/plain", "text": f"the text of {uri}"}]
        raise Refusal(-32602, f"no resource {uri}")

    def complete(self, start: str) -> list[str]:
        return [name for name in ("Ada", "Alan", "Grace") if name.startswith(start)]
