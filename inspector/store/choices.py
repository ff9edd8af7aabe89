"""Remember what a person chose in the program and wants to find again: the theme."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.store import memory
from inspector.store.paths import state_folder


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen, empty where nothing was; `problem` is a sentence where the file could not be read."""

    theme: str = ""
    problem: str = ""


def read() -> Choices:
    """Return the choices; a file that cannot be understood is kept aside, and `problem` says where."""
    found = memory.read(_path(), "choices")
    themes = [row["value"] for row in found.rows if row.get("name") == "theme" and isinstance(row.get("value"), str)]
    return Choices(theme=themes[0] if themes else "", problem=found.problem)


def remember_theme(name: str) -> str:
    """Keep the name of the theme that is wanted from now on. Returns a sentence where that fails."""
    found = memory.read(_path(), "choices")
    others = [row for row in found.rows if row.get("name") != "theme"]
    return memory.write(_path(), "choices", [{"name": "theme", "value": name}, *others]) or found.problem


def _path() -> Path:
    return state_folder() / "choices.json"
