"""A plain client of each era on the demo server."""

from collections.abc import AsyncIterator

import pytest
from plain_client import MODERN, PlainClient


@pytest.fixture(params=[MODERN, "2025-11-25", "2025-06-18", "2025-03-26"])
async def client(request: pytest.FixtureRequest, demo_url: str) -> AsyncIterator[PlainClient]:
    """A connected client, once for every revision."""
    async with PlainClient(demo_url, request.param) as connected:
        yield connected
