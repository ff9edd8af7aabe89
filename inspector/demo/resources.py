"""The resources and templates of the demo server, and what each of them holds."""

import base64
import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    Annotations,
    BlobResourceContents,
    Resource,
    ResourceTemplate,
    TextResourceContents,
)

from inspector.demo.conduct_tools import slow_calls_json
from inspector.demo.pictures import PALETTES, landscape
from inspector.demo.state import State
from inspector.demo.texts import CITIES, GUIDE, HAIKU

NUMBERED = 120
# Codes of "there is no such resource": MCP up to 2025-11-25, and from 2026-07-28 on.
NOT_FOUND_BEFORE_2026 = -32002
BYTES = bytes(range(256)) * 4

Contents = TextResourceContents | BlobResourceContents

FIXED = (
    Resource(
        uri="demo://docs/guide.md",
        name="guide.md",
        title="The guide",
        description="What this server shows, in Markdown",
        mime_type="text/markdown",
        size=len(GUIDE.encode()),
        annotations=Annotations(audience=["user"], priority=1.0, last_modified="2026-08-22T12:00:00Z"),
    ),
    Resource(
        uri="demo://text/haiku",
        name="haiku",
        title="A haiku",
        description="Three lines of plain text",
        mime_type="text/plain",
    ),
    Resource(
        uri="demo://data/cities.json",
        name="cities.json",
        title="Cities",
        description="The cities that completion knows, as JSON",
        mime_type="application/json",
    ),
    Resource(
        uri="demo://data/calls.json",
        name="calls.json",
        title="Slow calls",
        description="How many calls of count_slowly are running, finished and cancelled",
        mime_type="application/json",
    ),
    Resource(
        uri="demo://data/bytes.bin",
        name="bytes.bin",
        title="Every byte",
        description="All 256 bytes, four times over",
        mime_type="application/octet-stream",
        size=len(BYTES),
    ),
    *(
        Resource(
            uri=f"demo://picture/{time}.png",
            name=f"{time}.png",
            title=f"The hills at {time}",
            description="A picture, 320 by 200 pixels",
            mime_type="image/png",
        )
        for time in PALETTES
    ),
)
TEMPLATES = (
    ResourceTemplate(
        uri_template="demo://city/{name}",
        name="city",
        title="A city",
        description="What is known about a city; its name can be completed",
        mime_type="application/json",
    ),
    ResourceTemplate(
        uri_template="demo://numbered/{number}",
        name="numbered",
        title="A numbered resource",
        description=f"One of the {NUMBERED} numbered resources",
        mime_type="text/plain",
    ),
    ResourceTemplate(
        uri_template="demo://search{?country,limit}",
        name="search",
        title="Search for cities",
        description="Cities of a country, as a query",
        mime_type="application/json",
    ),
)


def all_resources(state: State) -> list[Resource]:
    """Return every resource, in the order of the list: fixed ones, notes, numbered ones."""
    notes = [
        Resource(uri=f"demo://note/{number}", name=f"note-{number}", title=text[:40], mime_type="text/plain")
        for number, text in state.notes.items()
    ]
    numbered = [
        Resource(
            uri=f"demo://numbered/{number}",
            name=f"numbered-{number:03}",
            title=f"Number {number}",
            description=f"One of {NUMBERED}, to fill several pages",
            mime_type="text/plain",
        )
        for number in range(1, NUMBERED + 1)
    ]
    return [*FIXED, *notes, *numbered]


def read(uri: str, state: State, *, not_found: int = INVALID_PARAMS) -> Contents:
    """Return what the resource holds.

    Raises `MCPError` with the code `not_found` where there is no such resource.
    """
    fixed: dict[str, tuple[str, str]] = {
        "demo://docs/guide.md": (GUIDE, "text/markdown"),
        "demo://text/haiku": (HAIKU, "text/plain"),
        "demo://data/cities.json": (json.dumps(CITIES, ensure_ascii=False, indent=2), "application/json"),
        "demo://data/calls.json": (slow_calls_json(state), "application/json"),
    }
    if uri in fixed:
        text, mime_type = fixed[uri]
        return TextResourceContents(uri=uri, text=text, mime_type=mime_type)
    contents = _binary(uri) or _templated(uri, state)
    if contents is None:
        raise MCPError(not_found, "Resource not found", {"uri": uri})
    return contents


def _binary(uri: str) -> BlobResourceContents | None:
    if uri == "demo://data/bytes.bin":
        data, mime_type = BYTES, "application/octet-stream"
    elif uri in [f"demo://picture/{time}.png" for time in PALETTES]:
        time = next(time for time in PALETTES if uri == f"demo://picture/{time}.png")
        data, mime_type = landscape(time), "image/png"
    else:
        return None
    return BlobResourceContents(uri=uri, blob=base64.b64encode(data).decode(), mime_type=mime_type)


def _templated(uri: str, state: State) -> TextResourceContents | None:
    if found := re.fullmatch(r"demo://numbered/0*([1-9][0-9]{0,2})", uri):
        number = int(found[1])
        text = f"I am number {number} of {NUMBERED}.\n"
        return TextResourceContents(uri=uri, text=text, mime_type="text/plain") if number <= NUMBERED else None
    if found := re.fullmatch(r"demo://note/([0-9]{1,9})", uri):
        note = state.notes.get(int(found[1]))
        return TextResourceContents(uri=uri, text=note, mime_type="text/plain") if note is not None else None
    if found := re.fullmatch(r"demo://city/([^/?#]+)", uri):
        name = unquote(found[1])
        city = {"name": name, "country": CITIES[name]} if name in CITIES else None
        return _json(uri, city) if city else None
    if uri.split("?", 1)[0] == "demo://search":
        return _json(uri, _search(parse_qs(urlsplit(uri).query)))
    return None


def _search(query: dict[str, list[str]]) -> dict[str, list[str]]:
    country, limit = query.get("country", [""])[0], query.get("limit", [""])[0]
    names = [name for name, where in CITIES.items() if not country or where.casefold() == country.casefold()]
    return {"cities": names[: int(limit)] if limit.isdecimal() else names}


def _json(uri: str, value: object) -> TextResourceContents:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return TextResourceContents(uri=uri, text=text, mime_type="application/json")
