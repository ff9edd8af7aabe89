"""Judges a value by a JSON Schema, and says so when the schema itself cannot be used.

Nothing is fetched: every `$ref` out of the document is refused. The validator (jsonschema-rs) matches patterns in
linear time and is imported at the first check, because that takes 40 ms.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from inspector.protocol.schema.effort import Effort, effort
from inspector.protocol.schema.positions import pointer

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError, Validator

ERRORS = 50
"""At most so many errors are told of one value."""

_LONG = 300
_STEPS = 4_000_000
# Telling every error of an intricate schema costs far more than the yes or no.
_TOLD = 4_000
# The validator recurses on the stack of its thread, which is as small as 512 KiB on some systems: twice this crashes.
_DEEP = 2_000
_DIGITS_IN_BITS = 14_000


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong with one part of a value: a JSON pointer to it ("" is the whole) and a sentence."""

    path: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Valid if there are neither `errors` nor a reason why no verdict is possible (`unusable`, a sentence)."""

    errors: tuple[Violation, ...] = ()
    more: bool = False
    unusable: str | None = None

    @property
    def valid(self) -> bool:
        """Whether the value fits the schema."""
        return not self.errors and self.unusable is None


def check(schema: Any, value: Any) -> Verdict:
    """The verdict on a value; dialect 2020-12 unless `$schema` says otherwise. Never raises on hostile input."""
    if not isinstance(schema, dict | bool):
        return Verdict(unusable="The schema is neither an object nor a boolean.")
    fault = _fault(schema)
    if fault:
        return Verdict(unusable=f"The schema {fault}.")
    fault = _fault(value)
    if fault:
        return Verdict(errors=(Violation("", f"The value {fault}."),))
    work = effort(schema, value)
    if not work.counted:
        return Verdict(unusable="The value is too large to be checked safely by a schema with references.")
    if work.steps > _STEPS:
        return Verdict(unusable="The schema's references and alternatives multiply: checking would take too long.")
    if work.depth > _DEEP:
        return Verdict(unusable="The value is nested too deep to be checked by this schema.")
    compiled = _compile(schema)
    return Verdict(unusable=compiled) if isinstance(compiled, str) else _judge(compiled, value, work)


def _fault(value: Any) -> str | None:
    """Why something is not JSON, as the end of a sentence, or None."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        fault = None
        if isinstance(part, dict):
            fault = next(filter(None, map(_name_fault, part)), None)
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
        else:
            fault = _scalar_fault(part)
        if fault:
            return fault
    return None


def _name_fault(name: Any) -> str | None:
    return _scalar_fault(name) if isinstance(name, str) else "has a member whose name is not text"


def _scalar_fault(part: Any) -> str | None:
    if isinstance(part, str):
        broken = not part.isascii() and any("\ud800" <= letter <= "\udfff" for letter in part)
        return "has half a surrogate pair in a text" if broken else None
    if isinstance(part, float):
        return None if math.isfinite(part) else "has NaN or an infinity in it, which JSON cannot say"
    if isinstance(part, int):
        return "has a number of more than 4,200 digits" if part.bit_length() > _DIGITS_IN_BITS else None
    return None if part is None else f"has a Python {type(part).__name__} in it, which is not JSON"


def _compile(schema: dict[str, Any] | bool) -> "Validator | str":
    """A validator, or the sentence why there can be none."""
    import jsonschema_rs

    refused: list[str] = []

    def refuse(uri: str) -> Any:
        refused.append(uri)
        raise LookupError(uri)

    try:
        return jsonschema_rs.validator_for(schema, retriever=refuse)
    except jsonschema_rs.ValidationError as error:
        return _reason(error, refused, schema)
    except ValueError as error:
        return _limit(error)
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        return "The schema made the validator fail."


def _reason(error: "ValidationError", refused: list[str], schema: Any) -> str:
    dialect = schema.get("$schema") if isinstance(schema, dict) else None
    if isinstance(dialect, str) and (dialect in refused or error.message.startswith("Unknown meta-schema")):
        return f"The schema is written in a dialect not known here: {_short(dialect)}."
    if refused:
        # The validator puts this base in front of a relative reference of a schema without an address.
        return f"The schema refers to {_short(refused[0].removeprefix('json-schema:///'))}, which is never fetched."
    if type(error.kind).__name__ == "Referencing":
        return f"The schema has a reference or address that cannot be used: {_short(error.message)}."
    place = pointer(*error.instance_path) or "its root"
    return f"The schema is broken at {place}: {_short(error.message)}."


def _limit(error: ValueError) -> str:
    if "Recursion limit" in str(error):
        return "The schema is nested too deep to be used."
    return f"The schema cannot be used: {_short(str(error))}."


def _judge(validator: "Validator", value: Any, work: Effort) -> Verdict:
    try:
        if validator.is_valid(value):
            return Verdict()
    except ValueError:
        return Verdict(unusable="The value is nested too deep to be checked.")
    if work.steps > _TOLD and work.steps > 4 * work.pairs:
        return _somewhere("The value does not fit; the schema is too intricate to say where.")
    try:
        found = list(islice(validator.iter_errors(value), ERRORS + 1))
    except ValueError:
        return _somewhere("The value does not fit; it is nested too deep to say where.")
    broken = next((error for error in found if type(error.kind).__name__ == "Referencing"), None)
    if broken is not None:
        return Verdict(unusable=_reason(broken, [], None))
    told = tuple(Violation(pointer(*error.instance_path), _short(error.message)) for error in _nearest(found))
    return Verdict(errors=told[:ERRORS], more=len(told) > ERRORS)


def _somewhere(sentence: str) -> Verdict:
    return Verdict(errors=(Violation("", sentence),))


def _nearest(errors: Iterable["ValidationError"]) -> Iterable["ValidationError"]:
    """The same errors, where "fits none of the alternatives" gives way to what is wrong with the only fitting one."""
    for error in errors:
        branches = getattr(error.kind, "context", None)
        near = [branch for branch in branches or () if branch and not any(_is_kind(error, inner) for inner in branch)]
        if len(near) == 1:
            yield from near[0]
        else:
            yield error


def _is_kind(outer: "ValidationError", inner: "ValidationError") -> bool:
    return inner.instance_path == outer.instance_path and type(inner.kind).__name__ in ("Type", "Constant")


def _short(text: str) -> str:
    text = text.strip().rstrip(".")
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
