"""Measure and cut text by the columns it takes in a terminal (Unicode Standard Annex 11)."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Return the columns that one line of text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def padded(text: str, columns: int) -> str:
    """Return the text with blanks behind it, up to so many columns."""
    return text + " " * (columns - width(text))


def cut(text: str, columns: int) -> str:
    """Return the text, or its beginning and `…`, in so many columns at the most."""
    if width(text) <= columns:
        return text
    taken = 0
    for place, letter in enumerate(text):
        taken += _columns(letter)
        if taken > columns - 1:
            return text[:place] + "…"
    return text


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
