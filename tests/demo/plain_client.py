"""A minimal MCP client on plain HTTP requests, so that the demo server is not judged by our own client."""

import json
from dataclasses import dataclass, field
from typing import Any

import httpx

MODERN = "2026-07-28"
ACCEPT = {"Accept": "application/json, text/event-stream"}
NAMED = {"tools/call": "name", "prompts/get": "name", "resources/read": "uri"}


@dataclass
class Answer:
    """The last message of an answer, and the notifications before it."""

    status: int
    message: dict[str, Any]
    notifications: list[dict[str, Any]] = field(default_factory=list)

    @property
    def result(self) -> dict[str, Any]:
        """The result; a failed test where there is none."""
        assert "result" in self.message, self.message
        return self.message["result"]


def messages(response: httpx.Response) -> list[dict[str, Any]]:
    """Return the messages of an answer, be it JSON or an event stream."""
    if not response.headers.get("content-type", "").startswith("text/event-stream"):
        return [response.json()]
    lines = [line for line in response.text.splitlines() if line.startswith("data:")]
    return [json.loads(line[5:]) for line in lines if line[5:].strip()]


class PlainClient:
    """One client of one era: `revision` decides which."""

    def __init__(self, url: str, revision: str) -> None:
        self.url, self.revision = url, revision
        self.http = httpx.AsyncClient(timeout=30, trust_env=False)
        self.session: dict[str, str] = {}
        self.opening: dict[str, Any] = {}
        self._last = 0

    async def __aenter__(self) -> "PlainClient":
        if self.revision == MODERN:
            self.opening = (await self.ask("server/discover")).result
            return self
        hello = {"protocolVersion": self.revision, "capabilities": {}, "clientInfo": {"name": "plain", "version": "1"}}
        response = await self.http.post(self.url, headers=ACCEPT, json=self.frame("initialize", hello))
        self.opening = messages(response)[-1]["result"]
        self.session = {
            "Mcp-Session-Id": response.headers["mcp-session-id"],
            "MCP-Protocol-Version": self.opening["protocolVersion"],
        }
        await self.notify("notifications/initialized")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.session:
            await self.http.delete(self.url, headers=self.session)
        await self.http.aclose()

    def frame(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        """Return a request with a fresh id."""
        self._last += 1
        return {"jsonrpc": "2.0", "id": self._last, "method": method, "params": params}

    def request(self, method: str, params: dict[str, Any], headers: dict[str, str] | None = None) -> httpx.Request:
        """Return the POST of a request, with what the era wants in headers and `_meta`."""
        meta: dict[str, Any] = {"progressToken": f"token-{self._last}"}
        extra = dict(ACCEPT | self.session)
        if self.revision == MODERN:
            meta["io.modelcontextprotocol/protocolVersion"] = MODERN
            meta["io.modelcontextprotocol/clientCapabilities"] = {}
            meta["io.modelcontextprotocol/logLevel"] = "debug"
            extra |= {"MCP-Protocol-Version": MODERN, "Mcp-Method": method}
            extra |= {"Mcp-Name": params[NAMED[method]]} if method in NAMED else {}
        body = self.frame(method, {"_meta": meta, **params})
        return self.http.build_request("POST", self.url, headers=extra | (headers or {}), json=body)

    async def ask(self, method: str, headers: dict[str, str] | None = None, /, **params: Any) -> Answer:
        """Send a request and read its answer to the end."""
        response = await self.http.send(self.request(method, params, headers))
        *notifications, last = messages(response)
        return Answer(response.status_code, last, notifications)

    async def call(self, tool: str, headers: dict[str, str] | None = None, /, **arguments: Any) -> Answer:
        """Call a tool."""
        return await self.ask("tools/call", headers, name=tool, arguments=arguments)

    async def notify(self, method: str, **params: Any) -> None:
        """Send a notification (sessions only)."""
        body = {"jsonrpc": "2.0", "method": method, "params": params}
        response = await self.http.post(self.url, headers=ACCEPT | self.session, json=body)
        assert response.status_code == 202, response.text

    async def everything(self, method: str, key: str) -> tuple[list[dict[str, Any]], int]:
        """Return all items of a list and the number of pages."""
        items, pages, cursor = [], 0, None
        while pages == 0 or cursor is not None:
            result = (await self.ask(method, **({"cursor": cursor} if cursor else {}))).result
            items += result[key]
            cursor, pages = result.get("nextCursor"), pages + 1
        return items, pages
