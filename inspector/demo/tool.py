"""What a tool of the demo server is: its definition, what it does, and the reading of its arguments."""

import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import jsonschema_rs
from mcp.server import ServerRequestContext
from mcp_types import (
    AudioContent,
    BlobResourceContents,
    CallToolResult,
    ContentBlock,
    EmbeddedResource,
    ImageContent,
    TextContent,
    TextResourceContents,
    Tool,
)
from starlette.requests import Request

from inspector.demo.state import State

Context = ServerRequestContext[State, Request]
Arguments = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DemoTool:
    """One tool. `run` gets arguments that fit the input schema, or `{}` where the client sent none."""

    definition: Tool
    run: Callable[[Context, Arguments], Awaitable[CallToolResult]]

    async def call(self, context: Context, arguments: Arguments) -> CallToolResult:
        """Check the arguments and run; arguments that do not fit are an `isError` result that names each fault."""
        validator = jsonschema_rs.validator_for(self.definition.input_schema)
        faults = [f"{_path(error.instance_path)}: {error.message}" for error in validator.iter_errors(arguments)]
        if faults:
            return reply("The arguments do not fit the input schema:", *faults, error=True)
        return await self.run(context, arguments)


def takes(required: tuple[str, ...] = (), **properties: dict[str, Any]) -> dict[str, Any]:
    """Return the input schema of an object with these properties."""
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | {"required": list(required)} if required else schema


def reply(*content: str | ContentBlock, structured: Any = None, error: bool = False) -> CallToolResult:
    """Return a result; plain strings become text content."""
    blocks = [TextContent(text=block) if isinstance(block, str) else block for block in content]
    return CallToolResult(content=blocks, structured_content=structured, is_error=error)


def image(data: bytes, mime_type: str) -> ImageContent:
    """Return an image content block."""
    return ImageContent(data=base64.b64encode(data).decode(), mime_type=mime_type)


def audio(data: bytes, mime_type: str) -> AudioContent:
    """Return an audio content block."""
    return AudioContent(data=base64.b64encode(data).decode(), mime_type=mime_type)


def embedded_text(uri: str, text: str, mime_type: str) -> EmbeddedResource:
    """Return an embedded text resource."""
    return EmbeddedResource(resource=TextResourceContents(uri=uri, text=text, mime_type=mime_type))


def embedded_bytes(uri: str, data: bytes, mime_type: str) -> EmbeddedResource:
    """Return an embedded binary resource."""
    blob = base64.b64encode(data).decode()
    return EmbeddedResource(resource=BlobResourceContents(uri=uri, blob=blob, mime_type=mime_type))


def _path(parts: list[str | int]) -> str:
    return "/".join(["arguments", *map(str, parts)])
