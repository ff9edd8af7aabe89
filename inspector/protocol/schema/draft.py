"""Turns what stands in a form into JSON and back, and loses nothing on the way.

A draft is JSON in which `ABSENT` marks a property that is not given. A value that does not fit its field stays in the
draft as it is (`fits` tells), to be edited as raw JSON.
"""

from collections.abc import Callable
from typing import Any

from inspector.protocol.schema.kinds import ABSENT, Array, Const, MultiEnum, Null, Object, Shape
from inspector.protocol.schema.sample import sample
from inspector.protocol.schema.typed import Problem, fits, format_value, parse_json, parse_text

__all__ = [
    "ABSENT",
    "Problem",
    "fits",
    "format_value",
    "from_json",
    "initial",
    "parse_json",
    "parse_text",
    "sample",
    "to_json",
]

_STARTED_ITEMS = 20


def initial(shape: Shape, required: bool = True) -> Any:
    """The draft a form starts from: defaults, fixed values, and the parts that must be there; else ABSENT."""
    if shape.default is not ABSENT:
        return from_json(shape, to_json(shape.default))
    if not required:
        return ABSENT
    if isinstance(shape, Object):
        return {entry.name: initial(entry.shape, entry.required) for entry in shape.properties}
    if isinstance(shape, Array):
        count = min(shape.min_items or 0, _STARTED_ITEMS)
        return [initial(part) if (part := shape.at(index)) else ABSENT for index in range(count)]
    if isinstance(shape, MultiEnum):
        return []
    if isinstance(shape, Const):
        return shape.value
    return None if isinstance(shape, Null) else ABSENT


def from_json(shape: Shape, value: Any) -> Any:
    """The draft of a JSON value: the same, with ABSENT for every property the shape knows and the value lacks."""
    if isinstance(shape, Object) and isinstance(value, dict):
        draft = {name: from_json(part, inner) if (part := shape.find(name)) else inner for name, inner in value.items()}
        return draft | {entry.name: ABSENT for entry in shape.properties if entry.name not in value}
    if isinstance(shape, Array) and isinstance(value, list):
        return [from_json(part, inner) if (part := shape.at(at)) else inner for at, inner in enumerate(value)]
    return value


def to_json(draft: Any) -> Any:
    """The JSON of a draft, without what is ABSENT; ABSENT itself if all of it is. Any depth will do."""
    held: list[Any] = []
    waiting: list[tuple[Any, Callable[[Any], None]]] = [(draft, held.append)]
    while waiting:
        part, put = waiting.pop()
        if isinstance(part, dict):
            # Names are put in first, so that they keep their order however the values are reached.
            full = dict.fromkeys(name for name, inner in part.items() if inner is not ABSENT)
            waiting.extend((part[name], _setter(full, name)) for name in full)
            put(full)
        elif isinstance(part, list):
            kept = [inner for inner in part if inner is not ABSENT]
            listed: list[Any] = [None] * len(kept)
            waiting.extend((inner, _setter(listed, index)) for index, inner in enumerate(kept))
            put(listed)
        else:
            put(part)
    return held[0]


def _setter(container: Any, key: Any) -> Callable[[Any], None]:
    return lambda value: container.__setitem__(key, value)
