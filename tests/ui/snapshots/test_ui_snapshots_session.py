"""What the session screen looks like: offline, live, and where there is little or nothing to show."""

import pytest
from handmade import Handmade, frame
from looks import LARGE, SMALL, both_sizes, entry, keys
from staged import before_its_end, live, offline, until, until_exchange

from inspector.record.events import CallEnded, RequestSent, SessionClosed, SessionOpened, SessionStarted, SseEvent
from inspector.record.problem import Problem
from inspector.store.transcripts import load

URL = "http://127.0.0.1:8931/mcp"
REFUSED = Problem(
    fault="network",
    what="Nothing listens at 127.0.0.1:8931",
    seen="[Errno 111] Connection refused",
    advice="start the server, and check the port",
    exchange=1,
)
LOST = Problem(
    fault="server",
    what="The server has lost the session (404)",
    seen="HTTP 404 Not Found",
    advice="reconnect: a new session begins",
    exchange=31,
)


@both_sizes
@pytest.mark.parametrize(
    ("place", "key"),
    [("server", "0"), ("tools", "1"), ("prompts", "2"), ("resources", "3"), ("templates", "4"), ("log", "5")],
    ids=lambda value: value if len(value) > 1 else "",
)
def test_offline(same, handshake, size, place, key):
    assert same(offline(handshake), size, keys(key))


def test_filter(same, stateless):
    assert same(offline(stateless), SMALL, keys("slash", "w", "e", "a"))


def test_nothing_passes_the_filter(same, stateless):
    assert same(offline(stateless), SMALL, keys("slash", "q", "q"))


def test_wire_in_focus(same, handshake):
    assert same(offline(handshake), LARGE, keys("w", "up"))


def test_wire_zoomed_and_filtered(same, handshake):
    assert same(offline(handshake), SMALL, keys("w", "z", "slash", *"call"))


def test_log_details(same, handshake):
    assert same(offline(handshake), LARGE, keys("5", "end"))


def test_cut_transcript(same, handshake, tmp_path):
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(handshake.path.read_bytes()[:40_000])
    assert same(offline(load(cut)), SMALL, keys("0", "end"))


def test_connecting(same, handshake):
    assert same(until(handshake, lambda event: isinstance(event, RequestSent)), SMALL)


def test_listing(same, handshake):
    assert same(until(handshake, lambda event: isinstance(event, SessionOpened)), SMALL)


@both_sizes
def test_open_and_idle(same, handshake, size):
    assert same(until_exchange(handshake, 14), size)


@both_sizes
def test_no_connection(same, size):
    made = Handmade()
    made.add(SessionStarted(url=URL, protocol="auto", inspector="0.1.0"))
    number = made.request(frame(id=1, method="server/discover"), url=URL, purpose="server/discover")
    made.end(number, REFUSED)
    made.add(CallEnded(call=1, outcome="failed", problem=REFUSED))
    made.add(SessionClosed(problem=REFUSED))
    assert same(live(made.transcript.events), size)


def test_session_lost(same, handshake):
    app = before_its_end(handshake)
    app.source.transcript.append(SessionClosed(problem=LOST))
    assert same(app, SMALL)


@pytest.mark.parametrize("capabilities", [{}, {"tools": {}}], ids=["no-capability", "no-tools"])
def test_empty_server(same, capabilities):
    made = Handmade()
    made.add(SessionStarted(url=URL, protocol="2025-11-25", inspector="0.1.0"))
    opened = {"protocolVersion": "2025-11-25", "capabilities": capabilities, "serverInfo": {"name": "empty"}}
    ask = frame(id=1, method="initialize", params={"protocolVersion": "2025-11-25"})
    number = made.answered(made.request(ask, url=URL, purpose="initialize"), frame(id=1, result=opened))
    made.add(CallEnded(call=1, outcome="answered"))
    made.add(SessionOpened(revision="2025-11-25", exchange=number))
    if capabilities:
        listed = made.request(frame(id=2, method="tools/list", params={}), url=URL, purpose="tools/list")
        made.answered(listed, frame(id=2, result={"tools": []}))
        made.add(CallEnded(call=2, outcome="answered"))
    assert same(live(made.transcript.events), SMALL)


@both_sizes
def test_call_running(same, handshake, size):
    def in_the_middle(event):
        return isinstance(event, SseEvent) and '"progress":3' in event.data

    assert same(until(handshake, in_the_middle), size, entry("tool", "count_slowly"))


def test_call_sent(same, handshake):
    def just_sent(event):
        return isinstance(event, RequestSent) and b"count_slowly" in event.body

    assert same(until(handshake, just_sent), SMALL, entry("tool", "count_slowly"))
