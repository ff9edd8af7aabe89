"""What a person sees of calls that a server answers badly, and of what it lists; other calls work all the same."""

import pytest
from hostile.killable import killable_server
from hostile.server import hostile_server
from person import SIZE, app_on, calls, goes_everywhere, leaves, seen, sees, sessions, transcript, until

from inspector.session import deadline
from inspector.store import arguments

PATIENT, SHORT = 20, 0.3
# Path, what the result says, and how long the person waits.
FAILURES = [
    ("call/status/500/html", "failed inside (500)", PATIENT),
    ("call/status/401/json", "asks for authorization (401)", PATIENT),
    ("call/status/429/nothing", "too many requests (429)", PATIENT),
    ("call/redirect/307/other-host", "redirects to another address", PATIENT),
    ("call/content-type/json-but-event-stream", "The answer is not JSON", PATIENT),
    ("call/close-at-once", "broke off in the middle", PATIENT),
    ("json/broken", "The answer is not JSON", PATIENT),
    ("json/deep", "The answer is not JSON", PATIENT),
    ("json/html", "The answer is not JSON", PATIENT),
    ("json/wrong-shape/result-list", "is no object", PATIENT),
    ("json/wrong-shape/result-and-error", "no JSON-RPC response", PATIENT),
    ("ids/wrong", "answered another request", PATIENT),
    ("stream/cut", "broke off in the middle", PATIENT),
    ("stream/ends", "stream ended before the answer came", PATIENT),
    ("stream/endless", "No answer within", SHORT),
    ("stream/flood", "No answer within", SHORT),
    ("stream/silent", "No answer within", SHORT),
    ("stream/drip", "No answer within", SHORT),
    ("body/drip", "No answer within", SHORT),
    ("stream/huge-event", "not read to its end", PATIENT),
    ("body/200mb", "not read to its end", PATIENT),
    ("body/200mb-until-closed", "not read to its end", PATIENT),
    ("body/bomb", "not read to its end", PATIENT),
    ("body/bomb-twice", "not read to its end", PATIENT),
    ("body/event-bomb", "not read to its end", PATIENT),
]  # fmt: skip
ODD_BUT_RIGHT = [
    "ids/repeated",
    "ids/earlier",
    "call/content-type/html",
    "call/content-type/missing",
    "json/lone-surrogate",
]
SCHEMAS = [
    *("network-ref", "network-meta-schema", "file-ref", "self-ref", "self-ref-property", "tree-ref", "mutual-ref"),
    *("missing-ref", "bad-ref", "doubling", "deep", "wide", "big-enum", "slow-pattern", "bad-pattern", "never"),
    *("absurd-limits", "contradiction"),
]  # fmt: skip


async def choose(pilot, key, name):
    """Go to a place and to an entry of it that is listed."""
    await pilot.press("escape", key, "slash")
    await until(pilot, lambda: pilot.app.focused is not None and "Filter" in type(pilot.app.focused).__name__)
    await pilot.press(*name, "enter")
    await sees(pilot, f"╭─ {name}")


async def calls_echo(pilot, base, path):
    """Connect, and call `echo` with what it was last called with."""
    arguments.remember(f"{base}/{path}", "tool", "echo", {"text": "hi"})
    await sees(pilot, "● connected", "╭─ echo")
    await until(pilot, lambda: not any(call.running for call in transcript(pilot.app).calls.all))
    await pilot.press("f5")


async def reads_a_text(pilot):
    """Read a resource, which works."""
    await pilot.press("3")
    await sees(pilot, "╭─ note://text")
    await pilot.press("enter")
    await sees(pilot, "Result  ✓ ok")


@pytest.mark.parametrize(("path", "words", "timeout"), FAILURES, ids=[failure[0] for failure in FAILURES])
async def test_a_call_that_fails_says_why_and_others_work(monkeypatch, path, words, timeout):
    monkeypatch.setattr(deadline, "CEILING", 3)
    async with hostile_server() as base:
        app = app_on(f"{base}/{path}", timeout)
        async with app.run_test(size=SIZE) as pilot:
            await calls_echo(pilot, base, path)
            await sees(pilot, words, "Seen", "Try", "e shows the exchange")
            await reads_a_text(pilot)
            await goes_everywhere(pilot)
            await pilot.press("r")
            await until(pilot, lambda: sessions(app) == 2)
            await sees(pilot, "● connected")
            await until(pilot, lambda: not any(call.running for call in transcript(app).calls.all))
            loaded = await leaves(pilot)
    [call] = [call for call in loaded.transcript.calls.all if call.method == "tools/call"]
    assert words in call.end.problem.what


@pytest.mark.parametrize("path", ODD_BUT_RIGHT)
async def test_an_odd_answer_is_shown(path):
    async with hostile_server() as base:
        app = app_on(f"{base}/{path}")
        async with app.run_test(size=SIZE) as pilot:
            await calls_echo(pilot, base, path)
            await sees(pilot, "Result  ✓ ok", "hi")
            await leaves(pilot)


async def test_a_session_that_is_lost_is_told_and_begun_anew_on_a_key():
    async with hostile_server() as base:
        app = app_on(f"{base}/session/lost-at-call")
        async with app.run_test(size=SIZE) as pilot:
            await calls_echo(pilot, base, "session/lost-at-call")
            await sees(pilot, "does not know the session any more (404)", "Try")
            await pilot.press("r")
            await until(pilot, lambda: sessions(app) == 2)
            await sees(pilot, "● connected")
            await until(pilot, lambda: not any(call.running for call in transcript(app).calls.all))
            await choose(pilot, "1", "echo")
            await pilot.press("f5")
            await sees(pilot, "Result  ✓ ok")
            await leaves(pilot)


@pytest.mark.parametrize("protocol", ["2026-07-28", "2025-11-25"])
async def test_a_server_that_is_killed_and_comes_back(protocol):
    async with killable_server() as server:
        app = app_on(f"{server.base_url}/honest", protocol=protocol)
        async with app.run_test(size=SIZE) as pilot:
            await calls_echo(pilot, server.base_url, "honest")
            await sees(pilot, "Result  ✓ ok")
            await server.kill()
            await pilot.press("f5")
            await until(pilot, lambda: len(calls(app)) == 2 and calls(app)[-1].end is not None)
            await sees(pilot, "Result  ✗ failed", "Try")
            await pilot.press("r")
            await sees(pilot, "✗ no connection", "Nothing listens at 127.0.0.1", "Press r to reconnect")
            await server.start()
            await pilot.press("r")
            await sees(pilot, "● connected")
            await until(pilot, lambda: not any(call.running for call in transcript(app).calls.all))
            await choose(pilot, "1", "echo")
            await pilot.press("f5")
            await sees(pilot, "Result  ✓ ok")
            await leaves(pilot)


async def test_ten_thousand_tools_are_listed_filtered_and_called():
    async with hostile_server() as base:
        app = app_on(f"{base}/tools/10000")
        async with app.run_test(size=SIZE) as pilot:
            await sees(pilot, "1 Tools 10,000")
            await choose(pilot, "1", "tool-09999")
            await pilot.press("f5")
            await sees(pilot, "tool-09999 was called")
            await leaves(pilot)


async def test_tools_of_one_name_are_all_listed_and_said_to_be_so():
    async with hostile_server() as base:
        app = app_on(f"{base}/tools/duplicates")
        async with app.run_test(size=SIZE) as pilot:
            await sees(pilot, "1 Tools 5", "╭─ twin")
            assert seen(app).count("twin") >= 3
            await pilot.press("f5")
            await sees(pilot, "twin was called")
            await leaves(pilot)


@pytest.mark.parametrize("name", SCHEMAS)
async def test_a_hostile_schema_has_a_form_and_can_be_sent(name):
    async with hostile_server() as base:
        app = app_on(f"{base}/schema/{name}")
        async with app.run_test(size=SIZE) as pilot:
            await sees(pilot, "1 Tools 2", "╭─ odd")
            await until(pilot, lambda: not any(call.running for call in transcript(app).calls.all))
            await pilot.press("f5")
            await until(pilot, lambda: bool(calls(app)) or "Send anyway F6" in seen(app), lambda: seen(app))
            if not calls(app):
                await pilot.click("Bar .-anyway")
            await until(pilot, lambda: bool(calls(app)) and not calls(app)[-1].running, lambda: seen(app))
            await sees(pilot, "odd was called")
            await choose(pilot, "1", "plain")
            await pilot.press("f5")
            await sees(pilot, "plain was called")
            loaded = await leaves(pilot)
    asked = {exchange.request.url for exchange in loaded.transcript.exchanges.values()}
    assert not any("_schema" in url for url in asked)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("huge", "60,000 × 60,000"),
        ("not-an-image", "⚠"),
        ("truncated", "⚠"),
        ("empty", "⚠"),
        ("wrong-type", "image/jpeg"),
        ("more-pixels-than-claimed", "10 × 10"),
        ("no-such-type", "image/hostile"),
    ],
)
async def test_a_picture_that_lies_is_said_to(name, words):
    async with hostile_server() as base:
        app = app_on(f"{base}/image/{name}")
        async with app.run_test(size=SIZE) as pilot:
            await sees(pilot, "● connected", "╭─ echo")
            await until(pilot, lambda: not any(call.running for call in transcript(app).calls.all))
            await choose(pilot, "1", "picture")
            await pilot.press("f5")
            await sees(pilot, "Result  ✓ ok", words)
            await reads_a_text(pilot)
            await leaves(pilot)
