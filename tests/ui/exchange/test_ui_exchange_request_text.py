"""A request as text and back: secrets behind stand-ins, what cannot be sent, and what a server will refuse."""

import json
from dataclasses import replace

import pytest
from handmade import HOSTILE, NOON, frame

from inspector.record.events import Headers, RequestSent
from inspector.record.redact import Redactor
from inspector.ui.exchange.indenting import indented
from inspector.ui.exchange.request_text import Editing, NotARequest
from inspector.ui.exchange.secrecy import Secrecy
from inspector.ui.exchange.stand_ins import StandIns

TOKEN = "abcdef.ghijkl"
HEADERS: Headers = (
    ("Host", "127.0.0.1"),
    ("Content-Type", "application/json"),
    ("Authorization", f"Bearer {TOKEN}"),
    ("Content-Length", "99"),
)
BODY = frame(id=1, method="tools/call", params={"name": "x", "arguments": {"echo": TOKEN, "n": 1}})


def sent(body: bytes = BODY, headers: Headers = HEADERS, url: str = "https://h/mcp?token=q-1234567") -> RequestSent:
    return RequestSent(at=NOON, exchange=1, purpose="x", method="POST", url=url, headers=headers, body=body)


def editing(request: RequestSent | None = None, *, revealed: bool = False) -> Editing:
    return Editing(request or sent(), Secrecy(Redactor(), revealed))


def test_what_is_not_changed_is_sent_byte_for_byte_with_its_secrets() -> None:
    edit = editing()
    assert TOKEN not in repr(edit.text)
    assert "1234567" not in edit.text.url
    request = edit.request(edit.text)
    assert request.body == BODY
    assert request.url == "https://h/mcp?token=q-1234567"
    assert request.headers == (("Content-Type", "application/json"), ("Authorization", f"Bearer {TOKEN}"))


def test_a_stand_in_that_is_moved_or_left_in_changed_text_stands_for_its_secret() -> None:
    edit = editing()
    assert edit.text.body is not None
    line = next(line for line in edit.text.headers.splitlines() if line.startswith("Authorization"))
    typed = replace(
        edit.text,
        headers=f"X-Other: {line.partition('Bearer ')[2]}\n\n{line}2",
        body=edit.text.body.replace('"n": 1', '"n": 2'),
        url=edit.text.url + "&x=1",
    )
    request = edit.request(typed)
    assert request.headers == (("X-Other", TOKEN), ("Authorization", f"Bearer {TOKEN}2"))
    assert json.loads(request.body)["params"]["arguments"] == {"echo": TOKEN, "n": 2}
    assert request.url == "https://h/mcp?token=q-1234567&x=1"


def test_a_secret_that_is_written_over_is_gone() -> None:
    edit = editing()
    request = edit.request(replace(edit.text, headers="Authorization: Bearer mine"))
    assert request.headers == (("Authorization", "Bearer mine"),)


def test_revealed_secrets_are_edited_as_they_are() -> None:
    assert TOKEN in editing(revealed=True).text.headers


def test_stand_ins_teach_nothing_where_texts_do_not_fit() -> None:
    stand_ins = StandIns()
    stand_ins.learn("a ‹token 0000› b", "something else")
    stand_ins.learn("‹token 1111›‹token 2222›", "xy")
    assert stand_ins.restore("‹token 0000› ‹token 1111›") in ("‹token 0000› ‹token 1111›", "‹token 0000› ")
    stand_ins.learn("k=‹token 3333›&k=‹token 3333›", "k=1&k=1")
    assert stand_ins.restore("‹token 3333›") == "1"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"method": ""}, "method"),
        ({"method": "GET /"}, "method"),
        ({"url": "ftp://h/"}, "http://"),
        ({"url": "https://"}, "http://"),
        ({"url": "https://h:99999999/"}, "http://"),
        ({"url": "https://h/ x"}, "http://"),
        ({"url": "https://[/"}, "http://"),
        ({"headers": "no colon"}, "line 1"),
        ({"headers": "A: 1\n\nB b: 2"}, "line 3"),
        ({"headers": "A: é"}, "line 1"),
        ({"headers": "A: \x1b"}, "line 1"),
        ({"headers": "A: ‹token ffff›"}, "line 1"),
    ],
)
def test_what_cannot_be_sent_says_why(change: dict[str, str], says: str) -> None:
    edit = editing()
    with pytest.raises(NotARequest, match=says):
        edit.request(replace(edit.text, **change))  # type: ignore[arg-type]


def test_what_a_server_will_refuse() -> None:
    edit = editing()
    assert edit.doubts(edit.text) == []
    typed = replace(
        edit.text,
        headers="Content-Type: application/json\nContent-Length: 3\nTransfer-Encoding: chunked\nMcp-Method: ping",
    )
    doubts = " ".join(edit.doubts(typed))
    for word in ("Content-Length is 3", "Transfer-Encoding", "Mcp-Method is ping, the body says tools/call"):
        assert word in doubts
    assert edit.doubts(replace(edit.text, body="{")) == [
        "The body is not JSON: expecting property name enclosed in double quotes at line 1 column 2."
    ]
    assert edit.doubts(replace(edit.text, url="")) == []


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a\x1bb", b"line\r\nline", b'"' + b"x" * 300_000 + b'"'])
def test_a_body_that_cannot_be_edited_goes_out_as_it_was(body: bytes) -> None:
    edit = editing(sent(body))
    assert edit.text.body is None
    assert edit.request(edit.text).body == body


def test_no_body_is_an_empty_text() -> None:
    edit = editing(sent(b""))
    assert edit.text.body == ""
    assert edit.request(replace(edit.text, body="{}")).body == b"{}"


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        '{"a":[],"b":{},"a":1}',
        '[1,[2,[3,{"x":"[,]{}:\\"\\\\"}]]]',
        '{"n":1.0e+2,"big":123456789012345678901234567890,"u":"\\u00e9é"}',
        '"text"',
        " 12 ",
        "null",
    ],
)
def test_indenting_changes_nothing_but_space(text: str) -> None:
    shown = indented(text)
    assert "".join(shown.split()) == "".join(text.split())
    assert json.loads(shown, object_pairs_hook=list) == json.loads(text, object_pairs_hook=list)
    assert indented(shown) == shown


def test_indenting_looks_as_expected_and_leaves_other_text_alone() -> None:
    assert indented('{"a":[1,{}],"b":"x"}') == '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": "x"\n}'
    assert indented("{not json}") == "{not json}"


def test_control_characters_in_json_become_escapes_of_the_same_text() -> None:
    value = {"t": HOSTILE + "\U000e0041"}
    text = json.dumps(value, ensure_ascii=False)
    shown = indented(text)
    assert "\u202e" not in shown
    assert "\x9b" not in shown
    assert json.loads(shown) == value
