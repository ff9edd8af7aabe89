"""Fixtures that give the URL of a real server; each runs once a test process, and its output is shown on failure."""

import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from servers.process import running_server, stop

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
MCP1_PYTHON = ROOT / ".venv-mcp1" / "bin" / "python"
EVERYTHING = HERE / "node" / "node_modules" / "@modelcontextprotocol" / "server-everything" / "dist" / "index.js"
SHOWN_CHARACTERS = 4000

LOGS: dict[str, Path] = {}


@pytest.fixture(scope="session")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Our demo server: SDK 2.3, both eras."""
    log = _log("demo_url", tmp_path_factory)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "inspector.demo", "--until-stdin-ends"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
        )
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:
        try:
            word, _, url = process.stdout.readline().decode().strip().partition(" ")
            assert word == "listening", log.read_text(errors="replace")
            yield url
        finally:
            stop(process)


@pytest.fixture(scope="session")
def mcp1_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on the 1.x line of the SDK: sessions, answers as event streams."""
    if not MCP1_PYTHON.exists():
        _missing(f"{MCP1_PYTHON.relative_to(ROOT)} is missing; `make test` sets it up")
    with running_server([str(MCP1_PYTHON), str(HERE / "mcp1_server.py")], _log("mcp1_url", tmp_path_factory)) as url:
        yield url


@pytest.fixture(scope="session")
def everything_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`@modelcontextprotocol/server-everything` over Streamable HTTP, on Node."""
    node = shutil.which("node")
    if node is None:
        _missing("Node is missing: install Node 20")
    if not EVERYTHING.exists():
        _missing(f"{EVERYTHING.relative_to(ROOT)} is missing; `make test` sets it up")
    with running_server(
        [str(node), str(EVERYTHING), "streamableHttp"], _log("everything_url", tmp_path_factory)
    ) as url:
        yield url


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add what the servers of a failed test printed."""
    report = yield
    if report.failed:
        for name in set(getattr(item, "fixturenames", ())) & LOGS.keys():
            text = LOGS[name].read_text(errors="replace")
            report.sections.append((f"output of the server behind {name}", text[-SHOWN_CHARACTERS:]))
    return report


def _log(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    LOGS[name] = tmp_path_factory.mktemp("servers") / f"{name}.log"
    return LOGS[name]


def _missing(reason: str) -> None:
    """Skip here, but fail where everything must be there (`CI=true`)."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
