"""Tools about schemas: structured results, right and wrong, a mirrored header, and a form with every kind of field."""

import json
from typing import Any

from mcp_types import CallToolResult, Tool, ToolAnnotations

from inspector.demo.texts import CITIES
from inspector.demo.tool import Arguments, Context, DemoTool, reply, takes

CITY = {"type": "string", "description": "Name of the city", "examples": list(CITIES)[:3]}
WEATHER_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "city": {"type": "string"},
        "celsius": {"type": "number", "minimum": -90, "maximum": 60, "description": "Temperature of the air"},
        "conditions": {"type": "string", "enum": ["sunny", "cloudy", "rain", "snow"]},
        "wind": {
            "type": "object",
            "properties": {"speed": {"type": "number", "minimum": 0}, "from": {"type": "string"}},
            "required": ["speed", "from"],
        },
        "hours": {"type": "array", "items": {"type": "number"}, "description": "The next six hours"},
    },
    "required": ["city", "celsius", "conditions"],
}
TRIP_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "description": "A journey, with a field of every kind.",
    "$defs": {
        "place": {
            "type": "object",
            "title": "Place",
            "description": "Somewhere to be",
            "properties": {
                "city": {"type": "string", "description": "City", "minLength": 2, "maxLength": 60},
                "country": {"type": "string", "description": "Two letters", "pattern": "^[A-Z]{2}$"},
            },
            "required": ["city"],
        },
    },
    "properties": {
        "title": {
            "type": "string",
            "title": "Title",
            "description": "What to call it",
            "minLength": 3,
            "maxLength": 40,
        },
        "from": {"$ref": "#/$defs/place"},
        "to": {"$ref": "#/$defs/place"},
        "departs": {"type": "string", "format": "date", "description": "Day of departure"},
        "alarm": {"type": "string", "format": "date-time", "description": "When to remind you"},
        "contact": {"type": "string", "format": "email", "description": "Where to send the plan"},
        "map": {"type": "string", "format": "uri", "description": "A link to a map"},
        "class": {"type": "string", "enum": ["first", "second"], "default": "second", "description": "Class"},
        "pace": {
            "description": "How fast to go",
            "oneOf": [
                {"const": "slow", "title": "Take it easy"},
                {"const": "steady", "title": "Steady"},
                {"const": "fast", "title": "As fast as it goes"},
            ],
            "default": "steady",
        },
        "budget": {"type": "number", "minimum": 0, "exclusiveMaximum": 100000, "description": "In euros"},
        "seats": {"type": "integer", "minimum": 1, "maximum": 9, "default": 1, "description": "How many seats"},
        "quiet": {"type": "boolean", "default": False, "description": "Sit where nobody talks"},
        "discount": {"type": ["string", "null"], "default": None, "description": "A code, or null for none"},
        "meals": {
            "type": "array",
            "uniqueItems": True,
            "items": {"type": "string", "enum": ["breakfast", "lunch", "dinner"]},
            "description": "Any of these",
        },
        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 5, "description": "Words to find it by"},
        "travellers": {
            "type": "array",
            "minItems": 1,
            "maxItems": 9,
            "description": "Who comes along",
            "items": {
                "type": "object",
                "title": "Traveller",
                "properties": {
                    "name": {"type": "string", "description": "Full name"},
                    "age": {"type": "integer", "minimum": 0, "maximum": 130, "description": "Age in years"},
                    "bags": {"type": "integer", "minimum": 0, "default": 1, "description": "Pieces of luggage"},
                },
                "required": ["name"],
            },
        },
        "payment": {
            "description": "How it is paid",
            "oneOf": [
                {
                    "type": "object",
                    "title": "Card",
                    "properties": {
                        "kind": {"const": "card"},
                        "last_digits": {"type": "string", "pattern": "^[0-9]{4}$", "description": "The last four"},
                    },
                    "required": ["kind", "last_digits"],
                },
                {
                    "type": "object",
                    "title": "Invoice",
                    "properties": {
                        "kind": {"const": "invoice"},
                        "days": {"type": "integer", "enum": [14, 30], "description": "Days to pay"},
                    },
                    "required": ["kind"],
                },
            ],
        },
        "note": {"anyOf": [{"type": "string"}, {"type": "integer"}], "description": "Text or a number"},
        "extra": {
            "type": "object",
            "description": "Anything else, by name",
            "additionalProperties": {"type": "string"},
        },
        "version": {"const": 1, "description": "Always 1"},
    },
    "required": ["title", "from", "to", "departs", "travellers"],
    "additionalProperties": False,
}


def _weather(city: str) -> dict[str, Any]:
    """The same city always has the same weather, so that a picture of the screen stays the same."""
    seed = sum(map(ord, city))
    celsius = round(seed % 300 / 10 - 2, 1)
    conditions = ("sunny", "cloudy", "rain")[seed % 3] if celsius > 1 else "snow"
    hours = [round(celsius + change / 2, 1) for change in range(6)]
    wind = {"speed": seed % 40 / 2, "from": ("north", "east", "south", "west")[seed % 4]}
    return {"city": city, "celsius": celsius, "conditions": conditions, "wind": wind, "hours": hours}


async def _get_weather(_: Context, arguments: Arguments) -> CallToolResult:
    weather = _weather(arguments["city"])
    return reply(json.dumps(weather), structured=weather)


async def _get_wrong_weather(_: Context, arguments: Arguments) -> CallToolResult:
    weather = {"city": arguments["city"], "celsius": "quite warm", "conditions": "frogs"}
    return reply(json.dumps(weather), structured=weather)


async def _plan_trip(_: Context, arguments: Arguments) -> CallToolResult:
    people = ", ".join(traveller["name"] for traveller in arguments["travellers"])
    route = f"{arguments['from']['city']} → {arguments['to']['city']}"
    line = f"{arguments['title']}: {route} on {arguments['departs']}, with {people}."
    return reply(line, structured={"understood": arguments})


async def _ask_region(context: Context, arguments: Arguments) -> CallToolResult:
    headers = context.request.headers if context.request is not None else {}
    mirrored = {name: headers.get(f"mcp-param-{name}") for name in ("region", "dry-run")}
    seen = ", ".join(f"Mcp-Param-{name.title()}: {value}" for name, value in mirrored.items() if value is not None)
    return reply(f"{arguments['region']} answered {arguments['question']!r}.", f"Mirrored headers: {seen or 'none'}")


DATA_TOOLS = (
    DemoTool(
        Tool(
            name="get_weather",
            title="Get the weather",
            description="Structured content that fits the output schema.",
            input_schema=takes(("city",), city=CITY),
            output_schema=WEATHER_SCHEMA,
            annotations=ToolAnnotations(read_only_hint=True, open_world_hint=True),
        ),
        _get_weather,
    ),
    DemoTool(
        Tool(
            name="get_wrong_weather",
            title="Get the weather wrong",
            description="Structured content that breaks its own output schema, as buggy servers do.",
            input_schema=takes(("city",), city=CITY),
            output_schema=WEATHER_SCHEMA,
            annotations=ToolAnnotations(read_only_hint=True, open_world_hint=True),
        ),
        _get_wrong_weather,
    ),
    DemoTool(
        Tool(
            name="plan_trip",
            title="Plan a trip",
            description="A rich input schema: nested objects, arrays, enums, formats, nullable, oneOf, anyOf, const.",
            input_schema=TRIP_SCHEMA,
            annotations=ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=True),
        ),
        _plan_trip,
    ),
    DemoTool(
        Tool(
            name="ask_region",
            title="Ask a region",
            description="Arguments that are mirrored as Mcp-Param-* headers in the stateless revision.",
            input_schema=takes(
                ("region", "question"),
                region={
                    "type": "string",
                    "description": "Which region",
                    "x-mcp-header": "Region",
                    "default": "eu-west",
                },
                question={"type": "string", "description": "What to ask"},
                dry_run={"type": "boolean", "description": "Only pretend", "x-mcp-header": "Dry-Run"},
            ),
            annotations=ToolAnnotations(read_only_hint=True),
        ),
        _ask_region,
    ),
)
