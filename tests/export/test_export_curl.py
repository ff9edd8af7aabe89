"""A curl command sends the same request again, whatever is in it, and tells no secret unless asked."""

import json
import subprocess
import sys

import pytest

from inspector.export.curl import curl
from inspector.record.events import RequestSent
from inspector.record.redact import Redactor

# A stand-in for curl: it says which arguments it got, and what came through the pipe.
CURL = (
    "curl() { {python} -c 'import json,sys; a=sys.argv[1:]; "
    'print(json.dumps([a, sys.stdin.buffer.read().hex() if "@-" in a else ""]))\' "$@"; }\n'
)


def a_request(**changes):
    values = {
        "exchange": 1,
        "purpose": "tools/call",
        "method": "POST",
        "url": "http://x/mcp?a=[1]&b=it's",
        "headers": (("Host", "x"), ("Content-Type", "application/json"), ("Authorization", "Bearer s3cret-token")),
        "body": b'{"jsonrpc":"2.0"}',
    }
    return RequestSent(**values | changes)


def arguments(command):
    script = CURL.replace("{python}", sys.executable) + command
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


def test_the_request_is_there_whole_and_nothing_that_curl_says_itself():
    found, _ = arguments(curl(a_request(), None))
    assert found[found.index("--request") + 1] == "POST"
    assert found[found.index("--url") + 1] == "http://x/mcp?a=[1]&b=it's"
    headers = [found[at + 1] for at, part in enumerate(found) if part == "--header"]
    assert headers == ["Content-Type: application/json", "Authorization: Bearer s3cret-token"]
    assert found[found.index("--data-raw") + 1] == '{"jsonrpc":"2.0"}'


@pytest.mark.parametrize(
    "body",
    [
        'it\'s $HOME `id` $(id) "x" \\ !! * \n\ttwo lines\r\n',
        "@/etc/passwd",
        "\x1b]52;c;AAAA\x07 and \u202e and \u00e9\u4e16",
        "\x1b7 digits behind an escape",
        "--output /tmp/x",
    ],
)
def test_a_shell_changes_nothing_in_a_body(body):
    command = curl(a_request(body=body.encode()), None)
    found, _ = arguments(command)
    assert found[found.index("--data-raw") + 1] == body
    assert "\x1b" not in command
    assert "\u202e" not in command


def test_a_body_no_argument_can_hold_comes_through_a_pipe():
    body = bytes(range(256)) + b"100% 'quoted' \\"
    found, piped = arguments(curl(a_request(body=body), None))
    assert found[-2:] == ["--data-binary", "@-"]
    assert bytes.fromhex(piped) == body


def test_a_header_of_a_stranger_stays_one_header():
    found, _ = arguments(curl(a_request(headers=(("X-A", "b'; id #\n"), ("X-Empty", ""))), None))
    headers = [found[at + 1] for at, part in enumerate(found) if part == "--header"]
    assert headers == ["X-A: b'; id #\n", "X-Empty;", "Content-Type:"]


def test_secrets_are_replaced_everywhere_unless_they_are_asked_for():
    request = a_request(url="http://x/mcp?access_token=s3cret-token", body=b'{"t":"s3cret-token"}')
    command = curl(request, Redactor())
    assert "s3cret" not in command
    assert command.count("‹token") == 3
    assert "s3cret" in curl(request, None)
