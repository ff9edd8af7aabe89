"""A small JSON file of rows, newest first: read leniently, written whole, never lost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector.store import whole

VERSION = 1


@dataclass(frozen=True, slots=True)
class Rows:
    """What a file holds; `problem` is a sentence where it could not be read, and then there are no rows."""

    rows: list[dict[str, Any]]
    problem: str = ""


def read(path: Path, member: str) -> Rows:
    """Return the rows under `member`; no file is no rows. A file that cannot be understood is kept aside."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Rows([])
    except OSError as error:
        return Rows([], f"{path} cannot be read: {error.strerror}.")
    try:
        return Rows(_rows(json.loads(data), member))
    except (ValueError, RecursionError) as error:
        return Rows([], whole.set_aside(path, str(error)))


def write(path: Path, member: str, rows: Sequence[dict[str, Any]]) -> str:
    """Put these rows in place of what the file held; returns a sentence where that fails, else nothing."""
    text = json.dumps({"version": VERSION, member: list(rows)}, indent=1)
    try:
        whole.write(path, [text.encode(), b"\n"])
    except OSError as error:
        return f"{path} cannot be written: {error.strerror}."
    return ""


def _rows(document: Any, member: str) -> list[dict[str, Any]]:
    if not isinstance(document, dict):
        raise ValueError("it is no JSON object")  # noqa: TRY004 - one kind of error for all that is wrong with a file
    if document.get("version") != VERSION:
        raise ValueError(f"its version is {document.get('version')!r}; this program knows {VERSION}")
    rows = document.get(member)
    if not isinstance(rows, list):
        raise ValueError(f"{member!r} is no list")  # noqa: TRY004
    return [row for row in rows if isinstance(row, dict)]
