"""Find the themes: those that come with the program, and the person's own in the configuration folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector.store.paths import config_folder

MOST_BYTES = 64 * 1024
_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """One file that is TOML with a name in it; whether its `values` make a theme, the screens will say."""

    name: str
    path: Path
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Themes:
    """The files, shipped ones first and a person's own after them, and a sentence for each that cannot be read."""

    files: list[ThemeFile]
    problems: list[str]


def find() -> Themes:
    """Return all themes there are. Nothing that a file holds raises."""
    files: list[ThemeFile] = []
    problems: list[str] = []
    shipped = _toml_files(shipped_folder())
    if not shipped:
        problems.append(f"The themes that come with the inspector are missing; they belong in {shipped_folder()}.")
    for path in [*shipped, *_toml_files(own_folder())]:
        found = _read(path)
        if isinstance(found, str):
            problems.append(found)
        else:
            files.append(found)
    return Themes(files, problems)


def shipped_folder() -> Path:
    """Return the folder of the themes that come with the program: in the package, or beside it in a checkout."""
    inside = _PACKAGE / "themes"
    return inside if inside.is_dir() else _PACKAGE.parent / "themes"


def own_folder() -> Path:
    """Return the folder of a person's own themes. It may not exist."""
    return config_folder() / "themes"


def _toml_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError:
        return []


def _read(path: Path) -> ThemeFile | str:
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
        if len(text) > MOST_BYTES:
            return f"The theme {path} is larger than {MOST_BYTES // 1024} KB, and is not read."
        values = tomllib.loads(text.decode())
    except OSError as error:
        return f"The theme {path} cannot be read: {error.strerror}."
    except (ValueError, RecursionError) as error:
        return f"The theme {path} is no TOML: {str(error).rstrip('.')}."
    name = values.get("name")
    if not isinstance(name, str) or not name:
        return f'The theme {path} has no name: write name = "…" at its beginning.'
    return ThemeFile(name, path, values)
