"""Look names up before connecting, so that the time of it is known and the address that answered can be shown."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

import httpcore

ATTEMPT_SECONDS = 3.0

resolved: ContextVar[Callable[[float, float, str], None]] = ContextVar("resolved")
"""Told of each look-up in its context: when it began and ended on the loop's clock, and the addresses."""


class ResolvingBackend(httpcore.AsyncNetworkBackend):
    """Wraps the network of httpcore; TLS still names and checks the host, not the address."""

    def __init__(self, inner: httpcore.AsyncNetworkBackend) -> None:
        self._inner = inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self._addresses(host, port)
        for address in addresses[:-1]:
            try:
                # A dead address must not use up the time of the next one (RFC 8305's aim, without its races).
                return await self._inner.connect_tcp(
                    address, port, min(timeout or ATTEMPT_SECONDS, ATTEMPT_SECONDS), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._inner.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    async def _addresses(self, host: str, port: int) -> list[str]:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        resolved.get()(began, loop.time(), ", ".join(addresses))
        return addresses

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        return await self._inner.connect_unix_socket(path, timeout, socket_options)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)
