"""The one table of all paths and what they do."""

from __future__ import annotations

import json
from collections.abc import Callable

from .answers import ANSWERS, Table
from .bodies import BODIES
from .catalogs import SERVERS
from .honest import Honest
from .moments import MOMENTS, NOTIFIED, Case, Misbehaving
from .poisoned import POISONED, POISONED_SERVERS
from .shapes import BODIES_OF_JSON
from .streams import STREAMS


async def notification_answered(case: Case) -> None:
    """Answer a notification as if it had been a request."""
    await case.wire.respond(200, json.dumps(case.right()).encode())


async def notification_refused(case: Case) -> None:
    await case.wire.respond(500, b"no notifications here", "text/plain")


async def notification_held(case: Case) -> None:
    await case.wire.hold()


NOTIFICATIONS: Table = {
    "notification/200": (NOTIFIED, notification_answered),
    "notification/500": (NOTIFIED, notification_refused),
    "notification/silent": (NOTIFIED, notification_held),
}

# Path → when it misbehaves, unless the path begins with another moment, and what it does.
ACTS: Table = {**ANSWERS, **STREAMS, **BODIES, **BODIES_OF_JSON, **NOTIFICATIONS, **POISONED}
# Path → a server that is wrong in what it holds rather than at a moment.
WHOLE: dict[str, Callable[[], Honest]] = {**SERVERS, **POISONED_SERVERS}
SHORT = {"json/wrong-shape": "json/wrong-shape/result-list"}


def find(path: str) -> Honest | None:
    """Return a fresh server that behaves as the path says, or None where there is no such behaviour."""
    name = path.strip("/")
    if name in WHOLE:
        return WHOLE[name]()
    moment, _, rest = name.partition("/")
    chosen = MOMENTS.get(moment)
    act_name = rest if chosen else name
    act_name = SHORT.get(act_name, act_name)
    if act_name not in ACTS:
        return None
    default, act = ACTS[act_name]
    return Misbehaving(chosen or default, act)


def paths() -> list[str]:
    """Return every path; acts may also be had at another moment, as in `/call/status/500/html`."""
    return [f"/{name}" for name in (*WHOLE, *SHORT, *ACTS)]
