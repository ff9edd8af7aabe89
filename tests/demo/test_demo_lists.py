"""The demo's resources, templates, prompts and completions, in every revision."""

import base64
import io
import json

import httpx
import pytest
from PIL import Image
from plain_client import ACCEPT, MODERN, PlainClient


async def test_says_who_it_is(client: PlainClient) -> None:
    info = client.opening.get("serverInfo") or client.opening["_meta"]["io.modelcontextprotocol/serverInfo"]
    assert (info["name"], info["title"]) == ("inspector-demo", "Inspector demo")
    assert info["version"]
    assert "draw_landscape" in client.opening["instructions"]
    assert {"tools", "prompts", "resources", "completions", "logging"} <= client.opening["capabilities"].keys()


@pytest.mark.parametrize("revision", ["2025-11-25", "2025-06-18", "2025-03-26"])
async def test_agrees_to_a_handshake_revision(demo_url: str, revision: str) -> None:
    async with PlainClient(demo_url, revision) as client:
        assert client.opening["protocolVersion"] == revision


async def test_resources_come_in_pages(client: PlainClient) -> None:
    resources, pages = await client.everything("resources/list", "resources")
    assert pages >= 5
    assert sum(resource["uri"].startswith("demo://numbered/") for resource in resources) == 120
    assert len({resource["uri"] for resource in resources}) == len(resources)


async def test_a_made_up_cursor_is_refused(client: PlainClient) -> None:
    answer = await client.ask("resources/list", cursor="made-up")
    assert answer.message["error"]["code"] == -32602


async def test_each_listed_fixed_resource_can_be_read(client: PlainClient) -> None:
    resources = (await client.ask("resources/list")).result["resources"]
    for resource in resources:
        contents = (await client.ask("resources/read", uri=resource["uri"])).result["contents"][0]
        assert contents["mimeType"] == resource["mimeType"]
        assert contents.get("text") or contents.get("blob")


async def test_a_picture_as_a_binary_resource(client: PlainClient) -> None:
    contents = (await client.ask("resources/read", uri="demo://picture/dawn.png")).result["contents"][0]
    assert Image.open(io.BytesIO(base64.b64decode(contents["blob"]))).size == (320, 200)


async def test_templates_can_be_filled_in(client: PlainClient) -> None:
    templates = {
        t["name"]: t["uriTemplate"] for t in (await client.ask("resources/templates/list")).result["resourceTemplates"]
    }
    assert templates["city"] == "demo://city/{name}"
    for uri, seen in [
        ("demo://city/Z%C3%BCrich", "Switzerland"),
        ("demo://search?country=Spain&limit=2", "Madrid"),
        ("demo://numbered/120", "120"),
    ]:
        assert seen in (await client.ask("resources/read", uri=uri)).result["contents"][0]["text"]


async def test_no_such_resource(client: PlainClient) -> None:
    answer = await client.ask("resources/read", uri="demo://numbered/121")
    assert answer.message["error"]["code"] == (-32602 if client.revision == MODERN else -32002)


async def test_prompts_with_and_without_arguments(client: PlainClient) -> None:
    prompts = {prompt["name"]: prompt for prompt in (await client.ask("prompts/list")).result["prompts"]}
    assert not prompts["write_haiku"].get("arguments")
    assert [a["name"] for a in prompts["review_code"]["arguments"] if a.get("required")] == ["code", "language"]
    plain = (await client.ask("prompts/get", name="write_haiku")).result["messages"]
    assert plain[0]["content"]["type"] == "text"
    filled = await client.ask("prompts/get", name="review_code", arguments={"code": "x = 1", "language": "Python"})
    assert "x = 1" in filled.result["messages"][0]["content"]["text"]
    refused = await client.ask("prompts/get", name="review_code", arguments={"code": "x = 1"})
    assert refused.message["error"]["data"] == {"missing": ["language"]}


async def test_prompts_with_a_picture_and_a_resource(client: PlainClient) -> None:
    picture = (await client.ask("prompts/get", name="describe_picture")).result["messages"]
    assert picture[1]["content"]["type"] == "image"
    guide = (await client.ask("prompts/get", name="explain_guide")).result["messages"]
    assert [message["role"] for message in guide] == ["user", "user", "assistant"]
    assert guide[0]["content"]["type"] == "resource"


@pytest.mark.parametrize(
    ("ref", "argument", "typed", "found"),
    [
        ({"type": "ref/prompt", "name": "review_code"}, "language", "py", ["Python"]),
        ({"type": "ref/resource", "uri": "demo://city/{name}"}, "name", "ber", ["Berlin", "Bern"]),
        ({"type": "ref/prompt", "name": "review_code"}, "code", "x", []),
    ],
)
async def test_completes(client: PlainClient, ref: dict, argument: str, typed: str, found: list[str]) -> None:
    answer = await client.ask("completion/complete", ref=ref, argument={"name": argument, "value": typed})
    assert answer.result["completion"]["values"] == found


async def test_completion_is_cut_at_a_hundred_and_knows_what_was_chosen(client: PlainClient) -> None:
    ref = {"type": "ref/resource", "uri": "demo://numbered/{number}"}
    completion = (await client.ask("completion/complete", ref=ref, argument={"name": "number", "value": ""})).result
    assert len(completion["completion"]["values"]) == 100
    assert completion["completion"]["hasMore"] is True
    answer = await client.ask(
        "completion/complete",
        ref={"type": "ref/prompt", "name": "review_code"},
        argument={"name": "framework", "value": ""},
        context={"arguments": {"language": "Ruby"}},
    )
    assert answer.result["completion"]["values"] == ["Rails"]


async def test_a_session_hears_that_resources_changed(demo_url: str) -> None:
    async with PlainClient(demo_url, "2025-11-25") as client:
        headers = {**client.session, "Accept": "text/event-stream"}
        async with client.http.stream("GET", demo_url, headers=headers) as stream:
            lines = stream.aiter_lines()
            await client.call("add_note", text="news")
            assert await notification(lines) == "notifications/resources/list_changed"


async def test_a_listener_hears_that_resources_changed(demo_url: str) -> None:
    async with PlainClient(demo_url, MODERN) as client:
        request = client.request("subscriptions/listen", {"notifications": {"resourcesListChanged": True}})
        response = await client.http.send(request, stream=True)
        lines = response.aiter_lines()
        assert await notification(lines) == "notifications/subscriptions/acknowledged"
        await client.call("add_note", text="news")
        assert await notification(lines) == "notifications/resources/list_changed"
        await response.aclose()


async def notification(lines) -> str:
    async for line in lines:
        if line.startswith("data:") and line[5:].strip():
            return json.loads(line[5:])["method"]
    raise AssertionError("the stream ended")


async def test_unknown_method_and_missing_envelope(demo_url: str) -> None:
    async with PlainClient(demo_url, MODERN) as client:
        answer = await client.ask("does/not_exist")
        assert (answer.status, answer.message["error"]["code"]) == (404, -32601)
        headers = ACCEPT | {"MCP-Protocol-Version": MODERN, "Mcp-Method": "tools/list"}
        bare = await client.http.post(demo_url, headers=headers, json=client.frame("tools/list", {}))
    assert (bare.status_code, bare.json()["error"]["code"]) == (400, -32602)


async def test_a_page_of_a_strange_origin_is_refused(demo_url: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        response = await http.post(demo_url, headers=ACCEPT | {"Origin": "https://evil.example"}, json={})
    assert response.status_code == 403
