"""Flattens `$ref` and `allOf` at one place of a schema into a single plain set of keywords."""

from typing import Any

from inspector.protocol.schema.reference import Refused, resolve

# No form is worth drawing from more parts than this; a hostile schema can chain any number.
_PARTS = 500
_LARGER = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"})
_SMALLER = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"})
_WORDS = frozenset({"title", "description", "default", "examples", "$comment", "deprecated", "$id", "$schema"})
_HIDDEN = frozenset({"$ref", "allOf", "$dynamicRef", "$recursiveRef"})
_CLASH = object()


def flatten(root: Any, schema: dict[str, Any]) -> tuple[dict[str, Any], frozenset[int]] | Refused:
    """The keywords that hold at `schema`, without `$ref` and `allOf`, and the identities of the schemas they came from.

    Nearer keywords win where they only describe (title, default); where they constrain, both hold; what cannot be
    said in one set of keywords is Refused.
    """
    waiting: list[Any] = [schema]
    met: set[int] = set()
    flat: dict[str, Any] = {}
    for _ in range(_PARTS):
        if not waiting:
            return flat, frozenset(met)
        part = waiting.pop()
        if part is True or id(part) in met:
            if part is not True and _is_ring(root, part):
                return Refused("refers to itself")
            continue
        if not isinstance(part, dict):
            return _unusable(part)
        met.add(id(part))
        joined = join(flat, {key: value for key, value in part.items() if key not in _HIDDEN})
        if joined is None:
            return Refused("combines rules that one form cannot show")
        flat = joined
        waiting.extend(_linked(root, part))
    return Refused(f"combines more than {_PARTS} schemas")


def _unusable(part: Any) -> Refused:
    if isinstance(part, Refused):
        return part
    return Refused("nothing is allowed here" if part is False else "not understood: a schema is an object or a boolean")


def _linked(root: Any, part: dict[str, Any]) -> list[Any]:
    linked = [resolve(root, part[key]) for key in ("$dynamicRef", "$recursiveRef", "$ref") if key in part]
    members = part.get("allOf")
    if isinstance(members, list):
        # The last waiting part is read next, and the first member shall be.
        return list(reversed(members)) + linked
    return [*linked, Refused("has an allOf that is not a list")] if "allOf" in part else linked


def _is_ring(root: Any, start: dict[str, Any]) -> bool:
    """Whether a schema is reached again from itself through nothing but `$ref` and `allOf`."""
    waiting = _linked(root, start)
    met: set[int] = set()
    while waiting:
        part = waiting.pop()
        if part is start:
            return True
        if isinstance(part, dict) and id(part) not in met and len(met) < _PARTS:
            met.add(id(part))
            waiting.extend(_linked(root, part))
    return False


def join(near: dict[str, Any], far: dict[str, Any]) -> dict[str, Any] | None:
    """Both sets of keywords in one, the near one's words winning; None if one set cannot say it."""
    joined = dict(near)
    for key, value in far.items():
        both = value if key not in near else _both(key, near[key], value)
        if both is _CLASH:
            return None
        joined[key] = both
    return joined


def _both(key: str, near: Any, far: Any) -> Any:
    if key in _WORDS:
        return near
    if key in ("properties", "$defs", "definitions", "patternProperties"):
        return _both_maps(near, far)
    if key == "required":
        return _both_lists(near, far)
    if key == "type":
        return _both_types(near, far)
    if key in _LARGER or key in _SMALLER:
        return _both_bounds(key, near, far)
    if key == "enum" and isinstance(near, list) and isinstance(far, list):
        return [value for value in near if any(same(value, other) for other in far)] or _CLASH
    return near if same(near, far) else _CLASH


def _both_maps(near: Any, far: Any) -> Any:
    if not (isinstance(near, dict) and isinstance(far, dict)):
        return _CLASH
    clashing = [name for name, part in far.items() if name in near and not same(part, near[name])]
    added = {name: part for name, part in far.items() if name not in near}
    return {**near, **added, **{name: {"allOf": [near[name], far[name]]} for name in clashing}}


def _both_lists(near: Any, far: Any) -> Any:
    if not (isinstance(near, list) and isinstance(far, list)):
        return _CLASH
    return near + [name for name in far if name not in near]


def _both_types(near: Any, far: Any) -> Any:
    first, second = (kinds if isinstance(kinds, list) else [kinds] for kinds in (near, far))
    # A whole number is a number: the narrower of the two holds.
    kept = [kind for kind in first if kind in second or (kind == "integer" and "number" in second)]
    kept += [kind for kind in second if kind == "integer" and "number" in first and kind not in kept]
    if not kept:
        return _CLASH
    return kept[0] if len(kept) == 1 else kept


def _both_bounds(key: str, near: Any, far: Any) -> Any:
    if not all(isinstance(bound, int | float) for bound in (near, far)):
        return near
    return max(near, far) if key in _LARGER else min(near, far)


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal, where True and 1 are not; values too deep to compare are not equal."""
    try:
        return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
    except RecursionError:
        return False
