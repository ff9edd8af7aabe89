"""Fold bodies and stream events into JSON-RPC messages (JSON-RPC 2.0; MCP basic/index#messages)."""

from __future__ import annotations

import gc
import json
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["request", "notification", "result", "error", "odd"]
_LARGE = 256 * 1024
_OPENS_UTF_8_JSON = (b'{"', b"{}", b"[{", b"[]")


@dataclass(frozen=True, slots=True)
class Message:
    """One JSON-RPC message. `odd` is what claims to be one, or came where one belongs, and is not."""

    seq: int
    at: float
    exchange: int
    direction: Literal["out", "in"]
    kind: Kind
    payload: Any
    size: int

    @property
    def id(self) -> Any:
        return self.payload.get("id") if isinstance(self.payload, dict) else None

    @property
    def method(self) -> str:
        """The method of a request or notification; empty for answers."""
        method = self.payload.get("method") if isinstance(self.payload, dict) else None
        return method if isinstance(method, str) else ""

    @property
    def params(self) -> dict[str, Any]:
        """The params of a request or notification; empty where there are none or they are no object."""
        params = self.payload.get("params") if isinstance(self.payload, dict) else None
        return params if isinstance(params, dict) else {}


class NotJson(ValueError):
    """The text is not JSON, or nested too deep to read; the message is a sentence that says where."""


class _NotANumber(Exception):
    pass


def parse(text: bytes | str) -> Any:
    """Return the JSON value of `text` (RFC 8259, UTF-8). Raises NotJson with a sentence that says what is wrong."""
    collecting = len(text) > _LARGE and gc.isenabled()
    if collecting:
        # Measured: the collector makes reading 10,000 tools six times slower, and there is no cycle to find.
        gc.disable()
    try:
        # One decoder for all: `json.loads` makes a new one at each call with options.
        return _DECODER.decode(text if isinstance(text, str) else _text(text))
    except UnicodeDecodeError as error:
        raise NotJson(f"the text is not UTF-8 at byte {error.start}") from None
    except _NotANumber as error:
        raise NotJson(f"{error} is not JSON") from None
    except json.JSONDecodeError as error:
        raise NotJson(f"{error.msg[:1].lower()}{error.msg[1:]} at line {error.lineno} column {error.colno}") from None
    except RecursionError:
        raise NotJson("the JSON is nested too deep to read") from None
    except ValueError:
        # Python refuses to read such integers, as the time for it grows with the square of their length.
        raise NotJson("a number has more than 4,300 digits, which is not read") from None
    finally:
        if collecting:
            gc.enable()


def values_in(payload: bytes | str) -> list[Any]:
    """Return what is said in a body or in the data of a stream event: one value, several in a batch (MCP 2025-03-26
    only), none where it is no JSON."""
    if not payload:
        return []
    try:
        parsed = parse(payload)
    except NotJson:
        return []
    return parsed if isinstance(parsed, list) else [parsed]


def kind_of(payload: Any) -> Kind:
    """Say what sort of message a JSON value is, by its members alone."""
    if not isinstance(payload, dict) or payload.get("jsonrpc") != "2.0":
        return "odd"
    if isinstance(payload.get("method"), str):
        return "request" if "id" in payload else "notification"
    if "result" in payload and "error" not in payload:
        return "result"
    return "error" if "error" in payload and "result" not in payload else "odd"


def _text(data: bytes) -> str:
    # JSON of a message is UTF-8 (RFC 8259 §8.1), and looking for other encodings costs as much as reading a short one.
    encoding = "utf-8" if data.startswith(_OPENS_UTF_8_JSON) else json.detect_encoding(data)
    return data.decode(encoding, "surrogatepass")


def _refuse_constant(name: str) -> Any:
    raise _NotANumber(name)


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
