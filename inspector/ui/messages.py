"""What panes ask for, sent up to the screen or the app that can do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from textual.message import Message

from inspector.protocol.catalog import Entry


@dataclass
class CopyWanted(Message):
    """Put `text` on the clipboard; `what` names it in the notice that says so."""

    text: str
    what: str


@dataclass
class SaveWanted(Message):
    """Ask where, and write there what `data` returns; `name` is a file name of our own, never the server's."""

    data: Callable[[], bytes]
    name: str


@dataclass
class ExchangeWanted(Message):
    """Show one HTTP exchange in full."""

    number: int


@dataclass
class LinkWanted(Message):
    """Follow a URI that the server gave: read it as a resource, or, after asking, open it in a browser."""

    uri: str


@dataclass
class CancelWanted(Message):
    """Cancel a running call; `call` is its JSON-RPC id."""

    call: int


@dataclass
class EntryAsked(Message):
    """Call a tool, get a prompt or read a resource with these values."""

    entry: Entry
    values: Mapping[str, Any]


@dataclass
class CompletionAsked(Message):
    """Get completions with `params` of `completion/complete`, and give them to `suggest`."""

    params: Mapping[str, Any]
    suggest: Callable[[list[str]], None]
