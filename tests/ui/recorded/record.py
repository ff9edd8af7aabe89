"""Record the sessions that UI tests show: `python tests/ui/recorded/record.py` writes them beside this file.

The demo server answers, so that what the tests show is what a server sends. Run it when the demo server changes, then
accept the snapshots (`make snapshots`).
"""

import asyncio
from pathlib import Path
from typing import Any

from inspector.demo.child import running_demo
from inspector.record.problem import InspectorError
from inspector.record.transcript import Transcript
from inspector.session.connection import Connection
from inspector.session.listing import list_everything
from inspector.session.target import Target
from inspector.store.transcripts import save_copy
from inspector.wire.network import Network

HERE = Path(__file__).parent
PORT = 8931
SESSIONS = {"stateless": "2026-07-28", "handshake": "2025-11-25"}
TRIP = {
    "title": "A week by the sea",
    "from": {"city": "Vienna", "country": "AT"},
    "to": {"city": "Lisbon", "country": "PT"},
    "departs": "2026-12-01",
    "class": "first",
    "pace": "slow",
    "budget": 900.5,
    "seats": 2,
    "quiet": True,
    "discount": None,
    "meals": ["breakfast", "dinner"],
    "tags": ["sea", "winter"],
    "travellers": [{"name": "Ada", "age": 36, "bags": 2}, {"name": "Grace"}],
    "payment": {"kind": "invoice", "days": 30},
}
TOOLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("greet", {"name": "Ada"}),
    ("write_guide", {}),
    ("draw_landscape", {"time": "dusk", "width": 160, "height": 100}),
    ("play_chime", {}),
    ("link_resources", {}),
    ("embed_resources", {}),
    ("get_weather", {"city": "Lisbon"}),
    ("get_wrong_weather", {"city": "Lisbon"}),
    ("plan_trip", TRIP),
    ("fail", {}),
    ("refuse", {}),
    ("count_slowly", {"seconds": 0.5, "steps": 4}),
    ("write_log", {}),
    ("greet", {"name": "Grace"}),
)


async def record(connection: Connection) -> None:
    """Connect, list, and ask for one of everything."""
    await connection.open()
    await list_everything(connection)
    for name, arguments in TOOLS:
        await ask(connection, "tools/call", {"name": name, "arguments": arguments})
    cancelled, begun = connection.transcript.new_call(), asyncio.Event()
    connection.transcript.subscribe(lambda _: begun.set() if has_progress(connection.transcript, cancelled) else None)
    slow = asyncio.ensure_future(
        ask(connection, "tools/call", {"name": "count_slowly", "arguments": {"seconds": 60, "steps": 6}}, cancelled)
    )
    await begun.wait()
    connection.cancel(cancelled)
    await slow
    await ask(connection, "prompts/get", {"name": "explain_guide"})
    for uri in ("demo://docs/guide.md", "demo://data/bytes.bin", "demo://picture/dusk.png", "demo://no/such"):
        await ask(connection, "resources/read", {"uri": uri})
    await connection.close()


def has_progress(transcript: Transcript, number: int) -> bool:
    """Say whether a call has told how far it is."""
    call = transcript.calls.get(number)
    return call is not None and bool(call.progress)


async def ask(connection: Connection, method: str, params: dict[str, Any], number: int | None = None) -> None:
    """Send one request; a refusal is worth recording too."""
    try:
        await connection.call(method, params, number=number)
    except InspectorError as error:
        print(f"{method} {params.get('name') or params.get('uri')}: {error}")


async def main() -> None:
    """Write one file a session."""
    async with running_demo(PORT) as url:
        for name, protocol in SESSIONS.items():
            transcript = Transcript()
            await record(Connection(Target(url, Network(), protocol), transcript))
            save_copy(transcript, HERE / f"{name}.jsonl", overwrite=True)


if __name__ == "__main__":
    asyncio.run(main())
