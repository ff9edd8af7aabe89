"""The append-only log of a session: the only mutable thing of the core."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from inspector.record.calls import Calls
from inspector.record.events import CallEnded, Event, RequestSent, SessionClosed, SessionOpened, SessionStarted
from inspector.record.exchanges import Exchange, Exchanges
from inspector.record.lifecycle import Lifecycle
from inspector.record.messages import Message

Listener = Callable[[Event], None]


class Transcript:
    """Events in the order they happened, with the folds that every reader shares.

    `exchanges`, `messages`, `calls` and `lifecycle` are up to date with the last event before listeners hear of it.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.events: list[Event] = []
        self.exchanges: dict[int, Exchange] = {}
        self.messages: list[Message] = []
        self.calls = Calls()
        self.lifecycle = Lifecycle()
        self._folds = Exchanges(self.exchanges)
        self._listeners: list[Listener] = []
        self._preparing: list[Listener] = []
        self._clock = clock
        self._last_exchange = 0
        self._last_call = 0

    @classmethod
    def restored(cls, events: Iterable[Event]) -> Transcript:
        """Return a transcript of events that happened before; they keep their `seq` and `at`."""
        transcript = cls()
        for event in events:
            transcript._take(event)
        return transcript

    def append(self, event: Event, at: float | None = None) -> Event:
        """Stamp `event`, keep it, bring the folds up to date, tell the listeners; returns the stamped event.

        `at` is when it happened, in seconds since the epoch; without it, now.
        """
        event = replace(event, seq=len(self.events), at=self._clock() if at is None else at)
        self._take(event)
        for listener in tuple(self._listeners):
            listener(event)
        return event

    def prepare(self, event: Event) -> None:
        """Do ahead what takes long in appending an event of megabytes; meant to run in another thread."""
        self._folds.prepare(event)
        for prepare in tuple(self._preparing):
            prepare(event)

    def now(self) -> float:
        """Return the time on this transcript's clock, in seconds since the epoch."""
        return self._clock()

    def new_exchange(self) -> int:
        """Return a number for an exchange about to begin."""
        self._last_exchange += 1
        return self._last_exchange

    def new_call(self) -> int:
        """Return a JSON-RPC id no request of this transcript has had (unique in a session: MCP VL-04, VL-05)."""
        self._last_call += 1
        return self._last_call

    def subscribe(self, listener: Listener, prepare: Listener | None = None) -> Callable[[], None]:
        """Call `listener` with each event from now on; returns the function that ends it.

        `prepare` is called, in another thread, with large events that are going to be appended.
        """
        self._listeners.append(listener)
        if prepare is not None:
            self._preparing.append(prepare)
        return lambda: self._unsubscribe(listener, prepare)

    def since(self, cursor: int) -> Iterator[Event]:
        """Iterate over the events from number `cursor` on."""
        return itertools.islice(self.events, cursor, None)

    def _unsubscribe(self, listener: Listener, prepare: Listener | None) -> None:
        self._listeners.remove(listener)
        if prepare is not None:
            self._preparing.remove(prepare)

    def _take(self, event: Event) -> None:
        self.events.append(event)
        if isinstance(event, RequestSent):
            self._last_exchange = max(self._last_exchange, event.exchange)
        for message in self._folds.feed(event):
            self.messages.append(message)
            self.calls.hear(message)
            if message.direction == "out" and type(message.id) is int:
                self._last_call = max(self._last_call, message.id)
        if isinstance(event, CallEnded):
            self.calls.feed(event)
        elif isinstance(event, SessionStarted | SessionOpened | SessionClosed):
            self.lifecycle.feed(event)
