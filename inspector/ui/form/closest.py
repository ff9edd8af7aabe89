"""Finds which alternative of a choice a value was most likely made for."""

from __future__ import annotations

from typing import Any

from inspector.protocol.schema.kinds import Choice, Const, Enum, Later, Object, Shape
from inspector.protocol.schema.typed import fits

_EXPANDED = 10
_WRONG = -100


def closest(choice: Choice, value: Any) -> int | None:
    """Return the alternative that fits a value best, the first of equals; None if it fits none (null, that is)."""
    scores: list[tuple[int, int]] = []
    for at, part in enumerate(choice.alternatives):
        shape = part.expand() if isinstance(part, Later) and at < _EXPANDED else part
        if fits(shape, value):
            scores.append((_score(shape, value), -at))
    return -max(scores)[1] if scores else None


def _score(shape: Shape, value: Any) -> int:
    """How well an object's names and fixed values go with those of a shape."""
    if not (isinstance(shape, Object) and isinstance(value, dict)):
        return 0
    known = {entry.name for entry in shape.properties}
    score = -sum(name not in known for name in value) * (1 if shape.additional else 10)
    for entry in shape.properties:
        if entry.name not in value:
            score -= 5 if entry.required else 0
        elif not fits(entry.shape, value[entry.name]):
            score += _WRONG if isinstance(entry.shape, Const | Enum) else -20
        else:
            score += 1
    return score
