"""Where this program keeps its files: two folders, as the system wants them (XDG Base Directory on Linux)."""

from __future__ import annotations

from pathlib import Path

import platformdirs

NAME = "remote-mcp-inspector"


def config_folder() -> Path:
    """Return the folder of what a person writes: settings and themes. It may not exist."""
    return platformdirs.user_config_path(NAME, appauthor=False)


def state_folder() -> Path:
    """Return the folder of what this program remembers. It may not exist."""
    return platformdirs.user_state_path(NAME, appauthor=False)


def transcripts_folder() -> Path:
    """Return the folder of transcripts that are saved as sessions run. It may not exist."""
    return state_folder() / "transcripts"
