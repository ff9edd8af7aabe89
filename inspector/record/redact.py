"""Replace secrets by stand-ins on their way to a disk or a screen: the same secret, always the same stand-in."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, urlsplit

from inspector.record.events import (
    BodyChunk,
    Event,
    ExchangeEnded,
    Headers,
    RequestSent,
    ResponseStarted,
    SessionOpened,
)
from inspector.record.known_secrets import KnownSecrets, pieces
from inspector.record.problem import Problem

_SCHEMES = re.compile(r"^(bearer|basic|dpop|token|negotiate|digest) +", re.IGNORECASE)
_TOKEN_HEADERS = re.compile(r"authorization$|token|secret|api-?key|password|credential", re.IGNORECASE)
_PARAMETER_NAMES = (
    r"(?:[\w.-]*(?:token|secret|password|passwd|api_?key|apikey|signature|credential)|key|code|sig|auth)="
)
_SECRET_PARAMETERS = re.compile(rf"([?&;]{_PARAMETER_NAMES})([^&;#\s]+)", re.IGNORECASE)
# One pattern for each sign: of a text without any, these are through in half the time.
_BEGINNINGS = tuple(re.compile(re.escape(sign) + _PARAMETER_NAMES, re.IGNORECASE) for sign in "?&;")
_STAND_IN = re.compile("‹[a-z]+ [0-9a-f]{4}›")
_SHORTEST_ELSEWHERE = 6


class Redactor:
    """Learns secrets from what passes it and replaces them there and wherever they turn up again.

    Secrets are the values of headers that carry credentials, cookies and session ids, user information and
    credential parameters of URLs, and what `learn` is told. A stand-in reads `‹token 3f9a›`.
    """

    def __init__(self) -> None:
        self._stand_ins: dict[str, str] = {}
        self._known = KnownSecrets()
        self._learning = threading.Lock()
        self._held: dict[int, BodyChunk] = {}

    @property
    def version(self) -> int:
        """Grows with every secret learnt."""
        return len(self._known.forms)

    def learn(self, secret: str, kind: str = "token") -> str:
        """Remember a secret; returns its stand-in. A stand-in is no secret: it stays what it is."""
        if _STAND_IN.fullmatch(secret):
            return secret
        stand_in = f"‹{kind} {hashlib.sha256(secret.encode('utf-8', 'replace')).hexdigest()[:4]}›"
        if len(secret) >= _SHORTEST_ELSEWHERE and secret not in self._stand_ins:
            with self._learning:
                for form in (secret, json.dumps(secret)[1:-1], quote(secret, safe="", errors="surrogatepass")):
                    self._stand_ins[form] = stand_in
                self._known = KnownSecrets(sorted(self._stand_ins, key=len, reverse=True))
        return stand_in

    def text(self, text: str) -> str:
        """Return `text` without the secrets known so far, and without credentials in the URLs in it."""
        # Looked for before it is replaced: a text of megabytes without parameters is not copied.
        if "=" in text and any(begins.search(piece) for piece in pieces(text) for begins in _BEGINNINGS):
            text = "".join(_SECRET_PARAMETERS.sub(self._parameter, piece) for piece in pieces(text))
        return self._known.replace_in_text(text, self._stand_ins.__getitem__)

    def data(self, data: bytes) -> bytes:
        """Return `data` without the secrets known so far."""
        return self._known.replace_in_data(data, self._stand_ins.__getitem__)

    def headers(self, headers: Headers) -> Headers:
        """Return header lines with the values that carry credentials replaced."""
        return tuple((name, self._header(name, value)) for name, value in headers)

    def url(self, url: str) -> str:
        """Return a URL without its user information and credential parameters."""
        try:
            user_information = urlsplit(url).netloc.rpartition("@")[0]
        except ValueError:
            user_information = ""
        if user_information:
            url = url.replace(user_information, self.learn(user_information, "user"), 1)
        return self.text(url)

    def events(self, event: Event) -> Iterator[Event]:
        """Yield `event` as it may be kept. A secret cut in two by chunks of a body is found too."""
        match event:
            case RequestSent():
                headers = self.headers(event.headers)
                yield replace(event, headers=headers, url=self.url(event.url), body=self.data(event.body))
            case ResponseStarted():
                yield replace(event, headers=self.headers(event.headers), reason=self.text(event.reason))
            case BodyChunk():
                yield self._chunk(event)
            case ExchangeEnded() if event.exchange in self._held:
                yield self._held.pop(event.exchange)
                yield self._texts(event)
            case SessionOpened() if event.session_id:
                yield replace(event, session_id=self.learn(event.session_id, "session"))
            case _:
                yield self._texts(event)

    def _chunk(self, event: BodyChunk) -> BodyChunk:
        held = self._held.pop(event.exchange, None)
        data = self.data(event.data if held is None else held.data + event.data)
        cut = len(data) - self._begun_at_the_end_of(data)
        if cut < len(data):
            self._held[event.exchange] = replace(event, data=data[cut:])
        return replace(event, data=data[:cut])

    def _begun_at_the_end_of(self, data: bytes) -> int:
        forms = self._known.byte_forms
        for length in range(min(len(data), max(map(len, forms), default=0)), 0, -1):
            end = data[-length:]
            if any(form.startswith(end) for form in forms):
                return length
        return 0

    def _texts(self, event: Event) -> Event:
        changed = {}
        for name in event.__dataclass_fields__:
            value = getattr(event, name)
            if isinstance(value, str):
                value = self.url(value) if name == "url" else self.text(value)
            elif isinstance(value, Problem):
                value = replace(
                    value, what=self.text(value.what), seen=self.text(value.seen), advice=self.text(value.advice)
                )
            if value is not getattr(event, name):
                changed[name] = value
        return replace(event, **changed) if changed else event

    def _header(self, name: str, value: str) -> str:
        lower = name.lower()
        if lower in ("cookie", "set-cookie"):
            return self.learn(value, "cookie")
        if lower == "mcp-session-id":
            return self.learn(value, "session")
        if _TOKEN_HEADERS.search(lower):
            scheme = _SCHEMES.match(value)
            return self._credentials(value[scheme.end() :], scheme[0]) if scheme else self.learn(value)
        return self.text(value)

    def _credentials(self, secret: str, scheme: str) -> str:
        if scheme.strip().lower() == "basic":
            try:
                password = base64.b64decode(secret).decode("utf-8", "replace").partition(":")[2]
            except (binascii.Error, ValueError):
                password = ""
            if password:
                self.learn(password, "password")
        return scheme + self.learn(secret)

    def _parameter(self, match: re.Match[str]) -> str:
        if match[2].startswith("‹"):
            return match[0]
        return match[1] + self.learn(match[2])
