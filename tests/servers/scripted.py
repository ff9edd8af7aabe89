"""A server on a real socket that answers each request with the bytes it was told to."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Scripted:
    url: str = ""
    requests: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def scripted(*answers: Sequence[bytes], close: bool = True) -> AsyncIterator[Scripted]:
    """Answer the nth request with the pieces of the nth answer, one write each; the last answer repeats."""
    told = Scripted()
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = next(
                    (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
                )
                told.requests.append(head + await reader.readexactly(length))
                for piece in answers[min(len(told.requests), len(answers)) - 1]:
                    writer.write(piece)
                    await writer.drain()
                if close:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            if close:
                writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    told.url = f"http://{host}:{port}/mcp"
    try:
        yield told
    finally:
        server.close()
        for writer in writers:
            writer.close()
        await server.wait_closed()


def response(
    body: bytes = b"", content_type: str = "application/json", status: str = "200 OK", *headers: str
) -> list[bytes]:
    """Return a whole answer as one piece."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", f"Content-Length: {len(body)}", *headers, "", ""]
    return ["\r\n".join(lines).encode() + body]


def stream(*pieces: bytes) -> list[bytes]:
    """Return an answer that is an event stream, in pieces, ended by closing."""
    return [b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", *pieces]
