"""The rows of a JSON value of which parts are open: a container costs nothing until it is opened."""

from __future__ import annotations

import json
import re
from bisect import bisect_right, insort
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

Path = tuple[int, ...]
_LONG = 60
_TEXT_PIECE = 100
_MOST_PIECES = 5_000


class Open:
    """An open container: its members are rows, and each may be open in turn. A long text opens into pieces."""

    __slots__ = ("_begins", "_order", "at", "depth", "keys", "members", "of_text", "opened", "parent", "rows")

    def __init__(self, value: Any, parent: Open | None = None, at: int = 0) -> None:
        self.parent, self.at = parent, at
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.keys: list[str] | None = list(value) if isinstance(value, dict) else None
        self.of_text = isinstance(value, str)
        self.members: Any = pieces(value) if isinstance(value, str) else value
        self.opened: dict[int, Open] = {}
        self._order: list[int] = []
        self._begins: list[int] = []
        self.rows = len(value) if self.keys is not None else len(self.members)

    def member(self, at: int) -> Any:
        return self.members[at if self.keys is None else self.keys[at]]

    def add(self, at: int) -> Open:
        """Open a member without counting; `recount` comes after."""
        child = self.opened[at] = Open(self.member(at), self, at)
        insort(self._order, at)
        return child

    def drop(self, at: int) -> None:
        del self.opened[at]
        self._order.remove(at)

    def recount(self) -> None:
        """Count the rows again after something in it was opened or closed."""
        self._begins = []
        below = 0
        for at in self._order:
            self._begins.append(at + below)
            below += self.opened[at].rows
        self.rows = len(self.members) + below

    def begin_of(self, at: int) -> int:
        """Return the row of a member, counted from the first of this container."""
        place = bisect_right(self._order, at - 1)
        return at + sum(self.opened[before].rows for before in self._order[:place])

    def locate(self, row: int) -> tuple[Open, int]:
        """Return the container and the place in it that a row of this container shows."""
        node = self
        while True:
            place = bisect_right(node._begins, row) - 1
            if place < 0:
                return node, row
            at, below = node._order[place], row - node._begins[place]
            child = node.opened[at]
            if below == 0:
                return node, at
            if below > child.rows:
                return node, at + below - child.rows
            node, row = child, below - 1


class JsonRows:
    """Row 0 is the value itself; the rows below it are what is open of it."""

    def __init__(self, value: Any) -> None:
        self._top = Open([value])

    @property
    def count(self) -> int:
        return self._top.rows

    def locate(self, row: int) -> tuple[Open, int]:
        """Return the container and the place in it that a row shows."""
        return self._top.locate(row)

    def row_of(self, node: Open, at: int) -> int:
        """Return the row of a member of an open container."""
        row = node.begin_of(at)
        while node.parent is not None:
            row += node.parent.begin_of(node.at) + 1
            node = node.parent
        return row

    def open(self, node: Open, at: int) -> None:
        if at not in node.opened and opens(node.member(at)):
            node.add(at)
            _recount(node)

    def close(self, node: Open, at: int) -> None:
        if at in node.opened:
            node.drop(at)
            _recount(node)

    def open_all(self, node: Open, at: int, most: int) -> bool:
        """Open a member and what is in it, outermost first, up to `most` rows; says whether that was all."""
        if not opens(node.member(at)):
            return True
        made = [node.opened.get(at) or node.add(at)]
        rows, whole, waiting = made[0].rows, True, deque(made)
        while waiting:
            inner = waiting.popleft()
            for place in range(min(len(inner.members), most)):
                member = inner.member(place)
                if isinstance(member, dict | list) and member and place not in inner.opened:
                    whole = whole and rows + len(member) <= most
                    if rows + len(member) <= most:
                        rows += len(member)
                        made.append(inner.add(place))
                        waiting.append(made[-1])
        for inner in reversed(made):
            inner.recount()
        _recount(node)
        return whole

    def reveal(self, path: Path) -> int:
        """Open what is above a member, and return its row."""
        node = self._top
        for at in path[:-1]:
            self.open(node, at)
            node = node.opened[at]
        return self.row_of(node, path[-1])

    def path_of(self, row: int) -> Path:
        """Return where a row is: the place in each container from the outermost on."""
        node, at = self.locate(row)
        path = [at]
        while node.parent is not None:
            path.append(node.at)
            node = node.parent
        return tuple(reversed(path))


def opens(value: Any) -> bool:
    """Say whether a value has more to show than its row."""
    if isinstance(value, str):
        return len(value) > _LONG or "\n" in value
    return isinstance(value, dict | list) and bool(value)


def pieces(text: str) -> Sequence[str]:
    """Return the lines of a text, long ones in pieces; of endless texts the first 5,000."""
    found: list[str] = []
    begin = 0
    while begin < len(text) and len(found) < _MOST_PIECES:
        line_end = text.find("\n", begin, begin + _TEXT_PIECE + 1)
        end = line_end if line_end >= 0 else min(len(text), begin + _TEXT_PIECE)
        found.append(text[begin:end])
        begin = end + (line_end >= 0)
    if begin < len(text):
        found.append(f"… and {len(text) - begin:,} characters more")
    return found


def matches(value: Any, pattern: re.Pattern[str]) -> Iterator[Path | None]:
    """Yield the paths of the members whose name or scalar value has the pattern in it; None where there is none."""
    waiting: list[tuple[Path, Iterator[tuple[int, Any, Any]]]] = [((), iter([(0, None, value)]))]
    while waiting:
        path, members = waiting[-1]
        following = next(members, None)
        if following is None:
            waiting.pop()
            continue
        at, key, member = following
        here = (*path, at)
        container = isinstance(member, dict | list)
        hit = (key is not None and pattern.search(key)) or (not container and pattern.search(scalar(member)))
        yield here if hit else None
        if isinstance(member, dict):
            waiting.append((here, ((place, name, inner) for place, (name, inner) in enumerate(member.items()))))
        elif isinstance(member, list):
            waiting.append((here, ((place, None, inner) for place, inner in enumerate(member))))


def scalar(value: Any) -> str:
    """Return a text as it is, and any other scalar as JSON writes it."""
    return value if isinstance(value, str) else json.dumps(value)


def _recount(node: Open | None) -> None:
    while node is not None:
        node.recount()
        node = node.parent
