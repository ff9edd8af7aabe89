"""One place of a form, named by its property or index: its shape, and what stands there now. No widget is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum as Enumeration
from typing import Any, Protocol

from inspector.protocol.schema.kinds import ABSENT, Later, Shape


class Effect(Enumeration):
    """What taking an offer changed, and so what must be drawn again."""

    ROW = "this row"
    PARTS = "the rows inside it"
    WHOLE = "the field is another one now"
    NAME = "nothing yet: a name for a new field is wanted"


class Offer:
    """A word to press beside a field; `on` is None for an action (`quiet` if seldom wanted), else whether it is chosen.

    `many` says that it does not exclude the others.
    """

    __slots__ = ("label", "many", "on", "quiet")

    def __init__(self, label: str, on: bool | None = None, *, many: bool = False, quiet: bool = False) -> None:
        self.label, self.on, self.many, self.quiet = label, on, many, quiet


class Body(Protocol):
    """What stands in a slot; each kind of field has its own."""

    def value(self) -> Any:
        """Return the JSON that would be sent, with what does not fit as it was typed; ABSENT for nothing."""

    def problem(self) -> str | None:
        """Return what is wrong with it by itself, as a sentence."""

    def parts(self) -> Sequence[Slot]:
        """Return the slots inside it that are to be seen, in their order."""

    def offers(self) -> list[Offer]:
        """Return what can be pressed beside it."""

    def take(self, index: int) -> Effect:
        """Press one of the offers."""

    def locate(self, step: str) -> Slot | None:
        """Return the slot that one step of a JSON pointer into the value leads to."""


class Slot:
    """A place of a form. `put` fills it; `shape` becomes another one when a `Later` is opened."""

    __slots__ = ("body", "extra", "name", "parent", "required", "shape", "touched")

    body: Body

    def __init__(
        self, shape: Shape, name: str = "", *, required: bool = False, extra: bool = False, parent: Slot | None = None
    ) -> None:
        self.shape, self.name, self.required, self.extra, self.parent = shape, name, required, extra, parent
        self.touched = False

    def put(self, draft: Any) -> Slot:
        """Fill the slot and all inside it with a draft (JSON, with ABSENT for what is not given); return itself."""
        from inspector.ui.form.bodies import body_for

        self.body = body_for(self, draft)
        return self

    def value(self) -> Any:
        """Return the JSON that would be sent, or ABSENT."""
        return self.body.value()

    def expand(self) -> None:
        """Draw a `Later` one level further, keeping what stands there."""
        from inspector.protocol.schema.draft import initial

        if isinstance(self.shape, Later):
            value = self.value()
            self.shape = self.shape.expand()
            self.put(initial(self.shape) if value is ABSENT else value)

    def path(self) -> list[Slot]:
        """Return the slots from the one below the root down to this one."""
        here: Slot | None = self
        found: list[Slot] = []
        while here is not None and here.parent is not None:
            found.append(here)
            here = here.parent
        return found[::-1]

    def walk(self) -> Iterator[Slot]:
        """Yield this slot and every one inside it that would be sent, in the order they are seen."""
        yield self
        for part in self.body.parts():
            yield from part.walk()

    def locate(self, pointer: str) -> Slot:
        """Return the slot nearest to where a JSON pointer into the value leads."""
        here = self
        for step in pointer.split("/")[1:]:
            found = here.body.locate(step.replace("~1", "/").replace("~0", "~"))
            if found is None:
                break
            here = found
        return here


def problems(root: Slot) -> dict[Slot, str]:
    """Return what is wrong with each slot by itself, in the order they are seen."""
    found: dict[Slot, str] = {}
    for slot in root.walk():
        said = slot.body.problem() or ("Required." if slot.required and slot.value() is ABSENT else None)
        if said:
            found[slot] = said
    return found
