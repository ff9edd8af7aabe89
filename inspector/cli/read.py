"""`inspector read URL URI`: read a resource; text and bytes come out as they are."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.cli import output
from inspector.cli.arguments import UsageError
from inspector.cli.connect import run
from inspector.cli.contents import described
from inspector.cli.report import DONE, UNREADABLE
from inspector.cli.request import send
from inspector.protocol.contents import Content, contents_of
from inspector.session.connection import Connection
from inspector.store import whole
from inspector.store.recorder import Recorder


def main(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""

    async def work(connection: Connection, _: Recorder) -> int:
        result = await send(connection, "resources/read", {"uri": options.uri}, options.json)
        contents = contents_of("resources/read", result) or []
        if options.json:
            output.as_json(result)
        readable = isinstance(result.get("contents"), list)
        if not readable:
            output.note("inspector: The result holds no list of contents. Try: send contents as an array.")
        if options.output is not None:
            readable = _save(contents, options.output) and readable
        elif not options.json:
            printed = [_print(content) for content in contents]
            readable = readable and all(printed)
        return DONE if readable else UNREADABLE

    return run(options, work)


def _print(content: Content) -> bool:
    """Print one content; returns whether it could be read."""
    _warn(content)
    if content.shape == "text":
        if output.on_terminal():
            output.text(content.text)
        else:
            output.print_exactly(content.text)
        return True
    if content.shape == "unknown":
        return False
    line, data = described(content)
    if data is None or output.on_terminal():
        output.note(f"inspector: {line}" if data is None else f"{line}; --output FILE saves it.")
    else:
        output.data(data)
    return data is not None


def _save(contents: list[Content], path: Path) -> bool:
    """Write each content to a file: the first to `path`, others with a number behind its name."""
    readable = True
    for number, content in enumerate(contents, 1):
        _warn(content)
        data = _bytes(content)
        if data is None:
            readable = False
            continue
        file = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        try:
            whole.write(file, [data])
        except OSError as error:
            raise UsageError(f"--output: {file} cannot be written: {error.strerror}") from error
        output.note(f"{content.mime or 'no mimeType'}, {len(data):,} bytes, saved as {file}")
    return readable


def _bytes(content: Content) -> bytes | None:
    if content.shape == "text":
        return content.text.encode("utf-8", "surrogatepass")
    if content.shape == "unknown":
        return None
    line, data = described(content)
    if data is None:
        output.note(f"inspector: {line}")
    return data


def _warn(content: Content) -> None:
    for oddity in content.oddities:
        output.note(f"Warning: {oddity}.")
