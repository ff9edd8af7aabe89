"""The protocol revisions this inspector speaks, as data: a new revision is a new row."""

from __future__ import annotations

STATELESS = ("2026-07-28",)
HANDSHAKE = ("2025-11-25", "2025-06-18", "2025-03-26")
SPOKEN = STATELESS + HANDSHAKE
"""Newest first. 2024-11-05 has another transport (HTTP+SSE) and is not spoken."""

META = "io.modelcontextprotocol/"
"""What the names of the protocol's own members of `_meta` begin with (MCP basic/index#meta)."""


def newest_common(offered: object, spoken: tuple[str, ...]) -> str | None:
    """Return the newest revision of `spoken` (newest first) that a server offers; None where there is none."""
    if not isinstance(offered, list):
        return None
    return next((revision for revision in spoken if revision in offered), None)
