"""When something was, in words."""

import time

import pytest

from inspector.ui.start.when import ago, date

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (0, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (3600, "1 h ago"),
        (86399, "23 h ago"),
        (86400, "yesterday"),
        (2 * 86400, "2 days ago"),
        (13 * 86400, "13 days ago"),
    ],
)
def test_how_long_ago(passed, words):
    assert ago(NOW - passed, NOW) == words


def test_long_ago_and_the_future_are_dates(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    assert ago(NOW - 20 * 86400, NOW) == "2026-12-26"
    assert ago(NOW + 3600, NOW) == "2027-01-15"
    assert date(NOW) == "2027-01-15 08:00"


@pytest.mark.parametrize("at", [float("nan"), float("inf"), 1e300, -1e300, 0.0, -5])
def test_any_number_of_a_stranger_is_words(at):
    assert ago(at, NOW)
    assert date(at)
