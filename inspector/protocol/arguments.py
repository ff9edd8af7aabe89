"""Reads `name=value` pairs from a command line as the arguments of a tool, by the tool's schema."""

from collections.abc import Iterable
from typing import Any

from inspector.protocol.schema.kinds import ABSENT, Anything, Array, Choice, Enum, Later, MultiEnum, Object, Shape
from inspector.protocol.schema.shape import shape_of
from inspector.protocol.schema.typed import Problem, parse_json, parse_text


def from_pairs(schema: Any, pairs: Iterable[str]) -> dict[str, Any]:
    """The arguments that pairs spell; `schema` is a JSON Schema or its `Shape`.

    A property's schema says how its value is read: `zip=01234` stays a text where a text is wanted. `a.b=1` reaches
    into an object; a list is JSON, or its items one by one (`tag=a tag=b`); what the schema does not know is JSON if
    it can be, else text. Bounds are not judged. ValueError, with a sentence, for what cannot be read or contradicts.
    """
    shape = schema if isinstance(schema, Shape) else shape_of(schema)
    arguments: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or not name:
            raise ValueError(f"“{pair}” is no argument: write name=value.")
        steps, field = _find(shape, name)
        _put(arguments, steps, field, text)
    return arguments


def _find(shape: Shape, name: str) -> tuple[list[str], Shape]:
    """The steps that a dotted name means, and the field they lead to; a property may have dots in its own name."""
    steps: list[str] = []
    while True:
        whole = _object(shape)
        known = [entry.name for entry in whole.properties if f"{name}.".startswith(f"{entry.name}.")]
        # An empty step (".a", "a..b") cannot be meant as nesting.
        step = max(known, key=len) if known else name.partition(".")[0] or name
        shape = whole.find(step) or _UNKNOWN
        steps.append(step)
        if len(step) >= len(name):
            return steps, shape
        name = name[len(step) + 1 :]


_UNKNOWN = Anything(reason="any JSON value")


def _object(shape: Shape) -> Object:
    """The object that a shape is or may be; one without known properties if it is none."""
    if isinstance(shape, Later):
        shape = shape.expand()
    if isinstance(shape, Choice):
        shape = next((part for part in shape.alternatives if isinstance(part, Object)), shape)
    return shape if isinstance(shape, Object) else Object(additional=_UNKNOWN)


def _put(arguments: dict[str, Any], steps: list[str], shape: Shape, text: str) -> None:
    name = ".".join(steps)
    inside: Any = arguments
    for step in steps[:-1]:
        inside = inside.setdefault(step, {})
        if type(inside) is not dict:
            raise ValueError(f"{name}: “{step}” was given as a value already, so nothing can be put inside it.")
    last = steps[-1]
    shape = shape.expand() if isinstance(shape, Later) else shape
    whole = text.lstrip().startswith("[") or (shape.nullable and text == "null")
    if isinstance(shape, Array | MultiEnum) and not whole and isinstance(inside.get(last, []), list):
        items = inside.setdefault(last, [])
        items.append(_read(name, _item(shape, len(items)), text))
    elif last in inside:
        raise ValueError(f"{name} is given twice.")
    else:
        inside[last] = _read(name, shape, text)


def _item(shape: Array | MultiEnum, index: int) -> Shape:
    if isinstance(shape, MultiEnum):
        return Enum(values=shape.values, titles=shape.titles)
    return shape.at(index) or _UNKNOWN


def _read(name: str, shape: Shape, text: str) -> Any:
    if isinstance(shape, Anything):
        value = parse_json(text)
        return text if isinstance(value, Problem) else value
    value = parse_text(shape, text)
    if isinstance(value, Problem):
        if value.value is ABSENT:
            raise ValueError(f"{name} must be {value.sentence}; “{text}” is not.")
        return value.value
    return value
