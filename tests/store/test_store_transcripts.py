"""A transcript that is opened again is the same transcript; what is none, or cut, is said."""

import gc
import json
import os
import re
import stat
import time

import pytest

from inspector.record.events import (
    BodyChunk,
    CallEnded,
    ExchangeEnded,
    Noted,
    RequestSent,
    ResponseStarted,
    SessionStarted,
)
from inspector.record.problem import LocalError, Problem
from inspector.record.transcript import Transcript
from inspector.store import transcripts
from inspector.store.recorder import Recorder
from inspector.store.transcripts import load, new_path, recent, save_copy

URL = "https://example.com/mcp"


def lived() -> Transcript:
    transcript = Transcript()
    for event in (
        SessionStarted(url=URL, protocol="auto", inspector="0"),
        RequestSent(exchange=1, purpose="p", method="POST", url=URL, headers=(("Authorization", "Bearer abcdefgh"),),
                    body=b'{"jsonrpc":"2.0","id":1,"method":"tools/list"}'),
        ResponseStarted(exchange=1, status=200, reason="OK", http_version="HTTP/1.1",
                        headers=(("Content-Type", "application/json"),)),
        BodyChunk(exchange=1, data=b'{"jsonrpc":"2.0","id":1,"result":{}}', encoded_size=9),
        BodyChunk(exchange=1, data=b"\xff\xfe"),
        ExchangeEnded(exchange=1, problem=Problem(fault="server", what="w", seen="s", exchange=1, kind="unreadable")),
        CallEnded(call=1, outcome="answered"),
    ):  # fmt: skip
        transcript.append(event)
    return transcript


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "t.jsonl"
    save_copy(lived(), path)
    return path


def test_the_opened_transcript_is_the_one_that_was_lived_through(tmp_path):
    transcript = lived()
    save_copy(transcript, tmp_path / "t.jsonl", keep_secrets=True)
    loaded = load(tmp_path / "t.jsonl")
    assert loaded.transcript.events == transcript.events
    assert loaded.cut == ""


def test_a_copy_is_private_and_without_secrets(saved):
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert "abcdefgh" not in saved.read_text()


def test_a_copy_of_a_copy_is_the_same(saved, tmp_path):
    save_copy(load(saved).transcript, tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == saved.read_bytes()


def test_every_cut_opens_up_to_the_cut(saved, tmp_path):
    data = saved.read_bytes()
    header = data.index(b"\n") + 1
    cut = tmp_path / "cut.jsonl"
    for length in range(header, len(data)):
        cut.write_bytes(data[:length])
        loaded = load(cut)
        whole = data[:length].count(b"\n") + (data[length : length + 1] == b"\n") - 1
        assert len(loaded.transcript.events) == whole
        in_a_line = data[length - 1 : length] != b"\n" and data[length : length + 1] != b"\n"
        assert bool(loaded.cut) == in_a_line
        if in_a_line:
            assert f"line {whole + 2}" in loaded.cut


def test_kinds_of_a_newer_program_are_passed_over(saved):
    with saved.open("a") as file:
        file.write('{"kind":"FromTheFuture","seq":99,"at":1.0}\n')
        file.write('{"kind":"Noted","seq":100,"at":1.0,"text":"after","more":1}\n')
    loaded = load(saved)
    assert loaded.transcript.events[-1].text == "after"
    assert loaded.cut == ""


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (b"", "header"),
        (b"hello\n", "header"),
        (b"\x89PNG\r\n", "header"),
        (b'{"format":"remote-mcp-inspector/transcript","version":99}\n', "version 99"),
        (b"[" * 100_000, "header"),
    ],
)
def test_what_is_no_transcript_is_said_to_be_none(tmp_path, content, seen):
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(LocalError) as raised:
        load(path)
    assert seen in raised.value.problem.seen
    assert raised.value.problem.kind == "usage"


def test_a_line_with_values_that_no_event_has_ends_the_reading(saved):
    whole = load(saved).transcript.events
    with saved.open("a") as file:
        file.write(
            '{"kind":"RequestSent","seq":9,"at":1.0,"exchange":{},"purpose":"","method":"","url":"","headers":[],"body":""}\n'
        )
    loaded = load(saved)
    assert loaded.transcript.events == whole
    assert f"line {len(whole) + 2}" in loaded.cut


@pytest.mark.parametrize("missing", ["nothing.jsonl", "."])
def test_a_file_that_cannot_be_read_is_said(tmp_path, missing):
    with pytest.raises(LocalError):
        load(tmp_path / missing)


def test_loading_leaves_the_collector_as_it_was(saved):
    assert gc.isenabled()
    load(saved)
    assert gc.isenabled()


def test_a_copy_is_not_written_over_unless_told(saved):
    before = saved.read_bytes()
    with pytest.raises(LocalError) as raised:
        save_copy(Transcript(), saved)
    assert "exists" in raised.value.problem.seen
    assert saved.read_bytes() == before
    save_copy(Transcript(), saved, overwrite=True)
    assert len(saved.read_bytes().splitlines()) == 1
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_copy_that_fails_leaves_nothing_behind(tmp_path, monkeypatch, overwrite):
    def full(file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(LocalError, match="Could not save"):
        save_copy(lived(), tmp_path / "folder" / "t.jsonl", overwrite=overwrite)
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://user:pw@Example.COM:8443/mcp", "example.com"),
        ("http://[::1]:8000/mcp", "1"),
        ("https://../../etc/passwd", "unknown"),
        ("https://a%2f..%2fb/mcp", "a-2f..-2fb"),
        ("https://" + "a" * 500 + "/mcp", "a" * 60),
        ("https://[/", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_name_of_a_new_file_tells_time_and_host_and_nothing_dangerous(url, host):
    path = new_path(url)
    assert path.parent == transcripts.transcripts_folder()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-" + re.escape(host) + r"\.jsonl", path.name)


def test_recent_transcripts_are_newest_first_and_told_from_their_first_lines(monkeypatch):
    for number in range(4):
        transcript = Transcript(clock=lambda number=number: 1000.0 + number)
        recorder = Recorder(transcript, transcripts.transcripts_folder() / f"{number}.jsonl")
        transcript.append(SessionStarted(url=f"https://{number}.example/mcp", protocol="auto", inspector="0"))
        recorder.close()
        then = time.time() - 100 + number
        os.utime(recorder.path, (then, then))
    found = recent(3)
    assert [saved.url for saved in found] == [f"https://{n}.example/mcp" for n in (3, 2, 1)]
    assert [saved.at for saved in found] == [1003.0, 1002.0, 1001.0]
    assert all(saved.size == saved.path.stat().st_size for saved in found)


def test_recent_has_broken_files_too_and_none_is_no_trouble(tmp_path):
    assert recent(5) == []
    folder = transcripts.transcripts_folder()
    folder.mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(b"\xff\xff")
    (folder / "b.txt").write_text("no transcript")
    assert [(saved.path.name, saved.url) for saved in recent(5)] == [("a.jsonl", "")]


def test_lone_surrogates_and_control_characters_survive(tmp_path):
    transcript = Transcript()
    transcript.append(Noted(text="\x1b[2J \u202e ok \ud800"))
    save_copy(transcript, tmp_path / "t.jsonl")
    data = (tmp_path / "t.jsonl").read_bytes()
    assert b"\x1b" not in data
    assert json.loads(data.splitlines()[1])["text"].startswith("\x1b[2J \u202e ok")
    assert load(tmp_path / "t.jsonl").cut == ""
