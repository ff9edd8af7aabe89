"""`inspector prompt URL NAME [name=value …]`: get a prompt and print its messages."""

from __future__ import annotations

import argparse

from inspector.cli import output
from inspector.cli.arguments import UsageError
from inspector.cli.connect import run
from inspector.cli.contents import print_contents
from inspector.cli.report import DONE, UNREADABLE
from inspector.cli.request import send
from inspector.protocol.contents import contents_of
from inspector.session.connection import Connection
from inspector.store.recorder import Recorder


def main(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    arguments = _arguments(options.pairs)

    async def work(connection: Connection, _: Recorder) -> int:
        result = await send(connection, "prompts/get", {"name": options.name, "arguments": arguments}, options.json)
        if options.json:
            output.as_json(result)
        else:
            print_contents(contents_of("prompts/get", result) or ())
        if not isinstance(result.get("messages"), list):
            output.note("inspector: The result holds no list of messages. Try: send messages as an array.")
            return UNREADABLE
        return DONE

    return run(options, work)


def _arguments(pairs: list[str]) -> dict[str, str]:
    """Every argument of a prompt is text (MCP server/prompts)."""
    arguments: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise UsageError(f"{pair!r} is no argument: write name=value")
        if name in arguments:
            raise UsageError(f"{name} is given twice")
        arguments[name] = value
    return arguments
