"""A text or a number as it is typed, where "not given", an empty text and null are kept apart."""

from __future__ import annotations

from typing import Any

from inspector.protocol.schema.kinds import ABSENT, Number, Text
from inspector.protocol.schema.typed import Problem, format_value, parse_text
from inspector.ui.form.slot import Effect, Offer, Slot

UNREADABLE = "It would be sent as text."


class Typed:
    """What is typed; where that is nothing, `empty` says what the nothing stands for."""

    __slots__ = ("empties", "empty", "shape", "text")

    def __init__(self, shape: Text | Number, draft: Any) -> None:
        self.shape = shape
        self.text = format_value(shape, draft) if draft is not None else ""
        self.empties: tuple[Any, ...] = (ABSENT, *([""] if isinstance(shape, Text) else []))
        self.empties += (None,) if shape.nullable else ()
        self.empty = ABSENT if self.text else draft

    @property
    def multiline(self) -> bool:
        """Whether it wants more than one line."""
        return "\n" in self.text or (isinstance(self.shape, Text) and self.shape.multiline)

    def value(self) -> Any:
        if not self.text:
            return self.empty
        read = parse_text(self.shape, self.text)
        if isinstance(read, Problem):
            return self.text if read.value is ABSENT else read.value
        return read

    def problem(self) -> str | None:
        if not self.text and self.empty != "":
            return None
        read = parse_text(self.shape, self.text)
        return said(read) if isinstance(read, Problem) else None

    def parts(self) -> list[Slot]:
        return []

    def offers(self) -> list[Offer]:
        return []

    def take(self, index: int) -> Effect:
        """Nothing is offered."""
        return Effect.ROW

    def locate(self, step: str) -> Slot | None:
        return None

    def next_empty(self) -> None:
        """Let an empty field stand for the next thing it can stand for."""
        at = next((at for at, known in enumerate(self.empties) if known is self.empty or known == self.empty), 0)
        self.empty = self.empties[(at + 1) % len(self.empties)]


def said(problem: Problem) -> str:
    """Return a problem as a sentence."""
    return f"Must be {problem.sentence}."


def empty_word(empty: Any) -> str:
    """Return what an empty field stands for, in a word."""
    if empty is ABSENT:
        return "not sent"
    return "null" if empty is None else 'empty text ""'
