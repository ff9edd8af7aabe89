"""Remember the servers a person has connected to, newest first."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from inspector.record.redact import Redactor
from inspector.store import memory
from inspector.store.paths import state_folder

MOST = 100


@dataclass(frozen=True, slots=True)
class KnownServer:
    """One server; `at` is the last time in seconds since the epoch, `ended` how that ended (empty: it is well)."""

    url: str
    title: str = ""
    revision: str = ""
    at: float = 0.0
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The servers, newest first; `problem` is a sentence where their file could not be read."""

    servers: list[KnownServer]
    problem: str = ""


def read() -> Known:
    """Return the known servers; a file that cannot be understood is kept aside, and `problem` says where."""
    found = memory.read(_path(), "servers")
    return Known([_server(row) for row in found.rows if isinstance(row.get("url"), str)], found.problem)


def remember(server: KnownServer) -> str:
    """Put a server first; credentials in its URL become stand-ins. Returns a sentence where that fails."""
    url = Redactor().url(server.url)
    found = read()
    others = [asdict(known) for known in found.servers if known.url != url]
    return memory.write(_path(), "servers", [asdict(server) | {"url": url}, *others][:MOST]) or found.problem


def forget(url: str) -> str:
    """Take a server off the list. Returns a sentence where that fails."""
    found = read()
    return memory.write(_path(), "servers", [asdict(known) for known in found.servers if known.url != url])


def _path() -> Path:
    return state_folder() / "known-servers.json"


def _server(row: dict[str, Any]) -> KnownServer:
    values: dict[str, Any] = {}
    for field in fields(KnownServer):
        value = row.get(field.name)
        right = type(value) in (int, float) if field.name == "at" else isinstance(value, str)
        if right:
            values[field.name] = value
    return KnownServer(**values)
