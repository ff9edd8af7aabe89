"""Serve the demo on a loopback port, in this process, until a signal or until standard input ends."""

import os
import socket
import sys
import threading
import warnings

import uvicorn
from mcp.shared.exceptions import MCPDeprecationWarning

from inspector.demo.server import demo_app

HOST = "127.0.0.1"


class AnnouncedServer(uvicorn.Server):
    """Prints `listening URL` on standard output once it answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say where."""
        await super().startup(sockets)
        if self.started and sockets:
            print(f"listening http://{HOST}:{sockets[0].getsockname()[1]}/mcp", flush=True)


def serve(port: int, *, until_stdin_ends: bool = False) -> None:
    """Serve on this port (0: any free one).

    Raises `OSError` where the port cannot be had.
    """
    # The demo shows logging, which the SDK marks as deprecated at every message.
    warnings.simplefilter("ignore", MCPDeprecationWarning)
    if until_stdin_ends:
        threading.Thread(target=_exit_with_stdin, daemon=True).start()
    # With the protocol named, asyncio turns Nagle's algorithm off; without, each answer waits 40 ms for an ACK.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        config = uvicorn.Config(demo_app(), log_level="error", lifespan="on", timeout_graceful_shutdown=1)
        AnnouncedServer(config).run(sockets=[listening])


def _exit_with_stdin() -> None:
    """The pipe from the parent ends when the parent does, however it ended; open streams do not hold us back."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os._exit(0)
