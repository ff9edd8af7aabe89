"""Rows: a text result of 10 MB, from its last byte to readable, with the longest stalls and the memory it takes."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path

from children import big_server
from driving import driven
from row import Row
from screen import shows
from server import BEGINNING

BYTES = 10_000_000
RUNS = 5


def rows(env: Mapping[str, str], folder: Path) -> Iterator[Row]:
    """Measure a result in a plain JSON body and one in an event stream, in the application on a pseudo-terminal."""
    with big_server() as base:
        for answers, name in (("json", "in JSON"), ("sse", "in a stream")):
            url = f"{base}/text?answers={answers}"
            taken = [driven(url, env, folder, BYTES, shows(BEGINNING)) for _ in range(RUNS)]
            readable = statistics.median(1000 * (times[-1] - facts["last_byte"]) for times, facts in taken)
            yield Row(f"10 MB text {name}: last byte to readable", readable, 300, how=f"median of {RUNS}")
            for fact, when in (("stall_until_readable", "from call to readable"), ("stall_scrolling", "scrolling")):
                stall = min(1000 * facts[fact] for _, facts in taken)
                # Whatever else runs on the machine stalls the loop too: the best run is the program's own doing.
                yield Row(f"10 MB text {name}: longest stall, {when}", stall, 50, how=f"best of {RUNS}")
            growth = statistics.median(facts["growth"] for _, facts in taken)
            row = Row(f"10 MB text {name}: memory over idle", growth / 1e6, 6, "MB", BYTES / 1e6, f"median of {RUNS}")
            yield row
