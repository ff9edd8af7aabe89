"""What to connect to, and how: everything a person may say about a connection."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from inspector.record.events import Headers
from inspector.record.problem import LocalError, Problem
from inspector.wire.network import Network

REQUEST_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Target:
    """`protocol` is `auto` or a revision; `headers` go with every request; `timeout` is seconds of silence."""

    url: str
    network: Network
    protocol: str = "auto"
    headers: Headers = ()
    timeout: float = REQUEST_SECONDS


def checked_url(text: str) -> str:
    """Return the URL that was meant; a missing scheme is http on this machine and https elsewhere.

    Raises LocalError with what was seen where it is no http(s) URL.
    """
    text = text.strip()
    if "://" not in text:
        host = text.partition("/")[0].partition(":")[0]
        text = ("http://" if host in ("localhost", "127.0.0.1") else "https://") + text
    try:
        parts = urlsplit(text)
        usable = (
            parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text and (parts.port or 1) > 0
        )
    except ValueError:
        usable = False
    if not usable:
        raise LocalError(
            Problem(
                fault="you",
                what="This is not the URL of a remote server",
                seen=text,
                advice="give an address such as https://example.com/mcp",
                kind="usage",
            )
        )
    return text
