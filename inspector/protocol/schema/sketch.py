"""Says a JSON Schema in one line, for lists and tables: `{city: string, days?: integer ≤ 7}`."""

import json
import re
from typing import Any

from inspector.protocol.schema.kinds import (
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
from inspector.protocol.schema.shape import shape_of

_DEPTH = 3
_MEMBERS = 12
_NAME = re.compile(r"[A-Za-z_$][\w$.-]{0,60}", re.ASCII)


def summary(schema: Any, limit: int = 120) -> str:
    """A schema's shape as one line of at most `limit` characters; a `?` marks what may be left out."""
    line = _say(shape_of(schema), _DEPTH)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _say(shape: Shape, depth: int) -> str:
    said = _kind(shape, depth)
    return f"{said} | null" if shape.nullable and not isinstance(shape, Null | Enum | Const) else said


def _kind(shape: Shape, depth: int) -> str:
    if isinstance(shape, Object):
        return _object(shape, depth)
    if isinstance(shape, Array):
        return _array(shape, depth)
    if isinstance(shape, Choice):
        return _joined([_say(part, depth - 1) if depth else "…" for part in shape.alternatives[:_MEMBERS]])
    if isinstance(shape, Enum):
        return _values(shape.values)
    if isinstance(shape, MultiEnum):
        return f"({_values(shape.values)})[]"
    if isinstance(shape, Const):
        return _value(shape.value)
    if isinstance(shape, Number):
        return _number(shape)
    if isinstance(shape, Text):
        return _name(shape.format) if shape.format else "string"
    return {Boolean: "boolean", Null: "null", Later: "…"}.get(type(shape), "any")


def _object(shape: Object, depth: int) -> str:
    if not depth:
        return "{…}"
    members = [
        f"{_name(entry.name)}{'' if entry.required else '?'}: {_say(entry.shape, depth - 1)}"
        for entry in shape.properties[:_MEMBERS]
    ]
    if len(shape.properties) > _MEMBERS:
        members.append("…")
    return "{" + ", ".join(members) + "}"


def _array(shape: Array, depth: int) -> str:
    if not depth:
        return "[…]"
    if shape.prefix:
        return "[" + ", ".join(_say(part, depth - 1) for part in shape.prefix[:_MEMBERS]) + "]"
    items = "any" if shape.items is None else _say(shape.items, depth - 1)
    return f"({items})[]" if " " in items and not items.startswith("{") else f"{items}[]"


def _number(shape: Number) -> str:
    said = "integer" if shape.integer else "number"
    bounds = (
        (" ≥ ", shape.minimum),
        (" > ", shape.exclusive_minimum),
        (" ≤ ", shape.maximum),
        (" < ", shape.exclusive_maximum),
    )
    return said + "".join(f"{sign}{bound}" for sign, bound in bounds if bound is not None)


def _values(values: tuple[Any, ...]) -> str:
    return _joined([_value(value) for value in values[:_MEMBERS]]) + (" | …" if len(values) > _MEMBERS else "")


def _joined(parts: list[str]) -> str:
    return " | ".join(dict.fromkeys(parts))


def _value(value: Any) -> str:
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    return json.dumps(value[:60] if isinstance(value, str) else value, ensure_ascii=False)


def _name(name: str) -> str:
    return name if _NAME.fullmatch(name) else json.dumps(name[:60], ensure_ascii=False)
