"""`Mcp-*` headers say what the body says, in text any intermediary can carry."""

import base64
from typing import Any

import pytest

from inspector.protocol.mirrored import annotation_problems, encode, parameter_headers, standard_headers


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain text", "plain text"),
        ("", ""),
        (42, "42"),
        (-(2**53) + 1, "-9007199254740991"),
        (3.0, "3"),
        (1.5, "1.5"),
        (True, "true"),
        (False, "false"),
        ("=?base64?", "=?base64?"),
        ("=?BASE64?eA==?=", "=?BASE64?eA==?="),
    ],
)
def test_plain_values_go_as_they_are(value: Any, text: str) -> None:
    assert encode(value) == text


@pytest.mark.parametrize("value", [" x", "x ", "a\tb", "a\r\nX-Evil: 1", "é", "\u202e", "\x7f", "=?base64?eA==?="])
def test_other_values_go_as_base64(value: str) -> None:
    text = encode(value)
    assert text.startswith("=?base64?")
    assert text.endswith("?=")
    assert base64.b64decode(text[9:-2]).decode() == value


def test_half_a_surrogate_pair_does_not_raise() -> None:
    assert encode("\ud800") == "=?base64?7aCA?="


@pytest.mark.parametrize(
    ("method", "params", "name"),
    [
        ("tools/call", {"name": "get-sum"}, "get-sum"),
        ("prompts/get", {"name": "é"}, "=?base64?w6k=?="),
        ("resources/read", {"uri": "file:///x"}, "file:///x"),
        ("tasks/get", {"taskId": "7"}, "7"),
        ("tasks/update", {"taskId": ""}, ""),
        ("tasks/cancel", {"taskId": "7", "name": "no"}, "7"),
        ("tools/list", {"name": "no"}, None),
        ("tools/call", {"name": 7}, None),
        ("tools/call", None, None),
        ("tools/call", [], None),
    ],
)
def test_standard_headers(method: str, params: Any, name: str | None) -> None:
    expected = [("Mcp-Method", method)] + ([] if name is None else [("Mcp-Name", name)])
    assert standard_headers(method, params) == tuple(expected)


SCHEMA = {
    "type": "object",
    "properties": {
        "region": {"type": "string", "x-mcp-header": "Region"},
        "page": {"type": "object", "properties": {"size": {"type": "integer", "x-mcp-header": "Method"}}},
        "dry": {"type": "boolean", "x-mcp-header": "Dry"},
        "": {"type": "string", "x-mcp-header": "Empty"},
        "x-mcp-header": {"type": "string"},
    },
}


@pytest.mark.parametrize(
    ("arguments", "headers"),
    [
        ({}, []),
        (None, []),
        ([], []),
        ({"region": "eu", "dry": False}, [("Mcp-Param-Region", "eu"), ("Mcp-Param-Dry", "false")]),
        ({"region": None, "page": {"size": 3.0}}, [("Mcp-Param-Method", "3")]),
        ({"region": ["eu"], "page": 7}, []),
        ({"region": "", "": "e"}, [("Mcp-Param-Region", ""), ("Mcp-Param-Empty", "e")]),
    ],
)
def test_annotated_arguments_are_mirrored(arguments: Any, headers: list[tuple[str, str]]) -> None:
    assert annotation_problems(SCHEMA) == ()
    assert parameter_headers(SCHEMA, arguments) == tuple(headers)


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"properties": {"a": {"type": "string", "x-mcp-header": ""}}}, "not empty"),
        ({"properties": {"a": {"type": "string", "x-mcp-header": 7}}}, "must be a text"),
        ({"properties": {"a": {"type": "string", "x-mcp-header": "A B"}}}, "no header name"),
        ({"properties": {"a": {"type": "string", "x-mcp-header": "A\n"}}}, "no header name"),
        ({"properties": {"a": {"type": "string", "x-mcp-header": "é"}}}, "no header name"),
        ({"properties": {"a": {"type": "number", "x-mcp-header": "A"}}}, "exactly one of"),
        ({"properties": {"a": {"type": ["string", "null"], "x-mcp-header": "A"}}}, "exactly one of"),
        ({"properties": {"a": {"type": {}, "x-mcp-header": "A"}}}, "exactly one of"),
        ({"properties": {"a": {"$ref": "#/$defs/x", "x-mcp-header": "A"}}}, "exactly one of"),
        ({"type": "string", "x-mcp-header": "A"}, "at the root"),
        ({"properties": {"a": {"items": {"type": "string", "x-mcp-header": "A"}}}}, "/properties/a/items"),
        ({"anyOf": [{"properties": {"a": {"type": "string", "x-mcp-header": "A"}}}]}, "/anyOf/0/properties/a"),
        ({"$defs": {"x": {"type": "string", "x-mcp-header": "A"}}}, "/$defs/x"),
        ({"if": {"properties": {"a": {"type": "string", "x-mcp-header": "A"}}}}, "/if/properties/a"),
        ({"patternProperties": {"a/b": {"type": "string", "x-mcp-header": "A"}}}, "/patternProperties/a~1b"),
        (
            {"properties": {name: {"type": "string", "x-mcp-header": name} for name in ("Tag", "tAG")}},
            "at /properties/tAG: “tAG” is the header of /properties/Tag already",
        ),
    ],
)
def test_annotations_that_break_the_rules_are_named(schema: Any, said: str) -> None:
    (problem,) = annotation_problems(schema)
    assert said in problem


@pytest.mark.parametrize("schema", [None, 7, [], True, {"properties": []}, {"const": {"x-mcp-header": 1}}])
def test_what_is_no_annotation_is_no_problem(schema: Any) -> None:
    assert annotation_problems(schema) == ()
    assert parameter_headers(schema, {"a": 1}) == ()


def test_hostile_schemas_are_walked_within_bounds() -> None:
    deep: dict[str, Any] = {"type": "string", "x-mcp-header": "A"}
    for _ in range(10_000):
        deep = {"properties": {"a": deep}, "type": "string", "x-mcp-header": 7}
    assert len(annotation_problems(deep)) == 50
    assert parameter_headers(deep, {}) == ()
