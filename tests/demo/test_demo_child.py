"""The demo server as a child process: it starts, says where, and never outlives its parent."""

import asyncio
import importlib.util
import socket
import sys
from urllib.parse import urlsplit

import httpx
import pytest

from inspector.demo import child
from inspector.demo.child import running_demo
from inspector.record.problem import LocalError

# A parent that starts the demo, says where, and waits to be killed.
PARENT = """
import asyncio
from inspector.demo.child import running_demo

async def main():
    async with running_demo() as url:
        print(url, flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


async def refuses(url: str) -> bool:
    """Wait until nobody listens there any more."""
    host, port = urlsplit(url).hostname, urlsplit(url).port
    for _ in range(500):
        try:
            _, writer = await asyncio.open_connection(host, port)
        except OSError:
            return True
        writer.close()
        await asyncio.sleep(0.02)
    return False


async def test_answers_inside_the_block_and_not_after_it() -> None:
    async with running_demo() as url, httpx.AsyncClient(trust_env=False) as http:
        assert urlsplit(url).hostname == "127.0.0.1"
        assert (await http.post(url, json={})).status_code == 400
    assert await refuses(url)


async def test_stops_when_its_standard_input_ends() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "inspector.demo", "--until-stdin-ends"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert (await process.stdout.readline()).startswith(b"listening http://127.0.0.1:")
    process.stdin.close()
    await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 0


async def test_stops_when_the_parent_is_killed() -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    url = (await parent.stdout.readline()).decode().strip()
    assert url.startswith("http://127.0.0.1:")
    parent.kill()
    _, errors = await parent.communicate()
    assert errors == b""
    assert await refuses(url)


async def test_a_taken_port_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LocalError) as caught:
            async with running_demo(port):
                pass
    assert str(port) in caught.value.problem.seen


async def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "mcp" else object())
    with pytest.raises(LocalError) as caught:
        async with running_demo():
            pass
    assert "pip install 'remote-mcp-inspector[demo]'" in caught.value.problem.line()


async def test_the_parent_does_not_load_the_sdk() -> None:
    code = "import sys, inspector.demo.child; print(sorted({'mcp', 'uvicorn', 'starlette'} & sys.modules.keys()))"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    assert out.strip() == b"[]"
    assert child.sdk_installed()
