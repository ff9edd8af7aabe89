"""Decide where a redirect may be followed to: what keeps the method and the host, and nothing else (RFC 9110 §15.4)."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from inspector.record.problem import Problem

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 3
_KEEP_METHOD = (307, 308)


def followed(url: str, status: int, location: str) -> str:
    """Return the address to go on at; empty where headers and tokens would leave the host, or the method be lost."""
    target = _split(url, location)
    if target is None or status not in _KEEP_METHOD or not location:
        return ""
    here = urlsplit(url)
    same = (here.scheme, here.hostname, _port(here)) == (target.scheme, target.hostname, _port(target))
    secured = here.hostname == target.hostname and (here.scheme, target.scheme) == ("http", "https")
    return target.geturl() if same or secured else ""


def refused(url: str, status: int, location: str, exchange: int) -> Problem:
    """Return the problem of a redirect that is not followed."""
    target = _split(url, location)
    if target is None or not location:
        advice = "ask the server's author for the right address: Location must be an http or https URL"
    else:
        advice = (
            f"if you trust it, connect to {target.geturl()}; headers and tokens are never carried to another address"
        )
    return Problem(
        fault="server",
        what=f"The server redirects to another address ({status})",
        seen=f"Location: {location or '(none)'}",
        advice=advice,
        exchange=exchange,
    )


def too_many(url: str, exchange: int) -> Problem:
    """Return the problem of an endpoint that keeps moving; `url` is where it moved last."""
    return Problem(
        fault="server",
        what=f"The server redirected {MOST_REDIRECTS} times",
        seen=f"Location: {url}",
        advice="give the last address itself",
        exchange=exchange,
    )


def _split(url: str, location: str) -> SplitResult | None:
    """Return the address a Location means; None where it is no http(s) URL."""
    try:
        target = urlsplit(urljoin(url, location))
        usable = target.scheme in ("http", "https") and bool(target.hostname) and (target.port or 1) > 0
    except ValueError:
        return None
    return target if usable else None


def _port(parts: SplitResult) -> int:
    return parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
