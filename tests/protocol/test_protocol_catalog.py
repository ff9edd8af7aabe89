"""What a server offers is read leniently: one bad entry never hides the others."""

import json

import pytest

from inspector.protocol.catalog import Catalog, entry_of
from inspector.record.events import BodyChunk, CallEnded, ExchangeEnded, RequestSent, ResponseStarted, SessionStarted
from inspector.record.transcript import Transcript


def answered(transcript, method, params, result):
    number, exchange = transcript.new_call(), transcript.new_exchange()
    request = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
    add = transcript.append
    add(
        RequestSent(
            exchange=exchange, purpose=method, method="POST", url="u", headers=(), body=json.dumps(request).encode()
        )
    )
    add(
        ResponseStarted(
            exchange=exchange, status=200, reason="", http_version="", headers=(("Content-Type", "application/json"),)
        )
    )
    add(BodyChunk(exchange=exchange, data=json.dumps({"jsonrpc": "2.0", "id": number, "result": result}).encode()))
    add(ExchangeEnded(exchange=exchange))
    add(CallEnded(call=number, outcome="answered"))


def test_the_server_introduces_itself_in_the_handshake():
    transcript = Transcript()
    catalog = Catalog(transcript)
    answered(
        transcript, "initialize", {}, {"serverInfo": {"name": "s"}, "capabilities": {"tools": {}}, "instructions": "i"}
    )
    assert (catalog.server, catalog.instructions) == ({"name": "s"}, "i")
    assert catalog.offers("tool")
    assert not catalog.offers("template")


def test_the_server_introduces_itself_in_the_meta_of_results():
    transcript = Transcript()
    catalog = Catalog(transcript)
    meta = {"io.modelcontextprotocol/serverInfo": {"name": "s"}}
    answered(transcript, "server/discover", {}, {"capabilities": {"resources": {}}, "_meta": meta})
    assert catalog.server == {"name": "s"}
    assert catalog.offers("template")


def test_pages_add_up_and_a_reload_begins_anew():
    transcript = Transcript()
    catalog = Catalog(transcript)
    answered(transcript, "tools/list", {}, {"tools": [{"name": "a", "inputSchema": {}}], "nextCursor": "2"})
    assert not catalog.listings["tool"].complete
    answered(transcript, "tools/list", {"cursor": "2"}, {"tools": [{"name": "b", "inputSchema": {}}]})
    assert [entry.key for entry in catalog.listings["tool"].entries] == ["a", "b"]
    assert catalog.listings["tool"].complete
    answered(transcript, "tools/list", {}, {"tools": [{"name": "c", "inputSchema": {}}]})
    assert [entry.key for entry in catalog.listings["tool"].entries] == ["c"]
    assert catalog.find("tool", "a") is None


def test_a_loaded_transcript_has_the_same_catalog_and_a_new_session_an_empty_one():
    transcript = Transcript()
    answered(transcript, "prompts/list", {}, {"prompts": [{"name": "p"}]})
    catalog = Catalog(transcript)
    assert [entry.key for entry in catalog.listings["prompt"].entries] == ["p"]
    transcript.append(SessionStarted(url="u", protocol="auto", inspector="1"))
    assert catalog.listings["prompt"].entries == []


@pytest.mark.parametrize(
    ("item", "label", "oddity"),
    [
        ({"name": "n", "inputSchema": {}}, "n", None),
        ({"name": "n", "title": "T", "inputSchema": {}}, "T", None),
        ({"name": "n", "annotations": {"title": "A"}, "inputSchema": {}}, "A", None),
        ({"name": "n", "title": 7, "inputSchema": {}}, "n", None),
        ({"name": "n"}, "n", "inputSchema is no object"),
        ({"inputSchema": {}}, "", "name is missing"),
        ({"name": 5, "inputSchema": {}}, "5", "name is not a string"),
        (7, "(a int where an object belongs)", "not an object"),
        (None, "(a NoneType where an object belongs)", "not an object"),
    ],
)
def test_whatever_is_listed_becomes_an_entry(item, label, oddity):
    entry = entry_of("tool", item, {})
    assert entry.label == label
    assert (oddity in entry.oddities) if oddity else entry.oddities == ()


def test_a_name_that_comes_twice_is_said_to():
    first = entry_of("tool", {"name": "n", "inputSchema": {}}, {})
    assert "twice" in entry_of("tool", {"name": "n", "inputSchema": {}}, {"n": first}).oddities[0]


@pytest.mark.parametrize("tools", [None, "many", {"a": 1}, 7])
def test_a_list_that_is_none_is_empty(tools):
    transcript = Transcript()
    catalog = Catalog(transcript)
    answered(transcript, "tools/list", {}, {"tools": tools})
    assert catalog.listings["tool"].entries == []
