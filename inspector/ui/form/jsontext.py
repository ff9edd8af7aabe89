"""Writes a value as JSON that is safe to look at and reads back as the same value, whatever characters are in it."""

from __future__ import annotations

import json
import re
from typing import Any

from inspector.record.showable import showable

TOO_DEEP = "The value is nested too deep to be written as JSON text."
_MAYBE_UNSAFE = re.compile(r"[^\n\t\x20-\x7e]")


def json_text(value: Any, *, indent: int | None = None) -> str:
    """Return `value` as JSON in which every character that could act on a terminal is a `\\u` escape.

    Such characters can only stand inside texts, where JSON has an escape for each. ValueError if it is nested too deep.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, indent=indent)
    except RecursionError:
        raise ValueError(TOO_DEEP) from None
    return text if text.isascii() and text.isprintable() else _MAYBE_UNSAFE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    letter = match.group()
    return letter if showable(letter) == letter else json.dumps(letter)[1:-1] if letter != "\x7f" else "\\u007f"
