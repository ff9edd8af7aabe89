"""A server that misbehaves: the path of the URL picks how. Run alone: `python -m tests.hostile.server [--port N]`.

`GET /` lists the paths, `GET /_seen` gives the requests that came as JSON, with what became of them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import ssl
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from .behaviours import find, paths
from .honest import Honest
from .wire import Request, Wire, read_request

HOST = "127.0.0.1"
KEPT_REQUESTS = 10_000


class HostileServer:
    """Hands each request to the behaviour its path names; a behaviour keeps its state as long as the server lives."""

    def __init__(self) -> None:
        self.base_url = ""
        self.seen: deque[dict[str, Any]] = deque(maxlen=KEPT_REQUESTS)
        self._behaviours: dict[str, Honest | None] = {}
        self._connections: set[asyncio.Task[None]] = set()
        self._faults: list[Exception] = []

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a new connection in a task of its own."""
        task = asyncio.get_running_loop().create_task(self._serve(Wire(reader, writer)))
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)

    async def stop(self) -> None:
        """Cut every connection. Raises what went wrong in the server itself, which nobody asked for."""
        tasks = list(self._connections)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._faults:
            raise ExceptionGroup("the hostile server broke by mistake", self._faults)

    async def _serve(self, wire: Wire) -> None:
        try:
            while wire.open and (request := await read_request(wire.reader, self.base_url)):
                await self._answer(request, wire)
        except (ConnectionError, asyncio.IncompleteReadError):
            wire.reset()
        except Exception as fault:
            self._faults.append(fault)
            wire.reset()
        except asyncio.CancelledError:
            wire.reset()
            raise
        finally:
            wire.writer.close()
            with suppress(ConnectionError, ssl.SSLError):
                await wire.writer.wait_closed()

    async def _answer(self, request: Request, wire: Wire) -> None:
        if request.path in {"/", "/_seen"}:
            body = json.dumps(paths() if request.path == "/" else list(self.seen), indent=1)
            return await wire.respond(200, body.encode())
        seen = {
            "method": request.method,
            "target": request.target,
            "headers": request.headers,
            "message": request.message,
            "outcome": "running",
        }
        self.seen.append(seen)
        behaviour = self._behaviours.setdefault(request.path, find(request.path))
        if behaviour is None:
            return await wire.respond(404, f"no behaviour {request.path}; GET / lists them\n".encode(), "text/plain")
        try:
            await behaviour.handle(request, wire)
            seen["outcome"] = "answered"
        except ConnectionError:
            seen["outcome"] = "client went away"
            raise
        return None


@asynccontextmanager
async def hostile_server(port: int = 0, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """Serve on a loopback port (0: a free one) and give the base URL: `base_url + "/status/500/html"` misbehaves."""
    server = HostileServer()
    listener = await asyncio.start_server(server.accept, HOST, port, ssl=tls, limit=2**20)
    bound = listener.sockets[0].getsockname()[1]
    server.base_url = f"{'https' if tls else 'http'}://{HOST}:{bound}"
    try:
        yield server.base_url
    finally:
        listener.close()
        await server.stop()
        await listener.wait_closed()


async def _run(port: int) -> None:
    async with hostile_server(port) as base_url:
        print(base_url, flush=True)
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(parser.parse_args().port))
