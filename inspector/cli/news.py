"""Tell on stderr what a person wants to know while a command runs: warnings, and progress of its call."""

from __future__ import annotations

from collections.abc import Callable

from inspector.cli import output
from inspector.record.events import Event, Noted, SseEvent
from inspector.record.messages import Message
from inspector.record.redact import Redactor
from inspector.record.transcript import Transcript

PAUSE = 0.2


def tell_news(transcript: Transcript, redactor: Redactor) -> Callable[[], None]:
    """Tell news from now on; returns the function that ends it. Progress is told five times a second at the most."""
    last = 0.0

    def hear(event: Event) -> None:
        nonlocal last
        if isinstance(event, Noted) and event.level != "info":
            output.note(f"Warning: {redactor.text(event.text)}")
        elif isinstance(event, SseEvent) and transcript.messages:
            message = transcript.messages[-1]
            fresh = message.seq == event.seq and message.method == "notifications/progress"
            if fresh and (event.at - last >= PAUSE or _is_last(message)):
                last = event.at
                output.note(redactor.text(_progress(message)))

    return transcript.subscribe(hear)


def _is_last(message: Message) -> bool:
    return message.params.get("progress") == message.params.get("total")


def _progress(message: Message) -> str:
    done, total, words = (message.params.get(name) for name in ("progress", "total", "message"))
    amount = f"{done}" if total is None else f"{done} of {total}"
    return f"Progress: {amount}" + (f", {words}" if isinstance(words, str) and words else "")
