"""Judge an address that a stranger gave, before a browser is asked to open it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from inspector.record.showable import showable_line

_LONGEST = 8_000


@dataclass(frozen=True, slots=True)
class Judgement:
    """Where an address leads: `host` as the network knows it, why it is not opened, and what should be looked at."""

    host: str = ""
    refusal: str = ""
    warnings: tuple[str, ...] = ()


def judge(address: str) -> Judgement:
    """Return what is to be said about an address. Only http and https are ever opened."""
    try:
        parts = urlsplit(address)
        host, user = parts.hostname or "", parts.username
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return Judgement(refusal="It is no valid address.")
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        kind = f"{showable_line(scheme)}: addresses are" if scheme else "An address without http:// or https:// is"
        return Judgement(refusal=f"{kind} not opened from here; only http and https are.")
    if not host:
        return Judgement(refusal="It names no host.")
    if len(address) > _LONGEST:
        return Judgement(refusal=f"It is longer than {_LONGEST:,} characters.")
    if re.search(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\]", address):
        return Judgement(refusal="It holds spaces, backslashes or characters that cannot be seen.")
    return Judgement(_known_to_the_network(host) + port, "", tuple(_warnings(scheme, host, user)))


def _warnings(scheme: str, host: str, user: str | None) -> list[str]:
    warnings = []
    if user is not None:
        warnings.append(f"What stands before the @ is a user name, not the host: it leads to {showable_line(host)}.")
    if not host.isascii():
        warnings.append("The host is written with letters that can look like others.")
    if scheme == "http" and host not in ("localhost", "127.0.0.1", "::1"):
        warnings.append("It is http: what is sent and read there is not encrypted.")
    return warnings


def _known_to_the_network(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return showable_line(host)
