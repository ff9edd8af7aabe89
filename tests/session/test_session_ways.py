"""The way to a server: TLS and its failures, a client's certificate, a proxy, redirects that carry no token away."""

import httpx
import pytest
from hostile.server import hostile_server
from hostile.tls import tls_server
from opened import opened, text_of
from proxy import proxy

from inspector.record.problem import InspectorError, LocalError, RemoteError
from inspector.wire import http

ECHO = {"name": "echo", "arguments": {"text": "hi"}}
TOKEN = (("Authorization", "Bearer canary-77aa"),)


async def works(url, **options):
    async with opened(url, **options) as connection:
        return text_of(await connection.call("tools/call", ECHO)) == "hi"


async def problem_of(url, **options):
    with pytest.raises(InspectorError) as failure:
        await works(url, **options)
    return failure.value.problem


async def test_a_private_authority_is_trusted_when_it_is_given(tmp_path):
    async with tls_server("untrusted", tmp_path) as server:
        problem = await problem_of(f"{server.base_url}/honest")
        assert "is not trusted" in problem.what
        assert "--ca" in problem.advice
        assert problem.exchange == 1
        assert await works(f"{server.base_url}/honest", ca=str(server.ca))
        assert await works(f"{server.base_url}/honest", insecure=True)


@pytest.mark.parametrize(("kind", "reason"), [("expired", "expired"), ("wrong-host", "not valid for")])
async def test_certificates_that_are_wrong_are_told_with_the_reason(tmp_path, kind, reason):
    async with tls_server(kind, tmp_path) as server:
        problem = await problem_of(f"{server.base_url}/honest", ca=str(server.ca))
        assert reason in problem.what
        assert "--insecure" in problem.advice
        assert await works(f"{server.base_url}/honest", insecure=True)


async def test_a_client_certificate_is_shown_when_it_is_given(tmp_path):
    async with tls_server("client-certificate", tmp_path) as server:
        given = {"ca": str(server.ca), "cert": str(server.client)}
        assert await works(f"{server.base_url}/honest", **given)
        problem = await problem_of(f"{server.base_url}/honest", ca=str(server.ca))
        assert "--cert" in problem.advice


async def test_https_to_a_port_that_speaks_http(demo_url):
    problem = await problem_of(demo_url.replace("http:", "https:"))
    assert "No TLS connection" in problem.what
    assert "speaks https" in problem.advice


async def test_https_to_a_port_that_says_nothing(monkeypatch):
    monkeypatch.setattr(http, "CONNECT_SECONDS", 0.2)
    async with hostile_server() as base:
        problem = await problem_of(f"{base.replace('http:', 'https:')}/honest")
        assert "did not answer in TLS" in problem.what
        assert "speaks https" in problem.advice


async def test_a_certificate_file_that_is_none_is_told_before_anything_is_sent(tmp_path):
    (tmp_path / "ca.pem").write_text("none")
    problem = await problem_of("https://127.0.0.1:1/", ca=str(tmp_path / "ca.pem"))
    assert (problem.fault, problem.kind, problem.exchange) == ("you", "usage", None)


async def test_a_proxy_is_gone_through():
    async with hostile_server() as base, proxy() as between:
        assert await works(f"{base}/honest", proxy=between.url)
    assert between.heads[0].startswith(f"POST {base}/honest HTTP/1.1")


async def test_tls_goes_through_a_proxy_unseen(tmp_path):
    async with tls_server("untrusted", tmp_path) as server, proxy() as between:
        given = {"ca": str(server.ca), "proxy": between.url, "headers": TOKEN}
        assert await works(f"{server.base_url}/honest", **given)
    assert between.heads[0].startswith("CONNECT 127.0.0.1:")
    assert "canary" not in "".join(between.heads)


async def test_a_proxy_that_refuses_is_told_from_the_server(tmp_path):
    async with tls_server("untrusted", tmp_path) as server, proxy(refuse=True) as between:
        problem = await problem_of(f"{server.base_url}/honest", ca=str(server.ca), proxy=between.url)
    assert "proxy" in problem.what
    assert "--proxy" in problem.advice


async def test_a_proxy_of_the_environment_is_used(monkeypatch):
    async with hostile_server() as base, proxy() as between:
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("http_proxy", between.url)
        assert await works(f"{base}/honest")
        assert len(between.heads) == 1
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert await works(f"{base}/honest")
        assert len(between.heads) == 1


async def seen(base):
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.get(f"{base}/_seen")).json()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_token_is_never_carried_to_another_host(status):
    async with hostile_server() as base:
        problem = await problem_of(f"{base}/redirect/{status}/other-host", headers=TOKEN)
        requests = await seen(base)
    assert f"({status})" in problem.what
    assert "localhost" in problem.seen
    assert "never carried" in problem.advice
    assert {request["target"] for request in requests} == {f"/redirect/{status}/other-host"}


@pytest.mark.parametrize("status", [307, 308])
async def test_a_token_goes_along_where_the_endpoint_moves_on_its_host(status):
    async with hostile_server() as base:
        async with opened(f"{base}/redirect/{status}/same", headers=TOKEN) as connection:
            assert text_of(await connection.call("tools/call", ECHO)) == "hi"
            assert not any(call.running for call in connection.transcript.calls.all)
        requests = [request for request in await seen(base) if request["target"] == "/honest"]
    assert requests
    assert all(["authorization", "Bearer canary-77aa"] in request["headers"] for request in requests)


async def test_endless_moving_is_left():
    async with hostile_server() as base:
        with pytest.raises(RemoteError, match="redirected 3 times") as failure:
            await works(f"{base}/redirect/308/loop")
        assert failure.value.problem.exchange == 3


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("http://127.0.0.1:1/mcp", "Nothing listens at 127.0.0.1:1"),
        ("http://no-such-host.invalid/mcp", "No address is known for no-such-host.invalid"),
        ("http://[::1", "The request cannot be sent as it is"),
        ("gopher://x/", "The request cannot be sent as it is"),
    ],
)
async def test_no_server_at_all(url, what):
    with pytest.raises(LocalError) as failure:
        await works(url)
    assert failure.value.problem.what == what
    assert failure.value.problem.seen
    assert failure.value.problem.advice
