"""The rows of the wire that pass a filter, read and examined a slice at a time."""

from __future__ import annotations

import time
from bisect import bisect_left

from inspector.ui.wire.filter import Test
from inspector.ui.wire.rows import Row, WireRows

_PIECE = 200
_RECENT = 50


class FilteredRows:
    """Lines count from 0 among the rows that pass. Without a filter every row is a line."""

    def __init__(self, source: WireRows) -> None:
        self.rows: list[Row] = []
        self._source = source
        self._passing: list[int] | None = None
        self._test: Test | None = None
        self._examined = 0
        self._unended: list[int] = []

    def __len__(self) -> int:
        return len(self.rows) if self._passing is None else len(self._passing)

    def __getitem__(self, line: int) -> Row:
        return self.rows[self.index(line)]

    @property
    def filtering(self) -> bool:
        return self._passing is not None

    @property
    def behind(self) -> bool:
        """Whether there is anything to read or to examine."""
        return self._source.behind or (self._passing is not None and self._examined < len(self.rows))

    def index(self, line: int) -> int:
        """Return which of all rows is on a line."""
        return line if self._passing is None else self._passing[line]

    def line_of(self, index: int) -> int:
        """Return the line of one of all rows, or, where it does not pass, of the next that does."""
        return index if self._passing is None else bisect_left(self._passing, index)

    def filter(self, test: Test | None) -> None:
        """Show only rows that pass `test`; `work` finds them."""
        self._test = test
        self._passing = None if test is None else []
        self._examined = 0

    def work(self, seconds: float) -> None:
        """Read on in the transcript and examine what was read, for about so long."""
        until = time.monotonic() + seconds
        while self._source.behind:
            self._read()
            if time.monotonic() >= until:
                return
        while self._passing is not None and self._test is not None and self._examined < len(self.rows):
            if self._test(self.rows[self._examined]):
                self._passing.append(self._examined)
            self._examined += 1
            if time.monotonic() >= until:
                return

    def look_again(self) -> None:
        """Examine exchanges anew that went on since: they may pass now, or pass no more."""
        before = self._unended
        self._unended = [at for at in before if self._runs(at)]
        if self._passing is None or self._test is None:
            return
        for at in [at for at in before if not self._runs(at)] + self._unended[-_RECENT:]:
            if at < self._examined:
                self._settle(at, passes=self._test(self.rows[at]))

    def _settle(self, at: int, *, passes: bool) -> None:
        assert self._passing is not None
        place = bisect_left(self._passing, at)
        there = place < len(self._passing) and self._passing[place] == at
        if passes and not there:
            self._passing.insert(place, at)
        elif there and not passes:
            del self._passing[place]

    def _read(self) -> None:
        for row in self._source.read(_PIECE):
            self.rows.append(row)
            if self._runs(len(self.rows) - 1):
                self._unended.append(len(self.rows) - 1)

    def _runs(self, at: int) -> bool:
        exchange = self.rows[at].exchange
        return exchange is not None and exchange.end is None
