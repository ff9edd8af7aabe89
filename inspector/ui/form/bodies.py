"""Chooses what stands in a slot: the field of its shape where the value fits it, else the value as raw JSON."""

from __future__ import annotations

from typing import Any

from inspector.protocol.schema.draft import to_json
from inspector.protocol.schema.kinds import (
    Anything,
    Array,
    Boolean,
    Choice,
    Const,
    Enum,
    Later,
    MultiEnum,
    Null,
    Number,
    Object,
    Text,
)
from inspector.protocol.schema.typed import fits
from inspector.record.showable import showable
from inspector.ui.form.branches import Deferred, Either, Group, Items
from inspector.ui.form.picked import Picked, Several
from inspector.ui.form.raw import Raw
from inspector.ui.form.slot import Body, Slot
from inspector.ui.form.typed import Typed

_MANY = 1_000
_LONG = 20_000


def body_for(slot: Slot, draft: Any) -> Body:
    """Return the body of a slot for a draft. Nothing of the draft is lost, whatever it is."""
    shape = slot.shape
    if isinstance(shape, Anything) or not fits(shape, draft) or _is_unfit_to_show(draft):
        return Raw(slot, shape, to_json(draft))
    match shape:
        case Text() | Number():
            return Typed(shape, draft)
        case Boolean() | Enum() | Const() | Null():
            return Picked(shape, draft)
        case MultiEnum():
            return Several(shape, draft)
        case Object():
            return Group(slot, shape, draft)
        case Array():
            return Items(slot, shape, draft)
        case Choice():
            return Either(slot, shape, draft)
        case Later():
            return Deferred(slot, shape, to_json(draft))
    return Raw(slot, shape, to_json(draft))


def _is_unfit_to_show(draft: Any) -> bool:
    """Whether a field could not show the draft faithfully: too much of it, or characters that nobody can see."""
    if isinstance(draft, str):
        return len(draft) > _LONG or (showable(draft) != draft)
    return isinstance(draft, dict | list) and len(draft) > _MANY
