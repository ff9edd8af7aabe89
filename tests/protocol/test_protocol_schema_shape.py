"""Schemas, kind and hostile, become shapes."""

import time
from typing import Any

import pytest

from inspector.protocol.schema.shape import (
    ABSENT,
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
    Text,
    shape_of,
)
from inspector.protocol.schema.sketch import summary


def nested(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(levels):
        schema = {"type": "object", "properties": {"a": schema}}
    return schema


@pytest.mark.parametrize(
    ("schema", "shape"),
    [
        ({"type": "string", "format": "email", "minLength": 2}, Text(format="email", min_length=2)),
        ({"type": "string", "maxLength": 5000}, Text(max_length=5000, multiline=True)),
        ({"type": "integer", "minimum": 1, "maximum": 7}, Number(integer=True, minimum=1, maximum=7)),
        ({"type": "number", "minimum": 1, "exclusiveMinimum": True}, Number(exclusive_minimum=1)),
        ({"type": "number", "exclusiveMinimum": 1}, Number(exclusive_minimum=1)),
        ({"type": ["boolean", "null"], "title": "T"}, Boolean(nullable=True, title="T")),
        ({"type": "null"}, Null(nullable=True)),
        ({"const": {"a": 1}}, Const(value={"a": 1})),
        ({"enum": [1, None, "a"]}, Enum(values=(1, None, "a"), titles=(None,) * 3, nullable=True)),
        ({"oneOf": [{"const": 1, "title": "one"}, {"const": 2}]}, Enum(values=(1, 2), titles=("one", None))),
        (
            {"type": "array", "items": {"enum": ["a"]}, "uniqueItems": True, "minItems": 1},
            MultiEnum(values=("a",), titles=(None,), unique=True, min_items=1),
        ),
        ({"anyOf": [{"type": "string"}, {"type": "null"}], "default": None}, Text(nullable=True, default=None)),
        (
            {"type": ["string", "integer"]},
            Choice(alternatives=(Text(), Number(integer=True)), labels=("string", "integer")),
        ),
        ({"prefixItems": [{"type": "string"}], "items": False}, Array(prefix=(Text(),), items=None)),
        ({"items": [{"type": "string"}], "additionalItems": False}, Array(prefix=(Text(),), items=None)),
        ({"$ref": "#/$defs/a~1b%20c", "$defs": {"a/b c": {"type": "boolean"}}}, Boolean()),
        (
            {"$ref": "#/definitions/x", "definitions": {"x": {"type": "boolean"}}, "title": "mine"},
            Boolean(title="mine"),
        ),
        ({"$ref": "#here", "$defs": {"q": {"$anchor": "here", "type": "boolean"}}}, Boolean()),
        ({"$id": "https://me/s", "$ref": "https://me/s#/$defs/x", "$defs": {"x": {"type": "boolean"}}}, Boolean()),
        (
            {"allOf": [{"type": "number", "minimum": 1}, {"type": "integer", "minimum": 3}]},
            Number(integer=True, minimum=3),
        ),
    ],
)
def test_each_kind_of_schema_has_its_shape(schema: Any, shape: Any) -> None:
    assert shape_of(schema) == shape


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        (True, "any JSON value"),
        ({}, "any JSON value"),
        (False, "nothing is allowed here"),
        (None, "not understood"),
        (7, "not understood"),
        ([{}], "not understood"),
        ("type", "not understood"),
        ({"type": "strin"}, "not understood"),
        ({"type": {"a": 1}}, "not understood"),
        ({"type": [["string"]]}, "not understood"),
        ({"$ref": 5}, "not text"),
        ({"$ref": "#"}, "refers to itself"),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}, "refers to itself"),
        ({"allOf": [{"$ref": "#"}]}, "refers to itself"),
        ({"$ref": "https://evil.example/x.json"}, "refers to https://evil.example/x.json, which is never fetched"),
        ({"$ref": "file:///etc/passwd"}, "refers to file:///etc/passwd, which is never fetched"),
        ({"$ref": "#/$defs/nope"}, "which is not in the schema"),
        ({"$ref": "#/" + "a/" * 100_000}, "which is not in the schema"),
        ({"allOf": [{"type": "string"}, {"type": "object"}]}, "one form cannot show"),
        ({"allOf": 3}, "allOf that is not a list"),
        ({"allOf": [True] * 100_000}, "combines more than"),
        ({"anyOf": [{"type": "string"}] * 1000}, "more than 100 alternatives"),
    ],
)
def test_what_no_form_can_show_is_raw_json_with_a_reason(schema: Any, reason: str) -> None:
    shape = shape_of(schema)
    assert isinstance(shape, Anything)
    assert reason in shape.reason
    assert len(shape.reason) < 400


@pytest.mark.parametrize(
    "keywords",
    [
        {"title": 3, "description": [], "examples": "x"},
        {"properties": 7, "required": "a", "additionalProperties": 9},
        {"properties": {"a": None, "b": 3}, "required": [1, {}, "a"]},
        {"minLength": "3", "maxLength": -1, "pattern": 7, "format": {}},
        {"minimum": float("nan"), "maximum": 10**400, "multipleOf": 0},
        {"items": 5, "minItems": 1.5, "prefixItems": {}},
        {"enum": 5, "oneOf": {}, "anyOf": 1, "enumNames": 3},
        {"oneOf": [None, 5, {"type": "null"}]},
        {"patternProperties": [1], "$defs": None},
    ],
)
@pytest.mark.parametrize("kind", ["object", "array", "string", "number", None])
def test_wrong_types_inside_a_schema_never_raise(kind: str | None, keywords: dict[str, Any]) -> None:
    schema = {"type": kind, **keywords} if kind else keywords
    assert shape_of(schema)
    assert summary(schema)


def test_properties_keep_their_order_and_a_required_stranger_is_added() -> None:
    shape = shape_of({"type": "object", "properties": {"b": {"type": "null"}, "a": {}}, "required": ["a", "c", "c"]})
    assert isinstance(shape, Object)
    assert [(entry.name, entry.required) for entry in shape.properties] == [("b", False), ("a", True), ("c", True)]


def test_all_of_joins_objects() -> None:
    parts = [{"properties": {"a": {"type": "string"}}, "required": ["a"]}, {"properties": {"a": {"minLength": 3}}}]
    shape = shape_of({"type": "object", "properties": {"z": {}}, "allOf": parts})
    assert isinstance(shape, Object)
    assert [entry.name for entry in shape.properties] == ["z", "a"]
    assert shape.find("a") == Text(min_length=3)


def test_alternatives_share_the_rules_beside_them() -> None:
    shape = shape_of({"properties": {"a": {}}, "oneOf": [{"required": ["a"]}, {"title": "none"}], "title": "whole"})
    assert isinstance(shape, Choice)
    assert shape.labels == ("object 1", "none")
    first = shape.alternatives[0]
    assert isinstance(first, Object)
    assert first.properties[0].required
    assert shape.title == "whole"
    assert first.title is None


def test_a_tree_is_drawn_level_by_level() -> None:
    node = {"type": "object", "properties": {"kids": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}
    shape = shape_of({"$ref": "#/$defs/node", "$defs": {"node": node}, "description": "a tree"})
    assert shape.description == "a tree"
    for _ in range(50):
        assert isinstance(shape, Object)
        kids = shape.find("kids")
        assert isinstance(kids, Array)
        assert isinstance(kids.items, Later)
        assert kids.items.reason == "refers to itself"
        shape = kids.items.expand()


def test_a_nullable_reference_to_itself_stays_nullable_and_keeps_its_words() -> None:
    schema = {"properties": {"up": {"anyOf": [{"$ref": "#"}, {"type": "null"}], "description": "above"}}}
    shape = shape_of(schema)
    assert isinstance(shape, Object)
    up = shape.find("up")
    assert isinstance(up, Later)
    assert (up.nullable, up.description, up.expand().nullable) == (True, "above", True)


def test_ten_thousand_levels_are_reached_on_demand() -> None:
    shape, levels = shape_of(nested(10_000)), 0
    while isinstance(shape, Object):
        levels += 1
        below = shape.find("a")
        assert below is not None
        shape = below.expand() if isinstance(below, Later) else below
    assert (levels, shape) == (10_000, Text())


def test_a_wide_web_of_references_stays_small() -> None:
    names = {f"p{number}": {"$ref": f"#/$defs/d{number % 5}"} for number in range(200)}
    defs = {f"d{number}": {"type": "object", "properties": dict(names)} for number in range(5)}
    started = time.process_time()
    shape = shape_of({"$defs": defs, "type": "object", "properties": names})
    assert isinstance(shape, Object)
    assert len(shape.properties) == 200
    assert time.process_time() - started < 5


def test_absent_is_not_null() -> None:
    assert shape_of({"type": "string"}).default is ABSENT
    assert shape_of({"type": "string", "default": None}).default is None


@pytest.mark.parametrize(
    ("schema", "line"),
    [
        (
            {
                "properties": {"city": {"type": "string"}, "days": {"type": "integer", "maximum": 7}},
                "required": ["city"],
            },
            "{city: string, days?: integer ≤ 7}",
        ),
        ({"type": "array", "items": {"type": ["string", "null"]}}, "(string | null)[]"),
        ({"enum": ["a", 1, None]}, '"a" | 1 | null'),
        ({"properties": {"a\nb": {"format": "uri", "type": "string"}}}, '{"a\\nb"?: uri}'),
        ({"properties": {"a": {"$ref": "#"}}}, "{a?: …}"),
        (nested(10_000), "{a?: {a?: {a?: {…}}}}"),
        (None, "any"),
    ],
)
def test_a_summary_is_one_short_line(schema: Any, line: str) -> None:
    assert summary(schema) == line


def test_a_summary_keeps_its_limit() -> None:
    line = summary({"properties": {f"name{number}": {"type": "string"} for number in range(10_000)}}, limit=40)
    assert len(line) == 40
    assert line.endswith("…")
