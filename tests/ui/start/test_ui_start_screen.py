"""The start screen: choosing, filtering, forgetting, and files that were written to do harm."""

import json
import time
from pathlib import Path

import pytest
from textual import on
from textual.app import App
from textual.widgets import Static

from inspector.record import codec
from inspector.record.events import SessionStarted
from inspector.store import known, transcripts
from inspector.store.known import KnownServer
from inspector.store.paths import state_folder
from inspector.ui.dialogs.confirm import ConfirmDialog
from inspector.ui.start.rows import ServerLines, TranscriptLines
from inspector.ui.start.screen import Address, StartScreen

HOSTILE = "[/x][@click=app.quit]go[/]\x1b]52;c;eA==\x07\u202e\n"


class Starting(App):
    def __init__(self):
        super().__init__()
        self.chosen = []

    def get_default_screen(self):
        return StartScreen()

    @on(StartScreen.ServerChosen)
    def _server(self, event):
        self.chosen.append(event.url)

    @on(StartScreen.TranscriptChosen)
    def _transcript(self, event):
        self.chosen.append(event.path)

    async def settle(self, pilot):
        await pilot.pause()
        await self.workers.wait_for_complete()
        await pilot.pause()

    async def press(self, pilot, *keys):
        await pilot.press(*keys)
        await self.settle(pilot)

    async def type(self, pilot, text):
        self.screen.query_one(Address).value = text
        await self.settle(pilot)

    @property
    def note(self):
        return str(self.screen.query_one("#note", Static).visual)

    @property
    def servers(self):
        return self.screen.query_one(ServerLines)

    @property
    def transcripts(self):
        return self.screen.query_one(TranscriptLines)

    @property
    def empties(self):
        return [str(static.visual) for static in self.screen.query(".start--empty") if static.display]

    def row(self, lines, row, width=100):
        return "".join(segment.text for segment in lines.draw(row, width))


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture
def some_servers():
    now = time.time()
    known.remember(KnownServer("https://linear.example/mcp", "Linear", "2025-06-18", now - 86400 * 3, "401 refused"))
    known.remember(KnownServer("http://127.0.0.1:3001/mcp", "everything", "2025-11-25", now - 300))


def save_transcript(name, url):
    folder = transcripts.transcripts_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        codec.header(inspector="0", secrets_kept=False),
        codec.encode(SessionStarted(seq=1, at=time.time(), url=url, protocol="auto", inspector="0")),
    ]
    path = folder / name
    path.write_bytes(b"".join(codec.line_bytes(line) for line in lines))
    return path


async def test_empty_lists_say_what_to_try():
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        assert "inspector demo" in app.empties[0]
        assert "No transcripts yet" in app.empties[1]
        assert app.screen.query_one(Address).has_focus


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://a.example/mcp", "https://a.example/mcp"),
        (" a.example/mcp ", "https://a.example/mcp"),
        ("localhost:3001/mcp", "http://localhost:3001/mcp"),
        ("host", "https://host"),
    ],
)
async def test_an_address_is_completed_and_chosen(typed, url):
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        await app.type(pilot, typed)
        assert app.note == ("" if "://" in typed else f"Enter connects to {url}")
        await app.press(pilot, "enter")
        assert app.chosen == [url]


@pytest.mark.parametrize("typed", ["ftp://a/b", "https://", "a b.example", "https://[::1", HOSTILE + "://x"])
async def test_what_is_no_address_is_said_beside_the_field(typed):
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        await app.type(pilot, typed)
        await app.press(pilot, "enter")
        assert app.chosen == []
        assert app.note.startswith("✗ This is not the URL of a remote server")
        assert "https://example.com/mcp" in app.note
        await app.press(pilot, "x")
        assert "✗" not in app.note


async def test_enter_in_an_empty_field_connects_to_nothing(some_servers):
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        await app.press(pilot, "enter")
        assert app.chosen == []
        assert "Type an address" in app.note


async def test_a_row_says_what_how_and_when(some_servers):
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        first, second = app.row(app.servers, 0), app.row(app.servers, 1)
        assert first.startswith(" ● everything")
        assert "2025-11-25" in first
        assert "5 min ago" in first
        assert second.startswith(" ✗ Linear")
        await app.press(pilot, "down", "down")
        assert "401 refused" in app.servers.note()
        assert app.note == "https://linear.example/mcp"


async def test_typing_filters_and_enter_takes_the_first_that_is_left(some_servers):
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        await app.press(pilot, *"lin")
        assert app.servers.row_count() == 1
        assert "Enter connects to Linear" in app.note
        await app.press(pilot, "enter")
        assert app.chosen == ["https://linear.example/mcp"]
        await app.press(pilot, "x", "q")
        assert app.servers.row_count() == 0
        assert "No known server" in app.empties[0]
        await app.press(pilot, "escape")
        assert app.servers.row_count() == 2


async def test_arrows_go_from_the_field_through_both_lists_and_back(some_servers):
    path = save_transcript("2026-11-24T10-00-00-a.jsonl", "https://a.example/mcp")
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        await app.press(pilot, "down", "down", "down", "enter")
        assert app.chosen == [path]
        assert app.note == str(path)
        await app.press(pilot, "up", "enter", "up", "up", "x")
        assert app.chosen[1:] == ["https://linear.example/mcp"]
        assert app.screen.query_one(Address).value == "x"


async def test_a_slash_in_a_list_goes_to_the_field(some_servers):
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        await app.press(pilot, "tab", "slash", "a")
        assert app.screen.query_one(Address).value == "a"


async def test_a_click_opens(some_servers):
    path = save_transcript("2026-11-24T10-00-00-a.jsonl", "https://a.example/mcp")
    app = Starting()
    async with app.run_test(size=(160, 45)) as pilot:
        await app.settle(pilot)
        await pilot.click(ServerLines, offset=(5, 1))
        await pilot.click(TranscriptLines, offset=(5, 0))
        await app.settle(pilot)
        assert app.chosen == ["https://linear.example/mcp", path]


@pytest.mark.parametrize("key", ["d", "delete"])
async def test_a_server_is_forgotten_after_asking(some_servers, key):
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        await pilot.press("tab", key)
        await pilot.pause()
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("n")
        await app.settle(pilot)
        assert app.servers.total == 2
        await pilot.press(key)
        await pilot.pause()
        await pilot.press("y")
        await app.settle(pilot)
        assert [server.url for server in known.read().servers] == ["https://linear.example/mcp"]
        assert app.servers.total == 1
        assert app.servers.has_focus


async def test_a_list_that_cannot_be_written_is_said(some_servers, monkeypatch):
    monkeypatch.setattr(known, "forget", lambda url: "the list cannot be written: disk full.")
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        await pilot.press("tab", "d")
        await pilot.pause()
        await pilot.press("y")
        await app.settle(pilot)
        assert app.note == "⚠ the list cannot be written: disk full."
        assert app.servers.total == 2


async def test_what_happened_elsewhere_is_seen_when_one_comes_back(some_servers):
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        app.push_screen(ConfirmDialog("x", "y"))
        await app.settle(pilot)
        known.remember(KnownServer("https://new.example/mcp", "New", "", time.time()))
        await pilot.press("escape")
        await app.settle(pilot)
        assert app.row(app.servers, 0).startswith(" ● New")


async def test_a_secret_that_was_not_kept_is_asked_for_again():
    known.remember(KnownServer("https://a.example/mcp?api_key=canary-1", "A", "", time.time()))
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        await app.press(pilot, "tab", "enter")
        assert app.chosen == []
        assert "Put it in" in app.note
        assert app.screen.query_one(Address).value.startswith("https://a.example/mcp?api_key=‹")


async def test_a_broken_list_is_said_and_kept():
    state_folder().mkdir(parents=True)
    (state_folder() / "known-servers.json").write_text("{")
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        assert "known-servers.json cannot be read" in app.note


def write_hostile_files():
    rows = [
        {"url": "https://a.example/" + HOSTILE, "title": HOSTILE, "revision": HOSTILE, "ended": HOSTILE, "at": 1e300},
        {"url": HOSTILE, "at": -5},
        {"url": "https://b.example/" + "x" * 100_000, "title": "\ud800" + "y" * 100_000, "at": 0},
        {"url": ""},
        *({"url": f"https://{number}.example/"} for number in range(5000)),
    ]
    state_folder().mkdir(parents=True)
    (state_folder() / "known-servers.json").write_text(json.dumps({"version": 1, "servers": rows}))
    for number, url in enumerate((HOSTILE, "https://a.example/" + HOSTILE, "x" * 60_000, "")):
        save_transcript(f"{number}.jsonl", url)
    save_transcript("[bold]\x1b[2J.jsonl", "")
    (transcripts.transcripts_folder() / "none.jsonl").write_bytes(b"\xff\x00" * 1000)
    Path(transcripts.transcripts_folder() / "gone.jsonl").symlink_to("nowhere")


@pytest.mark.parametrize("size", [(20, 10), (80, 24), (160, 45)])
async def test_hostile_files_are_only_shown(size):
    write_hostile_files()
    app = Starting()
    async with app.run_test(size=size) as pilot:
        await app.settle(pilot)
        assert app.servers.total == 5004
        everything = ""
        for lines in (app.servers, app.transcripts):
            lines.focus()
            await app.settle(pilot)
            for row in range(min(8, lines.row_count())):
                await app.press(pilot, *["down"] * bool(row))
                everything += app.row(lines, row) + app.row(lines, row, 10) + lines.note() + app.note
                everything += str(lines.parent.border_subtitle)
        assert "\x1b" not in everything
        assert "\u202e" not in everything
        assert "[/x][@click=app.quit]go[/]␛" in everything
        app.export_screenshot()
        assert app.is_running


async def test_a_hostile_server_can_be_forgotten():
    write_hostile_files()
    app = Starting()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.settle(pilot)
        await pilot.press("tab", "d")
        await pilot.pause()
        shown = "\n".join(str(static.visual) for static in app.screen.query(Static))
        assert "[/x][@click=app.quit]go[/]␛]52" in shown
        await pilot.press("y")
        await app.settle(pilot)
        assert "https://a.example/" + HOSTILE not in [server.url for server in known.read().servers]
