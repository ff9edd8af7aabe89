"""The `Mcp-*` headers that repeat parts of a request body (MCP 2026-07-28, Streamable HTTP transport)."""

import base64
import json
import re
from collections.abc import Iterator
from typing import Any

from inspector.protocol.schema.positions import pointer, subschemas

ANNOTATION = "x-mcp-header"

_NAMED_BY = {
    "tools/call": "name",
    "prompts/get": "name",
    "resources/read": "uri",
    "tasks/get": "taskId",
    "tasks/update": "taskId",
    "tasks/cancel": "taskId",
}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_PLAIN = re.compile(r"[ -~]*")
_TYPES = ("string", "integer", "boolean")
# No honest input schema is larger or deeper; a hostile one is not walked to its end.
_PLACES = 50_000
_DEPTH = 200
_PROBLEMS = 50


def standard_headers(method: str, params: Any) -> tuple[tuple[str, str], ...]:
    """`Mcp-Method`, and `Mcp-Name` for the methods that name one thing; none where the name is not a text."""
    headers = [("Mcp-Method", encode(method))]
    name = params.get(_NAMED_BY.get(method)) if isinstance(params, dict) else None
    if isinstance(name, str):
        headers.append(("Mcp-Name", encode(name)))
    return tuple(headers)


def parameter_headers(input_schema: Any, arguments: Any) -> tuple[tuple[str, str], ...]:
    """`Mcp-Param-*` of a `tools/call`: each annotated argument that is given and not null, in the schema's order.

    Annotations that break the rules are passed over, and so are lists and objects: they have no header form.
    """
    headers: dict[str, tuple[str, str]] = {}
    for steps, schema, chained in _places(input_schema):
        if _problem(schema, steps, chained):
            continue
        value = _argument(arguments, steps)
        name = schema[ANNOTATION]
        if isinstance(value, str | int | float):
            headers.setdefault(name.lower(), (f"Mcp-Param-{name}", encode(value)))
    return tuple(headers.values())


def annotation_problems(input_schema: Any) -> tuple[str, ...]:
    """Why a client must drop a tool for its `x-mcp-header` annotations, a sentence each; none if they are in order."""
    problems: list[str] = []
    met: dict[str, str] = {}
    for steps, schema, chained in _places(input_schema):
        place = pointer(*steps) or "the root"
        problem = _problem(schema, steps, chained)
        name = schema[ANNOTATION]
        if problem is None and name.lower() in met:
            problem = f"“{name}” is the header of {met[name.lower()]} already; capitals make no difference"
        if problem is not None:
            problems.append(f"{ANNOTATION} at {place}: {problem}.")
        elif isinstance(name, str):
            met[name.lower()] = place
    return tuple(problems[:_PROBLEMS])


def _problem(schema: dict[str, Any], steps: tuple[str, ...], chained: bool) -> str | None:
    """What is wrong with one annotation by itself."""
    name, kind = schema[ANNOTATION], schema.get("type")
    if not isinstance(name, str) or not name:
        return "the header name must be a text that is not empty"
    if not _TOKEN.fullmatch(name):
        return f"“{name[:100]}” is no header name: only letters, digits and !#$%&'*+-.^_`|~ are"
    if not steps:
        return "the root is not an argument"
    if not chained:
        return "only “properties” may lead from the root to it"
    if kind not in _TYPES:
        return f"the type must be exactly one of {', '.join(_TYPES)}"
    return None


def _argument(arguments: Any, steps: tuple[str, ...]) -> Any:
    """The argument at a path of `properties`, None where there is none."""
    for name in steps[1::2]:
        arguments = arguments.get(name) if isinstance(arguments, dict) else None
    return arguments


def encode(value: str | float | bool) -> str:
    """A value as header text: as it is, or Base64 of its UTF-8 between `=?base64?` and `?=` where it is not plain."""
    text = value if isinstance(value, str) else _scalar(value)
    looks_encoded = text.startswith("=?base64?") and text.endswith("?=")
    if _PLAIN.fullmatch(text) and text == text.strip(" ") and not looks_encoded:
        return text
    # Half a surrogate pair cannot be sent, and must not stop the request either: its three bytes go as they are.
    return f"=?base64?{base64.b64encode(text.encode('utf-8', 'surrogatepass')).decode('ascii')}?="


def _scalar(value: float | bool) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return json.dumps(int(value) if whole else value)


def _places(schema: Any) -> Iterator[tuple[tuple[str, ...], dict[str, Any], bool]]:
    """Every annotated place: the steps to it, its schema, and whether `properties` alone lead there."""
    waiting: list[tuple[tuple[str, ...], Any, bool]] = [((), schema, True)]
    for _ in range(_PLACES):
        if not waiting:
            return
        steps, part, chained = waiting.pop()
        if not isinstance(part, dict):
            continue
        if ANNOTATION in part:
            yield steps, part, chained
        if len(steps) > 2 * _DEPTH:
            continue
        inner = [
            (
                (*steps, keyword, name) if name is not None else (*steps, keyword),
                below,
                chained and keyword == "properties",
            )
            for keyword, name, below in subschemas(part)
        ]
        waiting.extend(reversed(inner))
