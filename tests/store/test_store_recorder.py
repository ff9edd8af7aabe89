"""What happens is on disk at once, private, without secrets; and a disk that fails stops nothing."""

import json
import os
import stat

import pytest

from inspector.record.events import (
    BodyChunk,
    ExchangeEnded,
    Noted,
    RequestSent,
    ResponseStarted,
    SessionStarted,
    SseEvent,
)
from inspector.record.transcript import Transcript
from inspector.store.recorder import Recorder
from inspector.store.transcripts import load

CANARY = "canary-5d0c93"


def sent(**changes):
    facts = {
        "exchange": 1,
        "purpose": "p",
        "method": "POST",
        "url": f"https://user:{CANARY}@x/mcp?api_key={CANARY}",
        "headers": (("Authorization", f"Bearer {CANARY}"), ("X-Api-Key", CANARY)),
        "body": b'{"jsonrpc":"2.0","method":"ping","id":1}',
    }
    return RequestSent(**{**facts, **changes})


def lines(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_each_event_is_a_line_before_the_next_one_comes(tmp_path):
    transcript = Transcript()
    recorder = Recorder(transcript, tmp_path / "t.jsonl")
    for count in range(1, 4):
        transcript.append(Noted(text=f"n{count}"))
        assert len(lines(recorder.path)) == 1 + count
    recorder.close()


def test_the_file_is_private_from_its_first_byte(tmp_path, monkeypatch):
    modes = []
    write = os.write

    def watched(file, data):
        modes.append(stat.S_IMODE(os.fstat(file).st_mode))
        return write(file, data)

    monkeypatch.setattr(os, "write", watched)
    mask = os.umask(0)
    try:
        Recorder(Transcript(), tmp_path / "new" / "t.jsonl").close()
    finally:
        os.umask(mask)
    assert modes == [0o600]
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_no_secret_is_on_the_disk(tmp_path):
    transcript = Transcript()
    recorder = Recorder(transcript, tmp_path / "t.jsonl")
    transcript.append(SessionStarted(url=f"https://u:{CANARY}@x/mcp", protocol="auto", inspector="0"))
    transcript.append(sent())
    transcript.append(ResponseStarted(exchange=1, status=200, reason="", http_version="HTTP/1.1", headers=()))
    half = len(CANARY) // 2
    transcript.append(BodyChunk(exchange=1, data=f"you said {CANARY[:half]}".encode()))
    transcript.append(BodyChunk(exchange=1, data=f"{CANARY[half:]}.".encode()))
    transcript.append(ExchangeEnded(exchange=1))
    recorder.close()
    text = recorder.path.read_text()
    assert CANARY not in text
    assert CANARY[half:] not in text
    assert "‹token " in text
    assert lines(recorder.path)[0]["secrets"] == "replaced"


def test_secrets_are_kept_only_where_asked_for_and_hidden_from_the_screen_all_the_same(tmp_path):
    transcript = Transcript()
    recorder = Recorder(transcript, tmp_path / "t.jsonl", keep_secrets=True)
    transcript.append(sent())
    recorder.close()
    assert recorder.path.read_text().count(CANARY) == 4
    assert lines(recorder.path)[0]["secrets"] == "kept"
    assert CANARY not in recorder.redactor.text(f"it said {CANARY}")


def test_where_nothing_is_saved_secrets_are_learnt_all_the_same():
    transcript = Transcript()
    recorder = Recorder(transcript, None)
    transcript.append(sent())
    assert recorder.path is None
    assert CANARY not in recorder.redactor.text(f"it said {CANARY}")


def test_what_happened_before_is_written_too(tmp_path):
    transcript = Transcript()
    transcript.append(Noted(text="early"))
    recorder = Recorder(transcript, tmp_path / "t.jsonl")
    transcript.append(Noted(text="late"))
    recorder.close()
    assert [line.get("text") for line in lines(recorder.path)] == [None, "early", "late"]


def test_nothing_is_written_over(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text("precious")
    recorder = Recorder(Transcript(), path)
    recorder.close()
    assert path.read_text() == "precious"
    assert recorder.path == tmp_path / "t-2.jsonl"


def test_a_full_disk_is_noted_once_and_the_session_goes_on(tmp_path, monkeypatch):
    transcript = Transcript()
    recorder = Recorder(transcript, tmp_path / "t.jsonl")

    def full(file, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    transcript.append(Noted(text="one"))
    transcript.append(Noted(text="two"))
    recorder.close()
    warnings = [event.text for event in transcript.events if event.level == "warning"]
    assert len(warnings) == 1
    assert "No space left" in warnings[0]
    assert recorder.problem == warnings[0]
    assert [event.text for event in transcript.events if event.level == "info"] == ["one", "two"]


def test_half_a_write_is_gone_on_with(tmp_path, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, bytes(data[:7])))
    transcript = Transcript()
    recorder = Recorder(transcript, tmp_path / "t.jsonl")
    transcript.append(Noted(text="a text of more than seven bytes"))
    recorder.close()
    assert lines(recorder.path)[1]["text"] == "a text of more than seven bytes"


def test_a_place_that_cannot_be_written_is_noted(tmp_path):
    (tmp_path / "file").write_text("no folder")
    transcript = Transcript()
    recorder = Recorder(transcript, tmp_path / "file" / "t.jsonl")
    transcript.append(Noted(text="on"))
    assert [event.level for event in transcript.events] == ["warning", "info"]
    assert recorder.path is None


def test_headers_that_are_no_utf_8_are_kept_and_come_back(tmp_path):
    transcript = Transcript()
    recorder = Recorder(transcript, tmp_path / "t.jsonl")
    headers = (("X-Odd", "\udc9b \ud800"),)
    transcript.append(sent(url="https://x/", headers=headers))
    recorder.close()
    recorder.path.read_bytes().decode()
    assert load(recorder.path).transcript.events[0].headers == headers


LONG = f'{{"text": "{CANARY} and é {CANARY} " , "url": "https://x/?api_key=other-{CANARY}&a=1"}}' * 4_000


@pytest.mark.parametrize("keep_secrets", [True, False])
@pytest.mark.parametrize("learnt_late", [True, False])
def test_a_line_that_was_prepared_is_the_line_that_would_have_been_written(tmp_path, keep_secrets, learnt_late):
    written = []
    for prepared in (True, False):
        transcript = Transcript(clock=lambda: 1.0)
        recorder = Recorder(transcript, tmp_path / f"{prepared}.jsonl", keep_secrets)
        event = SseEvent(exchange=1, event="message", data=LONG, id="7")
        if not learnt_late:
            transcript.append(sent())
        if prepared:
            transcript.prepare(event)
        if learnt_late:
            transcript.append(sent())
        transcript.append(event)
        transcript.append(event)
        recorder.close()
        written.append(lines(recorder.path))
    assert written[0] == written[1]
    assert (CANARY in json.dumps(written[0][2:])) == keep_secrets
    assert len(written[0]) == 4
