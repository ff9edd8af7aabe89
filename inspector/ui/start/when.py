"""Say when something was: how long ago, and the date."""

from __future__ import annotations

import time

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def ago(at: float, now: float) -> str:
    """Return how long before `now` it was, such as `5 min ago` or `3 days ago`; a date where that is long."""
    if not at > 0:
        return "never"
    passed = now - at
    if passed < 0:
        return date(at)[:10]
    if passed < _MINUTE:
        return "just now"
    if passed < _HOUR:
        return f"{passed // _MINUTE:.0f} min ago"
    if passed < _DAY:
        return f"{passed // _HOUR:.0f} h ago"
    if passed < 2 * _DAY:
        return "yesterday"
    if passed < 14 * _DAY:
        return f"{passed // _DAY:.0f} days ago"
    return date(at)[:10]


def date(at: float) -> str:
    """Return the local date and time, such as `2026-11-24 12:01`."""
    try:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))
    except (OverflowError, ValueError, OSError):  # a file of a stranger may say any number
        return "at no known time"
