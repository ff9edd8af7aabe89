"""How requests are framed in each era."""

import pytest

from inspector.protocol.eras import HandshakeEra, Identity, StatelessEra

ME = Identity("me", "1.0")
META = "io.modelcontextprotocol/"


@pytest.mark.parametrize("revision", ["2025-06-18", "2025-11-25"])
def test_a_session_names_its_revision_and_id(revision):
    headers = HandshakeEra(revision, "s1").headers("tools/list", None)
    assert headers == (("MCP-Protocol-Version", revision), ("Mcp-Session-Id", "s1"))


def test_the_version_header_came_after_2025_03_26():
    assert HandshakeEra("2025-03-26", "s1").headers("tools/list", None) == (("Mcp-Session-Id", "s1"),)


def test_params_are_left_out_where_there_are_none():
    assert HandshakeEra("2025-11-25").params(None, None) is None
    assert HandshakeEra("2025-11-25").params({"name": "x"}, 7) == {"name": "x", "_meta": {"progressToken": 7}}


def test_every_stateless_request_carries_the_envelope():
    params = StatelessEra("2026-07-28", ME, wants_logs=True).params(None, 3)
    assert params["_meta"] == {
        META + "protocolVersion": "2026-07-28",
        META + "clientCapabilities": {},
        META + "clientInfo": {"name": "me", "version": "1.0"},
        META + "logLevel": "debug",
        "progressToken": 3,
    }


def test_what_a_person_put_into_meta_stays():
    assert StatelessEra("2026-07-28", ME).params({"_meta": {"a": 1}}, None)["_meta"]["a"] == 1
    assert HandshakeEra("2025-11-25").params({"_meta": {"a": 1}}, 2) == {"_meta": {"a": 1, "progressToken": 2}}


def test_stateless_headers_mirror_method_name_and_annotated_arguments():
    schema = {"type": "object", "properties": {"region": {"type": "string", "x-mcp-header": "Region"}}}
    params = {"name": "weather", "arguments": {"region": "eu"}}
    headers = dict(StatelessEra("2026-07-28", ME).headers("tools/call", params, schema))
    assert headers == {
        "MCP-Protocol-Version": "2026-07-28",
        "Mcp-Method": "tools/call",
        "Mcp-Name": "weather",
        "Mcp-Param-Region": "eu",
    }
