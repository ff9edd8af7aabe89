"""On a real pseudo-terminal nothing that a hostile server says acts: every command, its results and its errors."""

import pytest
from hostile.terminal import Terminal, control, server_control_bytes

COMMANDS = [
    ("list",),
    ("list", "tools", "--json"),
    ("call", "full"),
    ("call", "full", "--json"),
    ("call", "failing"),
    ("call", "refusing"),
    ("call", "refusing", "--json"),
    ("prompt", "full"),
    ("prompt", "full", "--json"),
    ("prompt", "refusing"),
    ("read", "note://full"),
    ("read", "note://full", "--json"),
    ("read", "note://refusing"),
    ("call", "full", "--protocol-log"),
    ("list", "--protocol-log"),
]
FAILURES = ["status", "html", "challenge", "redirect", "error", "garbage", "not-json", "content-type", "session-id"]


async def run(command, *arguments):
    async with Terminal([*command, *arguments]) as terminal:
        code = await terminal.wait_for_exit(30)
        return code, terminal.raw()


@pytest.mark.parametrize("line", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("protocol", ["2026-07-28", "2025-11-25"])
async def test_no_control_byte_of_a_server_reaches_the_terminal(command, state, hostile_url, line, protocol):
    name, *rest = line
    code, raw = await run(command, name, f"{hostile_url}/poison", *rest, "--protocol", protocol)
    assert code in (0, 1), raw
    assert b"HOSTILE" in raw
    assert b"Traceback" not in raw
    assert b"\x1b" not in raw
    assert server_control_bytes(raw) == []


@pytest.mark.parametrize("path", FAILURES)
@pytest.mark.parametrize("log", [(), ("--protocol-log",)], ids=["quiet", "log"])
async def test_no_control_byte_of_an_error_reaches_the_terminal(command, state, hostile_url, path, log):
    code, raw = await run(command, "call", f"{hostile_url}/poison/{path}", "echo", "text=x", *log)
    assert code in (0, 1, 3, 4, 5), raw
    assert b"Traceback" not in raw
    assert b"fault of the inspector" not in raw
    assert b"\x1b" not in raw
    assert server_control_bytes(raw) == []


async def test_bytes_do_not_go_to_a_terminal(command, state, demo_url):
    code, raw = await run(command, "read", demo_url, "demo://data/bytes.bin")
    assert code == 0
    assert b"1,024 bytes" in raw
    assert b"--output FILE" in raw
    assert server_control_bytes(raw) == []


async def test_ctrl_c_in_a_terminal_ends_a_call(command, state, demo_url):
    async with Terminal([*command, "call", demo_url, "count_slowly", "seconds=60", "steps=300"]) as terminal:
        await terminal.wait_for("Progress: 1")
        await terminal.send(control("c"))
        assert await terminal.wait_for_exit() == 130
        assert b"Traceback" not in terminal.raw()


async def test_the_table_fits_the_terminal(command, state, demo_url):
    async with Terminal([*command, "list", demo_url, "tools"], columns=60) as terminal:
        assert await terminal.wait_for_exit(30) == 0
        lines = terminal.raw().decode().splitlines()
    assert len(lines) == 19
    assert max(map(len, lines)) == 60
    assert any(line.endswith("…") for line in lines)
