"""What the start screen looks like."""

import os
import shutil
from types import SimpleNamespace

import pytest
from looks import LARGE, SMALL, both_sizes, keys

from inspector.session.target import Target
from inspector.store import known, transcripts
from inspector.store.known import KnownServer
from inspector.store.saving import Saving
from inspector.ui.app import InspectorApp
from inspector.wire.network import Network

MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.fixture
def app() -> InspectorApp:
    return InspectorApp(Target("", Network()), Saving(off=True))


@pytest.fixture
def known_before(stateless, monkeypatch) -> None:
    """Servers and transcripts of some days, seen half an hour after the recorded session."""
    now = stateless.transcript.events[0].at + 30 * MINUTE
    monkeypatch.setattr("inspector.ui.start.rows.time", SimpleNamespace(time=lambda: now))
    for server in (
        KnownServer("https://mcp.deepwiki.example/mcp", "DeepWiki", "2025-06-18", now - 9 * DAY),
        KnownServer("http://10.0.0.7:8080/mcp", "", "", now - 2 * DAY, "Nothing listens at 10.0.0.7:8080"),
        KnownServer("https://tickets.example.com/api/v2/mcp", "Ticket desk", "2025-11-25", now - 5 * HOUR),
        KnownServer("http://127.0.0.1:8931/mcp", "Inspector demo", "2026-07-28", now - 30 * MINUTE),
    ):
        known.remember(server)
    folder = transcripts.transcripts_folder()
    folder.mkdir(parents=True)
    shutil.copy(stateless.path, folder)
    os.utime(folder / stateless.path.name, (now, now))


@both_sizes
def test_nothing_known(same, app, size):
    assert same(app, size)


@both_sizes
def test_servers_and_transcripts(same, app, known_before, size):
    assert same(app, size, keys("tab", "down"))


def test_filtered(same, app, known_before):
    assert same(app, LARGE, keys("t", "i", "c", "k"))


def test_bad_address(same, app, known_before):
    assert same(app, SMALL, keys("f", "t", "p", "colon", "slash", "slash", "x", "enter"))


def test_forget(same, app, known_before):
    assert same(app, SMALL, keys("tab", "down", "d"))
