"""Known servers and last arguments: kept private, bounded, without secrets, and never lost when broken."""

import json
import stat

import pytest

from inspector.store import arguments, known
from inspector.store.known import KnownServer
from inspector.store.paths import state_folder

CANARY = "canary-77aa01"


def folder_text():
    return "".join(path.read_text() for path in state_folder().rglob("*") if path.is_file())


def test_the_newest_server_is_first_and_there_once():
    for url in ("https://a/mcp", "https://b/mcp", "https://a/mcp"):
        assert known.remember(KnownServer(url, title=url[8:9], revision="2025-11-25", at=3.0)) == ""
    found = known.read()
    assert [server.url for server in found.servers] == ["https://a/mcp", "https://b/mcp"]
    assert found.servers[0] == KnownServer("https://a/mcp", "a", "2025-11-25", 3.0)
    assert found.problem == ""


def test_a_server_can_be_forgotten():
    known.remember(KnownServer("https://a/mcp"))
    known.forget("https://a/mcp")
    assert known.read().servers == []


def test_credentials_in_urls_are_not_kept():
    known.remember(KnownServer(f"https://user:{CANARY}@a/mcp?api_key={CANARY}"))
    known.remember(KnownServer(f"https://user:{CANARY}@a/mcp?api_key={CANARY}"))
    arguments.remember(f"https://user:{CANARY}@a/mcp", "tool", "t", {"x": 1})
    assert CANARY not in folder_text()
    assert len(known.read().servers) == 1
    assert arguments.recall(f"https://user:{CANARY}@a/mcp", "tool", "t") == {"x": 1}


def test_there_is_a_bound_to_both(monkeypatch):
    monkeypatch.setattr(known, "MOST", 3)
    monkeypatch.setattr(arguments, "MOST", 3)
    for number in range(5):
        known.remember(KnownServer(f"https://{number}/mcp"))
        arguments.remember("https://a/mcp", "tool", f"t{number}", {"n": number})
    assert [server.url[8] for server in known.read().servers] == ["4", "3", "2"]
    assert arguments.recall("https://a/mcp", "tool", "t1") is None
    assert arguments.recall("https://a/mcp", "tool", "t2") == {"n": 2}


def test_files_are_private():
    known.remember(KnownServer("https://a/mcp"))
    arguments.remember("https://a/mcp", "tool", "t", {"x": 1})
    assert {stat.S_IMODE(path.stat().st_mode) for path in state_folder().iterdir()} == {0o600}
    assert stat.S_IMODE(state_folder().stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"version": 99, "servers": []}', '{"version": 1}', "[" * 100_000, "\udcff"]
)
def test_a_broken_file_is_said_and_kept_aside(content):
    state_folder().mkdir(parents=True)
    path = state_folder() / "known-servers.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    found = known.read()
    aside = [other for other in state_folder().iterdir() if ".broken-" in other.name]
    assert found.servers == []
    assert str(aside[0]) in found.problem
    assert aside[0].read_bytes() == content.encode("utf-8", "surrogateescape")
    assert known.remember(KnownServer("https://a/mcp")) == ""
    assert [server.url for server in known.read().servers] == ["https://a/mcp"]


def test_rows_of_another_shape_are_read_as_far_as_they_go():
    state_folder().mkdir(parents=True)
    rows = [{"url": "https://a/mcp", "title": 7, "at": "x", "new": 1}, {"title": "no url"}, 5]
    (state_folder() / "known-servers.json").write_text(json.dumps({"version": 1, "servers": rows}))
    assert known.read().servers == [KnownServer("https://a/mcp")]


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_lost(tmp_path, monkeypatch):
    known.remember(KnownServer("https://a/mcp"))

    def full(file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert "No space left" in known.remember(KnownServer("https://b/mcp"))
    assert [server.url for server in known.read().servers] == ["https://a/mcp"]
    assert [path.name for path in state_folder().iterdir()] == ["known-servers.json"]


def test_arguments_are_kept_for_each_server_kind_and_entry():
    arguments.remember("https://a/mcp", "tool", "t", {"x": [1, {"y": None}]})
    arguments.remember("https://a/mcp", "prompt", "t", {"x": "2"})
    arguments.remember("https://a/mcp", "tool", "t", {"x": 3})
    assert arguments.recall("https://a/mcp", "tool", "t") == {"x": 3}
    assert arguments.recall("https://a/mcp", "prompt", "t") == {"x": "2"}
    assert arguments.recall("https://b/mcp", "tool", "t") is None


def test_arguments_named_like_secrets_are_not_kept():
    values = {"city": "Paris", "api_key": CANARY, "login": {"password": CANARY, "user": "u"}, "l": [{"token": CANARY}]}
    arguments.remember("https://a/mcp", "tool", "t", values)
    assert arguments.recall("https://a/mcp", "tool", "t") == {"city": "Paris", "login": {"user": "u"}, "l": [{}]}
    assert CANARY not in folder_text()


def test_very_large_arguments_are_not_kept():
    arguments.remember("https://a/mcp", "tool", "t", {"x": 1})
    arguments.remember("https://a/mcp", "tool", "t", {"x": "y" * arguments.MOST_CHARACTERS})
    assert arguments.recall("https://a/mcp", "tool", "t") is None
