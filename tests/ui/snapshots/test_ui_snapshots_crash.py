"""An app that crashes has no picture: its snapshot test fails, whatever the screen looked like before."""

import pytest
from looks import SMALL
from staged import offline, settled


def test_a_crash_fails_the_snapshot(same, stateless):
    async def crash(pilot):
        pilot.app.call_later(lambda: 1 // 0)
        await settled(pilot)

    with pytest.raises((AssertionError, ZeroDivisionError), match="division"):
        same(offline(stateless), SMALL, crash)
