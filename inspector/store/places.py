"""Look at a place that somebody thinks of writing a file to: what is there, and what else is in its folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MOST_NAMES = 500


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at `path`; `problem` is a sentence where no file can be written there.

    `names` are the entries of the folder that begin as the path ends, folders with a `/` behind them, sorted.
    """

    path: Path
    there: Literal["nothing", "file", "folder"] = "nothing"
    size: int = 0
    new_folder: bool = False
    names: tuple[str, ...] = ()
    problem: str = ""


def look(text: str) -> Place:
    """Return what is found at the place that was typed; `~` is the home folder. Never raises OSError."""
    text = text.strip()
    if not text or "\0" in text:
        return Place(
            Path(), problem="Give the name of a file." if not text else "A name cannot hold the character NUL."
        )
    try:
        path = Path(text).expanduser()
    except RuntimeError:
        return Place(Path(text), problem=f"There is no home folder for {text.split('/')[0]}.")
    path = Path.cwd() / path
    ends_in_folder = text.endswith(("/", os.sep, "/.", "/..")) or text in ("~", ".", "..")
    names = _names(path, "") if ends_in_folder else _names(path.parent, path.name)
    try:
        found = path.stat()
    except FileNotFoundError:
        return _new(path, names, ends_in_folder)
    except OSError as error:
        return Place(path, names=names, problem=f"{path} cannot be looked at: {error.strerror}.")
    if path.is_dir():
        return Place(path, "folder", names=names, problem=f"{path} is a folder: give the name of a file in it.")
    if not path.is_file():
        return Place(path, "file", names=names, problem=f"{path} is no ordinary file.")
    return Place(path, "file", found.st_size, names=names, problem=_refused(path.parent))


def common_beginning(names: tuple[str, ...]) -> str:
    """Return what all names begin with."""
    return os.path.commonprefix(names) if names else ""  # noqa: RUF071 - names, not paths


def _new(path: Path, names: tuple[str, ...], ends_in_folder: bool) -> Place:
    if ends_in_folder:
        return Place(path, names=names, problem="Give the name of a file behind the folder.")
    nearest = next(parent for parent in path.parents if os.path.lexists(parent))
    if not nearest.is_dir():
        return Place(path, names=names, problem=f"{nearest} is no folder.")
    return Place(path, new_folder=nearest != path.parent, names=names, problem=_refused(nearest))


def _refused(folder: Path) -> str:
    return "" if os.access(folder, os.W_OK | os.X_OK) else f"You may not write in {folder}."


def _names(folder: Path, beginning: str) -> tuple[str, ...]:
    names = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                hidden = entry.name.startswith(".") and not beginning.startswith(".")
                if entry.name.startswith(beginning) and not hidden:
                    names.append(entry.name + ("/" if entry.is_dir() else ""))
                if len(names) >= MOST_NAMES:
                    break
    except OSError:
        return ()
    return tuple(sorted(names))
