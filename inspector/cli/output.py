"""Print: what the server said on stdout and nothing else there, explanations on stderr."""

from __future__ import annotations

import json
import sys
from typing import Any

from inspector.record.showable import showable, showable_line


def on_terminal() -> bool:
    """Whether a person's terminal shows what is printed."""
    return sys.stdout.isatty()


def text(block: str) -> None:
    """Print server text as it is; on a terminal, with its control characters made visible. Ends the line."""
    print_exactly(block if block.endswith("\n") else block + "\n")


def print_exactly(block: str) -> None:
    """Print server text as it is, or visible as `text` does, and no line end that is not in it."""
    sys.stdout.write(showable(block) if on_terminal() else _encodable(block))


def line(words: str) -> None:
    """Print one line of a table for people: line feeds in it become visible everywhere."""
    sys.stdout.write(_encodable(showable_line(words)) + "\n")


def data(octets: bytes) -> None:
    """Write bytes as they are; never to a terminal."""
    sys.stdout.flush()
    sys.stdout.buffer.write(octets)


def as_json(value: Any, *, pretty: bool | None = None) -> None:
    """Print JSON; everything but ASCII is escaped on a terminal, where it is also indented unless told otherwise."""
    indent = 2 if (on_terminal() if pretty is None else pretty) else None
    written = json.dumps(value, ensure_ascii=on_terminal(), indent=indent).replace("\x7f", "\\u007f")
    if not _can_encode(written):
        written = json.dumps(value, ensure_ascii=True, indent=indent)
    sys.stdout.write(written + "\n")


def note(words: str) -> None:
    """Tell a person something on stderr, as one line."""
    sys.stdout.flush()
    sys.stderr.write(showable_line(words).encode("utf-8", "backslashreplace").decode() + "\n")
    sys.stderr.flush()


def _encodable(block: str) -> str:
    return block if _can_encode(block) else block.encode(_encoding(), "backslashreplace").decode(_encoding())


def _can_encode(block: str) -> bool:
    try:
        block.encode(_encoding())
    except UnicodeEncodeError:
        return False
    return True


def _encoding() -> str:
    return sys.stdout.encoding or "utf-8"
