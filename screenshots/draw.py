"""Draw the pictures of this folder from real sessions on the demo server: `make screenshots`."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

HERE = Path(__file__).parent
PORT = 3001
SIZE = (120, 36)
Act = Callable[[Pilot[None]], Awaitable[None]]


async def idle(pilot: Pilot[None]) -> None:
    """Wait until nothing runs any more."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.4)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, one after the other, each after what the one before it did."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await idle(pilot)


async def draw(name: str, url: str, act: Act) -> None:
    """Run the inspector on a URL (empty: the start screen), do something in it, and draw what is then seen."""
    from inspector.session.target import Target
    from inspector.store.saving import Saving
    from inspector.ui.app import InspectorApp
    from inspector.wire.network import Network

    app = InspectorApp(Target(url, Network()), Saving())
    async with app.run_test(size=SIZE) as pilot:
        await idle(pilot)
        await act(pilot)
        (HERE / f"{name}.svg").write_text(app.export_screenshot(), encoding="utf-8")
        await app.action_quit()


async def find(pilot: Pilot[None], place: str, name: str) -> None:
    """Go to an entry by typing its name into the filter of its place."""
    await press(pilot, place, "slash", *name.replace("_", " ").replace(" ", "_"))
    await press(pilot, "enter", "enter")


async def picture(pilot: Pilot[None]) -> None:
    await find(pilot, "1", "draw_landscape")
    await press(pilot, "f5")


async def form(pilot: Pilot[None]) -> None:
    await find(pilot, "1", "plan_trip")


async def structured(pilot: Pilot[None]) -> None:
    await find(pilot, "1", "get_wrong_weather")
    await press(pilot, "f5")


async def exchange(pilot: Pilot[None]) -> None:
    await picture(pilot)
    await press(pilot, "escape", "w", "enter")


async def nothing(pilot: Pilot[None]) -> None:
    await idle(pilot)


async def main() -> None:
    """Draw all of them, with files of the inspector in a folder that is thrown away."""
    from inspector.demo.child import running_demo

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder}
        async with running_demo(PORT) as url:
            for name, act in {
                "session": picture,
                "form": form,
                "structured": structured,
                "exchange": exchange,
            }.items():
                await draw(name, url, act)
        await draw("failure", url, nothing)
        await draw("start", "", nothing)


if __name__ == "__main__":
    asyncio.run(main())
