"""The terminal application: its screens, its themes, and what every screen may ask of it."""

from __future__ import annotations

import asyncio
import gc
import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from inspector.record.problem import InspectorError
from inspector.record.showable import showable, showable_line
from inspector.session.target import Target
from inspector.store import choices
from inspector.store.saving import Saving
from inspector.store.transcripts import Loaded, load
from inspector.ui import themes
from inspector.ui.guard import NoControlCodes
from inspector.ui.messages import CopyWanted, SaveWanted
from inspector.ui.view import pixels
from inspector.wire.network import Network

if TYPE_CHECKING:
    from inspector.ui.session.screen import SessionScreen
    from inspector.ui.session.source import Source
    from inspector.ui.start.screen import StartScreen

CRASHED = 3


def run_start(target: Target, saving: Saving) -> int:
    """Open the start screen; `target` has no URL yet. Returns the exit code."""
    return _run(InspectorApp(target, saving))


def run_url(target: Target, saving: Saving) -> int:
    """Connect, and look around. Returns the exit code."""
    return _run(InspectorApp(target, saving))


def run_file(loaded: Loaded) -> int:
    """Look at a transcript, offline. Returns the exit code."""
    return _run(InspectorApp(Target("", Network()), Saving(), loaded))


def _run(app: InspectorApp) -> int:
    pixels.detect()
    app.run()
    if app.return_code and app.path is not None:
        sys.stderr.write(showable_line(f"The transcript of the session is kept: {app.path}") + "\n")
    return CRASHED if app.return_code else 0


class InspectorApp(App[None]):
    """`target` without a URL opens the start screen, `loaded` a transcript; otherwise it connects at once."""

    TITLE = "Remote MCP Inspector"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "keys", "Keys"),
        Binding("ctrl+p", "command_palette", "Commands"),
        Binding("q,ctrl+q", "quit", "Quit"),
    ]

    def __init__(self, target: Target, saving: Saving, loaded: Loaded | None = None) -> None:
        super().__init__()
        self._target, self._saving, self._loaded = target, saving, loaded
        self._guard = NoControlCodes()
        self.path: Path | None = None
        self._session: SessionScreen | None = None
        self._theme_problems = themes.install(self, choices.read().theme)

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), self._guard]

    def get_default_screen(self) -> Screen[None]:
        if self._loaded is not None:
            return self._offline(self._loaded)
        if self._target.url:
            return self._live(self._target)
        from inspector.ui.start.screen import StartScreen

        return StartScreen()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        if self._session is not None and screen is self._session:
            from inspector.ui.session.commands import commands

            for name, sentence, act in commands(self._session):
                yield SystemCommand(name, sentence, act)
        yield SystemCommand("Theme", "Choose how the inspector looks.", self.action_change_theme)
        yield SystemCommand("Keys", "The keys of the place you are in.", self.action_keys)
        yield SystemCommand("Other server", "End this session and go to the start screen.", self.action_start_over)
        yield SystemCommand("Quit", "End the inspector.", self.action_quit)

    def on_mount(self) -> None:
        for problem in self._theme_problems:
            self.notify(problem, severity="warning", markup=False)
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))

    def on_ready(self) -> None:
        # What was made up to here stays: a collection that looks at it all stalls the screen (measured: 20 ms).
        gc.freeze()
        gc.enable()

    def get_key_display(self, binding: Binding) -> str:
        display = super().get_key_display(binding)
        return display.upper() if re.fullmatch(r"f\d+", display) else display

    async def action_quit(self) -> None:
        """End, after asking where calls are in flight."""
        self._quit()

    async def action_keys(self) -> None:
        """Show the keys of the place one is in."""
        from inspector.ui.dialogs.keys import KeysDialog

        self.push_screen(KeysDialog(self.screen))

    async def action_start_over(self) -> None:
        """End the session and go to the start screen."""
        self._quit(to_start=True)

    @work(group="quit", exclusive=True, exit_on_error=True)
    async def _quit(self, *, to_start: bool = False) -> None:
        if self._session is not None:
            if self._session.running and not await self._sure(self._session.running):
                return
            await self._session.close()
            self._session = None
        if not to_start:
            self.exit()
            return
        from inspector.ui.start.screen import StartScreen

        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if not isinstance(self.screen, StartScreen):
            if not self.screen._result_callbacks:
                # Textual gives the first screen no place for a result, and fails where it takes that place away.
                self.screen._push_result_callback(self.screen, None)
            await self.switch_screen(StartScreen())

    async def _sure(self, running: int) -> bool | None:
        from inspector.ui.dialogs.confirm import ConfirmDialog

        calls = "A call is" if running == 1 else f"{running} calls are"
        return await self.push_screen_wait(ConfirmDialog("Leave?", f"{calls} in flight and will be cancelled."))

    def on_start_screen_server_chosen(self, event: StartScreen.ServerChosen) -> None:
        event.stop()
        self.push_screen(self._live(replace(self._target, url=event.url)))

    @work(group="open", exclusive=True, exit_on_error=True)
    async def on_start_screen_transcript_chosen(self, event: StartScreen.TranscriptChosen) -> None:
        event.stop()
        try:
            loaded = await asyncio.to_thread(load, event.path)
        except InspectorError as error:
            self.notify(error.problem.line(), title="Not opened", severity="error", markup=False)
        else:
            gc.freeze()
            self.push_screen(self._offline(loaded))

    def _live(self, target: Target) -> SessionScreen:
        from inspector.session.sitting import Sitting
        from inspector.ui.session.source import Source

        sitting = Sitting(target, self._saving)
        self.path = sitting.recorder.path
        return self.session_on(Source.live(sitting))

    def _offline(self, loaded: Loaded) -> SessionScreen:
        from inspector.ui.session.source import Source

        return self.session_on(Source.offline(loaded))

    def session_on(self, source: Source) -> SessionScreen:
        """Return the screen of a session, which the app knows from now on."""
        from inspector.ui.session.screen import SessionScreen

        self._session = SessionScreen(source)
        return self._session

    @on(CopyWanted)
    def _copy(self, event: CopyWanted) -> None:
        self.copy_to_clipboard(event.text)
        self.notify(f"Copied {event.what}. (Some terminals do not allow it; S saves to a file.)", markup=False)

    @on(SaveWanted)
    @work(group="save", exclusive=True, exit_on_error=True)
    async def _save(self, event: SaveWanted) -> None:
        from inspector.store import whole
        from inspector.ui.dialogs.save import SaveDialog

        path = await self.push_screen_wait(SaveDialog(Path(event.name)))
        if path is None:
            return
        try:
            await asyncio.to_thread(lambda: whole.write(path, [event.data()]))
        except OSError as error:
            self.notify(
                f"{path} cannot be written: {error.strerror}", title="Not saved", severity="error", markup=False
            )
        else:
            self.notify(f"Saved as {path}", markup=False)

    @work(group="theme", thread=True, exit_on_error=True)
    def _keep_theme(self, name: str) -> None:
        problem = choices.remember_theme(name)
        if problem:
            self.call_from_thread(self.notify, problem, severity="warning", markup=False)

    def _fatal_error(self) -> None:
        """Print a crash without the values of variables, which may be secrets, and without control characters."""
        import rich
        from rich.segment import Segment, Segments
        from rich.traceback import Traceback

        self.bell()
        trace = Traceback(show_locals=False, width=None, suppress=[rich])
        # The message of what failed may hold a server's words.
        written = self.console.render(trace, self.console.options)
        self._exit_renderables.append(Segments(Segment(showable(text), style) for text, style, _ in written))
        self._close_messages_no_wait()
