"""The real application, driven from inside in a pseudo-terminal: `driven.py URL REPORT BYTES`.

It waits for the list of tools; where BYTES are wanted it calls the first tool for a text of that size, and scrolls.
Meanwhile a task beats on the loop of the screens. What was seen is written to REPORT as JSON.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from inspector.record.events import BodyChunk, SessionOpened
from inspector.session.target import Target
from inspector.store.saving import Saving
from inspector.ui.app import InspectorApp
from inspector.ui.messages import EntryAsked
from inspector.ui.session.screen import SessionScreen
from inspector.wire.network import Network

BEAT_SECONDS = 0.001
REST_SECONDS = 1.5
KEYS = ("pagedown",) * 30 + ("down",) * 30 + ("end",) + ("pageup",) * 30 + ("home",) + ("end", "home") * 5


class Driven(InspectorApp):
    """Does by itself what a person would do."""

    def __init__(self, url: str, report: Path, size: int) -> None:
        super().__init__(Target(url, Network()), Saving())
        self._report, self._wanted_bytes = report, size
        self._beats: list[tuple[float, float]] = []
        self._driving: list[asyncio.Task[None]] = []

    def on_ready(self) -> None:
        super().on_ready()
        self._driving = [asyncio.ensure_future(work) for work in (self._beat(), self._work())]

    async def _beat(self) -> None:
        last = time.time()
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            now = time.time()
            self._beats.append((now, now - last - BEAT_SECONDS))
            last = now

    async def _work(self) -> None:
        screen = self.screen
        assert isinstance(screen, SessionScreen)
        source = screen.source
        while not source.catalog.listings["tool"].complete:
            await asyncio.sleep(BEAT_SECONDS)
        facts: dict[str, Any] = {"opened": _at(source.transcript.events, SessionOpened)}
        if self._wanted_bytes:
            await asyncio.sleep(REST_SECONDS)
            facts |= await self._call(screen)
        self._report.write_text(json.dumps(facts))

    async def _call(self, screen: SessionScreen) -> dict[str, Any]:
        idle, asked, transcript = _resident(), time.time(), screen.source.transcript
        entry = screen.source.catalog.listings["tool"].entries[0]
        screen.query_one("EntryDetail").post_message(EntryAsked(entry, {"text": str(self._wanted_bytes)}))
        await asyncio.sleep(REST_SECONDS)
        while transcript.calls.all[-1].running:
            await asyncio.sleep(BEAT_SECONDS)
        await asyncio.sleep(REST_SECONDS)
        holding, scrolling = _resident(), time.time()
        screen.query_one("ResultPane").focus_result()  # type: ignore[attr-defined]
        for key in KEYS:
            self.simulate_key(key)
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.2)
        return {
            "last_byte": _at(transcript.events, BodyChunk),
            "stall_until_readable": max(gap for at, gap in self._beats if asked <= at < scrolling),
            "stall_scrolling": max(gap for at, gap in self._beats if at >= scrolling),
            "growth": holding - idle,
        }


def _at(events: list[Any], kind: type) -> float:
    return next(event.at for event in reversed(events) if isinstance(event, kind))


def _resident() -> int:
    """Return the bytes of memory that this process holds; where there is no /proc, the most it ever held."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    Driven(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])).run()
