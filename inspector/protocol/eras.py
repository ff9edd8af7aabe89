"""How a request is framed in each of the two eras: the handshake revisions and the stateless ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from inspector.protocol import mirrored
from inspector.protocol.revisions import META
from inspector.record.events import Headers

LOG_LEVEL = "debug"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the client says it is: the members of `clientInfo` (MCP `Implementation`)."""

    name: str
    version: str

    def as_json(self) -> dict[str, str]:
        return {"name": self.name, "version": self.version}


class Era(Protocol):
    """What differs between the eras, and nothing else."""

    @property
    def revision(self) -> str: ...

    @property
    def stateless(self) -> bool: ...

    def params(self, params: Mapping[str, Any] | None, progress_token: int | None) -> dict[str, Any] | None:
        """Return the params as they go out; None means that the member is left out."""
        ...

    def headers(self, method: str, params: Mapping[str, Any] | None, schema: Any = None) -> Headers:
        """Return the headers this era adds; `schema` is the input schema of the tool that is called."""
        ...


@dataclass(frozen=True, slots=True)
class HandshakeEra:
    """2025-03-26 to 2025-11-25: agreed once by `initialize`, then a session (basic/lifecycle, basic/transports)."""

    revision: str
    session_id: str = ""
    stateless = False

    def params(self, params: Mapping[str, Any] | None, progress_token: int | None) -> dict[str, Any] | None:
        framed = None if params is None else dict(params)
        if progress_token is not None:
            framed = framed or {}
            framed["_meta"] = {**framed.get("_meta", {}), "progressToken": progress_token}
        return framed

    def headers(self, method: str, params: Mapping[str, Any] | None, schema: Any = None) -> Headers:
        session: Headers = (("Mcp-Session-Id", self.session_id),) if self.session_id else ()
        if self.revision == "2025-03-26":  # the header came with the next revision (VL-26, VL-27)
            return session
        return (("MCP-Protocol-Version", self.revision), *session)


@dataclass(frozen=True, slots=True)
class StatelessEra:
    """2026-07-28: every request carries its envelope (basic/index#meta) and mirrored headers (TR-51 to TR-56)."""

    revision: str
    identity: Identity
    wants_logs: bool = False
    stateless = True

    def params(self, params: Mapping[str, Any] | None, progress_token: int | None) -> dict[str, Any]:
        framed = dict(params or {})
        meta = {
            **framed.get("_meta", {}),
            META + "protocolVersion": self.revision,
            META + "clientCapabilities": {},
            META + "clientInfo": self.identity.as_json(),
        }
        if self.wants_logs:
            meta[META + "logLevel"] = LOG_LEVEL
        if progress_token is not None:
            meta["progressToken"] = progress_token
        framed["_meta"] = meta
        return framed

    def headers(self, method: str, params: Mapping[str, Any] | None, schema: Any = None) -> Headers:
        version = ("MCP-Protocol-Version", self.revision)
        arguments = (params or {}).get("arguments")
        mirrored_parameters = () if schema is None else mirrored.parameter_headers(schema, arguments or {})
        return (version, *mirrored.standard_headers(method, params or {}), *mirrored_parameters)
