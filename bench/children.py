"""The servers that are measured against, as child processes that end with the benchmark."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from places import BENCH, PYTHON, ROOT


@contextmanager
def serving(*command: str) -> Iterator[str]:
    """Run a server that says its URL in the last word of its first line, and ends when its stdin does."""
    process = subprocess.Popen([PYTHON, *command], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    with process, process.stdout:
        try:
            yield process.stdout.readline().decode().split()[-1]
        finally:
            process.stdin.close()


def demo_server() -> AbstractContextManager[str]:
    """The demo server; gives the URL of its endpoint."""
    return serving("-m", "inspector.demo", "--until-stdin-ends")


def big_server() -> AbstractContextManager[str]:
    """The server of large answers; gives its base URL, with `/text` and `/tools`."""
    return serving(str(BENCH / "server.py"))
