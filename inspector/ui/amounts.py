"""Write durations, sizes and times of day in few cells."""

from __future__ import annotations

import time


def seconds(duration: float | None) -> str:
    """Return a duration such as `18 ms`, `1.24 s` or `2 min 5 s`; empty where it is not known."""
    if duration is None:
        return ""
    if duration < 0.0095:
        return f"{max(0.0, duration) * 1000:.1f} ms"
    if duration < 0.9995:
        return f"{duration * 1000:.0f} ms"
    if duration < 60:
        return f"{duration:.2f} s"
    return f"{duration // 60:.0f} min {duration % 60:.0f} s"


def size(count: int) -> str:
    """Return a number of bytes such as `412 B`, `3.4 KB` or `10.0 MB` (a thousand bytes a KB)."""
    if count < 1000:
        return f"{count} B"
    for unit, scale in (("KB", 1e3), ("MB", 1e6), ("GB", 1e9)):
        if count < scale * 999.95 or unit == "GB":
            return f"{count / scale:.1f} {unit}"
    raise AssertionError


def clock(at: float) -> str:
    """Return the local time of day with milliseconds, such as `12:01:03.221`."""
    try:
        return time.strftime("%H:%M:%S", time.localtime(at)) + f".{int(at % 1 * 1000):03d}"
    except (OverflowError, ValueError, OSError):  # a transcript of a stranger may say any number
        return "--:--:--.---"


def count(number: int, noun: str) -> str:
    """Return a number with its noun, such as `1 content` or `1,200 events`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
