"""One row of the table: what was measured, against which floor, and how far it may reach."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`floor` and `measured` are in `unit`; what is held against `reach` is their ratio, or `measured` alone."""

    what: str
    measured: float
    reach: float
    unit: str = "ms"
    floor: float | None = None
    how: str = "median"

    @property
    def ratio(self) -> float | None:
        return None if self.floor is None else self.measured / self.floor

    @property
    def ok(self) -> bool:
        return (self.measured if self.ratio is None else self.ratio) <= self.reach

    def cells(self) -> tuple[str, ...]:
        """Return what stands in the columns of the table."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} ×"
        reach = f"{self.reach:g} {self.unit}" if self.ratio is None else f"{self.reach:g} ×"
        floor = "" if self.floor is None else f"{self.floor:.0f} {self.unit}"
        verdict = "ok" if self.ok else "OVER"
        return (self.what, floor, f"{self.measured:.0f} {self.unit}", ratio, f"≤ {reach}", verdict, self.how)


HEAD = ("what", "floor", "measured", "ratio", "reach", "", "of the runs")


def table(rows: Sequence[Row]) -> str:
    """Return the rows as an aligned table."""
    cells = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    return "\n".join([lines[0], "─" * max(map(len, lines)), *lines[1:]])


def interleaved(runs: int, *measures: Callable[[], float]) -> list[float]:
    """Run each measure in turn, `runs` times; returns the median of each, in milliseconds for seconds.

    Turn by turn, whatever else the machine does concerns the floor as much as what is measured. The first turn, which
    finds nothing in the caches, does not count.
    """
    taken = [[measure() for measure in measures] for _ in range(runs + 1)][1:]
    return [1000 * statistics.median(times) for times in zip(*taken, strict=True)]
