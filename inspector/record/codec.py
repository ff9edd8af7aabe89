"""Events as JSON Lines and back; docs/transcript-format.md describes the format for other programs."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from inspector.record.events import KINDS, Event, Level, Outcome, Phase, SseEvent
from inspector.record.problem import Fault, Kind, Problem

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
    _check(maker, values)
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


_fitting: set[tuple[Any, ...]] = set()


def _check(maker: type, values: dict[str, Any]) -> None:
    """Raise TypeError where a value is not of its field's type: everybody who reads events counts on that."""
    # Looking types up event by event would take longer than reading the event; events of a kind look alike.
    signature = (maker, *values, *map(type, values.values()))
    if signature not in _fitting:
        hints = get_type_hints(maker)
        for name, value in values.items():
            if not _fits(value, hints[name]):
                raise TypeError(f"{name} is a {type(value).__name__}")
        _fitting.add(signature)
    for name, choices in _CHOICES.get(maker.__name__, ()):
        if name in values and values[name] not in choices:
            raise ValueError(f"{name} is {values[name]!r}")


def _fits(value: Any, hint: Any) -> bool:
    if get_origin(hint) is UnionType:
        return any(_fits(value, part) for part in get_args(hint))
    if get_origin(hint) is Literal:
        return isinstance(value, str)
    if hint is float:
        return type(value) in (int, float)
    return type(value) is (get_origin(hint) or hint)


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
    _check(Problem, value)
    return Problem(**value)


_READ: dict[str, tuple[tuple[str, Callable[[Any], Any]], ...]] = {
    "RequestSent": (("headers", _read_headers), ("body", _read_bytes)),
    "ResponseStarted": (("headers", _read_headers),),
    "BodyChunk": (("data", _read_bytes),),
    "SessionClosed": (("problem", _read_problem),),
    "ExchangeEnded": (("problem", _read_problem),),
    "CallEnded": (("problem", _read_problem),),
}
_CHOICES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "PhaseTimed": (("phase", get_args(Phase)),),
    "CallEnded": (("outcome", get_args(Outcome)),),
    "Noted": (("level", get_args(Level)),),
    "Problem": (("fault", get_args(Fault)), ("kind", get_args(Kind))),
}
_NOTHING: tuple[tuple[str, Callable[[Any], Any]], ...] = ()
