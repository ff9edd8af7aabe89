"""Bad ends: the inspector killed in the middle of a call, and a crash of its own. The transcript outlives both."""

import sys
from pathlib import Path

import pytest
from hostile.server import hostile_server
from hostile.terminal import Terminal, server_control_bytes
from walk import F5, walking

from inspector.store import arguments
from inspector.store.transcripts import Saved, load, recent

SIZE = (80, 24)
PLANTED = "canary-5f2a"
# Pressing d fails, with a secret at hand and a server's words in what it says.
BROKEN = """
import sys
from hostile.poison import poison
from inspector.__main__ import main
from inspector.ui.session.screen import SessionScreen

def broken(self):
    secret = "".join(reversed("a2f5-yranac"))
    token = dict(self.source.sitting.target.headers)
    raise {error}(poison("crash"))

{where} = broken
sys.exit(main(sys.argv[1:]))
"""


def kept() -> Saved:
    [saved] = recent(9)
    return saved


async def test_a_killed_inspector_loses_at_most_the_line_being_written():
    async with hostile_server() as base:
        url = f"{base}/stream/endless"
        arguments.remember(url, "tool", "echo", {"text": "hi"})
        async with walking(url, size=SIZE) as walk:
            await walk.sees("1 Tools 3")
            await walk.press(F5, "still at it")
            await walk.terminal.kill()
            assert walk.terminal.exit_code == -9
    loaded = load(kept().path)
    [call] = [call for call in loaded.transcript.calls.all if call.method == "tools/call"]
    assert call.running
    assert call.progress
    lines = kept().path.read_bytes().split(b"\n")
    assert len(loaded.transcript.events) >= len(lines) - 2
    async with walking("open", kept().path, size=SIZE) as walk:
        await walk.sees("▤ offline")
        await walk.sees("no answer recorded")
        await walk.terminal.send("q")
        assert await walk.terminal.wait_for_exit(20) == 0


@pytest.mark.parametrize("where", ["SessionScreen.action_definition", "SessionScreen._sync"], ids=["action", "sync"])
@pytest.mark.parametrize("error", ["RuntimeError", "KeyError"])
async def test_a_crash_prints_no_secret_and_says_where_the_transcript_is(where: str, error: str, tmp_path: Path):
    program = tmp_path / "broken.py"
    program.write_text(BROKEN.format(where=where, error=error))
    async with hostile_server() as base:
        command = [sys.executable, str(program), f"{base}/honest", "--bearer", PLANTED]
        async with Terminal(command, *SIZE, env={"PYTHONPATH": ":".join(sys.path)}) as terminal:
            if where.endswith("definition"):
                await terminal.wait_for("1 Tools 3", 20)
                await terminal.send("d")
            assert await terminal.wait_for_exit(20) == 3
            raw = terminal.raw()
    written = b"".join(raw.split())
    assert b"HOSTILE" in raw
    assert PLANTED.encode() not in written
    assert b"Thetranscriptofthesessioniskept:" + str(kept().path).encode() in written
    assert server_control_bytes(raw) == []
    assert not load(kept().path).cut
