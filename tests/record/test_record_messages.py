"""Bodies become JSON-RPC messages, and what is none is said to be none."""

import pytest

from inspector.record.events import Noted
from inspector.record.messages import NotJson, kind_of, messages_in, parse

EVENT = Noted(text="", seq=7, at=1.0)


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        ({"jsonrpc": "2.0", "id": 1, "method": "ping"}, "request"),
        ({"jsonrpc": "2.0", "method": "notifications/message"}, "notification"),
        ({"jsonrpc": "2.0", "id": 1, "result": {}}, "result"),
        ({"jsonrpc": "2.0", "id": None, "error": {}}, "error"),
        ({"jsonrpc": "2.0", "id": 1, "result": {}, "error": {}}, "odd"),
        ({"jsonrpc": "2.0", "id": 1}, "odd"),
        ({"jsonrpc": "1.0", "id": 1, "result": {}}, "odd"),
        ({"id": 1, "result": {}}, "odd"),
        ([], "odd"),
        (None, "odd"),
    ],
)
def test_the_members_decide_the_kind(payload, kind):
    assert kind_of(payload) == kind


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "line 1 column 2"),
        (b"\xff{}", "not UTF-8"),
        ('{"a": NaN}', "NaN is not JSON"),
        ("[" * 10_000 + "]" * 10_000, "nested too deep"),
        ("", "expecting value"),
        ("[" + "9" * 5_000 + "]", "more than 4,300 digits"),
    ],
)
def test_what_is_not_json_is_said_in_a_sentence(text, sentence):
    with pytest.raises(NotJson, match=sentence):
        parse(text)


def test_a_batch_is_several_messages():
    found = list(messages_in('[{"jsonrpc":"2.0","method":"a"},{"jsonrpc":"2.0","id":1,"result":{}}]', EVENT, 3, "in"))
    assert [(message.kind, message.exchange, message.seq) for message in found] == [
        ("notification", 3, 7),
        ("result", 3, 7),
    ]


def test_a_web_page_is_no_message():
    assert list(messages_in(b"<!doctype html>", EVENT, 1, "in")) == []


def test_members_of_the_wrong_type_are_no_members():
    (message,) = messages_in('{"jsonrpc":"2.0","method":7,"params":[1]}', EVENT, 1, "in")
    assert (message.kind, message.method, message.params) == ("odd", "", {})
