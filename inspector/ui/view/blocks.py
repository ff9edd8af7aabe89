"""Count the rows of a text block by block, so that no text is ever too long: only blocks in view are kept wrapped."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from inspector.record.showable import showable
from inspector.ui.view.wrapping import Rows, rows_of

_SIZE = 8_192
_KEPT = 32
_TAB = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text as it is shown, and its rows."""

    shown: str
    rows: Rows

    def row(self, place: int) -> str:
        return self.shown[self.rows.begins[place] : self.rows.ends[place]]


class Blocks:
    """The rows of `text` in `width` cells, counted as far as `read_on` was called.

    `through` changes pieces of the text before they are shown, such as `Redactor.text`.
    """

    def __init__(self, text: str, width: int, through: Callable[[str], str] | None = None) -> None:
        self.width = max(1, width)
        self._text = text
        self._through = through
        self._starts = [0]
        self._rows_before = [0]
        self._kept: OrderedDict[int, Block] = OrderedDict()

    @property
    def counted(self) -> int:
        """How many rows are known."""
        return self._rows_before[-1]

    @property
    def reached(self) -> int:
        """The offset in the text up to which rows are counted."""
        return self._starts[-1]

    @property
    def done(self) -> bool:
        return self.reached >= len(self._text)

    def read_on(self) -> None:
        """Count the rows of one more block, unless all are counted."""
        if self.done:
            return
        start = self.reached
        end, in_a_line = self._end_of(start)
        block = self._made(start, end)
        rows = len(block.rows)
        if in_a_line and rows > 1 and len(block.shown) == end - start:
            # The last row goes on in the next block, so that no row in the middle of a line is short.
            rows -= 1
            end = start + block.rows.pop()
        self._keep(len(self._starts) - 1, block)
        self._starts.append(end)
        self._rows_before.append(self.counted + rows)

    def row(self, number: int) -> tuple[Block, int]:
        """Return the block of a row that is counted, and the row's place in it."""
        at = bisect_right(self._rows_before, number) - 1
        return self._block(at), number - self._rows_before[at]

    def offset_of(self, row: int) -> int:
        """Return about where in the text a counted row begins."""
        block, place = self.row(row)
        at = bisect_right(self._rows_before, row) - 1
        return min(self._starts[at] + block.rows.begins[place], len(self._text))

    def find(self, offset: int) -> tuple[int, Block, int]:
        """Return the row of a character of the text that is counted, its block, and its place in `shown`."""
        at = min(bisect_right(self._starts, offset) - 1, len(self._starts) - 2)
        block = self._block(at)
        place = len(self._prepared(self._text[self._starts[at] : offset]))
        return self._rows_before[at] + max(0, bisect_right(block.rows.begins, place) - 1), block, place

    def _end_of(self, start: int) -> tuple[int, bool]:
        text, end = self._text, start + _SIZE
        if end >= len(text):
            return len(text), False
        if text[end] == "\n":
            return end + 1, False
        line_end = text.rfind("\n", start, end)
        return (line_end + 1, False) if line_end >= 0 else (end, True)

    def _block(self, at: int) -> Block:
        kept = self._kept.get(at)
        if kept is None:
            kept = self._made(self._starts[at], self._starts[at + 1])
            self._keep(at, kept)
        else:
            self._kept.move_to_end(at)
        return kept

    def _keep(self, at: int, block: Block) -> None:
        self._kept[at] = block
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _made(self, start: int, end: int) -> Block:
        shown = self._prepared(self._text[start:end])
        return Block(shown, rows_of(shown, self.width))

    def _prepared(self, raw: str) -> str:
        shown = showable(raw if self._through is None else self._through(raw))
        return shown.expandtabs(_TAB) if "\t" in shown else shown
