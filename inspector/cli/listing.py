"""`inspector list URL [KIND]`: what the server offers, for people as a table, for programs as the server's JSON."""

from __future__ import annotations

import argparse
import shutil
from typing import Any

from inspector.cli import output
from inspector.cli.columns import cut, padded, width
from inspector.cli.connect import run
from inspector.cli.report import DONE, UNAUTHORIZED, UNFINISHED, exit_code, report
from inspector.protocol.catalog import SOURCES, Catalog, Entry, Kind
from inspector.record.problem import InspectorError
from inspector.record.showable import showable_line
from inspector.session.connection import Connection
from inspector.session.listing import list_all
from inspector.store.recorder import Recorder

_KIND_OF: dict[str, Kind] = {"tools": "tool", "prompts": "prompt", "resources": "resource", "templates": "template"}
_KEY_WIDTH, _LABEL_WIDTH, _LINE_WIDTH = 44, 28, 160
_MOST_ODDITIES = 10


def main(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""

    async def work(connection: Connection, recorder: Recorder) -> int:
        listed, code = await _listed(connection, recorder, options.kind)
        if options.json:
            output.as_json({SOURCES[kind].member: _raw(connection.catalog, kind) for kind in listed})
        else:
            _print(connection.catalog, listed, titled=options.kind is None)
        return code

    return run(options, work)


async def _listed(connection: Connection, recorder: Recorder, wanted: str | None) -> tuple[list[Kind], int]:
    """List what is wanted, or all that is offered; returns the kinds that could be listed, and the exit code."""
    if wanted:
        kind = _KIND_OF[wanted]
        if not connection.catalog.offers(kind):
            output.note(f"Warning: the server does not declare {SOURCES[kind].capability}; asked all the same.")
        await list_all(connection, kind)
        return [kind], DONE
    listed: list[Kind] = []
    code = DONE
    for kind in SOURCES:
        if connection.catalog.offers(kind):
            try:
                await list_all(connection, kind)
                listed.append(kind)
            except InspectorError as error:
                if exit_code(error, connection.transcript) in (UNFINISHED, UNAUTHORIZED):
                    raise
                # The server answers; the other kinds may be there all the same.
                code = code or report(error, connection.transcript, recorder)
    if not listed and code == DONE:
        output.note(
            "The server declares nothing that could be listed; name a kind, such as tools, to ask all the same."
        )
    return listed, code


def _print(catalog: Catalog, kinds: list[Kind], *, titled: bool) -> None:
    for place, kind in enumerate(kinds):
        entries = _entries(catalog, kind)
        if titled:
            name = next(name for name, named in _KIND_OF.items() if named == kind)
            output.text(("\n" if place else "") + f"{name.capitalize()} ({len(entries)})")
        _table(entries, indent="  " if titled else "")
        _tell_oddities(entries)


def _table(entries: list[Entry], indent: str) -> None:
    columns = shutil.get_terminal_size().columns if output.on_terminal() else _LINE_WIDTH
    rows = [(showable_line(entry.key), _label(entry), _first_line(entry.description)) for entry in entries]
    key_width = min(max((width(row[0]) for row in rows), default=0), _KEY_WIDTH)
    label_width = min(max((width(row[1]) for row in rows), default=0), _LABEL_WIDTH)
    for key, label, description in rows:
        cells = [padded(key, key_width)]
        if label_width:
            cells.append(padded(cut(label, label_width), label_width))
        output.line(cut(indent + "  ".join([*cells, description]).rstrip(), max(columns, width(indent + key))))


def _label(entry: Entry) -> str:
    return "" if entry.label == entry.key else showable_line(entry.label)


def _first_line(description: str) -> str:
    return showable_line(next((line.strip() for line in description.splitlines() if line.strip()), ""))


def _tell_oddities(entries: list[Entry]) -> None:
    odd = [(entry, oddity) for entry in entries for oddity in entry.oddities]
    for entry, oddity in odd[:_MOST_ODDITIES]:
        output.note(f"Warning: {entry.kind} {entry.key or entry.label}: {oddity}.")
    if len(odd) > _MOST_ODDITIES:
        output.note(f"Warning: and {len(odd) - _MOST_ODDITIES:,} more like these.")


def _entries(catalog: Catalog, kind: Kind) -> list[Entry]:
    return catalog.listings[kind].entries


def _raw(catalog: Catalog, kind: Kind) -> list[Any]:
    # What was no object in the list is kept by the catalog under an empty name.
    odd = ("not an object",)
    return [entry.raw[""] if entry.oddities == odd else entry.raw for entry in _entries(catalog, kind)]
