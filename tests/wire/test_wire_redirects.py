"""A redirect is followed only where nothing leaks and nothing is lost."""

import pytest

from inspector.wire.redirects import followed, refused

HERE = "http://mcp.example:8080/mcp?a=1"


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/other", "http://mcp.example:8080/other"),
        ("?b=2", "http://mcp.example:8080/mcp?b=2"),
        ("http://MCP.example:8080/x", "http://MCP.example:8080/x"),
        ("https://mcp.example/mcp", "https://mcp.example/mcp"),
    ],
)
@pytest.mark.parametrize("status", [307, 308])
def test_the_same_host_may_move_its_endpoint(location, target, status):
    assert followed(HERE, status, location) == target


@pytest.mark.parametrize(
    "location",
    [
        "http://other.example:8080/mcp",
        "//other.example:8080/mcp",
        "http://mcp.example/mcp",
        "http://mcp.example:8081/mcp",
        "http://mcp.example.evil.example:8080/mcp",
        "http://mcp.example:8080@evil.example/mcp",
        "ftp://mcp.example:8080/mcp",
        "file:///etc/passwd",
        "http://[::1",
        "http://mcp.example:port/mcp",
        "",
    ],
)
def test_nothing_else_is_followed(location):
    assert followed(HERE, 307, location) == ""
    problem = refused(HERE, 307, location, 1)
    assert problem.seen == f"Location: {location or '(none)'}"
    assert problem.advice


def test_a_secure_endpoint_never_becomes_an_open_one():
    assert followed("https://mcp.example/mcp", 308, "http://mcp.example/mcp") == ""


def test_a_default_port_may_be_written_or_left_out():
    assert followed("https://mcp.example/mcp", 308, "https://mcp.example:443/x") == "https://mcp.example:443/x"


@pytest.mark.parametrize("status", [301, 302, 303])
def test_where_a_post_may_become_a_get_it_is_not_sent_again(status):
    assert followed(HERE, status, "/other") == ""
    assert "http://mcp.example:8080/other" in refused(HERE, status, "/other", 1).advice
