"""One of some values, or some of them: what is picked, and what may be."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len

from inspector.protocol.schema.kinds import ABSENT, Boolean, Const, Enum, MultiEnum, Null
from inspector.protocol.schema.merge import same
from inspector.protocol.schema.typed import Problem, parse_text
from inspector.record.showable import showable_line
from inspector.ui.form.jsontext import json_text
from inspector.ui.form.slot import Effect, Offer, Slot
from inspector.ui.form.typed import said

_FEW = 8
_SHORT = 60
_CUT = 200


class Options:
    """Values with a label each, no two alike; `few` of them can all be shown beside each other."""

    __slots__ = ("_at", "labels", "titles", "values")

    def __init__(self, values: tuple[Any, ...], titles: tuple[str | None, ...] = ()) -> None:
        self.values = values
        self.titles = tuple(titles) + (None,) * (len(values) - len(titles))
        self.labels: list[str] = []
        self._at: dict[str, int] = {}
        for at, value in enumerate(values):
            label = _label(value)
            if not label or label in self._at:
                label = _written(value)
            while label in self._at:
                label += " (again)"
            self.labels.append(label)
            self._at[label] = at

    @property
    def few(self) -> bool:
        return len(self.labels) <= _FEW and sum(cell_len(label) + 3 for label in self.labels) <= _SHORT

    def find(self, value: Any) -> int | None:
        """Return where a value is among the options, or None."""
        return next((at for at, known in enumerate(self.values) if same(known, value)), None)

    def read(self, label: str) -> int | None:
        """Return which option has a label, or None."""
        return self._at.get(label)


def _label(value: Any) -> str:
    return showable_line(value[:_CUT]) if isinstance(value, str) and value.strip() else _written(value)


def _written(value: Any) -> str:
    try:
        return json_text(value)[:_CUT]
    except ValueError:
        return "(nested too deep to be shown)"


class Picked:
    """One of some values, or ABSENT; in a long list it is typed, and `text` need not be one of them yet."""

    __slots__ = ("options", "shape", "text")

    def __init__(self, shape: Boolean | Enum | Const | Null, draft: Any) -> None:
        self.shape = shape
        self.options = _options(shape)
        at = None if draft is ABSENT else self.options.find(draft)
        self.text = "" if at is None else self.options.labels[at]

    def value(self) -> Any:
        if not self.text:
            return ABSENT
        at = self.options.read(self.text)
        if at is not None:
            return self.options.values[at]
        read = parse_text(self.shape, self.text)
        if isinstance(read, Problem):
            return self.text if read.value is ABSENT else read.value
        return read

    def problem(self) -> str | None:
        if not self.text or self.options.read(self.text) is not None:
            return None
        read = parse_text(self.shape, self.text)
        return said(read) if isinstance(read, Problem) else None

    def parts(self) -> list[Slot]:
        return []

    def offers(self) -> list[Offer]:
        alone = len(self.options.labels) == 1
        return [Offer(label, label == self.text, many=alone) for label in self.options.labels]

    def take(self, index: int) -> Effect:
        """Pick an option; the picked one is put back."""
        label = self.options.labels[index]
        self.text = "" if label == self.text else label
        return Effect.ROW

    def locate(self, step: str) -> Slot | None:
        return None


def _options(shape: Boolean | Enum | Const | Null) -> Options:
    if isinstance(shape, Enum):
        return Options(shape.values, shape.titles)
    values: tuple[Any, ...] = (True, False) if isinstance(shape, Boolean) else ()
    values = (shape.value,) if isinstance(shape, Const) else values
    return Options(values if None in values or not shape.nullable else (*values, None))


class Several:
    """Some of a set of values, in the order they were picked; where none is, `empty` is ABSENT, `[]` or null."""

    __slots__ = ("chosen", "empty", "options", "shape")

    def __init__(self, shape: MultiEnum, draft: Any) -> None:
        self.shape = shape
        self.options = Options(shape.values, shape.titles)
        found = [self.options.find(value) for value in draft] if isinstance(draft, list) else []
        self.chosen = [at for at in found if at is not None]
        self.empty = ABSENT if self.chosen else draft

    def value(self) -> Any:
        if not self.chosen:
            return [] if isinstance(self.empty, list) else self.empty
        return [self.options.values[at] for at in self.chosen]

    def problem(self) -> str | None:
        return None

    def parts(self) -> list[Slot]:
        return []

    def offers(self) -> list[Offer]:
        shown = range(len(self.options.labels)) if self.options.few else self.chosen
        offered = [Offer(self.options.labels[at], at in self.chosen, many=True) for at in shown]
        if self.chosen:
            return offered
        offered.append(Offer("[] none of them", isinstance(self.empty, list), many=True))
        return offered + ([Offer("null", self.empty is None, many=True)] if self.shape.nullable else [])

    def take(self, index: int) -> Effect:
        """Pick a value or put it back; behind the values, choose what picking none stands for."""
        shown = list(range(len(self.options.labels))) if self.options.few else list(self.chosen)
        if index < len(shown):
            self.toggle(shown[index])
        else:
            wanted: Any = [] if index == len(shown) else None
            self.empty = ABSENT if self.empty == wanted else wanted
        return Effect.ROW

    def toggle(self, at: int) -> None:
        """Pick a value by its place among the options, or put it back."""
        if at in self.chosen:
            self.chosen.remove(at)
        else:
            self.chosen.append(at)
        self.empty = ABSENT

    def locate(self, step: str) -> Slot | None:
        return None
