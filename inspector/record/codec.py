"""Events as JSON Lines and back; docs/transcript-format.md describes the format for other programs."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from inspector.record.events import KINDS, Event, SseEvent
from inspector.record.problem import Problem

FORMAT = "remote-mcp-inspector/transcript"
VERSION = 1
_DECODER = json.JSONDecoder()
_PIECE = 256 * 1024
_FIELDS = {name: tuple(field.name for field in fields(kind)) for name, kind in KINDS.items()}
_KNOWN = {name: frozenset(names) for name, names in _FIELDS.items()}


class NotATranscript(ValueError):
    """The text is no transcript, or of a version this program does not know; the message is a sentence."""


def header(*, inspector: str, secrets_kept: bool) -> str:
    """Return the first line of a transcript."""
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "inspector": inspector,
            "secrets": "kept" if secrets_kept else "replaced",
        }
    )


def encode(event: Event) -> str:
    """Return one event as a line of JSON, without the line end."""
    return _json(_line(event, _FIELDS[type(event).__name__]))


def encode_text(text: str) -> list[bytes]:
    """Return a text as it stands in a file, in pieces, between which other threads get their turn."""
    return [_utf_8(_json(text[start : start + _PIECE])[1:-1]) for start in range(0, len(text), _PIECE)]


def line_around(event: SseEvent, data: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the line of an event in a file, line end included, around what `encode_text` made of its data."""
    others = _json(_line(event, [name for name in _FIELDS["SseEvent"] if name != "data"]))
    yield _utf_8(others[:-1] + ',"data":"')
    yield from data
    yield b'"}\n'


def line_bytes(line: str) -> bytes:
    """Return a line as it stands in a file. A lone surrogate becomes its escape in JSON, and comes back as it was."""
    return _utf_8(line) + b"\n"


def decode(line: str | bytes) -> Event | None:
    """Return the event of a line; None where its kind is newer than this program. Raises ValueError on no JSON."""
    values = _DECODER.decode(line if isinstance(line, str) else line.decode())
    kind = values.pop("kind")
    maker = KINDS.get(kind)
    if maker is None:
        return None
    if not values.keys() <= _KNOWN[kind]:
        values = {name: value for name, value in values.items() if name in _KNOWN[kind]}
    for name, read_value in _READ.get(kind, _NOTHING):
        if name in values:
            values[name] = read_value(values[name])
    return maker(**values)


def read(lines: Iterable[bytes]) -> Iterator[Event]:
    """Yield the events of a transcript up to where it is cut off or broken.

    Raises NotATranscript before the first event where the first line is not a header of a known version.
    """
    iterator = iter(lines)
    _check_header(next(iterator, b""))
    for line in iterator:
        try:
            event = decode(line)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return
        if event is not None:
            yield event


def _check_header(line: bytes) -> None:
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        first = None
    if not isinstance(first, dict) or first.get("format") != FORMAT:
        raise NotATranscript("the file does not begin with the header of a transcript")
    if first.get("version") != VERSION:
        raise NotATranscript(
            f"the transcript is of version {first.get('version')}; this program reads version {VERSION}"
        )


def _line(event: Event, names: Iterable[str]) -> dict[str, Any]:
    line: dict[str, Any] = {"kind": type(event).__name__}
    for name in names:
        value = getattr(event, name)
        if value is not None:
            line[name] = _encode_value(value)
    return line


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _utf_8(line: str) -> bytes:
    return line.encode("utf-8", "backslashreplace")


def _encode_value(value: Any) -> Any:
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, Problem):
        return {name: part for name in Problem.__dataclass_fields__ if (part := getattr(value, name)) not in (None, "")}
    return value


def _read_bytes(value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode()
    try:
        return base64.b64decode(value["base64"], validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def _read_headers(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(text)) for name, text in value)


def _read_problem(value: Any) -> Problem:
    return Problem(**value)


_READ: dict[str, tuple[tuple[str, Callable[[Any], Any]], ...]] = {
    "RequestSent": (("headers", _read_headers), ("body", _read_bytes)),
    "ResponseStarted": (("headers", _read_headers),),
    "BodyChunk": (("data", _read_bytes),),
    "SessionClosed": (("problem", _read_problem),),
    "ExchangeEnded": (("problem", _read_problem),),
    "CallEnded": (("problem", _read_problem),),
}
_NOTHING: tuple[tuple[str, Callable[[Any], Any]], ...] = ()
