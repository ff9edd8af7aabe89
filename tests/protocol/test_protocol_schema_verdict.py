"""Verdicts are exact on honest schemas, and quick and safe on hostile ones."""

import subprocess
import sys
import threading
from typing import Any

import pytest

from inspector.protocol.schema.effort import effort
from inspector.protocol.schema.verdict import ERRORS, Verdict, Violation, check


def nested_schema(levels: int, keyword: str = "not") -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(levels):
        schema = {keyword: schema}
    return schema


def nested_value(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = {"a": value}
    return value


def doubling(steps: int) -> dict[str, Any]:
    defs = {f"d{step}": {"anyOf": [{"$ref": f"#/$defs/d{step + 1}"}] * 2} for step in range(steps)}
    return {"$defs": {**defs, f"d{steps}": {"type": "string"}}, "$ref": "#/$defs/d0"}


TREE = {"type": "object", "properties": {"a": {"$ref": "#"}}}
TWINS = {"anyOf": [{"properties": {"a": {"$ref": "#"}}, "required": [name]} for name in ("y", "z")], "type": "object"}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (True, object),
        ({}, None),
        ({"type": "integer"}, 3.0),
        ({"prefixItems": [{"type": "string"}]}, ["a", 1]),
        ({"$schema": "http://json-schema.org/draft-07/schema#", "items": [{"type": "string"}]}, ["a", 1]),
        ({"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 3, "exclusiveMinimum": False}, 3),
        ({"$ref": "#"}, 1),
        (TREE, {"a": {"a": {}}}),
        ({"maximum": 10**400}, 10**300),
        ({"type": "string"}, "\u202e\x1b[31m"),
    ],
)
def test_a_fitting_value_is_valid(schema: Any, value: Any) -> None:
    assert check(schema, None if value is object else value) == Verdict()


@pytest.mark.parametrize(
    ("schema", "value", "violation"),
    [
        (
            {"properties": {"a/b~c": {"type": "string"}}},
            {"a/b~c": 1},
            Violation("/a~1b~0c", '1 is not of type "string"'),
        ),
        ({"required": ["a"]}, {}, Violation("", '"a" is a required property')),
        ({"prefixItems": [{"type": "string"}]}, [1], Violation("/0", '1 is not of type "string"')),
        (
            {"anyOf": [{"type": "object", "properties": {"n": {"type": "integer"}}}, {"type": "null"}]},
            {"n": "x"},
            Violation("/n", '"x" is not of type "integer"'),
        ),
        (False, 1, Violation("", "False schema does not allow 1")),
        ({}, [float("nan")], Violation("", "The value has NaN or an infinity in it, which JSON cannot say.")),
        ({}, {1: 2}, Violation("", "The value has a member whose name is not text.")),
        ({}, "\ud800", Violation("", "The value has half a surrogate pair in a text.")),
        ({}, [10**6000], Violation("", "The value has a number of more than 4,200 digits.")),
        ({}, (1,), Violation("", "The value has a Python tuple in it, which is not JSON.")),
    ],
)
def test_a_violation_says_where_and_what(schema: Any, value: Any, violation: Violation) -> None:
    assert check(schema, value).errors == (violation,)


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        (None, "neither an object nor a boolean"),
        ('{"type": "string"}', "neither an object nor a boolean"),
        ([], "neither an object nor a boolean"),
        ({"$ref": "https://evil.example/x.json"}, "refers to https://evil.example/x.json, which is never fetched"),
        ({"properties": {"a": {"$ref": "file:///etc/passwd"}}}, "refers to file:///etc/passwd, which is never fetched"),
        ({"$ref": "other.json"}, "refers to other.json, which is never fetched"),
        ({"$id": "https://evil.example/s", "$ref": "x"}, "refers to https://evil.example/x, which is never fetched"),
        ({"$ref": "#/$defs/nope"}, "cannot be used: Pointer '/$defs/nope' does not exist"),
        ({"$schema": "https://evil.example/meta"}, "dialect not known here: https://evil.example/meta"),
        ({"type": "strin"}, "broken at /type"),
        ({"properties": {"a": {"minLength": "3"}}}, "broken at /properties/a/minLength"),
        ({"pattern": "("}, "broken at /pattern"),
        ({"maximum": float("nan")}, "has NaN"),
        ({"enum": ["\ud800"]}, "half a surrogate pair"),
        ({1: 2}, "whose name is not text"),
        (nested_schema(10_000), "nested too deep"),
        (doubling(60), "multiply"),
    ],
)
def test_an_unusable_schema_says_why(schema: Any, said: str) -> None:
    verdict = check(schema, {})
    assert not verdict.valid
    assert said in str(verdict.unusable)
    assert len(str(verdict.unusable)) < 500


def test_errors_are_capped() -> None:
    verdict = check({"items": {"type": "string"}}, list(range(1000)))
    assert len(verdict.errors) == ERRORS
    assert verdict.more


def test_a_backtracking_pattern_is_quick() -> None:
    assert check({"pattern": "^(a+)+$"}, "a" * 5000 + "b").errors[0].path == ""


@pytest.mark.parametrize("levels", [12, 40, 10_000])
def test_alternatives_that_multiply_end(levels: int) -> None:
    assert not check(TWINS, nested_value(levels)).valid


def test_a_value_too_large_to_count_is_not_called_wrong() -> None:
    verdict = check({"items": {"$ref": "#/$defs/x"}, "$defs": {"x": {"type": "array"}}}, [[] for _ in range(200_000)])
    assert "too large to be checked safely" in str(verdict.unusable)


def test_effort_counts_what_multiplies_and_ignores_what_does_not() -> None:
    assert effort(doubling(20), 1).steps > 2**20
    assert effort(doubling(20), 1).pairs < 100
    assert effort({"items": {"type": "string"}}, [1] * 1000).steps == 0


def test_a_deep_value_does_not_overflow_a_small_stack() -> None:
    verdicts: list[Verdict] = []
    before = threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=lambda: verdicts.extend(check(TREE, nested_value(n)) for n in (400, 100_000)))
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    assert verdicts[0].errors[0].path == "/a" * 400
    assert "nested too deep" in str(verdicts[1].unusable)


def test_the_validator_is_imported_at_the_first_check_only() -> None:
    code = "import sys, inspector.protocol.schema.verdict; sys.exit('jsonschema_rs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
