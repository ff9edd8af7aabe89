"""Put recorded sessions on the stage as if they were going on: an app on a sitting that reaches no network."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from inspector.protocol.catalog import Catalog, Kind
from inspector.record.events import Event, ExchangeEnded, RequestSent
from inspector.record.problem import LocalError, Problem
from inspector.record.redact import Redactor
from inspector.record.transcript import Transcript
from inspector.session.target import Target
from inspector.store.saving import Saving
from inspector.store.transcripts import Loaded
from inspector.ui.app import InspectorApp
from inspector.ui.result.pane import ResultPane
from inspector.ui.session.screen import SessionScreen
from inspector.ui.session.source import Source
from inspector.wire.network import Network

TARGET = Target("http://127.0.0.1:8931/mcp", Network())
QUIET_SECONDS = 0.05
QUIET_TIMES = 3
BOUND = 40
OPEN_ENDED = ("calls", "connection", "forget", "quit", "save")


class StagedSitting:
    """Stands in for a sitting: it is where its transcript is, and nothing it is asked ever reaches a server.

    Where the transcript ends while it connects, it goes on connecting.
    """

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.catalog = Catalog(transcript)
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.cancelled: list[int] = []
        self.connects = 0
        self.completions: list[str] = []

    async def connect(self) -> None:
        self.connects += 1
        lifecycle = self.transcript.lifecycle
        if lifecycle.state == "connecting":
            await asyncio.Event().wait()
        elif lifecycle.state != "open":
            problem = lifecycle.problem or Problem(fault="network", what="There is no network here")
            raise LocalError(problem)

    async def list_everything(self) -> None:
        return

    async def ask(self, entry: Any, values: dict[str, Any], number: int) -> None:
        self.asked.append((entry.kind, entry.key, values))

    async def last_values(self, entry: Any) -> None:
        return None

    async def complete(self, params: Any) -> list[str]:
        return self.completions

    async def resend(self, exchange: int, method: str, url: str, headers: Any, body: bytes) -> int:
        return exchange

    def cancel(self, number: int) -> None:
        self.cancelled.append(number)

    async def close(self) -> None:
        return


class StagedApp(InspectorApp):
    """The app with its session screen on a source of the test's."""

    def __init__(self, source: Source) -> None:
        super().__init__(TARGET, Saving(off=True))
        self.source = source

    def get_default_screen(self) -> Screen[None]:
        return self.session_on(self.source)


def offline(loaded: Loaded) -> StagedApp:
    """Return the app on a transcript out of a file, whose path is the same everywhere."""
    return StagedApp(Source.offline(Loaded(loaded.transcript, Path(loaded.path.name), loaded.cut)))


def live(events: Iterable[Event]) -> StagedApp:
    """Return the app on a session that has come as far as these events, and whose clock stands still there."""
    happened = list(events)
    transcript = Transcript.restored(happened)
    transcript._clock = lambda: happened[-1].at + 1.0 if happened else 0.0
    return staged(StagedSitting(transcript))


def staged(sitting: StagedSitting) -> StagedApp:
    """Return the app on a sitting that was prepared."""
    source = Source(sitting.transcript, sitting.catalog, Redactor(), sitting, Path("session.jsonl"))  # type: ignore[arg-type]
    return StagedApp(source)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until nothing is prepared any more and the screen stays as it is; calls may go on."""
    before, quiet, until = "", 0, time.monotonic() + BOUND
    while quiet < QUIET_TIMES:
        await pilot.pause(QUIET_SECONDS)
        seen = pilot.app.export_screenshot(simplify=True)
        busy = [worker for worker in pilot.app.workers if worker.is_running and worker.group not in OPEN_ENDED]
        quiet = quiet + 1 if seen == before and not busy else 0
        before = seen
        if time.monotonic() > until:
            raise TimeoutError(f"the screen does not come to rest: {busy or 'it goes on changing'}")


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other, waiting after each until the screen has taken it in."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def choose(pilot: Pilot[Any], kind: Kind, key: str) -> None:
    """Go to an entry by its name or URI, with the focus on the list."""
    screen = pilot.app.screen
    assert isinstance(screen, SessionScreen)
    await screen.action_place(kind)
    # Where a list is scrolled to depends on its height, which it has when it was drawn.
    await settled(pilot)
    await screen.show_entry(kind, key)
    await settled(pilot)


def before_its_end(loaded: Loaded) -> StagedApp:
    """Return the app on a recorded session, as it was before somebody closed it."""
    return until(loaded, lambda event: isinstance(event, RequestSent) and event.method == "DELETE", with_it=False)


def until(loaded: Loaded, last: Callable[[Event], bool], *, with_it: bool = True) -> StagedApp:
    """Return the app on a recorded session as it was right after the first event that `last` says yes to."""
    events = loaded.transcript.events
    return live(events[: next(at for at, event in enumerate(events) if last(event)) + with_it])


def until_exchange(loaded: Loaded, number: int) -> StagedApp:
    """Return the app on a recorded session as it was when an exchange was over."""
    return until(loaded, lambda event: isinstance(event, ExchangeEnded) and event.exchange == number)


async def focus_result(pilot: Pilot[Any]) -> None:
    """Put the focus on the result that is shown."""
    pane = next(pane for pane in pilot.app.screen.query(ResultPane) if pane.is_on_screen)
    pane.focus_result()
    await settled(pilot)
