"""How to reach servers: what a person may say about the way, without importing what goes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Network:
    """How to reach servers: `proxy` URL, `ca` file of more authorities, the client's `cert` and `key`, all optional."""

    proxy: str | None = None
    ca: str | None = None
    cert: str | None = None
    key: str | None = None
    insecure: bool = False
