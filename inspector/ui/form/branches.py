"""Fields that have fields inside: an object, a list, a choice of shapes, and a shape that is drawn on demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspector.protocol.schema.draft import initial
from inspector.protocol.schema.kinds import ABSENT, Anything, Array, Choice, Later, Object, Shape
from inspector.record.showable import showable_line
from inspector.ui.form.closest import closest
from inspector.ui.form.picked import Options
from inspector.ui.form.slot import Effect, Offer, Slot

_UNKNOWN = Anything(reason="any JSON value")


class Group:
    """An object. `state` is ABSENT, None (null) or True (given); what stands inside is kept while it is not given."""

    __slots__ = ("members", "shape", "slot", "state")

    def __init__(self, slot: Slot, shape: Object, draft: Any) -> None:
        self.slot, self.shape = slot, shape
        self.state = True if isinstance(draft, dict) else draft
        self.members: list[Slot] | None = self._filled(draft) if isinstance(draft, dict) else None

    def _filled(self, draft: dict[str, Any]) -> list[Slot]:
        known = {entry.name for entry in self.shape.properties}
        members = [
            Slot(entry.shape, entry.name, required=entry.required, parent=self.slot).put(draft.get(entry.name, ABSENT))
            for entry in self.shape.properties
        ]
        return members + [self._extra(name).put(value) for name, value in draft.items() if name not in known]

    def _extra(self, name: str) -> Slot:
        return Slot(self.shape.additional or _UNKNOWN, name, required=True, extra=True, parent=self.slot)

    def value(self) -> Any:
        if self.state is not True:
            return self.state
        pairs = ((slot.name, slot.value()) for slot in self.members or ())
        return {name: value for name, value in pairs if value is not ABSENT}

    def problem(self) -> str | None:
        return None

    def parts(self) -> Sequence[Slot]:
        return self.members or () if self.state is True else ()

    def offers(self) -> list[Offer]:
        return [offer for offer, _ in self._offered()]

    def _offered(self) -> list[tuple[Offer, Any]]:
        offered: list[tuple[Offer, Any]] = []
        if not self.slot.required or self.state is not True:
            offered.append((Offer("sent", self.state is True, many=True), True))
        if self.shape.nullable or self.state is None:
            offered.append((Offer("null", self.state is None, many=True), None))
        if self.state is True and self.shape.additional is not None:
            offered.append((Offer("+ field", quiet=True), Effect.NAME))
        return offered

    def take(self, index: int) -> Effect:
        """Give the object, null or nothing; or ask for the name of another field."""
        wanted = self._offered()[index][1]
        if wanted is Effect.NAME:
            return Effect.NAME
        self.state = ABSENT if self.state is wanted else wanted
        if self.state is True and self.members is None:
            draft = initial(self.shape)
            self.members = self._filled(draft if isinstance(draft, dict) else {})
        return Effect.PARTS

    def add(self, name: str) -> Slot | str:
        """Add a field that the schema does not name, and return it; or the sentence why it cannot be."""
        members = self.members if self.members is not None else []
        if not name:
            return "A field needs a name."
        if any(slot.name == name for slot in members):
            return f"There is a field {showable_line(name)} already."
        slot = self._extra(name)
        slot.put(initial(slot.shape))
        self.members = [*members, slot]
        return slot

    def remove(self, slot: Slot) -> None:
        """Take an added field away."""
        self.members = [known for known in self.members or () if known is not slot]

    def locate(self, step: str) -> Slot | None:
        return next((slot for slot in self.parts() if slot.name == step), None)


class Items:
    """A list. `state` is as in `Group`; a list without items is `[]` only if it is given."""

    __slots__ = ("items", "shape", "slot", "state")

    def __init__(self, slot: Slot, shape: Array, draft: Any) -> None:
        self.slot, self.shape = slot, shape
        self.state = True if isinstance(draft, list) else draft
        self.items = [self._item(at).put(value) for at, value in enumerate(draft)] if isinstance(draft, list) else []

    def _item(self, at: int) -> Slot:
        return Slot(self.shape.at(at) or _UNKNOWN, required=True, extra=True, parent=self.slot)

    def value(self) -> Any:
        if self.state is not True:
            return self.state
        return [value for slot in self.items if (value := slot.value()) is not ABSENT]

    def problem(self) -> str | None:
        return None

    def parts(self) -> Sequence[Slot]:
        return self.items if self.state is True else ()

    def offers(self) -> list[Offer]:
        return [offer for offer, _ in self._offered()]

    def _offered(self) -> list[tuple[Offer, Any]]:
        offered: list[tuple[Offer, Any]] = []
        if self._next() is not None:
            offered.append((Offer("+ add"), Effect.PARTS))
        if not self.items:
            offered.append((Offer("[] empty", self.state is True, many=True), True))
        if self.shape.nullable or self.state is None:
            offered.append((Offer("null", self.state is None, many=True), None))
        return offered

    def _next(self) -> Shape | None:
        full = self.shape.max_items is not None and len(self.items) >= self.shape.max_items
        return None if full else self.shape.at(len(self.items))

    def take(self, index: int) -> Effect:
        """Add an item; or give the list, null or nothing."""
        wanted = self._offered()[index][1]
        if wanted is Effect.PARTS:
            self.add()
        else:
            self.state = ABSENT if self.state is wanted else wanted
        return Effect.PARTS

    def add(self) -> Slot:
        """Add an item at the end and return it."""
        slot = self._item(len(self.items))
        self.items.append(slot.put(initial(slot.shape)))
        self.state = True
        return slot

    def remove(self, slot: Slot) -> None:
        """Take an item away."""
        self.items.remove(slot)

    def move(self, slot: Slot, by: int) -> bool:
        """Move an item by so many places, if there is room; say whether it was moved."""
        at = self.items.index(slot)
        if not 0 <= at + by < len(self.items):
            return False
        self.items.insert(at + by, self.items.pop(at))
        return True

    def locate(self, step: str) -> Slot | None:
        sent = [slot for slot in self.parts() if slot.value() is not ABSENT]
        return (
            sent[int(step)] if step.isascii() and step.isdigit() and len(step) < 9 and int(step) < len(sent) else None
        )


class Either:
    """One of several shapes. What was filled in for one of them is kept while another one is chosen."""

    __slots__ = ("at", "known", "null", "options", "shape", "slot")

    def __init__(self, slot: Slot, shape: Choice, draft: Any) -> None:
        self.slot, self.shape = slot, shape
        self.options = Options(tuple(label[:60] for label in shape.labels))
        self.at: int | None = None if draft is ABSENT else closest(shape, draft)
        self.null = draft is None and self.at is None
        self.known: dict[int, Slot] = {}
        if self.at is not None:
            self.known[self.at] = self._slot(self.at).put(draft)

    def _slot(self, at: int) -> Slot:
        return Slot(self.shape.alternatives[at], self.options.labels[at], required=True, parent=self.slot)

    @property
    def chosen(self) -> Slot | None:
        """The slot of the chosen alternative."""
        return None if self.at is None else self.known[self.at]

    def choose(self, at: int | None) -> None:
        """Choose an alternative by its place, or none."""
        self.at, self.null = at, False
        if at is not None and at not in self.known:
            self.known[at] = self._slot(at).put(initial(self.shape.alternatives[at]))

    def value(self) -> Any:
        chosen = self.chosen
        return chosen.value() if chosen is not None else None if self.null else ABSENT

    def problem(self) -> str | None:
        missing = self.at is None and not self.null and self.slot.required
        return "Required: choose one." if missing else None

    def parts(self) -> Sequence[Slot]:
        chosen = self.chosen
        return () if chosen is None else (chosen,)

    def offers(self) -> list[Offer]:
        return [offer for offer, _ in self._offered()]

    def _offered(self) -> list[tuple[Offer, Any]]:
        labels = enumerate(self.options.labels if self.options.few else ())
        offered: list[tuple[Offer, Any]] = [(Offer(label, at == self.at), at) for at, label in labels]
        if self.shape.nullable or self.null:
            offered.append((Offer("null", self.null), None))
        group = self.group
        if group is not None and group.shape.additional is not None:
            offered.append((Offer("+ field", quiet=True), Effect.NAME))
        return offered

    @property
    def group(self) -> Group | None:
        """The object that the chosen alternative is, if it is one and is given."""
        body = None if self.chosen is None else self.chosen.body
        return body if isinstance(body, Group) and body.state is True else None

    def take(self, index: int) -> Effect:
        """Choose an alternative, or null; the chosen one is put back. Or ask for the name of another field."""
        wanted = self._offered()[index][1]
        if wanted is Effect.NAME:
            return Effect.NAME
        if wanted is None:
            null = not self.null
            self.choose(None)
            self.null = null
        else:
            self.choose(None if wanted == self.at else wanted)
        return Effect.PARTS

    def locate(self, step: str) -> Slot | None:
        chosen = self.chosen
        return None if chosen is None else chosen.body.locate(step)


class Deferred:
    """A shape that is drawn on demand; until then the value that stands there is kept as it is."""

    __slots__ = ("held", "shape", "slot")

    def __init__(self, slot: Slot, shape: Later, value: Any) -> None:
        self.slot, self.shape, self.held = slot, shape, value

    def value(self) -> Any:
        return self.held

    def problem(self) -> str | None:
        return None

    def parts(self) -> Sequence[Slot]:
        return ()

    def offers(self) -> list[Offer]:
        opening = [Offer("+ open" if self.held is ABSENT else "… open")]
        return opening + ([Offer("null", self.held is None, many=True)] if self.shape.nullable else [])

    def take(self, index: int) -> Effect:
        """Draw it; or give null or nothing."""
        if index == 0:
            self.slot.expand()
            return Effect.WHOLE
        self.held = ABSENT if self.held is None else None
        return Effect.ROW

    def locate(self, step: str) -> Slot | None:
        return None
