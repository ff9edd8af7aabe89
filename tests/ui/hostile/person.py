"""A person at the app, headless: what is seen, waited for and pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

from inspector.record.calls import Call
from inspector.record.events import SessionStarted
from inspector.record.transcript import Transcript
from inspector.session.target import Target
from inspector.store.saving import Saving
from inspector.store.transcripts import Loaded, load, recent
from inspector.ui.app import InspectorApp
from inspector.ui.session.places import Places
from inspector.wire.network import Network

SIZE = (120, 36)
BOUND = 30
LOOK_SECONDS = 0.02


def app_on(url: str, timeout: float = BOUND, protocol: str = "auto", **network: Any) -> InspectorApp:
    return InspectorApp(Target(url, Network(**network), protocol, timeout=timeout), Saving())


def seen(app: InspectorApp) -> str:
    """Return what is on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def sees(pilot: Pilot[Any], *texts: str) -> None:
    """Wait until all of the texts are on the screen, and nothing has ended the app."""
    await until(pilot, lambda: all(text in seen(pilot.app) for text in texts), lambda: seen(pilot.app))


async def until(pilot: Pilot[Any], holds: Callable[[], bool], otherwise: Callable[[], str] = str) -> None:
    """Wait until something holds."""
    try:
        async with asyncio.timeout(BOUND):
            while not holds():
                assert pilot.app._exception is None
                await pilot.pause(LOOK_SECONDS)
    except TimeoutError:
        raise AssertionError(f"it did not come to that; the screen was:\n{otherwise()}") from None


def transcript(app: InspectorApp) -> Transcript:
    return app._session.source.transcript


def calls(app: InspectorApp, method: str = "tools/call") -> list[Call]:
    return [call for call in transcript(app).calls.all if call.method == method]


def sessions(app: InspectorApp) -> int:
    """How often a session was begun."""
    return sum(isinstance(event, SessionStarted) for event in transcript(app).events)


async def goes_everywhere(pilot: Pilot[Any]) -> None:
    """Visit every place: the program can still be used."""
    for key, place in (
        ("1", "tool"),
        ("2", "prompt"),
        ("3", "resource"),
        ("4", "template"),
        ("5", "log"),
        ("0", "server"),
    ):
        await pilot.press(key)
        await until(pilot, lambda place=place: pilot.app.screen.query_one(Places).place == place)


async def leaves(pilot: Pilot[Any]) -> Loaded:
    """Quit, and return the transcript as it was kept on disk."""
    app = pilot.app
    path = app.path
    await pilot.press("ctrl+q")
    await until(pilot, lambda: not app.is_running)
    assert app._exception is None
    assert app.return_code == 0
    [saved] = recent(9)
    assert saved.path == path
    return load(saved.path)
