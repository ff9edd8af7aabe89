"""Cut a list into pages with opaque cursors."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS

Item = TypeVar("Item")
PAGE_SIZE = 25


def page(items: Sequence[Item], cursor: str | None) -> tuple[list[Item], str | None]:
    """Return the page the cursor names (the first without one), and the cursor of the next, if there is one.

    Raises `MCPError` (invalid params) for a cursor this server never gave (MCP, Pagination, Error Handling).
    """
    start = 0 if cursor is None else _place(cursor)
    after = start + PAGE_SIZE
    following = base64.urlsafe_b64encode(f"after:{after}".encode()).decode() if after < len(items) else None
    return list(items[start:after]), following


def _place(cursor: str) -> int:
    try:
        word, _, number = base64.urlsafe_b64decode(cursor).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        word, number = "", ""
    if word != "after" or not number.isdecimal():
        raise MCPError(INVALID_PARAMS, f"Not a cursor of this server: {cursor}")
    return int(number)
