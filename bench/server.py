"""Serve what is measured: one tool with a text of so many bytes, ten thousand tools, on a correct small server."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.hostile.catalogs import Tools, many
from tests.hostile.honest import Honest, Json, text
from tests.hostile.wire import Wire, read_request

LINE = 'The quick brown fox jumps over the lazy dog; line {:>9} of a long text, with a \ttab and "quotes" in it = 1.\n'


BEGINNING = "READABLE-FROM-HERE"


@cache
def long_text(size: int) -> str:
    """Return about `size` bytes of text in lines of about 110 letters, after the one that is looked for."""
    return f"{BEGINNING}\n" + "".join(LINE.format(number) for number in range(size // len(LINE.format(0))))


class LongText(Honest):
    """Every tool answers with a text of as many bytes as its argument `text` says."""

    def call(self, name: str, arguments: dict[str, Any]) -> Json:
        return {"content": [text(long_text(int(arguments.get("text") or 0)))]}


async def serve() -> None:
    """Serve `/text` and `/tools` on a free port, say which on stdout, until stdin ends."""
    behaviours: dict[str, Honest] = {"/text": LongText(), "/tools": Tools(many)}

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wire = Wire(reader, writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while wire.open and (request := await read_request(reader, "")):
                await behaviours[request.path].handle(request, wire)
        writer.close()

    server = await asyncio.start_server(accept, "127.0.0.1", 0, limit=2**20)
    host, port = server.sockets[0].getsockname()[:2]
    print(f"http://{host}:{port}", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve())
