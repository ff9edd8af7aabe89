"""`name=value` pairs are read by the schema they are meant for."""

from typing import Any

import pytest

from inspector.protocol.arguments import from_pairs
from inspector.protocol.schema.shape import shape_of

SCHEMA = {
    "type": "object",
    "properties": {
        "zip": {"type": "string"},
        "n": {"type": "integer", "maximum": 3},
        "ratio": {"type": ["number", "null"]},
        "on": {"type": "boolean"},
        "o": {"type": "object", "properties": {"b": {"type": "number"}, "x.y": {"type": "string"}}},
        "tags": {"type": "array", "items": {"type": "string"}},
        "picks": {"type": "array", "items": {"enum": ["a", 2]}},
        "a.b": {"type": "string"},
        "either": {"type": ["string", "integer"]},
        "size": {"enum": ["s", "m"]},
        "again": {"$ref": "#"},
    },
}


@pytest.mark.parametrize(
    ("pairs", "arguments"),
    [
        ([], {}),
        (["zip=01234"], {"zip": "01234"}),
        (["zip="], {"zip": ""}),
        (["zip=a=b"], {"zip": "a=b"}),
        (["zip=\u202e\x1b"], {"zip": "\u202e\x1b"}),
        (["n=9"], {"n": 9}),
        (["ratio=0.5"], {"ratio": 0.5}),
        (["ratio=null"], {"ratio": None}),
        (["on=true"], {"on": True}),
        (["o.b=1.5", "o.x.y=1"], {"o": {"b": 1.5, "x.y": "1"}}),
        (['o={"b": 1}', "o.c=x"], {"o": {"b": 1, "c": "x"}}),
        (["tags=a", "tags=1"], {"tags": ["a", "1"]}),
        (['tags=["a", 1]'], {"tags": ["a", 1]}),
        (["picks=a", "picks=2"], {"picks": ["a", 2]}),
        (["a.b=3"], {"a.b": "3"}),
        (["either=7"], {"either": 7}),
        (["size=xl"], {"size": "xl"}),
        (["again.again.zip=1"], {"again": {"again": {"zip": "1"}}}),
        (["other=[1]", "more=x", "p.q=1"], {"other": [1], "more": "x", "p": {"q": 1}}),
    ],
)
def test_pairs_become_arguments(pairs: list[str], arguments: dict[str, Any]) -> None:
    assert from_pairs(SCHEMA, pairs) == arguments
    assert from_pairs(shape_of(SCHEMA), pairs) == arguments


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (["n"], "“n” is no argument: write name=value."),
        (["=1"], "“=1” is no argument: write name=value."),
        (["n=three"], "n must be a whole number; “three” is not."),
        (["n=1", "n=2"], "n is given twice."),
        (["o.b=1", "o.b.c=2"], "“b” was given as a value already"),
        (['tags=["a"'], "tags must be JSON"),
        (["o=x"], "o must be JSON"),
    ],
)
def test_pairs_that_cannot_be_read_say_so(pairs: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said.replace(".", r"\.")):
        from_pairs(SCHEMA, pairs)


@pytest.mark.parametrize("schema", [None, True, 7, {"$ref": "#"}, {"$ref": "https://evil.example/"}])
def test_any_schema_will_do(schema: Any) -> None:
    assert from_pairs(schema, ["a=1", "b=x", "..=2"]) == {"a": 1, "b": "x"} | from_pairs(schema, ["..=2"])
