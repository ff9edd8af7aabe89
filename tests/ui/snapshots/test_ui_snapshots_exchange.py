"""What one exchange looks like, and the screen that sends it again."""

import pytest
from handmade import Handmade, frame
from looks import LARGE, SMALL, both_sizes, post
from staged import before_its_end, live, offline

from inspector.record.events import SessionStarted
from inspector.record.problem import Problem
from inspector.ui.messages import ExchangeWanted

TOOLS_LISTED, COUNTED, CALLED = 4, 24, 13
URL = "http://127.0.0.1:8931/mcp"


@both_sizes
@pytest.mark.parametrize(
    ("section", "key"), [("request", "1"), ("response", "2"), ("events", "3"), ("timing", "4")], ids=lambda part: part
)
def test_exchange(same, handshake, size, section, key):
    assert same(offline(handshake), size, post(ExchangeWanted(COUNTED), key))


def test_response_as_text(same, stateless):
    assert same(offline(stateless), SMALL, post(ExchangeWanted(TOOLS_LISTED), "2", "t"))


def test_failed(same):
    made = Handmade()
    made.add(SessionStarted(url=URL, protocol="auto", inspector="0.1.0"))
    number = made.request(frame(id=1, method="server/discover"), url=URL, purpose="server/discover")
    made.response(number, 502, "text/html", reason="Bad Gateway")
    made.body(number, b"<html><title>502 Bad Gateway</title><h1>Bad Gateway</h1></html>")
    problem = Problem(
        fault="server",
        what="The server answered 502 Bad Gateway",
        seen="text/html: <html><title>502 Bad Gateway</title>…",
        advice="something in front of the server cannot reach it: look at the proxy",
        exchange=number,
    )
    made.end(number, problem)
    assert same(live(made.transcript.events), SMALL, post(ExchangeWanted(number)))


@both_sizes
def test_edit(same, handshake, size):
    assert same(before_its_end(handshake), size, post(ExchangeWanted(CALLED), "e"))


def test_compare(same, handshake):
    assert same(offline(handshake), LARGE, post(ExchangeWanted(26), "equals_sign"))
