"""Makes up a plausible value for a shape, to start raw JSON from."""

from dataclasses import dataclass
from typing import Any

from inspector.protocol.schema.kinds import (
    ABSENT,
    Array,
    Boolean,
    Choice,
    Const,
    Enum,
    Later,
    MultiEnum,
    Number,
    Object,
    Shape,
    Text,
)

_DEPTH = 3
_EXPANDED = 50
_ITEMS = 20
_LENGTH = 1_000
_FORMATS = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "duration": "PT1H",
    "email": "someone@example.com",
    "idn-email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "uri-reference": "/path",
    "iri": "https://example.com/",
    "uuid": "123e4567-e89b-12d3-a456-426614174000",
    "json-pointer": "/path",
    "regex": ".*",
}


@dataclass(slots=True)
class _Supply:
    """How many recursive parts may still be written out, all in all, and inside one another."""

    left: int = _EXPANDED
    depth: int = _DEPTH


def sample(shape: Shape) -> Any:
    """A value a schema very likely takes: its own default or example, else one made up within the bounds.

    Texts do not follow a `pattern`, and optional parts that refer to themselves are left out.
    """
    return _any(shape, _Supply())


def _any(shape: Shape, supply: _Supply) -> Any:
    if shape.default is not ABSENT:
        return shape.default
    if shape.examples:
        return shape.examples[0]
    if isinstance(shape, Later):
        return _later(shape, supply)
    if isinstance(shape, Object):
        wanted = [entry for entry in shape.properties if entry.required or not isinstance(entry.shape, Later)]
        return {entry.name: _any(entry.shape, supply) for entry in wanted}
    if isinstance(shape, Array):
        return _array(shape, supply)
    if isinstance(shape, Choice):
        plain = (part for part in shape.alternatives if not isinstance(part, Later))
        return _any(next(plain, shape.alternatives[0]), supply)
    return _single(shape)


def _later(shape: Later, supply: _Supply) -> Any:
    if shape.nullable or not (supply.left and supply.depth):
        return None
    supply.left -= 1
    supply.depth -= 1
    value = _any(shape.expand(), supply)
    supply.depth += 1
    return value


def _array(shape: Array, supply: _Supply) -> list[Any]:
    likely = 0 if isinstance(shape.items, Later) or shape.max_items == 0 else 1
    count = min(max(shape.min_items or 0, likely, len(shape.prefix)), _ITEMS)
    return [_any(part, supply) for index in range(count) if (part := shape.at(index))]


def _single(shape: Shape) -> Any:
    if isinstance(shape, Const):
        return shape.value
    if isinstance(shape, Enum):
        return shape.values[0]
    if isinstance(shape, MultiEnum):
        return list(shape.values[: shape.min_items or 1])
    if isinstance(shape, Text):
        return _text(shape)
    if isinstance(shape, Number):
        return _number(shape)
    return False if isinstance(shape, Boolean) else None


def _text(shape: Text) -> str:
    text = _FORMATS.get(shape.format or "", "text")
    if shape.min_length is not None and len(text) < min(shape.min_length, _LENGTH):
        text += "." * (min(shape.min_length, _LENGTH) - len(text))
    return text if shape.max_length is None else text[: shape.max_length]


def _number(shape: Number) -> int | float:
    """The number nearest to zero within the bounds, if whole steps lead there; else one between the bounds."""
    low = shape.minimum if shape.exclusive_minimum is None else shape.exclusive_minimum
    high = shape.maximum if shape.exclusive_maximum is None else shape.exclusive_maximum
    step = shape.multiple_of or 1
    if low is not None and low >= 0:
        number = -(-low // step) * step
        number += step if number == shape.exclusive_minimum else 0
    elif high is not None and high <= 0:
        number = high // step * step
        number -= step if number == shape.exclusive_maximum else 0
    else:
        number = 0
    if low is not None and high is not None and not low <= number <= high:
        number = (low + high) / 2
    return int(number) if shape.integer and abs(number) < 1e15 else number
