"""Row: `inspector list URL --json` from start to exit, against a plain script that does the same requests."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Mapping
from functools import partial

from children import demo_server
from places import BENCH, INSPECTOR, PYTHON
from row import Row, interleaved

RUNS = 9


def rows(env: Mapping[str, str]) -> Iterator[Row]:
    """Measure the command on the demo server."""
    with demo_server() as url:
        commands = ([PYTHON, str(BENCH / "floors" / "listing.py"), url], [INSPECTOR, "list", url, "--json"])
        floor, command = interleaved(RUNS, *(partial(_run, command, env) for command in commands))
    yield Row("inspector list URL --json", command, 1.5, floor=floor, how=f"median of {RUNS}")


def _run(command: list[str], env: Mapping[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun
