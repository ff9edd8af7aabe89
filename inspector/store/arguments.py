"""Remember the last arguments given to each tool, prompt and template of each server."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspector.record.redact import Redactor
from inspector.store import memory
from inspector.store.paths import state_folder

MOST = 300
MOST_CHARACTERS = 50_000
_SECRET_NAME = re.compile(r"token|secret|passw|api_?-?key|credential|authorization", re.IGNORECASE)


def recall(url: str, kind: str, key: str) -> dict[str, Any] | None:
    """Return the last arguments of an entry (`kind` and `key` as in the catalog); None where none are known."""
    place = _place(url, kind, key)
    for row in memory.read(_path(), "arguments").rows:
        if _place_of(row) == place and isinstance(row.get("values"), dict):
            values: dict[str, Any] = row["values"]
            return values
    return None


def remember(url: str, kind: str, key: str, values: Mapping[str, Any]) -> str:
    """Keep these as the last arguments of an entry, but for what is named like a secret.

    Values of more than `MOST_CHARACTERS` as JSON are not kept. Returns a sentence where writing fails.
    """
    place = _place(url, kind, key)
    found = memory.read(_path(), "arguments")
    rows = [row for row in found.rows if _place_of(row) != place]
    kept = _without_secrets(values)
    if len(json.dumps(kept)) <= MOST_CHARACTERS:
        rows.insert(0, {"url": place[0], "kind": kind, "key": key, "values": kept})
    return memory.write(_path(), "arguments", rows[:MOST]) or found.problem


def _path() -> Path:
    return state_folder() / "arguments.json"


def _place(url: str, kind: str, key: str) -> tuple[Any, Any, Any]:
    return Redactor().url(url), kind, key


def _place_of(row: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    return row.get("url"), row.get("kind"), row.get("key")


def _without_secrets(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_secrets(part) for name, part in value.items() if not _SECRET_NAME.search(str(name))}
    return [_without_secrets(part) for part in value] if isinstance(value, list) else value
