"""One kind of entry as rows: the name, and the signs of what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style

from inspector.protocol.catalog import Entry
from inspector.record.showable import showable_line
from inspector.ui.lines import Lines, fit
from inspector.ui.session.marks import marks_of
from inspector.ui.session.source import Source


class EntryLines(Lines):
    """The entries that pass the filter, one a row."""

    BINDING_GROUP_TITLE = "List"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"entry--muted", "entry--good", "entry--warning", "entry--error"}
    follows = False

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self.entries: Sequence[Entry] = ()
        self.passing: list[int] | None = None

    def row_count(self) -> int:
        return len(self.entries) if self.passing is None else len(self.passing)

    def at(self, row: int) -> Entry | None:
        """Return the entry on a row; None where there is no such row."""
        if not 0 <= row < self.row_count():
            return None
        return self.entries[row if self.passing is None else self.passing[row]]

    def row_of(self, key: str) -> int | None:
        """Return the row of the first entry with this name or URI, if it passes the filter."""
        rows = range(len(self.entries)) if self.passing is None else self.passing
        return next((row for row, index in enumerate(rows) if self.entries[index].key == key), None)

    def draw(self, row: int, width: int) -> list[Segment]:
        entry = self.at(row)
        if entry is None:
            return []
        marks = marks_of(entry, self._source.transcript)
        room = width - 2 - 2 * len(marks)
        return [
            Segment("▌", self._style("good")) if row == self.cursor else Segment(" "),
            Segment(fit(showable_line(_name(entry)[:400]), room) + " "),
            *(Segment(sign + " ", self._style(kind)) for sign, kind in marks),
        ]

    def _style(self, kind: str) -> Style:
        return self.get_component_rich_style(f"entry--{kind}", partial=True)


def _name(entry: Entry) -> str:
    return (entry.key if entry.kind in ("tool", "prompt") else "") or entry.label
