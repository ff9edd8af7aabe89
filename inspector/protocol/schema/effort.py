"""Counts how often a validator would apply a schema to the parts of a value, so that nobody waits for a hostile one.

Alternatives that each refer on to two more alternatives double the work at every step: twenty steps of it hold a
validator for minutes. The count itself is remembered for each pair of schema and value, and stays small.
"""

import re
from dataclasses import dataclass
from typing import Any

from inspector.protocol.schema.positions import SAME_VALUE, subschemas
from inspector.protocol.schema.reference import resolve

_PAIRS = 300_000
_REFS = ("$ref", "$dynamicRef", "$recursiveRef")


@dataclass(frozen=True, slots=True)
class Effort:
    """How many applications there are (`steps`), how many of them differ (`pairs`), how deep the longest chain is.

    With `counted` False there were too many to count.
    """

    steps: int
    pairs: int
    depth: int
    counted: bool = True


def effort(schema: Any, value: Any) -> Effort:
    """The work of checking a value by a schema. Without references the work cannot multiply and is not counted."""
    if not _refers(schema):
        return Effort(0, 0, 0)
    known: dict[tuple[int, int], tuple[int, int]] = {}
    top = (schema, value)
    waiting = [(top, False)]
    while waiting:
        if len(known) > _PAIRS:
            return Effort(0, len(known), 0, counted=False)
        (part, seen), ready = waiting.pop()
        key = (id(part), id(seen))
        if ready:
            below = [known[id(inner), id(reached)] for inner, reached in _applied(schema, part, seen)]
            known[key] = 1 + sum(steps for steps, _ in below), 1 + max((depth for _, depth in below), default=0)
        elif key not in known:
            # A pair that leads back to itself adds nothing: the validator stops there as well.
            known[key] = 0, 0
            waiting.append(((part, seen), True))
            waiting.extend((pair, False) for pair in _applied(schema, part, seen))
    steps, depth = known[id(schema), id(value)]
    return Effort(steps, len(known), depth)


def _refers(schema: Any) -> bool:
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if any(key in part for key in _REFS):
                return True
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return False


def _applied(root: Any, schema: Any, value: Any) -> list[tuple[Any, Any]]:
    """Every pair of a schema and a value that applying one schema to one value leads to."""
    if not isinstance(schema, dict):
        return []
    targets = [resolve(root, schema[key]) for key in _REFS if key in schema]
    pairs = [(target, value) for target in targets if isinstance(target, dict)]
    for keyword, step, inner in subschemas(schema):
        if isinstance(inner, dict):
            pairs.extend((inner, below) for below in _reached(keyword, step, value))
    return pairs


def _reached(keyword: str, step: str | None, value: Any) -> list[Any]:
    if keyword in SAME_VALUE:
        return [value]
    if isinstance(value, dict):
        return _members(keyword, step, value)
    if isinstance(value, list) and keyword in ("items", "additionalItems", "unevaluatedItems", "contains"):
        return value if step is None else value[int(step) : int(step) + 1]
    if isinstance(value, list) and keyword == "prefixItems" and step is not None:
        return value[int(step) : int(step) + 1]
    return []


def _members(keyword: str, step: str | None, value: dict[str, Any]) -> list[Any]:
    if keyword == "properties":
        return [value[step]] if step in value else []
    # Which names a pattern takes is not worked out: running a stranger's pattern here is the danger itself.
    return list(value.values()) if re.match("patternP|additionalP|unevaluatedP", keyword) else []
