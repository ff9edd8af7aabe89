"""Read a filter such as `method:tools/call status:4xx timeout` and say which rows of the wire pass it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from inspector.record.exchanges import Exchange
from inspector.ui.wire.excerpt import excerpt
from inspector.ui.wire.rows import Row
from inspector.ui.wire.wording import outcome, title

Test = Callable[[Row], bool]
_SEARCHED_BYTES = 128 * 1024


def read_filter(text: str, *, errors_only: bool = False) -> Test | None:
    """Return the test that every word of `text` makes together; None where every row passes.

    `method:` matches a part of the JSON-RPC method, `status:` an HTTP status (`404`, `4xx`), `dir:` is `in`, `out` or
    `note`, `is:error` and `is:running` say themselves; any other word is searched for in titles, addresses, headers
    and the first 128 KB of bodies, without regard to upper and lower case.
    """
    tests = [_test(word) for word in text.split()]
    if errors_only:
        tests.append(lambda row: row.failed)
    return (lambda row: all(test(row) for test in tests)) if tests else None


def _test(word: str) -> Test:
    name, colon, value = word.lower().partition(":")
    match name if colon and value else "":
        case "method":
            return lambda row: value in row.method.lower()
        case "status":
            pattern = re.compile(re.escape(value).replace("x", r"\d") + r"\d*")
            return lambda row: row.exchange is not None and bool(pattern.fullmatch(str(row.exchange.status or "")))
        case "dir":
            return lambda row: row.direction == value
        case "is" if value == "error":
            return lambda row: row.failed
        case "is" if value == "running":
            return lambda row: row.exchange is not None and row.exchange.end is None
    return _anywhere(word)


def _anywhere(word: str) -> Test:
    in_text = re.compile(re.escape(word), re.IGNORECASE)
    # Much JSON is written with every other letter than ASCII escaped.
    written = {word.encode("utf-8", "replace"), json.dumps(word)[1:-1].encode()}
    in_bytes = re.compile(b"|".join(re.escape(form) for form in written), re.IGNORECASE)

    def found(row: Row) -> bool:
        if in_text.search(title(row)):
            return True
        if row.message is not None:
            return bool(in_text.search(excerpt(row.message.payload, _SEARCHED_BYTES)))
        return row.exchange is not None and _in_exchange(row.exchange, in_text, in_bytes)

    return found


def _in_exchange(exchange: Exchange, in_text: re.Pattern[str], in_bytes: re.Pattern[bytes]) -> bool:
    headers = exchange.request.headers + (() if exchange.response is None else exchange.response.headers)
    if in_text.search(exchange.request.url) or any(in_text.search(f"{name}: {value}") for name, value in headers):
        return True
    if in_text.search(outcome(exchange)) or in_bytes.search(exchange.request.body, 0, _SEARCHED_BYTES):
        return True
    if exchange.is_stream:
        # Each event of a stream but the answer has a row of its own.
        return any(in_text.search(event.data, 0, _SEARCHED_BYTES) for event in exchange.stream[-1:])
    return bool(in_bytes.search(_beginning(exchange), 0, _SEARCHED_BYTES))


def _beginning(exchange: Exchange) -> bytes:
    """Return the first part of the body in one piece: a word may stand across two chunks."""
    pieces, length = [], 0
    for chunk in exchange.chunks:
        if length >= _SEARCHED_BYTES:
            break
        pieces.append(chunk.data)
        length += len(chunk.data)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
