"""The real command in a process of its own, and the hostile server in another."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from servers.process import stop

ROOT = Path(__file__).parents[2]
BOUND = 60


@dataclass(frozen=True)
class Ran:
    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()


@pytest.fixture
def state(tmp_path, monkeypatch) -> Path:
    """The folder where transcripts of this test land; set for every command it runs."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "state" / "remote-mcp-inspector" / "transcripts"


@pytest.fixture
def command() -> list[str]:
    return [sys.executable, "-m", "inspector"]


@pytest.fixture
def inspector(state, command) -> Callable[..., Ran]:
    """Run the command to its end, without a terminal."""

    def run(*arguments: object, **env: str) -> Ran:
        done = subprocess.run(
            [*command, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=BOUND,
            env={**os.environ, **env},
            cwd=ROOT,
        )
        err = done.stderr.decode()
        assert "Traceback" not in err
        assert "fault of the inspector" not in err
        return Ran(done.returncode, done.stdout, err)

    return run


@pytest.fixture(scope="session")
def hostile_url() -> Iterator[str]:
    """The hostile server: its paths pick how it misbehaves."""
    process = subprocess.Popen([sys.executable, "-m", "tests.hostile.server"], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout:
        try:
            yield process.stdout.readline().decode().strip()
        finally:
            stop(process)
