"""The sizes that screens are drawn in, and what is done in them before they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from staged import choose, focus_result, press, settled
from textual.message import Message
from textual.pilot import Pilot

from inspector.protocol.catalog import Kind

SMALL, LARGE = (80, 24), (120, 36)
both_sizes = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
Act = Callable[[Pilot[Any]], Awaitable[None]]


def keys(*names: str) -> Act:
    """Press keys."""

    async def act(pilot: Pilot[Any]) -> None:
        await press(pilot, *names)

    return act


def entry(kind: Kind, key: str, *names: str) -> Act:
    """Go to an entry, and press keys."""

    async def act(pilot: Pilot[Any]) -> None:
        await choose(pilot, kind, key)
        await press(pilot, *names)

    return act


def result(key: str, *names: str) -> Act:
    """Go to the result of a tool, and press keys there."""

    async def act(pilot: Pilot[Any]) -> None:
        await choose(pilot, "tool", key)
        await focus_result(pilot)
        await press(pilot, *names)

    return act


def post(message: Message, *names: str) -> Act:
    """Send the screen a message that one of its panes might send, and press keys."""

    async def act(pilot: Pilot[Any]) -> None:
        pilot.app.screen.post_message(message)
        await settled(pilot)
        await press(pilot, *names)

    return act
