"""Say what the body of a request or an answer is: a JSON value, a text or bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from inspector.record.exchanges import Exchange
from inspector.record.messages import Message, NotJson, parse

Mode = Literal["tree", "text", "bytes"]
Side = Literal["request", "response"]
NOTHING = object()
"""The value of a body that is no JSON; None is one that is `null`."""

_CHARSET = re.compile(r"charset\s*=\s*\"?([\w-]+)", re.IGNORECASE)
_CHARSETS = frozenset(
    {
        "utf-8",
        "utf8",
        "us-ascii",
        "iso-8859-1",
        "iso-8859-15",
        "latin1",
        "windows-1252",
        "utf-16",
        "shift_jis",
        "gb18030",
    }
)
_EXPLAINED = 1_000_000


@dataclass(frozen=True, slots=True)
class Body:
    """A body as far as it is there. `value` is NOTHING where it is no JSON, `text` None where it is no text."""

    data: bytes
    value: Any
    text: str | None
    content_type: str
    note: str = ""

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The ways to look at it, the most telling first."""
        tree: tuple[Mode, ...] = () if self.value is NOTHING else ("tree",)
        text: tuple[Mode, ...] = () if self.text is None else ("text",)
        return (*tree, *text, "bytes")


def body_of(exchange: Exchange, side: Side) -> Body:
    """Return the body of one side. JSON is not read again: the messages of the exchange are taken."""
    if side == "request":
        data, headers = exchange.request.body, exchange.request.headers
    else:
        data, headers = exchange.body(), () if exchange.response is None else exchange.response.headers
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    direction = "out" if side == "request" else "in"
    messages = [message for message in exchange.messages if message.direction == direction]
    streaming = side == "response" and exchange.is_stream
    value = NOTHING if streaming else _value(data, messages)
    whole = side == "request" or exchange.end is not None
    note = _why_no_json(data, content_type) if value is NOTHING and whole and not streaming else ""
    return Body(data, value, _text(data, content_type), content_type, note)


def _value(data: bytes, messages: list[Message]) -> Any:
    if not messages:
        return NOTHING
    batch = data.lstrip()[:1] == b"["
    return [message.payload for message in messages] if batch else messages[0].payload


def _why_no_json(data: bytes, content_type: str) -> str:
    if "json" not in content_type.lower() or not data or len(data) > _EXPLAINED:
        return ""
    try:
        parse(data)
    except NotJson as error:
        return f"not JSON: {error}"
    return ""


def _text(data: bytes, content_type: str) -> str | None:
    charset = _CHARSET.search(content_type)
    name = charset[1].lower() if charset is not None else "utf-8"
    try:
        text = data.decode(name if name in _CHARSETS else "utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
