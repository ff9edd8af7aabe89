"""Forms and JSON turn into each other without loss."""

import json
import math
from typing import Any

import pytest

from inspector.protocol.schema.draft import (
    ABSENT,
    Problem,
    fits,
    format_value,
    from_json,
    initial,
    parse_json,
    parse_text,
    sample,
    to_json,
)
from inspector.protocol.schema.shape import shape_of
from inspector.protocol.schema.verdict import check

ORDER = {
    "type": "object",
    "properties": {
        "city": {"type": "string"},
        "kind": {"const": "order"},
        "gift": {"type": "boolean"},
        "note": {"type": ["string", "null"], "default": None},
        "days": {"type": "integer", "default": 3},
        "lines": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "properties": {"sku": {"type": "string"}}},
        },
        "to": {"type": "object", "properties": {"zip": {"type": "string"}}, "required": ["zip"]},
        "more": {"$ref": "#"},
    },
    "required": ["city", "kind", "gift", "lines", "to"],
}


def test_a_form_starts_from_defaults_and_fixed_values_and_guesses_nothing() -> None:
    draft = initial(shape_of(ORDER))
    assert draft["gift"] is ABSENT
    assert to_json(draft) == {"kind": "order", "note": None, "days": 3, "lines": [{}], "to": {}}


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"city": "Ghent", "unknown": [{"deep": None}], "gift": "not a boolean", "lines": {"not": "a list"}},
        {"to": None, "lines": [{"sku": "1", "x": 2}, 7, []], "more": {"more": {"city": 5}}},
        [1, {"a": []}],
        None,
        "text",
        3.0,
    ],
)
def test_raw_json_and_form_swap_without_loss(value: Any) -> None:
    draft = from_json(shape_of(ORDER), value)
    assert json.dumps(to_json(draft)) == json.dumps(value)
    assert json.dumps(to_json(from_json(shape_of(ORDER), to_json(draft)))) == json.dumps(value)


def test_a_draft_of_any_depth_becomes_json() -> None:
    draft: Any = {"gone": ABSENT}
    for _ in range(10_000):
        draft = {"a": [draft, ABSENT]}
    value = to_json(draft)
    for _ in range(10_000):
        value = value["a"][0]
    assert value == {}


def test_nothing_at_all_is_absent() -> None:
    assert to_json(initial(shape_of({"type": "string"}))) is ABSENT


@pytest.mark.parametrize(
    ("schema", "text", "value"),
    [
        ({"type": "integer"}, " 3 ", 3),
        ({"type": "integer"}, "3.0", 3.0),
        ({"type": "number"}, "-1.5e3", -1500.0),
        ({"type": "string"}, "012", "012"),
        ({"type": "string"}, "", ""),
        ({"type": ["integer", "null"]}, "null", None),
        ({"type": ["string", "null"]}, "null", "null"),
        ({"type": "boolean"}, "True", True),
        ({"enum": ["1", 1, True]}, "1", 1),
        ({"enum": ["1", 2]}, "1", "1"),
        ({"oneOf": [{"const": 1, "title": "one"}, {"const": 2}]}, "one", 1),
        ({"type": ["string", "integer"]}, "3", 3),
        ({"type": ["string", "integer"]}, '"3"', "3"),
        ({"type": ["string", "integer"]}, "three", "three"),
        ({"type": "object"}, '{"a": 1}', {"a": 1}),
        ({"const": "x"}, "x", "x"),
        ({}, "[1]", [1]),
    ],
)
def test_typed_text_is_read_by_its_field(schema: Any, text: str, value: Any) -> None:
    read = parse_text(shape_of(schema), text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("schema", "text", "problem"),
    [
        ({"type": "integer"}, "three", Problem("a whole number")),
        ({"type": "integer"}, "3.5", Problem("a whole number", 3.5)),
        ({"type": "integer"}, "٣", Problem("a whole number")),
        ({"type": "integer"}, "1_000", Problem("a whole number")),
        ({"type": "integer", "maximum": 10}, "11", Problem("at most 10", 11)),
        ({"type": "integer", "exclusiveMinimum": 10}, "10", Problem("more than 10", 10)),
        ({"type": "integer", "multipleOf": 5}, "7", Problem("a multiple of 5", 7)),
        ({"type": "number"}, "3,5", Problem("a number, such as 3 or 3.5")),
        ({"type": "number"}, "NaN", Problem("a number, such as 3 or 3.5")),
        ({"type": "number"}, "1e999", Problem("a number that a 64-bit float can hold")),
        ({"type": "integer"}, "9" * 5000, Problem("a number of fewer digits")),
        ({"type": "string", "maxLength": 2}, "abc", Problem("at most 2 characters long", "abc")),
        ({"type": "boolean"}, "yes", Problem("true or false")),
        ({"enum": ["a", "b"]}, "c", Problem("one of a, b", "c")),
        ({"enum": ["a", 2]}, "c", Problem("one of a, 2")),
        ({"const": 3}, "4", Problem("exactly 3", 4)),
    ],
)
def test_what_was_expected_is_said_and_what_could_be_sent_is_kept(schema: Any, text: str, problem: Problem) -> None:
    assert parse_text(shape_of(schema), text) == problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1, column 2"),
        ("[NaN]", "has no NaN"),
        ('{"a": 1, "a": 2}', '"a" comes twice'),
        ("[" * 100_000, "nested less deep"),
        ("1" * 5000, "fewer digits"),
        ("1e999", "64-bit"),
    ],
)
def test_text_that_is_not_json_is_a_problem(text: str, said: str) -> None:
    read = parse_json(text)
    assert isinstance(read, Problem)
    assert said in read.sentence


VALUES = [
    "",
    "3",
    "null",
    "true",
    '"',
    "a\nb",
    "\u202e\x1b[31m",
    0,
    -3,
    3.0,
    1e-7,
    2**70,
    True,
    False,
    [],
    {},
    [1, {"a": None}],
]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string"},
        {"type": "integer"},
        {"type": "number"},
        {"type": "boolean"},
        {"enum": VALUES},
        {"type": ["string", "integer", "null"]},
        {"anyOf": [{"type": "object"}, {"type": "string"}, {"type": "boolean"}]},
        {"type": "array"},
        {},
    ],
)
def test_a_value_that_fits_survives_its_own_text(schema: Any) -> None:
    shape = shape_of(schema)
    for value in VALUES:
        if fits(shape, value):
            read = parse_text(shape, format_value(shape, value))
        else:
            read = parse_json(format_value(shape, value))
        assert (read, type(read)) == (value, type(value))


def test_true_is_not_one() -> None:
    assert not fits(shape_of({"enum": [1]}), True)
    assert not fits(shape_of({"type": "integer"}), True)
    assert not fits(shape_of({"type": "array", "items": {"enum": ["a"]}}), ["a", "a"])


@pytest.mark.parametrize(
    "schema",
    [
        ORDER,
        {"type": "integer", "exclusiveMinimum": 2, "maximum": 7, "multipleOf": 5},
        {"type": "number", "exclusiveMinimum": 0, "maximum": 0.5},
        {"type": "number", "maximum": -3.5},
        {"type": "string", "minLength": 9, "maxLength": 9},
        {"type": "array", "minItems": 3, "items": {"type": "string", "format": "uri"}},
        {"oneOf": [{"type": "object", "properties": {"kind": {"const": "a"}}, "required": ["kind"]}, {"type": "null"}]},
        {"properties": {"left": {"$ref": "#"}, "v": {"type": "integer", "minimum": 3}}, "required": ["v"]},
        {"type": "array", "items": {"enum": ["a", "b"]}, "minItems": 2, "uniqueItems": True},
    ],
)
def test_a_sample_is_valid(schema: Any) -> None:
    value = sample(shape_of(schema))
    assert check(schema, value).errors == ()
    assert not (isinstance(value, float) and math.isnan(value))


def test_a_sample_of_an_endless_schema_ends() -> None:
    names = [f"p{number}" for number in range(50)]
    value = sample(shape_of({"type": "object", "properties": {n: {"$ref": "#"} for n in names}, "required": names}))
    assert set(value) == set(names)
    assert len(json.dumps(value)) < 100_000
