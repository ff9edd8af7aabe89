"""`inspector demo`: the built-in demo server alone, or one plain run against it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from inspector.cli import output
from inspector.cli.connect import run_on
from inspector.cli.contents import described
from inspector.cli.report import DONE, USAGE, report
from inspector.cli.target import target_of
from inspector.demo.child import HOW_TO_INSTALL, running_demo, sdk_installed
from inspector.protocol.catalog import SOURCES
from inspector.protocol.contents import contents_of
from inspector.record.problem import InspectorError
from inspector.session.connection import Connection
from inspector.session.listing import list_everything
from inspector.store.recorder import Recorder

_STEPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("tool greet", "tools/call", {"name": "greet", "arguments": {"name": "Ada"}}),
    ("tool draw_landscape", "tools/call", {"name": "draw_landscape", "arguments": {}}),
    ("resource demo://text/haiku", "resources/read", {"uri": "demo://text/haiku"}),
    ("resource demo://data/bytes.bin", "resources/read", {"uri": "demo://data/bytes.bin"}),
    ("prompt write_haiku", "prompts/get", {"name": "write_haiku", "arguments": {}}),
)


def main(options: argparse.Namespace) -> int:
    """Serve, or run; returns the exit code."""
    return _serve(options.port) if options.serve else asyncio.run(_run(options))


@contextmanager
def serving(port: int) -> Iterator[str]:
    """Give the URL of a demo server that runs meanwhile, to a program with an event loop of its own."""
    output.note("Starting the demo server …")
    with asyncio.Runner() as runner:
        server = running_demo(port)
        url = runner.run(server.__aenter__())
        try:
            yield url
        finally:
            runner.run(server.__aexit__(None, None, None))


def _serve(port: int) -> int:
    if not sdk_installed():
        output.note(f"inspector: {HOW_TO_INSTALL}")
        return USAGE
    from inspector.demo.serve import serve

    try:
        serve(port)
    except OSError as error:
        output.note(f"inspector: Cannot listen on port {port}: {error.strerror}. Try: another --port.")
        return USAGE
    return DONE


async def _run(options: argparse.Namespace) -> int:
    try:
        async with running_demo(options.port) as url:
            return await run_on(target_of(options, url), options, _work)
    except InspectorError as error:
        return report(error)


async def _work(connection: Connection, recorder: Recorder) -> int:
    catalog = connection.catalog
    revision = connection.transcript.lifecycle.revision
    output.line(f"Connected to {catalog.server.get('title')} at {connection.target.url}, revision {revision}")
    await list_everything(connection)
    counts = (f"{len(catalog.listings[kind].entries)} {kind}s" for kind in SOURCES)
    output.line(f"It offers {', '.join(counts)}")
    for name, method, params in _STEPS:
        result = await connection.call(method, params)
        for content in contents_of(method, result) or ():
            what = content.text.strip() if content.shape == "text" else described(content)[0]
            output.text(f"{name}: {what}")
    if recorder.path is not None:
        output.line(f"Transcript: {recorder.path}")
    sys.stdout.flush()
    return DONE
