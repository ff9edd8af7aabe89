"""Bodies become JSON-RPC messages, and what is none is said to be none."""

import pytest

from inspector.record.messages import Message, NotJson, kind_of, parse, values_in


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_python_tells_apart_are_read(encoding):
    assert parse('{"a": "é"}'.encode(encoding)) == {"a": "é"}


def test_a_batch_is_several_values():
    assert values_in(b'[{"jsonrpc":"2.0"}, 2]') == [{"jsonrpc": "2.0"}, 2]


@pytest.mark.parametrize("payload", [b"<!doctype html>", b"", "", "[]"])
def test_a_web_page_says_nothing(payload):
    assert values_in(payload) == []


def test_members_of_the_wrong_type_are_no_members():
    payload = {"jsonrpc": "2.0", "method": 7, "params": [1]}
    message = Message(7, 1.0, 1, "in", kind_of(payload), payload, 10)
    assert (message.kind, message.method, message.params) == ("odd", "", {})
