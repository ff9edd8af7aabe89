"""The folds follow the events, and saving and loading give the same transcript."""

import itertools
import json

import pytest

from inspector.record.codec import NotATranscript, decode, encode, encode_text, header, line_around, line_bytes, read
from inspector.record.events import (
    BodyChunk,
    CallEnded,
    ExchangeEnded,
    Noted,
    PhaseTimed,
    RequestSent,
    ResponseStarted,
    SessionClosed,
    SessionOpened,
    SessionStarted,
    SseEvent,
)
from inspector.record.problem import Problem
from inspector.record.transcript import Transcript

HEAD = header(inspector="1.0", secrets_kept=False).encode()


def message(**members):
    return json.dumps({"jsonrpc": "2.0", **members})


def a_session() -> Transcript:
    ticks = itertools.count(1000)
    transcript = Transcript(clock=lambda: float(next(ticks)))
    add = transcript.append
    add(SessionStarted(url="http://x/mcp", protocol="auto", inspector="1.0"))
    add(SessionOpened(revision="2025-11-25", exchange=1, session_id="s1"))
    body = message(id=1, method="tools/call", params={"name": "t"}).encode()
    add(
        RequestSent(
            exchange=1, purpose="tools/call", method="POST", url="http://x/mcp", headers=(("A", "b"),), body=body
        )
    )
    add(PhaseTimed(exchange=1, phase="dns", began=1.0, ended=1.5, detail="::1"))
    headers = (("Content-Type", "text/event-stream; charset=utf-8"), ("X", "1"), ("x", "2"))
    add(ResponseStarted(exchange=1, status=200, reason="OK", http_version="HTTP/1.1", headers=headers))
    add(BodyChunk(exchange=1, data=b"data: \xff..."))
    progress = message(method="notifications/progress", params={"progressToken": 1, "progress": 0.5})
    add(SseEvent(exchange=1, event="message", data=progress, id="7", retry=100))
    add(SseEvent(exchange=1, event="message", data=message(id="1", result={"not": "ours"})))
    add(SseEvent(exchange=1, event="message", data=message(id=1, result={"content": []})))
    add(CallEnded(call=1, outcome="answered"))
    add(ExchangeEnded(exchange=1, problem=Problem(fault="server", what="cut", seen="eof", advice="retry", exchange=1)))
    add(Noted(text="lone \ud800 surrogate"))
    add(SessionClosed())
    return transcript


GOOD = {"kind": "Noted", "seq": 0, "at": 1.5, "text": "a", "level": "info"}


def test_an_exchange_gathers_what_belongs_to_it():
    exchange = a_session().exchanges[1]
    assert (exchange.status, exchange.content_type, exchange.is_stream) == (200, "text/event-stream", True)
    assert exchange.response_header("x") == "1, 2"
    assert exchange.body() == b"data: \xff..."
    assert [phase.phase for phase in exchange.phases] == ["dns"]
    assert exchange.duration == 8.0
    assert exchange.end is not None
    assert exchange.end.problem is not None


def test_a_call_gets_its_own_answer_and_progress():
    (call,) = a_session().calls.all
    assert call.result == {"content": []}
    assert [one.params["progress"] for one in call.progress] == [0.5]
    assert call.end is not None
    assert (call.end.outcome, call.running, call.duration) == ("answered", False, 7.0)


def test_the_id_of_an_answer_counts_with_its_type():
    transcript = a_session()
    assert transcript.calls.get("1") is None
    assert transcript.calls.get(True) is None
    assert transcript.calls.get([]) is None


def test_the_lifecycle_follows():
    transcript = a_session()
    assert transcript.lifecycle.state == "closed"
    assert transcript.lifecycle.revision == "2025-11-25"


def test_listeners_hear_each_event_after_the_folds_know_it():
    transcript, heard = Transcript(), []
    end = transcript.subscribe(lambda event: heard.append((event, transcript.lifecycle.state)))
    event = transcript.append(SessionStarted(url="u", protocol="auto", inspector="1"))
    end()
    transcript.append(SessionClosed())
    assert heard == [(event, "connecting")]


def test_saving_and_loading_give_the_same_transcript():
    before = a_session()
    after = Transcript.restored(read([HEAD, *(line_bytes(encode(event)) for event in before.events)]))
    assert after.events == before.events
    assert after.calls.all == before.calls.all
    assert after.exchanges == before.exchanges


def test_numbers_go_on_where_a_loaded_transcript_ended():
    transcript = Transcript.restored(a_session().events)
    assert transcript.new_exchange() == 2
    assert transcript.new_call() == 2


def test_a_cut_file_opens_up_to_the_cut():
    lines = [HEAD, *(line_bytes(encode(event)) for event in a_session().events)]
    lines[5] = lines[5][:20]
    assert len(list(read(lines))) == 4


def test_kinds_and_fields_of_a_newer_program_are_passed_over():
    assert decode('{"kind":"Invented","seq":1}') is None
    noted = decode('{"kind":"Noted","seq":1,"at":2.0,"text":"x","invented":3}')
    assert noted == Noted(seq=1, at=2.0, text="x")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"", "header"),
        (b"not json", "header"),
        (b'{"format":"something"}', "header"),
        (b'{"format":"remote-mcp-inspector/transcript","version":2}', "version 2"),
    ],
)
def test_another_file_is_refused_with_a_reason(line, sentence):
    with pytest.raises(NotATranscript, match=sentence):
        list(read([line]))


def streaming(data: str) -> tuple[Transcript, SseEvent]:
    transcript = Transcript(clock=lambda: 5.0)
    transcript.append(RequestSent(exchange=1, purpose="", method="POST", url="http://x", headers=(), body=b""))
    transcript.append(ResponseStarted(exchange=1, status=200, reason="", http_version="HTTP/1.1", headers=()))
    return transcript, SseEvent(exchange=1, event="message", data=data)


def test_what_was_read_ahead_is_not_read_again(monkeypatch):
    transcript, event = streaming(message(id=1, result={}))
    transcript.prepare(event)
    monkeypatch.setattr("inspector.record.exchanges.values_in", None)
    transcript.append(event, at=4.0)
    assert [said.kind for said in transcript.messages] == ["result"]
    assert transcript.events[-1].at == 4.0


def test_what_was_read_ahead_for_another_event_is_forgotten():
    transcript, event = streaming(message(id=1, result={}))
    transcript.prepare(event)
    transcript.append(SseEvent(exchange=1, event="message", data=message(method="first")))
    transcript.append(event)
    assert [said.kind for said in transcript.messages] == ["notification", "result"]


def test_a_body_that_grew_after_it_was_read_ahead_is_read_again():
    transcript, _ = streaming("")
    transcript.append(BodyChunk(exchange=1, data=message(id=1, result={}).encode()))
    transcript.prepare(ExchangeEnded(exchange=1))
    transcript.append(BodyChunk(exchange=1, data=b"!"))
    transcript.append(ExchangeEnded(exchange=1))
    assert transcript.messages == []


def test_whoever_listens_may_prepare_too():
    transcript, event = streaming("")
    heard = []
    end = transcript.subscribe(heard.append, heard.append)
    transcript.prepare(event)
    end()
    transcript.prepare(event)
    assert heard == [event]


def test_a_request_sent_again_while_it_runs_is_one_call():
    transcript = Transcript()
    body = message(id=1, method="tools/list").encode()
    for exchange in (1, 2):
        transcript.append(
            RequestSent(exchange=exchange, purpose="", method="POST", url="http://x", headers=(), body=body)
        )
    transcript.append(CallEnded(call=1, outcome="answered"))
    [call] = transcript.calls.all
    assert (call.running, call.request.exchange) == (False, 2)
    transcript.append(RequestSent(exchange=3, purpose="", method="POST", url="http://x", headers=(), body=body))
    assert len(transcript.calls.all) == 2


@pytest.mark.parametrize("text", ["", 'é"\\\n\x1b\ud800', "😀" * 300_000, "a" * 600_000])
def test_a_line_written_in_pieces_is_the_same_event(text):
    event = SseEvent(seq=3, at=1.5, exchange=2, event='", "data": "', data=text, id="7", retry=5)
    assert decode(b"".join(line_around(event, encode_text(text)))) == event == decode(line_bytes(encode(event)))


@pytest.mark.parametrize(
    "line",
    [
        {"kind": "Noted", "seq": 0, "at": "noon", "text": "a"},
        {"kind": "Noted", "seq": 0, "at": 1.0, "text": ["a"]},
        {"kind": "Noted", "seq": 0, "at": 1.0, "text": "a", "level": "loud"},
        {"kind": "Noted", "seq": True, "at": 1.0, "text": "a"},
        {"kind": "PhaseTimed", "seq": 0, "at": 1.0, "exchange": 1, "phase": "lunch", "began": 1.0, "ended": 2.0},
        {"kind": "CallEnded", "seq": 0, "at": 1.0, "call": 1, "outcome": "late"},
        {"kind": "SessionClosed", "seq": 0, "at": 1.0, "problem": {"fault": "me", "what": ""}},
        {"kind": "SessionClosed", "seq": 0, "at": 1.0, "problem": {"fault": "you", "what": 1}},
        {"kind": "SessionClosed", "seq": 0, "at": 1.0, "problem": "none"},
        {"kind": "RequestSent", "seq": 0, "at": 1.0, "exchange": {}, "purpose": "", "method": "", "url": "",
         "headers": [], "body": ""},
    ],
    ids=lambda line: f"{line['kind']} {len(str(line))}",
)  # fmt: skip
def test_an_event_with_values_of_other_types_ends_the_reading(line):
    lines = [header(inspector="0", secrets_kept=False), *map(json.dumps, ({**GOOD}, line, {**GOOD}))]
    assert len(list(read(text.encode() + b"\n" for text in lines))) == 1


def test_whole_numbers_are_times_too():
    assert decode(json.dumps(GOOD | {"at": 1})).at == 1
