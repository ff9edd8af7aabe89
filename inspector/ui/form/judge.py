"""What is wrong with a form as a whole: the fields by themselves, and the verdict of the schema on their value."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from inspector.protocol.schema.kinds import ABSENT
from inspector.ui.form.branches import Either
from inspector.ui.form.slot import Slot, problems

_TOLD = 3


@dataclass
class Judgement:
    """Problems by slot in the order they are seen; `whole` are of no field; `unusable` says why there is no verdict."""

    fields: dict[Slot, str] = field(default_factory=dict)
    whole: list[str] = field(default_factory=list)
    unusable: str | None = None

    @property
    def clean(self) -> bool:
        """Whether nothing is known to be wrong."""
        return not self.fields and not self.whole

    def of_touched(self) -> Judgement:
        """Return the same without the fields that nobody has touched yet."""
        touched = {slot: sentence for slot, sentence in self.fields.items() if slot.touched}
        return Judgement(touched, [], self.unusable)

    def sentences(self) -> str:
        """Return what is wrong that no field says, each on a line of its own."""
        told = [f"✗ {sentence}" for sentence in self.whole[:_TOLD]]
        return "\n".join([*told, *([f"⚠ {self.unusable} It cannot check anything."] if self.unusable else [])])


async def judge(root: Slot, schema: Any) -> Judgement:
    """Judge a form; the schema's verdict is found in a thread. `schema` None is no schema."""
    own = {_seen(slot): sentence for slot, sentence in problems(root).items()}
    told = await _verdict(schema, root.value())
    found = Judgement(unusable=told.unusable)
    # A problem of a field says the same as the verdict on what it is in, and better.
    spoken = {step for slot in own for step in (root, *slot.path())}
    by_verdict: dict[Slot, str] = {}
    for place, sentence in told.places:
        slot = _seen(root.locate(place))
        if slot is root and not own:
            found.whole.append(sentence)
        elif slot not in spoken:
            by_verdict.setdefault(slot, sentence)
    wrong = own | by_verdict
    found.fields = {slot: wrong.pop(slot) for slot in root.walk() if slot in wrong}
    own_root = found.fields.pop(root, None)
    found.whole += [own_root] if own_root else []
    return found


def _seen(slot: Slot) -> Slot:
    """The slot whose row stands for this one: an object that was chosen has no row of its own."""
    parent = slot.parent
    chosen = parent is not None and isinstance(parent.body, Either) and parent.body.group is slot.body
    return parent if parent is not None and chosen else slot


async def judge_value(value: Any, schema: Any) -> Judgement:
    """Judge arguments that stand nowhere in a form; each sentence says with a JSON pointer where it belongs."""
    told = await _verdict(schema, value)
    return Judgement(whole=[f"{place or 'All of it'}: {text}" for place, text in told.places], unusable=told.unusable)


@dataclass
class _Told:
    """What a schema says of a value: sentences, each with a JSON pointer."""

    places: list[tuple[str, str]]
    unusable: str | None = None


async def _verdict(schema: Any, value: Any) -> _Told:
    """What a schema says of a value; nothing if there is no schema, or no value."""
    if schema is None or value is ABSENT:
        return _Told([])
    from inspector.protocol.schema.verdict import check

    verdict = await asyncio.to_thread(check, schema, value)
    return _Told([(error.path, f"{error.sentence}.") for error in verdict.errors], verdict.unusable)
