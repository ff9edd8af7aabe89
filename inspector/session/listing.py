"""List everything of a kind, page by page, and stop where the pages do not end (SF-60 to SF-62)."""

from __future__ import annotations

from typing import Any

from inspector.protocol.catalog import SOURCES, Kind
from inspector.record.events import Noted
from inspector.record.problem import RemoteError
from inspector.session.connection import Connection

MOST_PAGES = 1000


async def list_all(connection: Connection, kind: Kind) -> None:
    """Fetch every page of a kind into the catalog; each page can be seen as soon as it is there.

    A cursor that comes again, or more than `MOST_PAGES` pages, end it with a warning in the transcript.
    Raises RpcError, LocalError or RemoteError; the last one too where a page holds no list.
    """
    method = SOURCES[kind].method
    params: dict[str, Any] = {}
    cursors: set[str] = set()
    for _ in range(MOST_PAGES):
        result = await connection.call(method, params)
        problem = connection.catalog.listings[kind].problem
        if problem is not None:
            raise RemoteError(problem)
        cursor = result.get("nextCursor")
        if not isinstance(cursor, str):
            return
        if cursor in cursors:
            _warn(
                connection, f"{method} gave the cursor {cursor!r} twice, so its pages would never end; stopped there."
            )
            return
        cursors.add(cursor)
        params = {"cursor": cursor}
    _warn(connection, f"{method} has more than {MOST_PAGES} pages; stopped there.")


async def list_everything(connection: Connection) -> None:
    """Fetch every kind the server offers. Raises as `list_all` does."""
    for kind in SOURCES:
        if connection.catalog.offers(kind):
            await list_all(connection, kind)


def _warn(connection: Connection, text: str) -> None:
    connection.transcript.append(Noted(text=text, level="warning"))
