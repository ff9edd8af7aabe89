"""Indent JSON text for editing without changing what it says: numbers, escapes and repeated names stay as they are."""

from __future__ import annotations

import re

from inspector.record.messages import NotJson, parse
from inspector.record.showable import showable

_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')
_STEP = "  "


def indented(text: str) -> str:
    """Return JSON text with a line for each member, and every other text as it is.

    Control characters become escapes, which in JSON is the same text.
    """
    try:
        parse(text)
    except NotJson:
        return text
    parts = _PART.findall(text)
    written, depth = [], 0
    for before, part in zip(["", *parts], parts, strict=False):
        if part in ("]", "}"):
            depth -= 1
        if before + part not in ("[]", "{}") and (before in ("[", "{", ",") or part in ("]", "}")):
            written.append("\n" + _STEP * depth)
        written.append(part + " " if part == ":" else part)
        if part in ("[", "{"):
            depth += 1
    return _escaped("".join(written))


def _escaped(text: str) -> str:
    if showable(text) == text:
        return text
    return "".join(letter if letter == "\n" or showable(letter) == letter else _escape(letter) for letter in text)


def _escape(letter: str) -> str:
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
