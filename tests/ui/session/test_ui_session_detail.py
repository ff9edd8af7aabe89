"""The detail of an entry, asked for at awkward moments."""

import asyncio

from textual.app import App

from inspector.ui.result.pane import ResultPane
from inspector.ui.session.about import About
from inspector.ui.session.detail import EntryDetail
from inspector.ui.session.source import Source


async def at_once(function, *arguments):
    """Stand in for a thread that is quicker than the screen."""
    return function(*arguments)


async def test_an_entry_may_be_wanted_before_the_detail_is_put_together(stateless, monkeypatch):
    monkeypatch.setattr(asyncio, "to_thread", at_once)
    source = Source.offline(stateless)
    entry = source.catalog.find("tool", "greet")
    async with App().run_test() as pilot:
        detail = EntryDetail(source)
        showing = asyncio.ensure_future(detail.show(entry))
        for _ in range(5):
            await asyncio.sleep(0)
        await pilot.app.mount(detail)
        await showing
        assert detail.query_one(About)
        assert detail.query_one(ResultPane)


async def test_an_entry_may_be_wanted_when_the_detail_goes(stateless):
    source = Source.offline(stateless)
    async with App().run_test() as pilot:
        detail = EntryDetail(source)
        await pilot.app.mount(detail)
        showing = asyncio.ensure_future(detail.show(source.catalog.find("tool", "greet")))
        await asyncio.sleep(0)
        await detail.remove()
        await asyncio.gather(showing, return_exceptions=True)
        await pilot.pause()
    assert pilot.app._exception is None
