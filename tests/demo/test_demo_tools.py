"""The demo's tools show each kind of content and conduct, in every revision."""

import asyncio
import base64
import io
import json
import wave

import httpx
import jsonschema_rs
import pytest
from PIL import Image
from plain_client import MODERN, PlainClient

TRIP = {
    "title": "Up north",
    "from": {"city": "Bern"},
    "to": {"city": "Oslo", "country": "NO"},
    "departs": "2026-09-01",
    "travellers": [{"name": "Ada", "age": 36}],
    "discount": None,
    "payment": {"kind": "card", "last_digits": "1234"},
}


def kinds(result: dict) -> list[str]:
    return [block["type"] for block in result["content"]]


async def slow_calls(client: PlainClient) -> dict[str, int]:
    contents = (await client.ask("resources/read", uri="demo://data/calls.json")).result["contents"]
    return json.loads(contents[0]["text"])


async def test_greets_in_plain_text(client: PlainClient) -> None:
    result = (await client.call("greet", name="Ada")).result
    assert result["content"] == [{"type": "text", "text": "Hello, Ada!"}]
    assert not result["isError"]


async def test_arguments_that_do_not_fit_are_named(client: PlainClient) -> None:
    result = (await client.call("greet", name=7)).result
    assert result["isError"]
    assert "arguments/name" in result["content"][1]["text"]


@pytest.mark.parametrize(
    ("tool", "mime_type", "kind"),
    [("draw_landscape", "image/png", "PNG"), ("take_photo", "image/jpeg", "JPEG")],
)
async def test_pictures_are_what_they_say(client: PlainClient, tool: str, mime_type: str, kind: str) -> None:
    block = (await client.call(tool, time="noon", width=120, height=80)).result["content"][-1]
    assert (block["type"], block["mimeType"]) == ("image", mime_type)
    picture = Image.open(io.BytesIO(base64.b64decode(block["data"])))
    assert (picture.format, picture.size) == (kind, (120, 80))


async def test_sound_is_a_wave_file(client: PlainClient) -> None:
    block = (await client.call("play_chime")).result["content"][-1]
    assert (block["type"], block["mimeType"]) == ("audio", "audio/wav")
    with wave.open(io.BytesIO(base64.b64decode(block["data"]))) as sound:
        assert 0.5 < sound.getnframes() / sound.getframerate() < 2


async def test_every_kind_of_content_in_one_result(client: PlainClient) -> None:
    result = (await client.call("show_everything")).result
    expected = ["text", "image", "audio", "resource_link", "resource"]
    assert kinds(result) == expected
    assert result["structuredContent"] == {"kinds": expected}


async def test_embeds_text_and_bytes(client: PlainClient) -> None:
    text, binary = (block["resource"] for block in (await client.call("embed_resources")).result["content"][1:])
    assert "every word is kept" in text["text"]
    assert base64.b64decode(binary["blob"]) == bytes(range(256))


async def test_links_lead_to_resources(client: PlainClient) -> None:
    links = (await client.call("link_resources")).result["content"][1:]
    assert kinds({"content": links}) == ["resource_link"] * 3
    contents = (await client.ask("resources/read", uri=links[0]["uri"])).result["contents"]
    assert contents[0]["mimeType"] == links[0]["mimeType"] == "text/markdown"


async def test_structured_content_right_and_wrong(client: PlainClient) -> None:
    tools = {tool["name"]: tool for tool in (await client.ask("tools/list")).result["tools"]}
    right = (await client.call("get_weather", city="Oslo")).result["structuredContent"]
    wrong = (await client.call("get_wrong_weather", city="Oslo")).result["structuredContent"]
    assert jsonschema_rs.is_valid(tools["get_weather"]["outputSchema"], right)
    assert not jsonschema_rs.is_valid(tools["get_wrong_weather"]["outputSchema"], wrong)


async def test_rich_schema_takes_a_trip(client: PlainClient) -> None:
    result = (await client.call("plan_trip", **TRIP)).result
    assert result["structuredContent"] == {"understood": TRIP}
    result = (await client.call("plan_trip", **TRIP | {"seats": 10})).result
    assert result["isError"]


async def test_tools_say_how_they_behave(client: PlainClient) -> None:
    tools = {tool["name"]: tool for tool in (await client.ask("tools/list")).result["tools"]}
    assert tools["greet"]["annotations"]["readOnlyHint"] is True
    assert tools["clear_notes"]["annotations"]["destructiveHint"] is True
    assert all(tool["title"] and tool["description"] for tool in tools.values())
    for tool in tools.values():
        for field in tool["inputSchema"]["properties"].values():
            assert "description" in field or "$ref" in field


async def test_error_as_a_result_and_as_an_answer(client: PlainClient) -> None:
    assert (await client.call("fail")).result["isError"]
    assert (await client.call("refuse", code=-32042)).message["error"]["code"] == -32042


async def test_progress_tells_total_and_message(client: PlainClient) -> None:
    answer = await client.call("count_slowly", seconds=0, steps=4)
    told = [note["params"] for note in answer.notifications if note["method"] == "notifications/progress"]
    assert [note["progress"] for note in told] == [1, 2, 3, 4]
    assert {note["total"] for note in told} == {4}
    # Progress carries a message since 2025-03-26.
    assert told[0]["message"] == "Step 1 of 4"


async def test_log_at_every_level(client: PlainClient) -> None:
    answer = await client.call("write_log")
    levels = [note["params"]["level"] for note in answer.notifications if note["method"] == "notifications/message"]
    assert levels == ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"]


async def test_log_level_of_a_session(demo_url: str) -> None:
    async with PlainClient(demo_url, "2025-11-25") as client:
        await client.ask("logging/setLevel", level="critical")
        answer = await client.call("write_log")
    assert [note["params"]["level"] for note in answer.notifications] == ["critical", "alert", "emergency"]


async def test_mirrored_headers(demo_url: str) -> None:
    async with PlainClient(demo_url, MODERN) as client:
        arguments = {"region": "north", "question": "Why?"}
        answer = await client.call("ask_region", {"Mcp-Param-Region": "north"}, **arguments)
        assert answer.result["content"][1]["text"] == "Mirrored headers: Mcp-Param-Region: north"
        refused = await client.call("ask_region", {"Mcp-Param-Region": "south"}, **arguments)
    assert (refused.status, refused.message["error"]["code"]) == (400, -32020)


async def test_notes_come_and_go(client: PlainClient) -> None:
    text = (await client.call("add_note", text="remember")).result["content"][0]["text"]
    uri = text.rpartition(" ")[2]
    assert (await client.ask("resources/read", uri=uri)).result["contents"][0]["text"] == "remember"
    await client.call("clear_notes")
    assert "error" in (await client.ask("resources/read", uri=uri)).message


async def first_progress(response: httpx.Response) -> None:
    async for line in response.aiter_lines():
        if "notifications/progress" in line:
            return


async def cancelled_calls(client: PlainClient, before: int) -> int:
    """Ask until the count has moved: the server hears of a closed stream when it next looks."""
    for _ in range(200):
        now = (await slow_calls(client))["cancelled"]
        if now > before:
            break
        await asyncio.sleep(0.02)
    return now


async def test_closing_the_stream_cancels_in_the_stateless_era(demo_url: str) -> None:
    async with PlainClient(demo_url, MODERN) as client:
        before = (await slow_calls(client))["cancelled"]
        request = client.request("tools/call", {"name": "count_slowly", "arguments": {"seconds": 60, "steps": 600}})
        response = await client.http.send(request, stream=True)
        await first_progress(response)
        await response.aclose()
        assert await cancelled_calls(client, before) == before + 1


async def test_a_notification_cancels_in_a_session(demo_url: str) -> None:
    async with PlainClient(demo_url, "2025-11-25") as client:
        before = (await slow_calls(client))["cancelled"]
        request = client.request("tools/call", {"name": "count_slowly", "arguments": {"seconds": 60, "steps": 600}})
        response = await client.http.send(request, stream=True)
        await first_progress(response)
        await client.notify("notifications/cancelled", requestId=json.loads(request.content)["id"], reason="enough")
        assert await cancelled_calls(client, before) == before + 1
        await response.aclose()


async def test_a_lost_stream_is_taken_up_again(demo_url: str) -> None:
    async with PlainClient(demo_url, "2025-11-25") as client:
        request = client.request("tools/call", {"name": "lose_connection", "arguments": {}})
        lost = await client.http.send(request)
        assert '"result"' not in lost.text
        last = [line[3:].strip() for line in lost.text.splitlines() if line.startswith("id:")][-1]
        headers = {**client.session, "Accept": "text/event-stream", "Last-Event-ID": last}
        async with client.http.stream("GET", demo_url, headers=headers) as resumed:
            async for line in resumed.aiter_lines():
                if '"result"' in line:
                    break
        assert "You took the stream up again" in line
        assert json.loads(line[5:])["id"] == json.loads(request.content)["id"]
