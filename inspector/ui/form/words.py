"""Says in words what a field is: its type, what it is for, and the limits of its values."""

from __future__ import annotations

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
    Shape,
    Text,
)
from inspector.record.showable import showable_line

_LONG = 2_000
_TITLES = 6
_KINDS: dict[type[Shape], str] = {
    Boolean: "boolean",
    Null: "null",
    Const: "const",
    Enum: "enum",
    MultiEnum: "enum[]",
    Object: "object",
    Choice: "one of",
    Later: "…",
    Anything: "any",
}


def type_word(shape: Shape) -> str:
    """Return the type of a field, as short as it can be said: `string`, `date`, `integer`, `string[]`, `enum`."""
    said = _bare_word(shape)
    return f"{said}|null" if shape.nullable and not isinstance(shape, Null | Enum | Const) else said


def _bare_word(shape: Shape) -> str:
    if isinstance(shape, Text):
        return showable_line(shape.format[:24]) if shape.format else "string"
    if isinstance(shape, Number):
        return "integer" if shape.integer else "number"
    if isinstance(shape, Array):
        items = None if shape.prefix else shape.items
        return "array" if items is None or isinstance(items, Choice | Later) else f"{_bare_word(items)}[]"
    return _KINDS.get(type(shape), "any")


def about(shape: Shape, name: str = "") -> str:
    """Return the server's words about a field and its limits, as one showable text; empty if nothing is known."""
    said = [_sentence(text) for text in (_title(shape, name), shape.description) if text]
    said += [text for text in (limits(shape), _titles(shape), _reason(shape)) if text]
    return showable_line(" · ".join(said))


def _title(shape: Shape, name: str) -> str | None:
    title = shape.title
    return None if title is None or title.strip().casefold() == name.casefold() else title


def _sentence(text: str) -> str:
    text = " ".join(text[:_LONG].split()) + ("…" if len(text) > _LONG else "")
    return text.rstrip(".")


def limits(shape: Shape) -> str:
    """Return the bounds of a field's values, such as `3 to 40 characters`; empty if there are none."""
    if isinstance(shape, Text):
        bounds = _between(shape.min_length, shape.max_length, "characters")
        return " · ".join(part for part in (bounds, f"like {shape.pattern[:80]}" if shape.pattern else "") if part)
    if isinstance(shape, Number):
        return _number(shape)
    if isinstance(shape, Array | MultiEnum):
        bounds = _between(shape.min_items, shape.max_items, "items")
        return " · ".join(part for part in (bounds, "no two alike" if shape.unique else "") if part)
    return ""


def _number(shape: Number) -> str:
    low, high = shape.minimum, shape.maximum
    said = [f"{low} to {high}"] if low is not None and high is not None else []
    signs = [] if said else [("≥", low), ("≤", high)]
    signs += [(">", shape.exclusive_minimum), ("<", shape.exclusive_maximum)]
    said += [f"{sign} {bound}" for sign, bound in signs if bound is not None]
    return ", ".join(said + ([f"in steps of {shape.multiple_of}"] if shape.multiple_of is not None else []))


def _between(low: int | None, high: int | None, what: str) -> str:
    if low and high is not None:
        return _count(low, what) if low == high else f"{low} to {_count(high, what)}"
    if low:
        return f"at least {_count(low, what)}"
    return "" if high is None else f"at most {_count(high, what)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what.removesuffix('s') if number == 1 else what}"


def _titles(shape: Shape) -> str:
    if not isinstance(shape, Enum | MultiEnum) or len(shape.values) > _TITLES:
        return ""
    pairs = zip(shape.values, shape.titles, strict=True)
    return ", ".join(f"{value}: {title[:60]}" for value, title in pairs if title and title != value)


def _reason(shape: Shape) -> str:
    if isinstance(shape, Anything | Later) and shape.reason != "any JSON value":
        return shape.reason
    return ""
