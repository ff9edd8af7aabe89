"""What every snapshot needs: an app brought to rest, and a screen that does not depend on the moment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from staged import settled
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

Act = Callable[[Pilot[Any]], Awaitable[None]]


@pytest.fixture
def same(snap_compare, monkeypatch):
    """Compare a screen with its picture, after doing something in it; an app that crashed has no picture."""
    for field in (Input, TextArea):
        # A cursor that blinks is there in every other picture.
        monkeypatch.setattr(field, "_restart_blink", lambda self: setattr(self, "_cursor_visible", True))

    def compare(app: App[None], size: tuple[int, int], act: Act | None = None) -> bool:
        async def run_before(pilot: Pilot[Any]) -> None:
            await settled(pilot)
            if act is not None:
                await act(pilot)
            assert app._exception is None, app._exception

        matches = snap_compare(app, terminal_size=size, run_before=run_before)
        assert app._exception is None, app._exception
        return matches

    return compare
