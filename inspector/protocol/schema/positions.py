"""The places inside a JSON Schema where another schema stands, by keyword (2020-12 and the drafts before it)."""

from collections.abc import Iterator
from typing import Any

SAME_VALUE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "dependencies")
"""Keywords whose schemas judge the very value the schema judges, not a part of it."""

_MAPS = ("properties", "patternProperties", "dependentSchemas", "dependencies", "$defs", "definitions")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLES = (
    *("items", "additionalItems", "unevaluatedItems", "contains", "contentSchema"),
    *("additionalProperties", "unevaluatedProperties", "propertyNames", "not", "if", "then", "else"),
)


def subschemas(schema: dict[str, Any]) -> Iterator[tuple[str, str | None, Any]]:
    """Each schema directly inside one: the keyword, the step below it if there is one, the schema (of any type)."""
    for keyword, part in schema.items():
        if keyword in _MAPS and isinstance(part, dict):
            yield from ((keyword, name, inner) for name, inner in part.items())
        elif (keyword in _LISTS or keyword == "items") and isinstance(part, list):
            yield from ((keyword, str(index), inner) for index, inner in enumerate(part))
        elif keyword in _SINGLES:
            yield keyword, None, part


def pointer(*steps: str | int) -> str:
    """A JSON pointer (RFC 6901) of unescaped steps; the whole document is the empty text."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
