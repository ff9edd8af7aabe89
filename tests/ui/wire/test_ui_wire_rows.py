"""Which rows a transcript makes, what they say, and which of them pass a filter."""

import json

import pytest
from handmade import HOSTILE, Handmade, frame

from inspector.record.events import CallEnded, Noted, SessionClosed, SessionOpened
from inspector.record.problem import Problem
from inspector.ui.wire.excerpt import excerpt
from inspector.ui.wire.filter import read_filter
from inspector.ui.wire.filtered import FilteredRows
from inspector.ui.wire.rows import Row, WireRows, failure
from inspector.ui.wire.wording import detail, outcome, title

LOST = Problem(fault="server", what="The server broke off", seen="2 bytes", advice="look", exchange=1)


def rows_of(made: Handmade) -> list[Row]:
    return list(WireRows(made.transcript).read(10**9))


def titles(made: Handmade) -> list[str]:
    return [title(row) for row in rows_of(made)]


def test_an_exchange_is_one_row_its_answer_none() -> None:
    made = Handmade()
    made.answered(made.call(name="get-sum"), frame(id=1, result={"content": [{"type": "text", "text": "5"}]}))
    (row,) = rows_of(made)
    assert (title(row), row.number, row.direction, row.method) == ("tools/call get-sum", 1, "out", "tools/call")
    assert row.exchange is not None
    assert (failure(row.exchange), outcome(row.exchange)) == ("", "5")


def test_what_the_server_sends_by_itself_has_rows_of_its_own() -> None:
    made = Handmade()
    number = made.call(name="slow")
    made.response(number, content_type="text/event-stream")
    made.sse(number, frame(method="notifications/progress", params={"progress": 1, "total": 2, "message": "half"}))
    made.sse(number, frame(id="x", method="sampling/createMessage"))
    made.sse(number, frame(id=99, result={}))
    made.sse(number, frame(id=1, result={}))
    made.end(number)
    rows = rows_of(made)
    assert [title(row) for row in rows] == [
        "tools/call slow",
        "notifications/progress",
        "sampling/createMessage",
        "result for id 99",
    ]
    assert detail(rows[1].message) == "1 of 2 half"  # type: ignore[arg-type]


def test_what_happens_around_the_wire_opens_the_exchange_that_shows_it() -> None:
    made = Handmade()
    made.add(SessionOpened(revision="2025-11-25", exchange=3))
    made.add(CallEnded(call=7, outcome="failed", problem=LOST))
    made.add(CallEnded(call=8, outcome="answered"))
    made.add(Noted(text="a note", level="error"))
    made.add(SessionClosed(problem=LOST))
    rows = rows_of(made)
    assert [(row.number, row.failed) for row in rows] == [(3, False), (1, True), (0, True), (1, True)]
    assert titles(made)[1] == "Call 7 failed: The server broke off. Seen: 2 bytes. Try: look. (exchange 1)"


@pytest.mark.parametrize(
    ("status", "body", "word"),
    [
        (500, b"oops", "500"),
        (200, frame(id=1, error={"code": -32602, "message": "no"}), "-32602"),
        (200, frame(id=1, error="no object"), "error"),
        (200, frame(id=1, result={"isError": True}), "isError"),
        (200, frame(id=1, result={"isError": "yes"}), ""),
        (200, frame(id=2, error={"code": 1}), ""),
        (200, b"not json", ""),
    ],
)
def test_why_an_exchange_is_an_error(status: int, body: bytes, word: str) -> None:
    made = Handmade()
    number = made.answered(made.call(name="x"), body, status=status)
    assert failure(made.transcript.exchanges[number]) == word


def test_a_stream_of_many_events_is_not_searched_for_its_answer_at_each_look() -> None:
    made = Handmade()
    number = made.call(name="x")
    made.response(number, content_type="text/event-stream")
    made.sse(number, frame(id=1, result={"isError": True}))
    for _ in range(200):
        made.sse(number, frame(method="notifications/message"))
    assert failure(made.transcript.exchanges[number]) == ""
    made.sse(number, frame(id=1, result={"isError": True}))
    assert failure(made.transcript.exchanges[number]) == "isError"


def test_what_came_of_an_exchange_is_its_answer_unless_it_was_broken_off() -> None:
    broken = Problem(fault="server", what="Broken off")
    for problem, says in [(None, "Gone"), (Problem(fault="you", what="Closed by us"), "Gone"), (broken, "Broken off")]:
        made = Handmade()
        number = made.call(name="x")
        made.response(number)
        made.body(number, frame(id=1, error={"code": 1, "message": "Gone"}))
        made.end(number, problem)
        assert outcome(made.transcript.exchanges[number]) == says


def test_an_edited_exchange_says_from_which() -> None:
    made = Handmade()
    made.request(frame(id=1, method="ping"), edited_from=4)
    made.request(b"no json", edited_from=4)
    assert titles(made) == ["ping (edited from 4)", "POST (edited from 4)"]


def test_excerpts_are_short_whatever_the_value() -> None:
    deep: list[object] = []
    for _ in range(5_000):
        deep = [deep]
    assert excerpt(deep).startswith("[[[")
    assert "…" in excerpt(deep)
    assert excerpt("a" * 10_000_000, 5) == "aaaaa"
    assert len(excerpt({str(n): "b" * 1000 for n in range(100_000)})) == 300
    value = {"a": [1, None, True, "é\n"], "b": {}}
    assert excerpt(value) == json.dumps(value, ensure_ascii=False)
    assert excerpt({"\ud800": "\udfff"}) == '{"\ud800": "\udfff"}'


def session() -> Handmade:
    made = Handmade()
    made.answered(made.call(name="get-sum"), frame(id=1, result={"content": [{"type": "text", "text": "Über"}]}))
    made.answered(made.call("resources/read", uri="demo://x"), frame(id=2, error={"code": -32002, "message": "Gone"}))
    number = made.request(b"", "GET", purpose="listen")
    made.response(number, content_type="text/event-stream")
    made.sse(number, frame(method="notifications/message", params={"level": "error", "data": "disk full"}))
    made.add(Noted(text="only a note"))
    made.answered(made.call(name="late"), b"<html>", status=404)
    return made


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", [1, 2, 3, 3, 0, 4]),
        ("method:tools/call", [1, 4]),
        ("method:GET", [3]),
        ("status:404", [4]),
        ("status:2xx", [1, 2, 3]),
        ("dir:in", [3]),
        ("dir:note", [0]),
        ("is:error", [2, 3, 4]),
        ("is:running", [3]),
        ("über", [1]),
        ("GONE", [2]),
        ("disk", [3, 3]),
        ("method:tools/call status:2xx", [1]),
        ("127.0.0.1", [1, 2, 3, 4]),
        ("application/json", [1, 2, 3, 4]),
        ("status:(", []),
        ("http://nowhere", []),
        ("dir:", []),
    ],
)
def test_filters(words: str, numbers: list[int]) -> None:
    test = read_filter(words)
    assert [row.number for row in rows_of(session()) if test is None or test(row)] == numbers


def test_errors_only_adds_to_the_words() -> None:
    test = read_filter("method:tools/call", errors_only=True)
    assert test is not None
    assert [row.number for row in rows_of(session()) if test(row)] == [4]


def test_a_word_across_two_pieces_of_a_body_and_one_that_is_escaped_are_found() -> None:
    made = Handmade()
    number = made.call(name="x")
    made.response(number)
    made.body(number, b'{"text": "nee', b'dle \\u65e5\\u672c"}')
    for word in ("needle", "日本"):
        test = read_filter(word)
        assert test is not None
        assert test(rows_of(made)[0])


def test_filtered_rows_are_the_same_in_slices_of_any_length() -> None:
    made = session()
    for seconds in (0.0, 10.0):
        rows = FilteredRows(WireRows(made.transcript))
        rows.filter(read_filter("is:error"))
        turns = 0
        while rows.behind:
            rows.work(seconds or 1e-9)
            turns += 1
            assert turns < 1000
        assert [rows[line].number for line in range(len(rows))] == [2, 3, 4]
        assert [rows.index(line) for line in range(len(rows))] == [1, 3, 5]
        assert [rows.line_of(index) for index in range(6)] == [0, 0, 1, 1, 2, 2]
        rows.filter(None)
        assert len(rows) == 6


def test_an_exchange_that_goes_on_comes_and_goes() -> None:
    made = Handmade()
    first = made.call(name="a")
    made.answered(made.call(name="b"), b"", status=500)
    errors, running = FilteredRows(WireRows(made.transcript)), FilteredRows(WireRows(made.transcript))
    errors.filter(read_filter("is:error"))
    running.filter(read_filter("is:running"))
    for rows in (errors, running):
        rows.work(10)
    assert ([errors[0].number], [running[0].number]) == ([2], [1])
    made.answered(first, b"", status=500)
    for rows in (errors, running):
        rows.look_again()
    assert [errors[line].number for line in range(len(errors))] == [1, 2]
    assert len(running) == 0


def test_the_status_of_a_running_exchange_is_looked_at_again() -> None:
    made = Handmade()
    number = made.request(b"", "GET")
    rows = FilteredRows(WireRows(made.transcript))
    rows.filter(read_filter("status:200"))
    rows.work(10)
    assert len(rows) == 0
    made.response(number, content_type="text/event-stream")
    rows.look_again()
    assert len(rows) == 1


def test_hostile_texts_are_handed_on_whole() -> None:
    made = Handmade()
    made.answered(made.call(name=HOSTILE), frame(id=1, error={"code": HOSTILE, "message": [HOSTILE]}))
    (row,) = rows_of(made)
    assert title(row) == f"tools/call {HOSTILE}"
    assert row.exchange is not None
    assert failure(row.exchange) == HOSTILE[:12]
