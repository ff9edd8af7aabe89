"""Pages are fetched until they end, or are seen never to end."""

import pytest
from hostile.server import hostile_server
from opened import opened, said

from inspector.record.events import Noted
from inspector.record.problem import RemoteError
from inspector.session import listing
from inspector.session.listing import list_all, list_everything


def warnings(connection):
    return [event.text for event in connection.transcript.events if isinstance(event, Noted)]


async def test_ten_thousand_tools_come_whole():
    async with hostile_server() as base, opened(f"{base}/tools/10000?page=3000") as connection:
        await list_all(connection, "tool")
        assert len(connection.catalog.listings["tool"].entries) == 10_000
        assert len(said(connection, "tools/list")) == 4


async def test_a_cursor_that_comes_again_ends_the_listing():
    async with hostile_server() as base, opened(f"{base}/cursor/repeated") as connection:
        await list_all(connection, "tool")
        assert len(said(connection, "tools/list")) == 2
        assert "cursor '1' twice" in warnings(connection)[0]


async def test_pages_that_never_end_are_left(monkeypatch):
    monkeypatch.setattr(listing, "MOST_PAGES", 20)
    async with hostile_server() as base, opened(f"{base}/cursor/endless") as connection:
        await list_all(connection, "tool")
        assert len(connection.catalog.listings["tool"].entries) == 20
        assert "more than 20 pages" in warnings(connection)[0]


async def test_a_kind_that_holds_no_list_is_told_and_the_others_stay_usable():
    async with hostile_server() as base, opened(f"{base}/json/wrong-shape/tools-string") as connection:
        with pytest.raises(RemoteError) as failure:
            await list_everything(connection)
        assert failure.value.problem.seen == "tools is a str"
        await list_all(connection, "prompt")
        assert connection.catalog.listings["prompt"].complete


async def test_only_what_is_offered_is_asked_for():
    async with hostile_server() as base, opened(f"{base}/json/wrong-shape/capabilities-null") as connection:
        await list_everything(connection)
        assert said(connection, "tools/list") == []
