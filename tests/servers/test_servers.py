"""The real servers of the tests start and answer a handshake."""

import json

import httpx
import pytest


@pytest.mark.parametrize(
    ("fixture", "name"),
    [("mcp1_url", "mcp1"), ("everything_url", "mcp-servers/everything"), ("demo_url", "inspector-demo")],
)
async def test_answers_a_handshake(request: pytest.FixtureRequest, fixture: str, name: str) -> None:
    url = request.getfixturevalue(fixture)
    hello = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    async with httpx.AsyncClient(trust_env=False) as http:
        response = await http.post(
            url,
            headers={"Accept": "application/json, text/event-stream"},
            json={"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        )
    data = [line[5:] for line in response.text.splitlines() if line.startswith("data:") and line[5:].strip()]
    assert response.headers["mcp-session-id"]
    assert json.loads(data[-1])["result"]["serverInfo"]["name"] == name
