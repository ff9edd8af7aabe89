"""Servers that are correct in form and too much in substance: lists, cursors, schemas, pictures, sessions."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from .honest import Honest, Json, Refusal, is_stateless, text
from .pictures import lying_pictures
from .wire import Request, Wire

MANY = 10_000
LONG_NAME = 10_000
SCHEMA_LEVELS = 300
SCHEMA_WIDTH = 2_000
DOUBLINGS = 40


class Tools(Honest):
    """Serves a given list of tools, in one page, or `?page=` a page; any of them can be called."""

    def __init__(self, make: Callable[[], list[Json]]) -> None:
        super().__init__()
        self.made = make()
        self.per_page = len(self.made)

    async def handle(self, request: Request, wire: Wire) -> None:
        self.per_page = int(request.query.get("page", len(self.made)))
        await super().handle(request, wire)

    def page(self, method: str, params: Mapping[str, Any]) -> Json:
        if method != "tools/list":
            return super().page(method, params)
        start = int(params.get("cursor", 0))
        end = start + self.per_page
        return {"tools": self.made[start:end]} | ({"nextCursor": str(end)} if end < len(self.made) else {})

    def call(self, name: str, arguments: Json) -> Json:
        if not any(tool["name"] == name for tool in self.made):
            raise Refusal(-32602, f"no tool {name}")
        return {"content": [text(f"{name} was called")], "structuredContent": {"called": name}}


def tool(name: str, schema: Json | None = None, **members: Any) -> Json:
    return {"name": name, "description": f"This is {name}", "inputSchema": schema or {"type": "object"}, **members}


def many() -> list[Json]:
    words = {"type": "object", "properties": {"text": {"type": "string", "description": "Some text"}}}
    return [tool(f"tool-{number:05}", words) for number in range(MANY)]


def duplicates() -> list[Json]:
    """Three tools of one name and different schemas, one whose name differs in case, and an honest one."""
    return [
        tool("twin", {"type": "object", "properties": {"first": {"type": "string"}}}),
        tool("twin", {"type": "object", "properties": {"second": {"type": "integer"}}}),
        tool("twin"),
        tool("Twin"),
        tool("only"),
    ]


def long_names() -> list[Json]:
    words = "word " * LONG_NAME
    return [tool("n" * LONG_NAME, title=words, description=words), tool("short")]


class SchemaServer(Tools):
    """Serves one tool, `odd`, whose input and output schema is the given one; `{base}` becomes the server's URL."""

    def __init__(self, schema: Callable[[str], Json]) -> None:
        super().__init__(list)
        self.schema = schema

    async def handle(self, request: Request, wire: Wire) -> None:
        schema = self.schema(request.base_url)
        self.made = [tool("odd", schema, outputSchema=schema), tool("plain")]
        await super().handle(request, wire)


def property_of(schema: Any, **members: Any) -> Json:
    return {"type": "object", "properties": {"value": schema}, **members}


def deep_schema(_: str) -> Json:
    """Return objects within objects, as deep as `json.dumps` can still write them."""
    schema: Json = {"type": "string"}
    for _level in range(SCHEMA_LEVELS):
        schema = property_of(schema)
    return schema


def doubling_schema(_: str) -> Json:
    """Return a schema of 40 lines that expands to 2⁴⁰ leaves."""
    steps = {f"s{n}": {"allOf": [{"$ref": f"#/$defs/s{n + 1}"}] * 2} for n in range(DOUBLINGS)}
    return property_of({"$ref": "#/$defs/s0"}, **{"$defs": steps | {f"s{DOUBLINGS}": {"type": "string"}}})


SCHEMAS: dict[str, Callable[[str], Json]] = {
    "network-ref": lambda base: property_of({"$ref": f"{base}/_schema/value.json"}),
    "network-dynamic-ref": lambda base: property_of({"$dynamicRef": f"{base}/_schema/value.json#meta"}),
    "network-meta-schema": lambda base: property_of({"type": "string"}, **{"$schema": f"{base}/_schema/dialect.json"}),
    "network-id": lambda base: property_of({"$ref": "value.json"}, **{"$id": f"{base}/_schema/root.json"}),
    "file-ref": lambda base: property_of({"$ref": "file:///etc/passwd"}),
    "self-ref": lambda base: {"$ref": "#", "type": "object"},
    "self-ref-property": lambda base: property_of({"$ref": "#/properties/value"}),
    "tree-ref": lambda base: property_of({"$ref": "#"}, required=["value"]),
    "mutual-ref": lambda base: property_of(
        {"$ref": "#/$defs/a"}, **{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}
    ),
    "missing-ref": lambda base: property_of({"$ref": "#/$defs/nowhere"}),
    "bad-ref": lambda base: property_of({"$ref": 42}),
    "slow-pattern": lambda base: property_of({"type": "string", "pattern": "^(a+)+$", "default": "a" * 40 + "!"}),
    "bad-pattern": lambda base: property_of({"type": "string", "pattern": "(["}),
    "doubling": doubling_schema,
    "deep": deep_schema,
    "wide": lambda base: {"type": "object", "properties": {f"p{n}": {"type": "string"} for n in range(SCHEMA_WIDTH)}},
    "big-enum": lambda base: property_of({"enum": [f"choice {n}" for n in range(MANY)]}),
    "absurd-limits": lambda base: property_of({"type": "array", "items": {}, "minItems": 10**9}, minProperties=10**9),
    "contradiction": lambda base: property_of({"allOf": [{"type": "string"}, {"type": "integer"}]}),
    "never": lambda base: property_of(False, required=["value"]),
}


class Pictures(Honest):
    """`picture`, `note://pixel` and `muse` give a picture that is not what it says."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.kind, self.data = lying_pictures()[name]

    def block(self) -> Json:
        return {"type": "image", "data": base64.b64encode(self.data).decode(), "mimeType": self.kind}

    def call(self, name: str, arguments: Json) -> Json:
        return {"content": [self.block()]} if name == "picture" else super().call(name, arguments)

    def prompt(self, name: str, arguments: Json) -> Json:
        if name == "muse":
            return {"messages": [{"role": "user", "content": self.block()}]}
        return super().prompt(name, arguments)

    def read(self, uri: str) -> list[Json]:
        if uri == "note://pixel":
            return [{"uri": uri, "mimeType": self.kind, "blob": base64.b64encode(self.data).decode()}]
        return super().read(uri)


class Cursors(Honest):
    """Every page of every list names a next one: always the same, or always another."""

    def __init__(self, *, repeated: bool) -> None:
        super().__init__()
        self.repeated = repeated

    def page(self, method: str, params: Mapping[str, Any]) -> Json:
        page = super().page(method, params)
        number = int(params.get("cursor") or 0) + 1
        if self.repeated:
            return page | {"nextCursor": "1"}
        if method == "tools/list":
            page = {"tools": [tool(f"tool-{number}")]}
        return page | {"nextCursor": str(number)}


class Sessions(Honest):
    """Speaks only the handshake era and loses its first session; later ones live.

    The session is gone after the third request that carries it (`?after=`), or, `at_call`, at the first `tools/call`.
    """

    def __init__(self, *, at_call: bool = False) -> None:
        super().__init__()
        self.at_call = at_call
        self.begun = 0
        self.carried = 0

    async def handle(self, request: Request, wire: Wire) -> None:
        if self.begun == 1 and self.knows_session(request):
            lost = request.asked == "tools/call" if self.at_call else self.carried >= int(request.query.get("after", 3))
            self.carried += 1
            if lost:
                self.sessions.clear()
        await super().handle(request, wire)

    def new_session(self) -> str:
        self.begun += 1
        return super().new_session()

    def result(self, request: Request) -> Json:
        if is_stateless(request):
            raise Refusal(-32601, "only the handshake is spoken here")
        return super().result(request)


SERVERS: dict[str, Callable[[], Honest]] = {
    "honest": Honest,
    "mcp": Honest,
    "tools/10000": lambda: Tools(many),
    "tools/duplicates": lambda: Tools(duplicates),
    "tools/long-names": lambda: Tools(long_names),
    "tools/none": lambda: Tools(list),
    "cursor/repeated": lambda: Cursors(repeated=True),
    "cursor/endless": lambda: Cursors(repeated=False),
    "session/lost": Sessions,
    "session/lost-at-call": lambda: Sessions(at_call=True),
    **{f"schema/{name}": partial(SchemaServer, schema) for name, schema in SCHEMAS.items()},
    **{f"image/{name}": partial(Pictures, name) for name in lying_pictures()},
}
