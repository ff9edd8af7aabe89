"""Tools that show each kind of content: text, Markdown, images, audio, links, embedded resources."""

from mcp_types import Annotations, CallToolResult, ResourceLink, TextContent, Tool, ToolAnnotations

from inspector.demo.pictures import PALETTES, landscape
from inspector.demo.sounds import chime
from inspector.demo.texts import GUIDE, HAIKU
from inspector.demo.tool import (
    Arguments,
    Context,
    DemoTool,
    audio,
    embedded_bytes,
    embedded_text,
    image,
    reply,
    takes,
)

LOOKS_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
PICTURE_SCHEMA = takes(
    time={"type": "string", "enum": list(PALETTES), "default": "dusk", "description": "Time of the day"},
    width={"type": "integer", "minimum": 64, "maximum": 1280, "default": 320, "description": "Width in pixels"},
    height={"type": "integer", "minimum": 40, "maximum": 800, "default": 200, "description": "Height in pixels"},
)


async def _greet(_: Context, arguments: Arguments) -> CallToolResult:
    return reply(f"Hello, {arguments['name']}!")


async def _write_guide(_: Context, __: Arguments) -> CallToolResult:
    return reply(TextContent(text=GUIDE, annotations=Annotations(audience=["user"], priority=0.8)))


async def _draw_landscape(_: Context, arguments: Arguments) -> CallToolResult:
    return reply(image(landscape(**arguments), "image/png"))


async def _take_photo(_: Context, arguments: Arguments) -> CallToolResult:
    return reply("A photo, as JPEG:", image(landscape(**arguments, kind="JPEG"), "image/jpeg"))


async def _play_chime(_: Context, __: Arguments) -> CallToolResult:
    return reply("Three falling notes:", audio(chime(), "audio/wav"))


async def _link_resources(_: Context, __: Arguments) -> CallToolResult:
    return reply(
        "Where to read on:",
        ResourceLink(
            uri="demo://docs/guide.md",
            name="guide.md",
            title="The guide",
            description="What this server shows",
            mime_type="text/markdown",
            size=len(GUIDE.encode()),
        ),
        ResourceLink(uri="demo://picture/dawn.png", name="dawn.png", mime_type="image/png"),
        ResourceLink(uri="https://modelcontextprotocol.io/", name="The protocol's home", mime_type="text/html"),
    )


async def _embed_resources(_: Context, __: Arguments) -> CallToolResult:
    return reply(
        "Two resources, embedded:",
        embedded_text("demo://text/haiku", HAIKU, "text/plain"),
        embedded_bytes("demo://data/bytes.bin", bytes(range(256)), "application/octet-stream"),
    )


async def _show_everything(_: Context, __: Arguments) -> CallToolResult:
    return reply(
        "Text first, then each other kind.",
        image(landscape("dawn", 160, 100), "image/png"),
        audio(chime(), "audio/wav"),
        ResourceLink(uri="demo://text/haiku", name="haiku", mime_type="text/plain"),
        embedded_text("demo://docs/guide.md", GUIDE, "text/markdown"),
        structured={"kinds": ["text", "image", "audio", "resource_link", "resource"]},
    )


CONTENT_TOOLS = (
    DemoTool(
        Tool(
            name="greet",
            title="Greet somebody",
            description="Say hello: plain text.",
            input_schema=takes(("name",), name={"type": "string", "minLength": 1, "description": "Whom to greet"}),
            annotations=LOOKS_ONLY,
        ),
        _greet,
    ),
    DemoTool(
        Tool(
            name="write_guide",
            title="Write the guide",
            description="A text in Markdown, with a table, a list and code.",
            input_schema=takes(),
            annotations=LOOKS_ONLY,
        ),
        _write_guide,
    ),
    DemoTool(
        Tool(
            name="draw_landscape",
            title="Draw a landscape",
            description="Draw hills under the sky: a PNG image.",
            input_schema=PICTURE_SCHEMA,
            annotations=LOOKS_ONLY,
        ),
        _draw_landscape,
    ),
    DemoTool(
        Tool(
            name="take_photo",
            title="Take a photo",
            description="The same landscape as a JPEG image, after a line of text.",
            input_schema=PICTURE_SCHEMA,
            annotations=LOOKS_ONLY,
        ),
        _take_photo,
    ),
    DemoTool(
        Tool(
            name="play_chime",
            title="Play a chime",
            description="A second of sound: WAV audio.",
            input_schema=takes(),
            annotations=LOOKS_ONLY,
        ),
        _play_chime,
    ),
    DemoTool(
        Tool(
            name="link_resources",
            title="Link to resources",
            description="Resource links: two to this server, one to the web.",
            input_schema=takes(),
            annotations=LOOKS_ONLY,
        ),
        _link_resources,
    ),
    DemoTool(
        Tool(
            name="embed_resources",
            title="Embed resources",
            description="Embedded resources: one text, one binary.",
            input_schema=takes(),
            annotations=LOOKS_ONLY,
        ),
        _embed_resources,
    ),
    DemoTool(
        Tool(
            name="show_everything",
            title="Show every kind of content",
            description="One result with text, image, audio, a link, an embedded resource and structured content.",
            input_schema=takes(),
            annotations=LOOKS_ONLY,
        ),
        _show_everything,
    ),
)
