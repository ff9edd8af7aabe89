"""Print how fast the inspector is, as ratios against floors measured in the same run. `make bench`."""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import first_paint
import listing
import long_text
import opening
import tools
from places import PYTHON, ROOT, environment
from row import Row, table


def main(chosen: list[str]) -> None:
    """Measure the parts that are named, or all, and print the table. What is over its reach is marked, no more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        subprocess.run([PYTHON, "-m", "compileall", "-q", "inspector"], cwd=ROOT, env=env, check=True)
        parts: dict[str, Callable[[], Iterator[Row]]] = {
            "paint": lambda: first_paint.rows(env),
            "list": lambda: listing.rows(env),
            "tools": lambda: tools.rows(env, folder),
            "text": lambda: long_text.rows(env, folder),
            "open": lambda: opening.rows(folder),
        }
        rows: list[Row] = []
        for part, measure in parts.items():
            if not chosen or part in chosen:
                print(f"measuring {part} …", file=sys.stderr, flush=True)
                rows += measure()
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}\n")
    print(table(rows))


if __name__ == "__main__":
    main(sys.argv[1:])
