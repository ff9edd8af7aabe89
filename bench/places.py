"""Where things are, and an environment in which a program starts as it does for a person."""

from __future__ import annotations

import os
import sys
from pathlib import Path

BENCH = Path(__file__).parent
ROOT = BENCH.parent
PYTHON = sys.executable
INSPECTOR = str(Path(sys.executable).with_name("inspector"))


def environment(folder: Path) -> dict[str, str]:
    """Return variables with byte code in use and with folders of the benchmark's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    own = {"XDG_STATE_HOME": str(folder / "state"), "XDG_CONFIG_HOME": str(folder / "config")}
    return {**kept, **own, "TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_PROXY": "127.0.0.1"}
