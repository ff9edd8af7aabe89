"""What the screens look like, one picture a screen and state. `make snapshots` accepts what they look like now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from staged import StagedApp, choose, live, offline, press, settled
from textual.pilot import Pilot

from inspector.record.events import CallEnded, SessionClosed, SessionStarted
from inspector.record.messages import Message
from inspector.record.problem import Problem
from inspector.session.target import Target
from inspector.store.saving import Saving
from inspector.ui.app import InspectorApp
from inspector.wire.network import Network

SMALL, LARGE = (80, 24), (120, 36)
Act = Callable[[Pilot[Any]], Awaitable[None]]


@pytest.fixture
def same(snap_compare):
    """Compare a screen with its picture; an app that crashed has no picture."""

    def compare(app: InspectorApp, act: Act = settled, size: tuple[int, int] = SMALL) -> bool:
        async def run_before(pilot: Pilot[Any]) -> None:
            await settled(pilot)
            await act(pilot)
            await settled(pilot)

        matches = snap_compare(app, terminal_size=size, run_before=run_before)
        assert app._exception is None, app._exception
        return matches

    return compare


def going(*keys: str) -> Act:
    async def act(pilot: Pilot[Any]) -> None:
        await press(pilot, *keys)

    return act


def entry(place: str, name: str, *keys: str) -> Act:
    async def act(pilot: Pilot[Any]) -> None:
        await choose(pilot, place, name)
        await press(pilot, *keys)

    return act


def until(loaded, last: Callable[[Any], bool]) -> StagedApp:
    """The session as it was right after the first event that `last` says yes to."""
    events = loaded.transcript.events
    return live(events[: next(at for at, event in enumerate(events) if last(event)) + 1])


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_tools(same, stateless, size):
    assert same(offline(stateless), size=size)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("text", "greet"),
        ("markdown", "write_guide"),
        ("picture", "draw_landscape"),
        ("sound", "play_chime"),
        ("links", "link_resources"),
        ("embedded", "embed_resources"),
        ("invalid", "get_wrong_weather"),
        ("is-error", "fail"),
        ("refused", "refuse"),
    ],
    ids=lambda value: value,
)
def test_result(same, stateless, size, name, tool):
    assert same(offline(stateless), entry("1", tool), size=size)
