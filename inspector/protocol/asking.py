"""What is asked of an entry of the catalog: the form it needs, the request it makes, and which calls were about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspector.protocol.catalog import Entry
from inspector.protocol.schema.kinds import Object, Property, Shape, Text
from inspector.protocol.schema.shape import shape_of
from inspector.protocol.template import expand, variables
from inspector.record.calls import Call

METHODS = {"tool": "tools/call", "prompt": "prompts/get", "resource": "resources/read", "template": "resources/read"}
_WHOLE_URI = "uri"


def shape_for(entry: Entry) -> Shape:
    """Return the shape of what a person fills in; an object without properties where there is nothing to fill in.

    A template that is malformed (RFC 6570) asks for the whole URI instead of its variables.
    """
    match entry.kind:
        case "tool":
            return shape_of(entry.raw.get("inputSchema", {}))
        case "prompt":
            return Object(properties=tuple(_argument(item) for item in _arguments(entry)))
        case "template":
            return Object(properties=tuple(_variable(name) for name in _variables(entry)))
    return Object()


def request_for(entry: Entry, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the method and params that ask for an entry with these values. Raises ValueError with a sentence."""
    method = METHODS[entry.kind]
    if entry.kind == "resource":
        return method, {"uri": entry.key}
    if entry.kind == "template":
        whole = _variables(entry) == (_WHOLE_URI,) and "{" + _WHOLE_URI not in entry.key
        return method, {"uri": values.get(_WHOLE_URI, "") if whole else expand(entry.key, values)}
    if entry.kind == "prompt" and not values:
        return method, {"name": entry.key}
    return method, {"name": entry.key, "arguments": dict(values)}


def completion_for(entry: Entry, field: str, text: str, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the params of `completion/complete` for one argument (MCP server/utilities/completion), if it has any."""
    if entry.kind == "prompt":
        reference = {"type": "ref/prompt", "name": entry.key}
    elif entry.kind == "template":
        reference = {"type": "ref/resource", "uri": entry.key}
    else:
        return None
    others = {name: value for name, value in values.items() if name != field and isinstance(value, str)}
    params: dict[str, Any] = {"ref": reference, "argument": {"name": field, "value": text}}
    return params | ({"context": {"arguments": others}} if others else {})


def values_of(entry: Entry, call: Call) -> Mapping[str, Any] | None:
    """Return the values that a call of this entry was made with; None where they cannot be told from it."""
    arguments = call.params.get("arguments", {})
    return arguments if entry.kind in ("tool", "prompt") and isinstance(arguments, dict) else None


def concerns(entry: Entry, call: Call) -> bool:
    """Say whether a call asked for this entry; for a template, whether its URI can have come of it."""
    if call.method != METHODS[entry.kind]:
        return False
    if entry.kind in ("tool", "prompt"):
        return bool(call.params.get("name") == entry.key)
    uri = call.params.get("uri")
    if entry.kind == "resource" or not isinstance(uri, str):
        return bool(uri == entry.key)
    begin, end = entry.key.partition("{")[0], entry.key.rpartition("}")[2]
    return uri.startswith(begin) and uri.endswith(end) and len(uri) >= len(begin) + len(end)


def _arguments(entry: Entry) -> list[Any]:
    arguments = entry.raw.get("arguments")
    named = arguments if isinstance(arguments, list) else []
    return [item for item in named if isinstance(item, dict) and isinstance(item.get("name"), str)]


def _argument(item: Mapping[str, Any]) -> Property:
    title, description = item.get("title"), item.get("description")
    shape = Text(
        title=title if isinstance(title, str) else None,
        description=description if isinstance(description, str) else None,
    )
    return Property(name=item["name"], shape=shape, required=item.get("required") is True)


def _variable(name: str) -> Property:
    return Property(name=name, shape=Text())


def _variables(entry: Entry) -> tuple[str, ...]:
    try:
        return variables(entry.key)
    except ValueError:
        return (_WHOLE_URI,)
