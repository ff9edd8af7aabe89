"""Reads a JSON Schema, of any dialect and however hostile, as the shape of a form."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from inspector.protocol.schema.kinds import (
    ABSENT,
    Absent,
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
    Property,
    Shape,
    Text,
)
from inspector.protocol.schema.merge import flatten, join
from inspector.protocol.schema.reference import Refused

__all__ = [
    "ABSENT",
    "Absent",
    "Anything",
    "Array",
    "Boolean",
    "Choice",
    "Const",
    "Enum",
    "Later",
    "MultiEnum",
    "Null",
    "Number",
    "Object",
    "Property",
    "Shape",
    "Text",
    "shape_of",
]

# A form deeper or larger than this is drawn level by level, on demand.
_DEPTH = 6
_BUDGET = 3_000
_ALTERNATIVES = 100

_TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")
_HINTS = {
    "object": ("properties", "required", "additionalProperties", "patternProperties"),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems"),
    "string": ("minLength", "maxLength", "pattern", "format"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}
_NESTING = frozenset({"$ref", "$dynamicRef", "$recursiveRef", "allOf", "anyOf", "oneOf"}).union(
    ("properties", "items", "prefixItems", "additionalProperties", "patternProperties")
)


@dataclass(slots=True)
class _Place:
    """Where the reading stands: the whole document, the schemas being read around this one, and what is left."""

    root: Any
    above: frozenset[int] = frozenset()
    depth: int = 0
    left: list[int] = field(default_factory=lambda: [_BUDGET])

    def below(self, met: frozenset[int]) -> "_Place":
        return _Place(self.root, self.above | met, self.depth + 1, self.left)


def shape_of(schema: Any) -> Shape:
    """The shape of the form for a schema. Never raises and never recurses without end.

    Local `$ref`s are followed, remote ones never; what refers to itself or lies deep is a `Later`; what no form can
    show is `Anything` with the reason.
    """
    return _read(schema, _Place(schema))


def _read(schema: Any, place: _Place) -> Shape:
    if not isinstance(schema, dict):
        return _bare(schema)
    place.left[0] -= 1
    flat = flatten(place.root, schema)
    if isinstance(flat, Refused):
        return Anything(reason=flat.reason, **_words(schema))
    keywords, met = flat
    if met & place.above:
        return _later(schema, keywords, place, "refers to itself")
    if (place.depth >= _DEPTH or place.left[0] < 0) and not _NESTING.isdisjoint(keywords):
        return _later(schema, keywords, place, "lies deep")
    return _kind(keywords, place.below(met))


def _bare(schema: Any) -> Shape:
    if schema is True:
        return Anything(reason="any JSON value")
    if schema is False:
        return Anything(reason="nothing is allowed here")
    return Anything(reason="not understood: a schema is an object or a boolean")


def _later(schema: dict[str, Any], keywords: dict[str, Any], place: _Place, reason: str) -> Later:
    return Later(reason=reason, drawn=lambda: _read(schema, _Place(place.root)), **_words(keywords))


def _words(keywords: dict[str, Any]) -> dict[str, Any]:
    title, description, examples = (keywords.get(key) for key in ("title", "description", "examples"))
    return {
        "title": title if isinstance(title, str) else None,
        "description": description if isinstance(description, str) else None,
        "default": keywords.get("default", ABSENT),
        "examples": tuple(examples) if isinstance(examples, list) else (),
    }


def _kind(keywords: dict[str, Any], place: _Place) -> Shape:
    if "const" in keywords:
        value = keywords["const"]
        return Const(value=value, nullable=value is None, **_words(keywords))
    if isinstance(keywords.get("enum"), list) and keywords["enum"]:
        return _enum(keywords)
    for key in ("oneOf", "anyOf"):
        if isinstance(keywords.get(key), list) and keywords[key]:
            return _choice(keywords, key, place)
    kinds = keywords.get("type")
    if isinstance(kinds, list):
        return _several(keywords, kinds, place)
    if kinds is None:
        kinds = next((kind for kind, hints in _HINTS.items() if not keywords.keys().isdisjoint(hints)), None)
    if kinds is None:
        return Anything(reason="any JSON value", **_words(keywords))
    reader = _READERS.get(kinds) if isinstance(kinds, str) else None
    if reader is None:
        return Anything(reason=f"not understood: its type is none of {', '.join(_TYPES)}", **_words(keywords))
    return reader(keywords, place)


def _enum(keywords: dict[str, Any]) -> Enum:
    values = tuple(keywords["enum"])
    names = keywords.get("enumNames")
    titles = [name if isinstance(name, str) else None for name in names] if isinstance(names, list) else []
    titles = (titles + [None] * len(values))[: len(values)]
    return Enum(values=values, titles=tuple(titles), nullable=None in values, **_words(keywords))


def _choice(keywords: dict[str, Any], key: str, place: _Place) -> Shape:
    members = keywords[key]
    if len(members) > _ALTERNATIVES and not all(isinstance(part, dict) and "const" in part for part in members):
        return Anything(reason=f"has more than {_ALTERNATIVES} alternatives", **_words(keywords))
    if all(isinstance(part, dict) and "const" in part for part in members):
        titles = [part.get("title") for part in members]
        return _enum({**keywords, "enum": [part["const"] for part in members], "enumNames": titles})
    given = [part for part in members if not _only_null(part)]
    nullable = len(given) < len(members)
    if not given:
        return Null(nullable=True, **_words(keywords))
    base = {name: value for name, value in keywords.items() if name != key}
    if len(given) == 1:
        return replace(_alternative(base, given[0], place), nullable=nullable)
    rules = {name: value for name, value in base.items() if name not in ("title", "description", "default", "examples")}
    shapes = tuple(_alternative(rules, part, place) for part in given)
    return Choice(alternatives=shapes, labels=_labels(shapes, given), nullable=nullable, **_words(keywords))


def _only_null(part: Any) -> bool:
    return isinstance(part, dict) and (part.get("type") in ("null", ["null"]) or part.get("const", 0) is None)


def _alternative(base: dict[str, Any], part: Any, place: _Place) -> Shape:
    """One alternative, under the rules that stand beside the choice and hold for each."""
    flat = flatten(place.root, part) if isinstance(part, dict) else None
    if not base or flat is None or isinstance(flat, Refused):
        return _read(part, place)
    keywords, met = flat
    joined = join(_without_null(base, keywords), keywords)
    if joined is None:
        return Anything(reason="combines rules that one form cannot show", **_words(keywords))
    if met & place.above:
        return _later(joined, joined, place, "refers to itself")
    if place.depth >= _DEPTH or place.left[0] < 0:
        return _later(joined, joined, place, "lies deep")
    place.left[0] -= 1
    return _kind(joined, place.below(met))


def _without_null(base: dict[str, Any], keywords: dict[str, Any]) -> dict[str, Any]:
    kinds = base.get("type")
    if isinstance(kinds, list) and "type" in keywords:
        return {**base, "type": [kind for kind in kinds if kind != "null"]}
    return base


def _labels(shapes: tuple[Shape, ...], parts: list[Any]) -> tuple[str, ...]:
    return tuple(
        shape.title or _ref_name(part) or f"{type(shape).__name__.lower()} {number}"
        for number, (shape, part) in enumerate(zip(shapes, parts, strict=True), 1)
    )


def _ref_name(part: Any) -> str | None:
    ref = part.get("$ref") if isinstance(part, dict) else None
    return ref.rpartition("/")[2] if isinstance(ref, str) else None


def _several(keywords: dict[str, Any], kinds: list[Any], place: _Place) -> Shape:
    named = [kind for kind in kinds if kind in _TYPES and kind != "null"]
    nullable = "null" in kinds
    if not named:
        return Null(nullable=True, **_words(keywords)) if nullable else _kind({**keywords, "type": 0}, place)
    if len(named) == 1:
        return replace(_READERS[named[0]]({**keywords, "type": named[0]}, place), nullable=nullable)
    words = _words(keywords)
    rules = {name: value for name, value in keywords.items() if name not in words}
    shapes = tuple(_READERS[kind]({**rules, "type": kind}, place) for kind in named)
    return Choice(alternatives=shapes, labels=tuple(named), nullable=nullable, **words)


def _object(keywords: dict[str, Any], place: _Place) -> Object:
    parts = keywords.get("properties")
    parts = parts if isinstance(parts, dict) else {}
    wanted = keywords.get("required")
    names = [name for name in wanted if isinstance(name, str)] if isinstance(wanted, list) else []
    required = frozenset(names)
    entries = [Property(name=name, shape=_read(part, place), required=name in required) for name, part in parts.items()]
    # A required name without a schema of its own still has to be filled in.
    unknown = [name for name in dict.fromkeys(names) if name not in parts]
    additional = _additional(keywords, place)
    plain = additional or Anything(reason="any JSON value")
    entries += [Property(name=name, shape=plain, required=True) for name in unknown]
    return Object(properties=tuple(entries), additional=additional, **_words(keywords))


def _additional(keywords: dict[str, Any], place: _Place) -> Shape | None:
    part = keywords.get("additionalProperties", True)
    patterns = keywords.get("patternProperties")
    if isinstance(patterns, dict) and len(patterns) == 1 and not isinstance(part, dict):
        part = next(iter(patterns.values()))
    elif isinstance(patterns, dict) and patterns:
        part = True
    return None if part is False else _read(part, place)


def _array(keywords: dict[str, Any], place: _Place) -> Shape:
    listed = keywords.get("prefixItems", keywords.get("items"))
    prefix = listed if isinstance(listed, list) else []
    # Up to draft 2019-09 a list under `items` is today's `prefixItems`, and `additionalItems` today's `items`.
    rest = keywords.get("items", True)
    rest = keywords.get("additionalItems", True) if isinstance(rest, list) else rest
    items = None if rest is False else _read(rest, place)
    counts: dict[str, Any] = {"min_items": _count(keywords, "minItems"), "max_items": _count(keywords, "maxItems")}
    unique = keywords.get("uniqueItems") is True
    if isinstance(items, Enum) and not prefix:
        return MultiEnum(values=items.values, titles=items.titles, unique=unique, **counts, **_words(keywords))
    first = tuple(_read(part, place) for part in prefix)
    return Array(items=items, prefix=first, unique=unique, **counts, **_words(keywords))


def _text(keywords: dict[str, Any], _place: _Place) -> Text:
    named, pattern = keywords.get("format"), keywords.get("pattern")
    longest = _count(keywords, "maxLength")
    return Text(
        format=named if isinstance(named, str) else None,
        min_length=_count(keywords, "minLength"),
        max_length=longest,
        pattern=pattern if isinstance(pattern, str) else None,
        multiline=_is_long(keywords, longest),
        **_words(keywords),
    )


def _is_long(keywords: dict[str, Any], longest: int | None) -> bool:
    media = keywords.get("contentMediaType")
    written = [value for value in (keywords.get("default"), *_words(keywords)["examples"]) if isinstance(value, str)]
    return (
        (longest is not None and longest > 200)
        or (isinstance(media, str) and (media.startswith("text/") or media.endswith("json")))
        or keywords.get("format") in ("markdown", "textarea", "multiline")
        or any("\n" in value for value in written)
    )


def _number(keywords: dict[str, Any], _place: _Place) -> Number:
    low, high = _bound(keywords, "minimum"), _bound(keywords, "maximum")
    # In draft 4 the exclusive keywords are booleans beside the bound.
    low_open, high_open = (keywords.get(key) is True for key in ("exclusiveMinimum", "exclusiveMaximum"))
    step = _bound(keywords, "multipleOf")
    return Number(
        integer=keywords.get("type") == "integer",
        minimum=None if low_open else low,
        maximum=None if high_open else high,
        exclusive_minimum=low if low_open else _bound(keywords, "exclusiveMinimum"),
        exclusive_maximum=high if high_open else _bound(keywords, "exclusiveMaximum"),
        multiple_of=step if step is not None and step > 0 else None,
        **_words(keywords),
    )


def _count(keywords: dict[str, Any], key: str) -> int | None:
    value = _bound(keywords, key)
    return int(value) if value is not None and value >= 0 and value == int(value) else None


def _bound(keywords: dict[str, Any], key: str) -> int | float | None:
    value = keywords.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return value if float("-inf") < value < float("inf") else None


_READERS: dict[str, Callable[[dict[str, Any], _Place], Shape]] = {
    "object": _object,
    "array": _array,
    "string": _text,
    "integer": _number,
    "number": _number,
    "boolean": lambda keywords, _place: Boolean(**_words(keywords)),
    "null": lambda keywords, _place: Null(nullable=True, **_words(keywords)),
}
