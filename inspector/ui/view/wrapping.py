"""Break lines into rows of a given width, at spaces where there are any."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.cells import chop_cells

narrow = re.compile(
    "[\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2190-\u21ff\u2400-\u2426\u2500-\u25fc]*"
).fullmatch
"""Says whether each character of a text takes one cell (or is a line feed); a text it does not know it denies."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the rows of a text begin and end, in characters.

    They are arrays, because a hundred thousand pairs would set the garbage collector off, which holds the screen up.
    """

    begins: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))

    def __len__(self) -> int:
        return len(self.begins)

    def pop(self) -> int:
        """Take the last row away; returns where it began."""
        self.ends.pop()
        return self.begins.pop()


def rows_of(shown: str, width: int) -> Rows:
    """Return the rows of a text. `width` is in cells, at least 1."""
    rows = Rows()
    begins, ends = rows.begins, rows.ends
    fold = _fold_narrow if narrow(shown) else _fold_wide
    at = 0
    lines = shown.split("\n")
    if not lines[-1]:
        lines.pop()
    for line in lines:
        length = len(line)
        if length <= width and fold is _fold_narrow:
            begins.append(at)
            ends.append(at + length)
        else:
            for begin, end in fold(line, width):
                begins.append(at + begin)
                ends.append(at + end)
        at += length + 1
    return rows


def _fold_narrow(line: str, width: int) -> Iterator[tuple[int, int]]:
    begin, length = 0, len(line)
    while length - begin > width:
        end = _after_space(line, begin, begin + width)
        yield begin, end
        begin = end
    yield begin, length


def _fold_wide(line: str, width: int) -> Iterator[tuple[int, int]]:
    begin, length = 0, len(line)
    while True:
        # No more characters than cells are looked at: whoever stacks a thousand accents gets more rows.
        ahead = line[begin : begin + width]
        fitting = len(next(iter(chop_cells(ahead, width)), ahead)) or 1
        if begin + fitting >= length:
            yield begin, length
            return
        end = _after_space(line, begin, begin + fitting)
        yield begin, end
        begin = end


def _after_space(line: str, begin: int, end: int) -> int:
    """Return where to break: after the last space of a row, which may hang over its end, or at its end."""
    space = line.rfind(" ", begin + 1, end + 1)
    return space + 1 if space > begin else end
