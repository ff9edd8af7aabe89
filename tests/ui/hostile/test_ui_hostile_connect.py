"""What a person sees where there is no connecting: what was seen, what to try, and a program that goes on."""

import pytest
from hostile.server import hostile_server
from hostile.tls import tls_server
from person import SIZE, app_on, goes_everywhere, leaves, seen, sees, sessions, until
from textual.widgets import Static

from inspector.session.target import Target
from inspector.store.saving import Saving
from inspector.ui.app import InspectorApp
from inspector.ui.session.server import ServerPane
from inspector.wire.network import Network

STATUSES = {
    400: "calls the request bad (400)",
    401: "asks for authorization (401)",
    403: "forbids the request (403)",
    404: "no MCP endpoint at this address (404)",
    405: "does not take POST (405)",
    429: "too many requests (429)",
    500: "failed inside (500)",
    503: "not available (503)",
}
KINDS = ("json", "html", "nothing")
SILENT = 0.3
# Path, words, and how long the person waits.
FAILURES = [
    *((f"status/{status}/{kind}", words, 9) for status, words in STATUSES.items() for kind in KINDS),
    ("redirect/301/other-host", "redirects to another address (301)", 9),
    ("redirect/307/other-host", "redirects to another address (307)", 9),
    ("content-type/event-stream-but-json", "stream ended before the answer came", 9),
    ("content-type/json-but-event-stream", "The answer is not JSON", 9),
    ("connect/json/html", "The answer is not JSON", 9),
    ("connect/json/broken", "The answer is not JSON", 9),
    ("connect/json/deep", "The answer is not JSON", 9),
    ("connect/json/wrong-shape/result-list", "does not answer initialize", 9),
    ("connect/ids/wrong", "answered another request", 9),
    ("connect/stream/cut", "broke off in the middle", 9),
    ("connect/stream/silent", "No answer within", SILENT),
    ("connect/stream/drip", "No answer within", SILENT),
    ("connect/body/200mb", "not read to its end", 9),
    ("connect/body/bomb", "not read to its end", 9),
    ("silent-accept", "No answer within", SILENT),
    ("close-at-once", "broke off in the middle", 9),
    ("http/garbage", "is not HTTP", 9),
]  # fmt: skip


async def fails_and_goes_on(app, words, *seen_too):
    """See the failure on the server's page, go around, try again, leave; returns the transcript that was kept."""
    async with app.run_test(size=SIZE) as pilot:
        await sees(pilot, "✗ no connection", words, *seen_too, "Seen", "Try", "Press r to reconnect")
        await until(pilot, lambda: isinstance(app.focused, ServerPane))
        await goes_everywhere(pilot)
        await pilot.press("r")
        await until(pilot, lambda: sessions(app) == 2)
        await sees(pilot, "✗ no connection", words)
        loaded = await leaves(pilot)
    assert words in loaded.transcript.lifecycle.problem.what
    assert not loaded.cut
    return loaded


@pytest.mark.parametrize(("path", "words", "timeout"), FAILURES, ids=[failure[0] for failure in FAILURES])
async def test_a_failure_is_told_and_the_program_goes_on(path, words, timeout):
    async with hostile_server() as base:
        await fails_and_goes_on(app_on(f"{base}/{path}", timeout), words)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:1/mcp", "Nothing listens at 127.0.0.1:1"),
        ("http://no-such-host.invalid/mcp", "No address is known for no-such-host.invalid"),
    ],
)
async def test_no_server_is_told(url, words):
    await fails_and_goes_on(app_on(url), words)


async def test_tls_that_fails_is_told_with_the_option_that_helps(tmp_path):
    async with tls_server("untrusted", tmp_path) as server:
        await fails_and_goes_on(app_on(f"{server.base_url}/honest"), "is not trusted", "--ca")


@pytest.mark.parametrize("text", ["gopher://x/", "http://", "http://[::1", "no url at all", "http://x:y/"])
async def test_what_is_no_address_is_told_at_the_start_screen(text):
    app = InspectorApp(Target("", Network()), Saving())
    async with app.run_test(size=SIZE) as pilot:
        await sees(pilot, "Connect to")
        await pilot.press(*text, "enter")
        await until(pilot, lambda: "✗" in str(app.screen.query_one("#note", Static).visual), lambda: seen(app))
        assert app._exception is None
        await pilot.press("escape")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running)
    assert app.return_code == 0
