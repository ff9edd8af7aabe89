"""The hostile server over TLS whose certificate is untrusted, expired, for another host, or asks for the client's."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import trustme

from .server import HOST, hostile_server

Kind = Literal["untrusted", "expired", "wrong-host", "client-certificate"]


@dataclass(frozen=True)
class TlsServer:
    """`ca` is a file with the authority to trust; `client` a file with certificate and key of a client it accepts."""

    base_url: str
    ca: Path
    client: Path


@asynccontextmanager
async def tls_server(kind: Kind, folder: Path) -> AsyncIterator[TlsServer]:
    """Serve every path of the hostile server over TLS; certificates are written to `folder`.

    With `ca` trusted, `untrusted` is right, `expired` and `wrong-host` stay wrong, and `client-certificate` wants
    `client`, or one of the same authority.
    """
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _certificate(authority, kind).configure_cert(context)
    if kind == "client-certificate":
        context.verify_mode = ssl.CERT_REQUIRED
        authority.configure_trust(context)
    ca, client = folder / "ca.pem", folder / "client.pem"
    authority.cert_pem.write_to_path(str(ca))
    authority.issue_cert("client@hostile.example").private_key_and_cert_chain_pem.write_to_path(str(client))
    async with hostile_server(tls=context) as base_url:
        yield TlsServer(base_url, ca, client)


def _certificate(authority: trustme.CA, kind: Kind) -> trustme.LeafCert:
    if kind == "wrong-host":
        return authority.issue_cert("other.hostile.example")
    if kind == "expired":
        begin = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        return authority.issue_cert(HOST, not_before=begin, not_after=begin + dt.timedelta(days=30))
    return authority.issue_cert(HOST)
