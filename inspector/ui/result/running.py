"""What is seen of a call that runs: how far it is, what it says, and the way to stop it."""

from __future__ import annotations

import json
import math
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, Static

from inspector.record.calls import Call
from inspector.record.showable import showable_line
from inspector.ui import amounts
from inspector.ui.messages import CancelWanted
from inspector.ui.safe import shown_line

_BAR = 30


class Running(Vertical):
    """The progress of one call. Call `sync` when the transcript has grown."""

    def __init__(self, call: Call, stoppable: bool) -> None:
        super().__init__()
        self._call = call
        self._stoppable = stoppable
        self._seen = -1

    def compose(self) -> ComposeResult:
        yield Static("", id="running-bar")
        yield Static("", id="running-said")
        if self._stoppable:
            yield Button("Cancel", id="running-cancel", compact=True, variant="error")

    def on_mount(self) -> None:
        self.sync()

    def sync(self) -> None:
        """Show the newest progress."""
        count = len(self._call.progress)
        if count == self._seen or not self.query("#running-bar"):
            return
        self._seen = count
        params = self._call.progress[-1].params if count else {}
        waiting = "Waiting for the answer." if self._stoppable else "The record ends before an answer came."
        self.query_one("#running-bar", Static).update(bar(params) if count else Content(waiting))
        said = params.get("message", "")
        said = said if isinstance(said, str) else json.dumps(said)
        told = amounts.count(count, "progress message") if count else ""
        self.query_one("#running-said", Static).update(
            Content("  ").join(part for part in (shown_line(said), Content.styled(told, "$text-muted")) if part.plain)
        )

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.post_message(CancelWanted(self._call.id))


def bar(params: dict[str, Any]) -> Content:
    """Draw the params of `notifications/progress` (MCP basic/utilities/progress): a bar where the total is known."""
    progress, total = _number(params.get("progress")), _number(params.get("total"))
    if progress is None:
        return Content("(no number)")
    if total is None or total <= 0:
        return Content(f"{_short(progress)} so far")
    share = min(1.0, max(0.0, progress / total))
    done = round(share * _BAR)
    return Content.assemble(
        ("━" * done, "$text-success"),
        ("─" * (_BAR - done), "$text-muted"),
        (f" {share:.0%}", "bold"),
        (f"  {_short(progress)} of {_short(total)}", "$text-muted"),
    )


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def _short(number: float) -> str:
    return showable_line(f"{number:,.0f}" if number.is_integer() and abs(number) < 1e15 else f"{number:.4g}")
