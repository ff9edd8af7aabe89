"""The start screen: an address to connect to, the servers known from before, and recent transcripts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from inspector import __version__
from inspector.record.problem import LocalError
from inspector.store import known, transcripts
from inspector.ui.dialogs.confirm import ConfirmDialog
from inspector.ui.lines import Lines
from inspector.ui.safe import plain, shown_line
from inspector.ui.start.rows import ServerLines, StartLines, TranscriptLines

_MOST_TRANSCRIPTS = 50
_TITLE = Content.from_markup(
    "[$primary]◆[/] [bold]Remote MCP Inspector[/]  [$text-muted]$version[/]", version=__version__
)
_ABOUT = "Connect to an MCP server, look around, call its tools, read every byte."
_NO_SERVERS = (
    "No servers yet.\n\nType the address of one above. Nothing at hand?\nTry the built-in demo server:  inspector demo"
)
_NO_MATCH = "No known server has this in its title or address."
_NO_TRANSCRIPTS = (
    "No transcripts yet.\n\nEvery session is saved here while it runs, and opens again later without its server."
)
_STAND_IN = "‹"


class Address(Input):
    """The field for an address; the arrow down leaves it for the list."""

    BINDING_GROUP_TITLE = "Address"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Connect"),
        Binding("down", "app.focus_next", "To the lists", show=False),
    ]


class Section(Vertical):
    """A list with its title, and what is said where it is empty."""

    def __init__(self, title: str, lines: StartLines) -> None:
        super().__init__()
        self.border_title = Content(title)
        self.lines = lines

    def compose(self) -> ComposeResult:
        yield self.lines
        yield Static(classes="start--empty")

    def sync(self, empty: str, count: str) -> None:
        """Take in that the list has changed; `empty` is said where nothing is in it."""
        has_rows = self.lines.row_count() > 0
        self.lines.display = has_rows
        said = self.query_one(Static)
        said.display = not has_rows
        said.update(Content(empty))
        self.border_subtitle = Content(self.lines.note() if self.lines.has_focus else count)


class StartScreen(Screen[None]):
    """Posts what was chosen; opening it is the app's. Call `reload` where the lists may have changed."""

    @dataclass
    class ServerChosen(Message):
        """Connect to this URL."""

        url: str

    @dataclass
    class TranscriptChosen(Message):
        """Open this transcript."""

        path: Path

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - as the base class declares it
    AUTO_FOCUS = "Address"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", "Clear the address", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._servers = Section("Known servers", ServerLines())
        self._transcripts = Section("Recent transcripts", TranscriptLines())
        self._read = False

    def compose(self) -> ComposeResult:
        with Vertical(id="start"):
            yield Static(_TITLE, id="title")
            yield Static(_ABOUT, id="about")
            address = Address(placeholder="https://example.com/mcp")
            address.border_title = "Connect to"
            yield address
            yield Static(id="note")

    def on_mount(self) -> None:
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        """Put in what is not in the first paint, which is there sooner without it."""
        await self.query_one("#start").mount(Horizontal(self._servers, self._transcripts, id="lists"))
        await self.mount(Footer(show_command_palette=False))
        # A footer that comes later has not heard of the keys.
        self.refresh_bindings()
        self.reload()

    def on_screen_resume(self) -> None:
        if self._read:
            self.reload()

    @work(group="lists", exclusive=True, exit_on_error=False)
    async def reload(self) -> None:
        """Read the lists again."""
        found = await asyncio.to_thread(known.read)
        saved = await asyncio.to_thread(transcripts.recent, _MOST_TRANSCRIPTS)
        self._read = True
        self._server_lines.show(found.servers)
        self._server_lines.sift(self.query_one(Address).value)
        self.query_one(TranscriptLines).show(saved)
        self._sync()
        if found.problem:
            self._say(f"⚠ {found.problem}", "warning")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if not self._read:
            return
        self._server_lines.sift(event.value)
        self._sync()
        self._say(self._outlook(event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        if not text:
            self._say("Type an address, or choose a server below.")
        elif self._read and not _like_address(text) and self._server_lines.passing:
            self._choose(self._server_lines.passing[0].url)
        else:
            self._choose(text)

    @on(Lines.Opened, "ServerLines")
    def _server_opened(self) -> None:
        server = self._server_lines.chosen
        if server is not None:
            self._choose(server.url)

    @on(Lines.Opened, "TranscriptLines")
    def _transcript_opened(self) -> None:
        saved = self.query_one(TranscriptLines).chosen
        if saved is not None:
            self.post_message(self.TranscriptChosen(saved.path))

    @on(Lines.Moved)
    def _moved(self) -> None:
        self.call_after_refresh(self._point)

    def on_descendant_focus(self) -> None:
        self._point()

    def on_descendant_blur(self) -> None:
        self._sync()

    @on(ServerLines.ForgetWanted)
    @work(group="forget", exclusive=True, exit_on_error=False)
    async def _forget(self) -> None:
        server = self._server_lines.chosen
        if server is None:
            return
        sentence = f"{server.url}\n\nis taken off the list of known servers. Its transcripts stay."
        if await self.app.push_screen_wait(ConfirmDialog("Forget this server?", sentence, yes="Forget", no="Keep")):
            problem = await asyncio.to_thread(known.forget, server.url)
            await self.reload().wait()
            self._point()
            if problem:
                self._say(f"⚠ {problem}", "warning")

    def action_address(self) -> None:
        self.query_one(Address).focus()

    def action_clear(self) -> None:
        self.query_one(Address).clear()
        self.query_one(Address).focus()

    @property
    def _server_lines(self) -> ServerLines:
        return self.query_one(ServerLines)

    def _choose(self, text: str) -> None:
        from inspector.session.target import checked_url

        if _STAND_IN in text:
            field = self.query_one(Address)
            with field.prevent(Input.Changed):
                field.value = plain(text)
            field.focus()
            self._say("✗ The secret in this address was not kept. Put it in place of what stands in ‹ ›.", "error")
            return
        try:
            self.post_message(self.ServerChosen(checked_url(text)))
        except LocalError as error:
            problem = error.problem
            self.query_one(Address).focus()
            self._say(f"✗ {problem.what}: {problem.advice}.", "error")

    def _outlook(self, text: str) -> str:
        """Say what Enter would do where that is not what is typed."""
        from inspector.session.target import checked_url

        passing = self._server_lines.passing
        if not text.strip() or "://" in text:
            return ""
        if not _like_address(text) and passing:
            return f"Enter connects to {passing[0].title or passing[0].url}"
        try:
            return f"Enter connects to {checked_url(text)}"
        except LocalError:
            return ""

    def _sync(self) -> None:
        if not self._read:
            return
        lines, saved = self._server_lines, self.query_one(TranscriptLines)
        filtered = lines.row_count() != lines.total
        count = f"{lines.row_count()} of {lines.total}" if filtered else str(lines.total or "")
        self._servers.sync(_NO_MATCH if lines.total else _NO_SERVERS, count)
        self._transcripts.sync(_NO_TRANSCRIPTS, str(saved.row_count() or ""))

    def _point(self) -> None:
        """Say where the row at the cursor leads."""
        self._sync()
        if isinstance(self.focused, StartLines):
            self._say(self.focused.address())

    def _say(self, words: str, kind: str = "muted") -> None:
        note = self.query_one("#note", Static)
        note.update(shown_line(words))
        note.set_classes(f"start--note-{kind}")


def _like_address(text: str) -> bool:
    text = text.strip()
    return any(mark in text for mark in ":/.[") or text == "localhost"
