"""A small server on the 1.x line of the official SDK: sessions and event streams. Runs in `.venv-mcp1`."""

import asyncio
import os
import struct
import zlib

from mcp.server.fastmcp import Context, FastMCP, Image

server = FastMCP(
    "mcp1",
    instructions="A server of the 1.x line.",
    host="127.0.0.1",
    port=int(os.environ["PORT"]),
    log_level="WARNING",
)


@server.tool(title="Echo")
def echo(text: str) -> str:
    """Say it back."""
    return f"You said: {text}"


@server.tool()
def red_square() -> Image:
    """An image of 8 by 8 red pixels."""
    return Image(data=_png(8, (255, 0, 0)), format="png")


@server.tool()
async def count(context: Context, steps: int = 3, seconds: float = 0.0) -> str:
    """Report progress at each step."""
    for step in range(1, steps + 1):
        await asyncio.sleep(seconds / steps)
        await context.report_progress(step, steps, f"step {step}")
        await context.info(f"at step {step}")
    return f"counted to {steps}"


@server.tool()
def add(first: int, second: int) -> int:
    """Add two numbers; structured, by an output schema the SDK makes."""
    return first + second


@server.tool()
def break_down() -> str:
    """Raise an exception, which becomes a result with isError."""
    raise ValueError("broken on purpose")


@server.prompt()
def advise(topic: str) -> str:
    """Ask for advice."""
    return f"What would you advise about {topic}?"


@server.resource("mcp1://readme", mime_type="text/plain")
def readme() -> str:
    """A line of text."""
    return "Read me."


@server.resource("mcp1://pixel", mime_type="image/png")
def pixel() -> bytes:
    """One pixel."""
    return _png(1, (0, 0, 255))


@server.resource("mcp1://greeting/{name}")
def greeting(name: str) -> str:
    """A template."""
    return f"Hello, {name}!"


def _png(side: int, colour: tuple[int, int, int]) -> bytes:
    rows = (b"\0" + bytes(colour) * side) * side
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


if __name__ == "__main__":
    server.run(transport="streamable-http")
