"""Draw the pictures of this folder from real sessions on the demo server: `make screenshots`."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

HERE = Path(__file__).parent
PORT, CLOSED_PORT = 3001, 3002
SIZE = (120, 38)
PATIENCE_SECONDS = 30
QUIET_TIMES, QUIET_SECONDS = 4, 0.08
Act = Callable[[Pilot[Any]], Awaitable[None]]


async def still(pilot: Pilot[Any]) -> None:
    """Wait until the screen stays as it is and no call runs."""
    seen, quiet, until = "", 0, time.monotonic() + PATIENCE_SECONDS
    while quiet < QUIET_TIMES:
        if time.monotonic() > until:
            raise TimeoutError("the screen does not come to rest")
        await pilot.pause(QUIET_SECONDS)
        for field in pilot.app.screen.query(Input):
            field.cursor_blink = False
        now = pilot.app.export_screenshot(simplify=True)
        quiet = quiet + 1 if now == seen and not any(worker.is_running for worker in pilot.app.workers) else 0
        seen = now


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, one after the other, each after what the one before it did."""
    for key in keys:
        await pilot.press(key)
        await still(pilot)


async def go(pilot: Pilot[Any], tool: str) -> None:
    """Go to a tool by its name, and into its form."""
    from inspector.ui.session.screen import SessionScreen

    screen = pilot.app.screen
    assert isinstance(screen, SessionScreen)
    await screen.show_entry("tool", tool)
    await press(pilot, "enter")


async def draw(name: str, url: str, act: Act, *, saved: bool = True) -> None:
    """Run the inspector on a URL (empty: the start screen), do something in it, and draw what is then seen."""
    from inspector.session.target import Target
    from inspector.store.saving import Saving
    from inspector.ui.app import InspectorApp
    from inspector.wire.network import Network

    app = InspectorApp(Target(url, Network()), Saving(off=not saved))
    async with app.run_test(size=SIZE) as pilot:
        await still(pilot)
        await act(pilot)
        await still(pilot)
        (HERE / f"{name}.svg").write_text(app.export_screenshot(), encoding="utf-8")
        await app.action_quit()


async def picture(pilot: Pilot[Any]) -> None:
    await go(pilot, "draw_landscape")
    await press(pilot, "f5")


async def form(pilot: Pilot[Any]) -> None:
    await go(pilot, "plan_trip")
    for text in ("A week by the sea", "", "Vienna", "Austria", "", "Lisbon", "PT"):
        await pilot.press(*text, "down")
    await press(pilot, "f5")


async def structured(pilot: Pilot[Any]) -> None:
    from inspector.ui.result.pane import ResultPane

    await go(pilot, "get_wrong_weather")
    await press(pilot, *"Lisbon", "f5")
    pilot.app.screen.query_one(ResultPane).focus_result()
    await press(pilot, "v")


async def exchange(pilot: Pilot[Any]) -> None:
    await go(pilot, "get_weather")
    await press(pilot, *"Lisbon", "f5", "escape", "w", "enter", "2")


async def nothing(pilot: Pilot[Any]) -> None:
    await still(pilot)


async def main() -> None:
    """Draw all of them, with files of the inspector in a folder that is thrown away."""
    from inspector.demo.child import running_demo

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder}
        async with running_demo(PORT) as url:
            await draw("session", url, picture)
            await draw("form", url, form)
            await draw("structured", url, structured)
            await draw("exchange", url, exchange)
        await draw("failure", f"http://127.0.0.1:{CLOSED_PORT}/mcp", nothing, saved=False)
        await draw("start", "", nothing)


if __name__ == "__main__":
    asyncio.run(main())
