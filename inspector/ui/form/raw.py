"""A field of raw JSON: for what may be anything, and for values that do not fit the field of their schema."""

from __future__ import annotations

from typing import Any

from inspector.protocol.schema.draft import initial
from inspector.protocol.schema.kinds import ABSENT, Anything, Shape
from inspector.protocol.schema.typed import Problem, fits, parse_json
from inspector.ui.form.jsontext import json_text
from inspector.ui.form.slot import Effect, Offer, Slot
from inspector.ui.form.typed import said
from inspector.ui.form.words import type_word

_LONG = 20_000


class Raw:
    """JSON as text. What is too long or too deep to be edited here is `held` as it is."""

    __slots__ = ("held", "shape", "slot", "text")

    def __init__(self, slot: Slot, shape: Shape, value: Any) -> None:
        self.slot, self.shape = slot, shape
        self.text = ""
        self.held: Any = ABSENT
        try:
            self.text = "" if value is ABSENT else json_text(value, indent=2 if _is_large(value) else None)
        except ValueError:
            self.held = value
        if len(self.text) > _LONG:
            self.text, self.held = "", value

    @property
    def is_misfit(self) -> bool:
        """Whether it stands in place of another kind of field."""
        return not isinstance(self.shape, Anything)

    def value(self) -> Any:
        if self.held is not ABSENT:
            return self.held
        if not self.text.strip():
            return ABSENT
        read = parse_json(self.text)
        return self.text if isinstance(read, Problem) else read

    def problem(self) -> str | None:
        value = self.value()
        if value is ABSENT:
            return None
        read = parse_json(self.text) if self.held is ABSENT else value
        if isinstance(read, Problem):
            return said(read)
        return None if fits(self.shape, read) else f"This is not of the type {type_word(self.shape)}."

    def parts(self) -> list[Slot]:
        return []

    def offers(self) -> list[Offer]:
        if self.is_misfit:
            return [Offer("× start over")]
        return [] if self.held is ABSENT else [Offer("× clear")]

    def take(self, index: int) -> Effect:
        """Let the field of the shape take this place again, as it starts."""
        self.slot.put(initial(self.shape, self.slot.required))
        return Effect.WHOLE

    def locate(self, step: str) -> Slot | None:
        return None


def _is_large(value: Any) -> bool:
    return isinstance(value, dict | list) and len(value) > 0
