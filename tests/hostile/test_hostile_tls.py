"""Each TLS server fails for the reason its name gives, and works for a client that is told how."""

from __future__ import annotations

import ssl
from pathlib import Path

import httpx
import pytest
from hostile.tls import Kind, tls_server


async def ask(url: str, context: ssl.SSLContext) -> int:
    async with httpx.AsyncClient(verify=context, trust_env=False, timeout=20) as client:
        return (await client.get(f"{url}/_seen")).status_code


def trusting(ca: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=ca)


async def test_untrusted_authority(tmp_path: Path) -> None:
    async with tls_server("untrusted", tmp_path) as server:
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            await ask(server.base_url, ssl.create_default_context())
        assert await ask(server.base_url, trusting(server.ca)) == 200


@pytest.mark.parametrize(("kind", "reason"), [("expired", "expired"), ("wrong-host", "not valid for")])
async def test_certificates_that_stay_wrong(tmp_path: Path, kind: Kind, reason: str) -> None:
    async with tls_server(kind, tmp_path) as server:
        with pytest.raises(httpx.ConnectError, match=reason):
            await ask(server.base_url, trusting(server.ca))


async def test_client_certificate_is_asked_for(tmp_path: Path) -> None:
    async with tls_server("client-certificate", tmp_path) as server:
        context = trusting(server.ca)
        with pytest.raises((httpx.ReadError, httpx.ConnectError, httpx.RemoteProtocolError)):
            await ask(server.base_url, context)
        context = trusting(server.ca)
        context.load_cert_chain(server.client)
        assert await ask(server.base_url, context) == 200
