"""Secrets that a person gives are in no output and in no transcript, however the server answers."""

import pytest

CANARIES = {
    "bearer": "canary-bearer-90c1",
    "header": "canary-header-77de",
    "user": "canary-user-1f00",
    "query": "canary-query-45ab",
    "file": "canary-file-8d8d",
    "env": "canary-env-c0c0",
}


def leaked(ran, state):
    saved = b"".join(path.read_bytes() for path in state.rglob("*") if path.is_file())
    everything = saved + ran.out + ran.err.encode()
    return [name for name, canary in CANARIES.items() if canary.encode() in everything]


@pytest.mark.parametrize("path", ["honest", "status/401/html", "status/500/rpc", "close-at-once", "redirect/307/loop"])
@pytest.mark.parametrize("given", ["bearer", "file", "env", "header", "user", "query"])
def test_no_secret_is_printed_or_saved(inspector, hostile_url, state, tmp_path, path, given):
    canary = CANARIES[given]
    (tmp_path / "token").write_text(canary + "\n")
    scheme, _, rest = hostile_url.partition("://")
    url = f"{hostile_url}/{path}"
    options = {
        "bearer": ("--bearer", canary),
        "file": ("--bearer", f"@{tmp_path / 'token'}"),
        "env": ("--bearer", "env:MY_CANARY"),
        "header": ("--header", f"X-Api-Key: {canary}"),
        "user": (),
        "query": (),
    }[given]
    if given == "user":
        url = f"{scheme}://me:{canary}@{rest}/{path}"
    elif given == "query":
        url += f"?api_key={canary}"
    ran = inspector("list", url, *options, "--protocol-log", MY_CANARY=canary)
    assert ran.code in (0, 3, 4)
    assert state.exists()
    assert leaked(ran, state) == []


@pytest.mark.parametrize(
    "url", ["ftp://me:{}@example.com/", "http://me:{}@127.0.0.1:1/mcp", "http://127.0.0.1:1/?token={}"]
)
def test_no_secret_of_a_url_that_does_not_work_is_printed(inspector, state, url):
    ran = inspector("list", url.format(CANARIES["user"]))
    assert ran.code in (2, 3)
    assert leaked(ran, state) == []


def test_secrets_are_kept_in_the_file_only_where_asked_for(inspector, demo_url, state):
    ran = inspector("list", demo_url, "--bearer", CANARIES["bearer"], "--keep-secrets", "--protocol-log")
    [path] = state.iterdir()
    assert CANARIES["bearer"] in path.read_text()
    assert CANARIES["bearer"] not in ran.err
    assert ran.code == 0
