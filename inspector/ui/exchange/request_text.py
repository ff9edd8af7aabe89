"""Turn a recorded request into text that a person edits, and back into a request that can be sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from inspector.protocol.mirrored import standard_headers
from inspector.record.events import Headers, RequestSent
from inspector.record.messages import NotJson, parse
from inspector.record.showable import showable
from inspector.ui.exchange.indenting import indented
from inspector.ui.exchange.secrecy import Secrecy
from inspector.ui.exchange.stand_ins import StandIns

_COMPUTED = frozenset({"host", "content-length", "transfer-encoding", "connection"})
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_MOST_EDITED = 200_000


class NotARequest(ValueError):
    """What was typed cannot be sent; the message is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class RequestText:
    """A request as it is typed. `body` is None where it cannot be edited as text, and goes out as it was."""

    method: str
    url: str
    headers: str
    body: str | None


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request as it is sent."""

    method: str
    url: str
    headers: Headers
    body: bytes


class Editing:
    """One recorded request while it is edited. `text` is what it began as.

    Headers that are computed at sending are left out. A stand-in that is left where it is, or moved, stands for the
    secret that it replaced.
    """

    def __init__(self, request: RequestSent, secrecy: Secrecy) -> None:
        self._request = request
        self._stand_ins = StandIns()
        headers = secrecy.headers(request.headers)
        for (_, shown), (_, real) in zip(headers, request.headers, strict=True):
            self._stand_ins.learn(shown, real)
        url = secrecy.url(request.url)
        self._stand_ins.learn(url, request.url)
        lines = [f"{name}: {value}" for name, value in headers if name.lower() not in _COMPUTED]
        self.text = RequestText(request.method, url, "\n".join(lines), self._body(secrecy))

    def _body(self, secrecy: Secrecy) -> str | None:
        try:
            real = self._request.body.decode()
            shown = secrecy.data(self._request.body).decode()
        except UnicodeDecodeError:
            return None
        self._stand_ins.learn(shown, real)
        text = indented(shown)
        # An editor shows no control characters, and one that nobody sees must not be sent by accident.
        return text if len(text) <= _MOST_EDITED and showable(text) == text else None

    def request(self, typed: RequestText) -> NewRequest:
        """Return what was typed as a request. Raises NotARequest."""
        method, url = typed.method.strip(), self._stand_ins.restore(typed.url.strip())
        if not _TOKEN.fullmatch(method):
            raise NotARequest("The method must be a word such as POST.")
        _check_url(url)
        return NewRequest(method, url, self._headers(typed.headers), self._sent_body(typed.body))

    def doubts(self, typed: RequestText) -> list[str]:
        """Return what a server will probably not accept, a sentence each; nothing where it cannot be sent at all."""
        try:
            request = self.request(typed)
        except NotARequest:
            return []
        return list(_doubts(request))

    def _sent_body(self, typed: str | None) -> bytes:
        if typed is None or typed == self.text.body:
            return self._request.body
        return self._stand_ins.restore(typed).encode("utf-8", "surrogatepass")

    def _headers(self, typed: str) -> Headers:
        numbered = ((number, line) for number, line in enumerate(typed.splitlines(), 1) if line.strip())
        return tuple(self._header(number, line) for number, line in numbered)

    def _header(self, number: int, line: str) -> tuple[str, str]:
        name, colon, value = line.partition(":")
        if not colon or not _TOKEN.fullmatch(name.strip()):
            raise NotARequest(f"Header line {number} must read `Name: value`.")
        value = self._stand_ins.restore(value.strip())
        if not value.isascii() or not value.isprintable():
            raise NotARequest(f"Header line {number} has a character that no header can hold (only ASCII).")
        return name.strip(), value


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or not url.isprintable() or " " in url:
        raise NotARequest("The URL must begin with http:// or https:// and name a host, without spaces.")


def _doubts(request: NewRequest) -> list[str]:
    headers = {name.lower(): value for name, value in request.headers}
    found = []
    length = headers.get("content-length")
    if length is not None and length != str(len(request.body)):
        found.append(f"Content-Length is {length}, the body has {len(request.body):,} bytes: leave the header out.")
    if "transfer-encoding" in headers:
        found.append("Transfer-Encoding is set at sending: leave the header out.")
    if "json" not in headers.get("content-type", "") or not request.body:
        return found
    try:
        message = parse(request.body)
    except NotJson as error:
        return [*found, f"The body is not JSON: {error}."]
    method = message.get("method") if isinstance(message, dict) else None
    if isinstance(method, str):
        for name, value in standard_headers(method, message.get("params")):
            if headers.get(name.lower(), value) != value:
                found.append(f"{name} is {headers[name.lower()]}, the body says {value}.")
    return found
