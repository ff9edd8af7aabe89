"""Rows: from the start of the process to the first letter on a real pseudo-terminal, against a bare application."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from children import demo_server
from places import BENCH, INSPECTOR, PYTHON
from row import Row, interleaved
from screen import painted, seen

RUNS = 7


def rows(env: Mapping[str, str]) -> Iterator[Row]:
    """Measure the start screen and a session screen."""
    with demo_server() as url:
        commands = ([PYTHON, str(BENCH / "floors" / "bare.py")], [INSPECTOR], [INSPECTOR, url])
        floor, start, session = interleaved(RUNS, *(partial(_paint, command, env) for command in commands))
    yield Row("first paint: inspector", start, 1.4, floor=floor, how=f"median of {RUNS}")
    yield Row("first paint: inspector URL", session, 1.4, floor=floor, how=f"median of {RUNS}")


def _paint(command: list[str], env: Mapping[str, str]) -> float:
    begun, shown = seen(command, env, painted)
    return shown - begun
