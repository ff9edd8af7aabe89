"""`inspector call URL TOOL [name=value …]`: call a tool and print its result."""

from __future__ import annotations

import argparse
import difflib
import json
from pathlib import Path
from typing import Any

from inspector.cli import output
from inspector.cli.arguments import UsageError
from inspector.cli.connect import run
from inspector.cli.contents import print_contents
from inspector.cli.report import DONE, SERVER_SAID_NO, UNFINISHED, UNREADABLE
from inspector.cli.request import send
from inspector.protocol.arguments import from_pairs
from inspector.protocol.catalog import Entry
from inspector.protocol.contents import contents_of
from inspector.protocol.schema.verdict import Verdict, check
from inspector.record.problem import RemoteError
from inspector.session.connection import Connection
from inspector.session.listing import list_all
from inspector.store.recorder import Recorder


def main(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    given = _given(options.args)

    async def work(connection: Connection, _: Recorder) -> int:
        tool = await _find(connection, options.tool)
        schema = None if tool is None else tool.raw.get("inputSchema")
        arguments = given | _from_pairs({} if schema is None else schema, options.pairs)
        if schema is not None:
            _warn(check(schema, arguments), "the arguments do not fit the tool's input schema (sent all the same)")
        result = await send(connection, "tools/call", {"name": options.tool, "arguments": arguments}, options.json)
        if options.json:
            output.as_json(result)
        else:
            _print(result, options.output)
        return _judged(result, tool)

    return run(options, work)


def _given(text: str | None) -> dict[str, Any]:
    if text is None:
        return {}
    try:
        arguments = json.loads(Path(text[1:]).read_bytes() if text.startswith("@") else text)
    except OSError as error:
        raise UsageError(f"--args: {text[1:]} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"--args: not JSON: {error}") from error
    if not isinstance(arguments, dict):
        raise UsageError('--args: the arguments are a JSON object, such as {"name": "value"}')
    return arguments


def _from_pairs(schema: Any, pairs: list[str]) -> dict[str, Any]:
    try:
        return from_pairs(schema, pairs)
    except ValueError as error:
        raise UsageError(str(error).rstrip(".")) from error


async def _find(connection: Connection, name: str) -> Entry | None:
    """Return the tool, or warn that it is not listed: a server may have tools that it does not list."""
    try:
        await list_all(connection, "tool")
    except RemoteError as error:
        output.note(f"Warning: the tools cannot be listed, so their schemas are not known. {error.problem.line()}")
        return None
    tool = connection.catalog.find("tool", name)
    if tool is None:
        near = difflib.get_close_matches(name, connection.catalog.listings["tool"].by_key, 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        output.note(f"Warning: the server lists no tool {name}; called all the same.{hint}")
    return tool


def _print(result: dict[str, Any], folder: Path | None) -> None:
    structured = result.get("structuredContent")
    print_contents(contents_of("tools/call", result) or (), folder, structured)
    if structured is not None:
        output.as_json(structured, pretty=True)


def _judged(result: dict[str, Any], tool: Entry | None) -> int:
    if result.get("resultType", "complete") != "complete":
        output.note(
            f"inspector: The result is of type {result['resultType']!r}, not complete; "
            "a server that asks back before it answers is not supported yet."
        )
        return UNFINISHED
    if not isinstance(result.get("content"), list):
        output.note("inspector: The result holds no list of contents. Try: send content as an array.")
        return UNREADABLE
    if result.get("isError") is True:
        output.note("inspector: The tool reports that it failed (isError).")
        return SERVER_SAID_NO
    _tell_verdict(result, tool)
    return DONE


def _tell_verdict(result: dict[str, Any], tool: Entry | None) -> None:
    schema = None if tool is None else tool.raw.get("outputSchema")
    if schema is None:
        return
    if "structuredContent" not in result:
        output.note("Warning: the tool has an output schema, but the result has no structured content.")
        return
    verdict = check(schema, result["structuredContent"])
    if verdict.valid:
        output.note("The structured content fits the output schema.")
    _warn(verdict, "the structured content does not fit the output schema")


def _warn(verdict: Verdict, what: str) -> None:
    if verdict.unusable:
        output.note(f"Warning: {verdict.unusable}")
    for error in verdict.errors:
        output.note(f"Warning: {what}: {error.path or '(the whole)'}: {error.sentence}")
