"""Fold answers into what a server offers: who it is, what it can, and its tools, prompts, resources and templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from inspector.protocol.revisions import META
from inspector.record.calls import Call
from inspector.record.events import CallEnded, Event, SessionStarted
from inspector.record.problem import Problem
from inspector.record.transcript import Transcript

Kind = Literal["tool", "prompt", "resource", "template"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a kind of entry comes from: the list method, the member of its result, the member that is the key."""

    method: str
    member: str
    key: str
    capability: str


SOURCES: dict[Kind, Source] = {
    "tool": Source("tools/list", "tools", "name", "tools"),
    "prompt": Source("prompts/list", "prompts", "name", "prompts"),
    "resource": Source("resources/list", "resources", "uri", "resources"),
    "template": Source("resources/templates/list", "resourceTemplates", "uriTemplate", "resources"),
}
_KIND_OF = {source.method: kind for kind, source in SOURCES.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One listed thing. `raw` is what the server sent; `oddities` are sentences on what is wrong with it."""

    kind: Kind
    key: str
    label: str
    description: str
    raw: Mapping[str, Any]
    oddities: tuple[str, ...] = ()

    @property
    def annotations(self) -> Mapping[str, Any]:
        annotations = self.raw.get("annotations")
        return annotations if isinstance(annotations, dict) else {}


@dataclass(slots=True)
class Listing:
    """The entries of one kind as far as they were listed; `problem` is why there are not more of them.

    `version` grows with every change.
    """

    entries: list[Entry] = field(default_factory=list)
    by_key: dict[str, Entry] = field(default_factory=dict)
    next_cursor: Any = None
    complete: bool = False
    problem: Problem | None = None
    version: int = 0


class Catalog:
    """What the server of a transcript offers; kept up to date while the transcript grows."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._reset()
        for event in transcript.since(0):
            self._feed(event)
        transcript.subscribe(self._feed)

    def _reset(self) -> None:
        self.server: Mapping[str, Any] = {}
        self.capabilities: Mapping[str, Any] = {}
        self.instructions = ""
        self.listings: dict[Kind, Listing] = {kind: Listing() for kind in SOURCES}

    def offers(self, kind: Kind) -> bool:
        """Say whether the server declares the capability behind a kind."""
        return SOURCES[kind].capability in self.capabilities

    def find(self, kind: Kind, key: str) -> Entry | None:
        """Return the first listed entry with this name or URI."""
        return self.listings[kind].by_key.get(key)

    def _feed(self, event: Event) -> None:
        if isinstance(event, SessionStarted):
            self._reset()
        elif isinstance(event, CallEnded):
            call = self._transcript.calls.get(event.call)
            if call is None:
                return
            if event.outcome == "answered" and call.result is not None:
                self._take(call, call.result)
            elif call.method in _KIND_OF:
                self._fail(_KIND_OF[call.method], event.problem)

    def _take(self, call: Call, result: Mapping[str, Any]) -> None:
        if call.method in ("initialize", "server/discover"):
            self._introduce(result)
        elif call.method in _KIND_OF:
            self._list(_KIND_OF[call.method], call, result)
        server = _object(result.get("_meta")).get(META + "serverInfo")
        if isinstance(server, dict):
            self.server = server

    def _introduce(self, result: Mapping[str, Any]) -> None:
        self.server = _object(result.get("serverInfo"))
        self.capabilities = _object(result.get("capabilities"))
        instructions = result.get("instructions")
        self.instructions = instructions if isinstance(instructions, str) else ""

    def _list(self, kind: Kind, call: Call, result: Mapping[str, Any]) -> None:
        listing = self.listings[kind]
        if "cursor" not in call.params:
            listing.entries, listing.by_key = [], {}
        items = result.get(SOURCES[kind].member)
        if not isinstance(items, list):
            self._fail(kind, _no_list(SOURCES[kind], items, call.request.exchange))
            return
        for item in items:
            entry = entry_of(kind, item, listing.by_key)
            listing.entries.append(entry)
            listing.by_key.setdefault(entry.key, entry)
        listing.next_cursor, listing.problem = result.get("nextCursor"), None
        listing.complete = not isinstance(listing.next_cursor, str)
        listing.version += 1

    def _fail(self, kind: Kind, problem: Problem | None) -> None:
        listing = self.listings[kind]
        listing.problem = problem
        listing.version += 1


def entry_of(kind: Kind, item: Any, listed: Mapping[str, Entry]) -> Entry:
    """Read one member of a list leniently: whatever it is, it becomes an entry, with what is wrong said."""
    if not isinstance(item, dict):
        return Entry(kind, "", f"(a {type(item).__name__} where an object belongs)", "", {"": item}, ("not an object",))
    member = SOURCES[kind].key
    key = item.get(member)
    oddities: tuple[str, ...] = ()
    if not isinstance(key, str) or not key:
        oddities = (f"{member} is missing" if key in (None, "") else f"{member} is not a string",)
        key = "" if key is None else str(key)
    elif key in listed:
        oddities = (f"{member} is listed twice: only one of them can be reached",)
    if kind == "tool" and not isinstance(item.get("inputSchema"), dict):
        oddities = (*oddities, "inputSchema is no object")
    description = item.get("description")
    return Entry(kind, key, _label(item) or key, description if isinstance(description, str) else "", item, oddities)


def _label(item: dict[str, Any]) -> str:
    annotations = item.get("annotations")
    for holder, name in ((item, "title"), (annotations, "title"), (item, "name")):
        text = holder.get(name) if isinstance(holder, dict) else None
        if isinstance(text, str) and text:
            return text
    return ""


def _no_list(source: Source, found: Any, exchange: int) -> Problem:
    return Problem(
        fault="server",
        what=f"The result of {source.method} holds no list",
        seen=f"{source.member} is missing" if found is None else f"{source.member} is a {type(found).__name__}",
        advice=f"send {source.member} as an array",
        exchange=exchange,
        kind="unreadable",
    )


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
