"""Every way a server can fail is one line on stderr, a transcript, and the exit code that names the sort."""

import pytest

from inspector.store.transcripts import load

LIST, CALL = ("list",), ("call", "echo", "text=hi")

CASES = [  # the exit code, the command, the hostile path, and what stderr says
    # the server said no
    (1, CALL, "call/poison/error", "answered tools/call with an error"),
    (1, CALL, "json/wrong-shape/error-code-string", "E42"),
    (1, ("call", "none"), "honest", "no tool none"),
    (1, CALL, "call/status/500/rpc", "answered tools/call with an error"),
    # could not connect or did not finish
    (3, LIST, "status/404/html", "no MCP endpoint at this address (404)"),
    (3, LIST, "status/405/nothing", "does not take POST"),
    (3, LIST, "status/429/json", "wait 30 s"),
    (3, LIST, "status/500/html", "failed inside"),
    (3, LIST, "status/503/nothing", "not available"),
    (3, CALL, "call/status/500/json", "failed inside"),
    (3, LIST, "redirect/307/other-host", "headers and tokens are never carried"),
    (3, LIST, "close-at-once", "broke off"),
    (3, LIST, "silent-accept", "No answer within 2 s"),
    (3, CALL, "stream/cut", "broke off in the middle"),
    (3, CALL, "stream/ends", "stream ended before the answer came"),
    (3, CALL, "body/drip", "No answer within 2 s"),
    (3, LIST, "json/wrong-shape/versions-unknown", "no protocol revision in common"),
    # authorization
    (4, LIST, "status/401/json", "give a token with --bearer"),
    (4, LIST, "status/401/rpc", "give a token with --bearer"),
    (4, LIST, "status/403/html", "forbids the request (403)"),
    (4, CALL, "call/status/401/nothing", "(401)"),
    (4, CALL, "call/status/403/rpc", "error"),
    # an answer could not be understood
    (5, CALL, "json/broken", "The answer is not JSON"),
    (5, CALL, "json/html", "The answer is not JSON"),
    (5, CALL, "json/deep", "nested too deep"),
    (5, CALL, "json/long-number", "digits"),
    (5, CALL, "json/wrong-shape/result-list", "is no object"),
    (5, CALL, "json/wrong-shape/no-jsonrpc", "no JSON-RPC response"),
    (5, CALL, "json/wrong-shape/content-missing", "no list of contents"),
    (5, LIST, "json/wrong-shape/tools-string", "tools is a str"),
    (5, CALL, "ids/wrong", "answered another request"),
    (5, CALL, "ids/wrong-in-stream", "answered another request"),
    (5, CALL, "body/broken-gzip", "not gzip"),
    (5, ("prompt", "greet", "who=x"), "json/wrong-shape/messages-string", "no list of messages"),
    (5, ("read", "note://text"), "json/wrong-shape/contents-null", "no list of contents"),
    (5, ("read", "note://text"), "json/wrong-shape/contents-blob-not-base64", "base64"),
]


@pytest.mark.parametrize(
    ("code", "line", "path", "said"), CASES, ids=[f"{c[0]} {c[2]}".replace("/", "-") for c in CASES]
)
def test_the_exit_code_names_the_sort_of_failure(inspector, hostile_url, state, code, line, path, said):
    ran = inspector(line[0], f"{hostile_url}/{path}", *line[1:], "--timeout", "2")
    assert ran.code == code, ran.err
    assert said in ran.err
    assert ran.out == b"" or code in (1, 5)
    failures = [text for text in ran.err.splitlines() if text.startswith("inspector: ")]
    assert len(failures) == 1
    [saved] = state.iterdir()
    assert load(saved).transcript.exchanges


@pytest.mark.parametrize(
    ("url", "code", "said"),
    [
        ("ftp://example.com/", 2, "not the URL of a remote server"),
        ("https://", 2, "not the URL of a remote server"),
        ("http://127.0.0.1:1/mcp", 3, "Nothing listens at 127.0.0.1:1"),
        ("http://no-such-host.invalid/mcp", 3, "No address is known for no-such-host.invalid"),
    ],
)
def test_no_server_at_all(inspector, url, code, said):
    ran = inspector("list", url)
    assert ran.code == code
    assert said in ran.err
    assert "Try: " in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_certificate_file_that_is_none_is_a_matter_of_usage(inspector, tmp_path):
    (tmp_path / "ca.pem").write_text("no certificate")
    ran = inspector("list", "https://127.0.0.1:1/mcp", "--ca", tmp_path / "ca.pem")
    assert ran.code == 2
    assert "ca.pem" in ran.err


def test_one_kind_that_fails_does_not_hide_the_others(inspector, hostile_url):
    ran = inspector("list", f"{hostile_url}/json/wrong-shape/prompts-string", "--json")
    assert ran.code == 5
    assert b'"tools"' in ran.out
    assert b'"resources"' in ran.out
    assert b'"prompts"' not in ran.out


def test_what_is_odd_about_entries_is_told_aside(inspector, hostile_url):
    ran = inspector("list", f"{hostile_url}/tools/duplicates", "tools")
    assert ran.code == 0
    assert "listed twice" in ran.err


def test_ten_thousand_tools_are_listed(inspector, hostile_url):
    ran = inspector("list", f"{hostile_url}/tools/10000", "tools")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 10_000


def test_cursors_that_come_again_end_the_listing(inspector, hostile_url):
    ran = inspector("list", f"{hostile_url}/cursor/repeated", "tools")
    assert ran.code == 0
    assert "twice" in ran.err


def test_a_result_that_asks_back_is_said_to_be_unfinished(inspector, hostile_url):
    ran = inspector("call", f"{hostile_url}/json/wrong-shape/result-type-unknown", "echo", "text=hi")
    assert ran.code == 3
    assert "not supported yet" in ran.err
