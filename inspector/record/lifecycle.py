"""Fold events into where the session stands: connecting, open, failed or closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inspector.record.events import Event, SessionClosed, SessionOpened, SessionStarted
from inspector.record.problem import Problem


@dataclass(slots=True)
class Lifecycle:
    """The newest attempt to connect and what became of it; `problem` says why it failed or was lost."""

    state: Literal["nothing yet", "connecting", "open", "failed", "closed"] = "nothing yet"
    url: str = ""
    protocol: str = ""
    revision: str = ""
    session_id: str = ""
    problem: Problem | None = None
    since: float = 0.0

    def feed(self, event: Event) -> None:
        """Take one event in."""
        match event:
            case SessionStarted():
                self.state, self.url, self.protocol = "connecting", event.url, event.protocol
                self.revision = self.session_id = ""
                self.problem = None
            case SessionOpened():
                self.state, self.revision, self.session_id = "open", event.revision, event.session_id
            case SessionClosed():
                self.state, self.problem = "closed" if event.problem is None else "failed", event.problem
            case _:
                return
        self.since = event.at
