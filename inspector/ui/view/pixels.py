"""Decide, once and before the app starts, how images reach this terminal: as pixels, or as half-blocks of colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Literal

Way = Literal["halves", "kitty", "sixel"]

_KITTY = ("xterm-kitty", "xterm-ghostty")
_KITTY_PROGRAMS = ("ghostty", "kitty")
_SIXEL = ("foot", "foot-extra", "mlterm", "contour")
_SIXEL_PROGRAMS = ("WezTerm", "iTerm.app", "contour", "mlterm")
_BETWEEN = ("TMUX", "STY", "ZELLIJ", "VSCODE_INJECTION")

_way: Way = "halves"
_cell = (10, 20)


def detect() -> Way:
    """Choose by environment and window size; takes microseconds. Without it, or with no terminal, half-blocks are used.

    The terminal is not asked: an answer may never come, and would be read as keystrokes.
    """
    global _way, _cell
    measured = _cell_of_terminal()
    if measured is not None:
        _way, _cell = way_of(os.environ), measured
    return _way


def way() -> Way:
    """Return what `detect` chose."""
    return _way


def cell() -> tuple[int, int]:
    """Return how many pixels wide and high a cell of the terminal is."""
    return _cell


def way_of(environ: Mapping[str, str]) -> Way:
    """Return what a terminal with these environment variables can show; multiplexers pass no pixels on."""
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    if any(environ.get(name) for name in _BETWEEN) or environ.get("NO_COLOR") or term == "dumb":
        return "halves"
    if term in _KITTY or program in _KITTY_PROGRAMS or environ.get("KITTY_WINDOW_ID"):
        return "kitty"
    return "sixel" if term in _SIXEL or program in _SIXEL_PROGRAMS else "halves"


def _cell_of_terminal() -> tuple[int, int] | None:
    """Return the size of a cell in pixels; None where there is no terminal or it does not tell (TIOCGWINSZ)."""
    try:
        import fcntl
        import struct
        import termios

        answer = fcntl.ioctl(sys.__stdout__.fileno(), termios.TIOCGWINSZ, bytes(8))  # type: ignore[union-attr]
    except (ImportError, OSError, ValueError, AttributeError):
        return None
    rows, columns, width, height = struct.unpack("HHHH", answer)
    return (width // columns, height // rows) if rows and columns and width >= columns and height >= rows else None
