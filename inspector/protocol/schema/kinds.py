"""The kinds of field a JSON Schema can ask for, as a small tree of frozen values a form is drawn from."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum as Enumeration
from typing import Any, Final


class Absent(Enumeration):
    """The type of `ABSENT`."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
"""Stands for "no value", which JSON's null does not: a property left out, a default that is not given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What every field knows about itself; texts are the server's own and unfit to be shown as they are."""

    title: str | None = None
    description: str | None = None
    default: Any = ABSENT
    examples: tuple[Any, ...] = ()
    nullable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Shape):
    """A string. `multiline` is a guess that it wants more than one line; `pattern` is never run here."""

    format: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    multiline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Shape):
    """A number, or a whole one if `integer`; bounds are inclusive unless their name says otherwise."""

    integer: bool = False
    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: int | float | None = None
    exclusive_maximum: int | float | None = None
    multiple_of: int | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Boolean(Shape):
    """True or false."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Null(Shape):
    """Only null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Const(Shape):
    """Exactly one JSON value."""

    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum(Shape):
    """One of some JSON values; `titles` runs beside `values`, None where a value has no title."""

    values: tuple[Any, ...]
    titles: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiEnum(Shape):
    """Some of a set of JSON values, as an array."""

    values: tuple[Any, ...]
    titles: tuple[str | None, ...]
    min_items: int | None = None
    max_items: int | None = None
    unique: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One named field of an object."""

    name: str
    shape: Shape
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Object(Shape):
    """Named fields in the schema's order; `additional` is the shape of any other field, None if there may be none."""

    properties: tuple[Property, ...] = ()
    additional: Shape | None = None

    def find(self, name: str) -> Shape | None:
        """The shape of the property of that name, or of an additional one, or None."""
        return next((entry.shape for entry in self.properties if entry.name == name), self.additional)


@dataclass(frozen=True, slots=True, kw_only=True)
class Array(Shape):
    """A list: `prefix` are the shapes of its first items, `items` that of all others, None if there may be none."""

    items: Shape | None
    prefix: tuple[Shape, ...] = ()
    min_items: int | None = None
    max_items: int | None = None
    unique: bool = False

    def at(self, index: int) -> Shape | None:
        """The shape of the item at an index, or None where there may be no item."""
        return self.prefix[index] if index < len(self.prefix) else self.items


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Shape):
    """One of several shapes; `labels` runs beside `alternatives`."""

    alternatives: tuple[Shape, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Later(Shape):
    """A shape that is drawn on demand, because it refers to itself, or lies deep: `expand()` gives one level more."""

    reason: str
    drawn: Callable[[], Shape] = field(repr=False, compare=False)

    def expand(self) -> Shape:
        """The shape itself, whose own deep parts are again drawn on demand. Never another `Later`."""
        shape = self.drawn()
        return replace(shape, nullable=shape.nullable or self.nullable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anything(Shape):
    """A field for raw JSON; `reason` says why there is no better one."""

    reason: str
