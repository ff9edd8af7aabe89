"""Run the demo server as a child process that never outlives this one."""

import asyncio
import importlib.util
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO

from inspector.record.problem import LocalError, Problem

HOW_TO_INSTALL = "The demo server needs the extra `demo`: pip install 'remote-mcp-inspector[demo]'"
START_SECONDS = 60.0
STOP_SECONDS = 3.0


def sdk_installed() -> bool:
    """Tell whether the extra `demo` is here, without importing it."""
    return all(importlib.util.find_spec(name) is not None for name in ("mcp", "uvicorn"))


@asynccontextmanager
async def running_demo(port: int = 0) -> AsyncIterator[str]:
    """Run the demo server on this loopback port (0: any free one) and give its URL.

    It stops at the end of the block, and when this process dies, however it dies: it reads a pipe from here. Nothing
    it prints reaches this terminal. Raises `LocalError` where the extra is missing, the port is taken, or it does not
    start within a minute.
    """
    if not sdk_installed():
        raise LocalError(Problem(fault="you", what="The demo server is not installed", advice=HOW_TO_INSTALL))
    with tempfile.TemporaryFile() as errors:
        process = await _start(port, errors)
        try:
            yield await _url(process, errors)
        finally:
            await _stop(process)


async def _start(port: int, errors: IO[bytes]) -> asyncio.subprocess.Process:
    # From the folder of this very package: whatever lies in the working directory is not imported.
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "inspector.demo", "--port", str(port), "--until-stdin-ends"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=errors,
        cwd=Path(__file__).parents[2],
        start_new_session=True,
    )


async def _url(process: asyncio.subprocess.Process, errors: IO[bytes]) -> str:
    assert process.stdout is not None
    line = b""
    with suppress(TimeoutError):
        line = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
    word, _, url = line.decode(errors="replace").strip().partition(" ")
    if word == "listening":
        return url
    errors.seek(0)
    said = errors.read().decode(errors="replace").strip().splitlines()
    seen = said[-1] if said else f"nothing within {START_SECONDS:.0f} seconds"
    advice = "run `python -m inspector.demo` by itself to see what it says, or choose another --port"
    raise LocalError(Problem(fault="inspector", what="The demo server did not start", seen=seen, advice=advice))


async def _stop(process: asyncio.subprocess.Process) -> None:
    assert process.stdin is not None
    process.stdin.close()
    try:
        await asyncio.wait_for(process.communicate(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.communicate()
