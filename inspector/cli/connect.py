"""Run the work of one command on a connection: opened, recorded, closed; every failure one line and an exit code."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from inspector.cli import output
from inspector.cli.arguments import UsageError
from inspector.cli.news import tell_news
from inspector.cli.report import report
from inspector.cli.target import saving_of, target_of
from inspector.cli.wirelog import log_wire
from inspector.record.problem import InspectorError
from inspector.record.transcript import Transcript
from inspector.session.connection import Connection
from inspector.session.target import Target
from inspector.store.recorder import Recorder

Work = Callable[[Connection, Recorder], Awaitable[int]]


def run(options: argparse.Namespace, work: Work) -> int:
    """Connect as the options say, do the work, return its exit code or that of the failure. Raises UsageError."""
    try:
        target = target_of(options, options.url)
    except InspectorError as error:
        return report(error)
    return asyncio.run(run_on(target, options, work))


async def run_on(target: Target, options: argparse.Namespace, work: Work) -> int:
    """As `run`, on a target and in a loop that are there already."""
    transcript = Transcript()
    recorder = saving_of(options).begin(transcript, target.url)
    if recorder.problem and options.save is not None:
        raise UsageError(f"--save: {recorder.problem}")
    try:
        async with connected(target, options, transcript, recorder) as connection:
            return await work(connection, recorder)
    except InspectorError as error:
        return report(error, transcript, recorder)
    finally:
        recorder.close()


@asynccontextmanager
async def connected(
    target: Target, options: argparse.Namespace, transcript: Transcript, recorder: Recorder
) -> AsyncIterator[Connection]:
    """Give an open connection; warnings, progress and (where asked for) the wire are told on stderr meanwhile."""
    if recorder.problem:
        output.note(f"Warning: {recorder.problem}")
    tell_news(transcript, recorder.redactor)
    if options.protocol_log:
        log_wire(transcript)
    connection = Connection(target, transcript)
    try:
        await connection.open()
        yield connection
    finally:
        await connection.close()
