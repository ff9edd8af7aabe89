"""Reads what a person types into a field as a JSON value, and writes a value as the text of its field."""

import json
import math
import re
from collections.abc import Callable
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
    Null,
    Number,
    Object,
    Shape,
    Text,
)
from inspector.protocol.schema.merge import same

_WHOLE = re.compile(r"-?\d+", re.ASCII)
_DECIMAL = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a typed text: the end of "This must be …".

    `value` is what would be sent anyway, or ABSENT where the text is no such value at all.
    """

    sentence: str
    value: Any = ABSENT


def fits(shape: Shape, value: Any) -> bool:
    """Whether the field of a shape can hold a value; where not, only raw JSON can. Bounds do not matter here."""
    if value is ABSENT or isinstance(shape, Later):
        return True
    if value is None and shape.nullable:
        return True
    if isinstance(shape, Enum):
        return any(same(value, known) for known in shape.values)
    if isinstance(shape, MultiEnum):
        return _fits_several(shape, value)
    if isinstance(shape, Choice):
        return any(fits(part, value) for part in shape.alternatives)
    if isinstance(shape, Const):
        return same(value, shape.value)
    if isinstance(shape, Number):
        return isinstance(value, int | float) and not isinstance(value, bool) and _is_whole(value, shape.integer)
    kinds = {Text: str, Boolean: bool, Object: dict, Array: list, Null: type(None)}
    return isinstance(value, kinds.get(type(shape), object))


def _fits_several(shape: MultiEnum, value: Any) -> bool:
    if not isinstance(value, list):
        return False
    known = all(any(same(part, other) for other in shape.values) for part in value)
    return known and not any(same(part, other) for at, part in enumerate(value) for other in value[:at])


def _is_whole(value: float, wanted: bool) -> bool:
    return not wanted or isinstance(value, int) or value.is_integer()


def format_value(shape: Shape, value: Any) -> str:
    """A value as the text of its field, such that `parse_text` reads the same value back.

    Where the value does not fit the field the text is JSON, for `parse_json`. Null in a nullable text field has no
    text of its own: it is the empty one, and the form must keep it apart. ValueError if nested too deep to be written.
    """
    if value is ABSENT:
        return ""
    if isinstance(shape, Text) and (isinstance(value, str) or (value is None and shape.nullable)):
        return value or ""
    if isinstance(shape, Enum) and isinstance(value, str) and fits(shape, value) and _reads_as(shape, value):
        return value
    if isinstance(shape, Choice) and isinstance(value, str) and _reads_as(shape, value):
        return value
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        raise ValueError("The value is nested too deep to be shown as text.") from None


def _reads_as(shape: Shape, text: str) -> bool:
    read = parse_text(shape, text)
    return isinstance(read, str) and read == text


def parse_json(text: str) -> Any:
    """The JSON value a text says, or a Problem: not JSON, NaN, a name given twice, nested too deep."""
    try:
        return json.loads(text, parse_constant=_not_json, object_pairs_hook=_once, parse_float=_finite)
    except json.JSONDecodeError as error:
        return Problem(f"JSON, and is not at line {error.lineno}, column {error.colno}: {error.msg.lower()}")
    except RecursionError:
        return Problem("JSON nested less deep")
    except ValueError as error:
        # Of the ValueErrors only Python's own, on a number too long, speaks of its insides.
        return Problem("a number of fewer digits" if "int" in str(error) else str(error))


def _not_json(word: str) -> Any:
    raise ValueError(f"JSON, which has no {word}")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError("a number that a 64-bit float can hold")
    return number


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    whole = dict(pairs)
    if len(whole) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"JSON that gives each name once; {json.dumps(twice[:50], ensure_ascii=False)} comes twice")
    return whole


def parse_text(shape: Shape, text: str) -> Any:
    """The JSON value that a text typed into the field of a shape means, or a Problem."""
    if isinstance(shape, Text):
        return _parse_string(shape, text)
    if shape.nullable and text.strip() == "null":
        return None
    reader = _PARSERS.get(type(shape))
    return reader(shape, text) if reader else parse_json(text)


def _parse_string(shape: Text, text: str) -> Any:
    if shape.min_length is not None and len(text) < shape.min_length:
        return Problem(f"at least {shape.min_length} characters long", text)
    if shape.max_length is not None and len(text) > shape.max_length:
        return Problem(f"at most {shape.max_length} characters long", text)
    return text


def _parse_number(shape: Number, text: str) -> Any:
    typed = text.strip()
    wanted = "a whole number" if shape.integer else "a number, such as 3 or 3.5"
    if not _DECIMAL.fullmatch(typed):
        return Problem(wanted)
    try:
        value = int(typed) if _WHOLE.fullmatch(typed) else float(typed)
    except ValueError:
        return Problem("a number of fewer digits")
    if math.isinf(value) if isinstance(value, float) else False:
        return Problem("a number that a 64-bit float can hold")
    broken = wanted if not _is_whole(value, shape.integer) else _beyond(shape, value)
    return Problem(broken, value) if broken else value


def _beyond(shape: Number, value: float) -> str | None:
    """The first bound that a number breaks, in words."""
    if shape.minimum is not None and value < shape.minimum:
        return f"at least {shape.minimum}"
    if shape.maximum is not None and value > shape.maximum:
        return f"at most {shape.maximum}"
    if shape.exclusive_minimum is not None and value <= shape.exclusive_minimum:
        return f"more than {shape.exclusive_minimum}"
    if shape.exclusive_maximum is not None and value >= shape.exclusive_maximum:
        return f"less than {shape.exclusive_maximum}"
    step = shape.multiple_of
    # Only whole steps are judged here: in floats 0.3 is no multiple of 0.1, and the validator knows better.
    if isinstance(step, int) and isinstance(value, int) and value % step:
        return f"a multiple of {step}"
    return None


def _parse_boolean(_shape: Shape, text: str) -> Any:
    known = {"true": True, "false": False}
    return known.get(text.strip().lower(), Problem("true or false"))


def _parse_null(_shape: Shape, text: str) -> Any:
    return None if text.strip() == "null" else Problem("null")


def _parse_enum(shape: Enum, text: str) -> Any:
    """A value of the enum by its JSON, else by its own text, else by its title."""
    read = parse_json(text)
    if any(same(read, known) for known in shape.values):
        return read
    if text in shape.values:
        return text
    titled = [value for value, title in zip(shape.values, shape.titles, strict=True) if title == text]
    if len(titled) == 1:
        return titled[0]
    told = ", ".join(str(value) if isinstance(value, str) else json.dumps(value) for value in shape.values[:8])
    more = " …" if len(shape.values) > 8 else ""
    all_text = all(isinstance(value, str) for value in shape.values)
    return Problem(f"one of {told}{more}", text if all_text else ABSENT)


def _parse_choice(shape: Choice, text: str) -> Any:
    """JSON where an alternative takes it; else the plain text, where one takes texts."""
    read = parse_json(text)
    if not isinstance(read, Problem) and fits(shape, read):
        return read
    if any(isinstance(part, Text) or (isinstance(part, Enum) and text in part.values) for part in shape.alternatives):
        return text
    return read if isinstance(read, Problem) else Problem(f"one of {', '.join(shape.labels)}", read)


def _parse_const(shape: Const, text: str) -> Any:
    if isinstance(shape.value, str) and text == shape.value:
        return text
    read = parse_json(text)
    if same(read, shape.value):
        return read
    return Problem(
        f"exactly {json.dumps(shape.value, ensure_ascii=False)}", ABSENT if isinstance(read, Problem) else read
    )


_PARSERS: dict[type[Shape], Callable[[Any, str], Any]] = {
    Number: _parse_number,
    Boolean: _parse_boolean,
    Null: _parse_null,
    Enum: _parse_enum,
    Choice: _parse_choice,
    Const: _parse_const,
}
