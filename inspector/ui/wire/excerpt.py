"""Write the beginning of a JSON value in one line, at a cost that does not grow with the value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

_DEEPEST = 12


def excerpt(value: Any, most: int = 300) -> str:
    """Return a text as it is and everything else as JSON, cut after `most` characters. It is not yet made showable."""
    if isinstance(value, str):
        return value[:most]
    written, length = [], 0
    for piece in _pieces(value, most, 0):
        written.append(piece)
        length += len(piece)
        if length > most:
            break
    return "".join(written)[:most]


def _pieces(value: Any, most: int, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield json.dumps(value[:most], ensure_ascii=False)
    elif not isinstance(value, dict | list):
        yield json.dumps(value)
    elif depth > _DEEPEST:
        yield "…"
    else:
        yield "{" if isinstance(value, dict) else "["
        for at, name in enumerate(value):
            yield ", " if at else ""
            if isinstance(value, dict):
                yield f"{json.dumps(name[:most], ensure_ascii=False)}: "
            yield from _pieces(value[name] if isinstance(value, dict) else name, most, depth + 1)
        yield "}" if isinstance(value, dict) else "]"
