"""Run the driven application in a pseudo-terminal and read what it reports."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from places import BENCH, PYTHON
from screen import seen


def driven(
    url: str, env: Mapping[str, str], folder: Path, size: int, condition: Callable[[bytes], bool]
) -> tuple[list[float], dict[str, Any]]:
    """Return when the application began and when the condition held on its output, and its report."""
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    command = [PYTHON, str(BENCH / "driven.py"), url, str(report), str(size)]
    begun, held, _ = seen(command, env, condition, lambda output: report.exists() and report.stat().st_size > 0)
    return [begun, held], json.loads(report.read_text())
