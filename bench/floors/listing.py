"""The requests of `inspector list URL --json` in a plain script: the floor of the command."""

import json
import sys

import httpx

VERSION = "2026-07-28"
META = "io.modelcontextprotocol/"
ENVELOPE = {META + "protocolVersion": VERSION, META + "clientCapabilities": {}}
HEADERS = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": VERSION}

with httpx.Client() as client:

    def ask(method: str, **params: object) -> dict[str, list[object]]:
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": {**params, "_meta": ENVELOPE}}
        return client.post(sys.argv[1], json=message, headers={**HEADERS, "Mcp-Method": method}).json()["result"]

    ask("server/discover")
    found: dict[str, list[object]] = {}
    for member in ("tools", "prompts", "resources", "resourceTemplates"):
        method = "resources/templates/list" if member == "resourceTemplates" else f"{member}/list"
        page = ask(method)
        found[member] = page[member]
        while cursor := page.get("nextCursor"):
            page = ask(method, cursor=cursor)
            found[member] += page[member]
print(json.dumps(found))
