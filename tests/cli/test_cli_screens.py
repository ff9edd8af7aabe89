"""With a terminal the screens are opened, on what the command line names; the screens themselves are stood in for."""

import socket
import sys
import types
from urllib.parse import urlsplit

import pytest
from servers.process import free_port

from inspector.__main__ import main
from inspector.record.transcript import Transcript
from inspector.store.transcripts import save_copy


@pytest.fixture
def opened(monkeypatch, state):
    """What the screens were asked to show, with a terminal on both sides."""
    asked = []
    screens = types.ModuleType("inspector.ui.app")
    screens.run_start = lambda target, saving: asked.append(("start", target, saving)) or 0
    screens.run_url = lambda target, saving: asked.append(("url", target, saving)) or 0
    screens.run_file = lambda loaded: asked.append(("file", loaded)) or 0
    monkeypatch.setitem(sys.modules, "inspector.ui.app", screens)
    monkeypatch.setattr("inspector.__main__.on_terminal", lambda: True)
    return asked


def test_without_a_url_it_is_the_start_screen(opened):
    assert main(["--bearer", "tok", "--no-save"]) == 0
    [(screen, target, saving)] = opened
    assert (screen, target.url, saving.off) == ("start", "", True)
    assert target.headers == (("Authorization", "Bearer tok"),)


def test_a_url_is_connected_to(opened):
    assert main(["localhost:8000/mcp", "--protocol", "2025-06-18", "--keep-secrets"]) == 0
    [(screen, target, saving)] = opened
    assert (screen, target.url, target.protocol) == ("url", "http://localhost:8000/mcp", "2025-06-18")
    assert saving.keep_secrets


def test_a_saved_transcript_is_opened(opened, tmp_path):
    save_copy(Transcript(), tmp_path / "t.jsonl")
    assert main(["open", str(tmp_path / "t.jsonl")]) == 0
    assert opened[0][1].path == tmp_path / "t.jsonl"


def test_what_is_no_transcript_is_said(opened, tmp_path, capsys):
    (tmp_path / "t.jsonl").write_text("no")
    assert main(["open", str(tmp_path / "t.jsonl")]) == 2
    assert "cannot be opened as a transcript" in capsys.readouterr().err
    assert opened == []


def test_the_demo_server_runs_as_long_as_the_screens(opened):
    port = free_port()

    def look(target, saving):
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        opened.append(urlsplit(target.url).port)
        return 0

    sys.modules["inspector.ui.app"].run_url = look
    assert main(["demo", "--port", str(port)]) == 0
    assert opened == [port]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_a_fault_of_our_own_is_one_line(opened, capsys):
    def broken(target, saving):
        raise RuntimeError("boom")

    sys.modules["inspector.ui.app"].run_url = broken
    assert main(["https://x/mcp"]) == 3
    [line] = capsys.readouterr().err.splitlines()
    assert "a fault of the inspector itself: RuntimeError" in line
