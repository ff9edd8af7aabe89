"""Row: from connected to ten thousand tools on the screen, against fetching and parsing them alone."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import httpx
from children import big_server
from driving import driven
from row import Row, interleaved
from screen import shows

RUNS = 5
META = {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}
MESSAGE = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": META}}


def rows(env: Mapping[str, str], folder: Path) -> Iterator[Row]:
    """Measure the list in the application, in a pseudo-terminal."""
    with big_server() as base, httpx.Client(trust_env=False) as client:
        url = f"{base}/tools"
        floor, screen = interleaved(RUNS, partial(_fetch, client, url), partial(_show, url, env, folder))
    yield Row("10,000 tools: connected to list usable", screen, 3.0, floor=floor, how=f"median of {RUNS}")


def _fetch(client: httpx.Client, url: str) -> float:
    begun = time.perf_counter()
    answer = client.post(url, json=MESSAGE, headers={"Accept": "application/json"})
    assert len(json.loads(answer.content)["result"]["tools"]) == 10_000
    return time.perf_counter() - begun


def _show(url: str, env: Mapping[str, str], folder: Path) -> float:
    (_, shown), facts = driven(url, env, folder, 0, shows("10,000"))
    return shown - facts["opened"]
