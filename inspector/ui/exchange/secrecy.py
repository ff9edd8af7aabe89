"""Decide what is shown of secrets: stand-ins, or, once the person asked for them, the secrets themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from inspector.record.events import Headers
from inspector.record.exchanges import Exchange
from inspector.record.problem import Problem
from inspector.record.redact import Redactor


@dataclass(slots=True)
class Secrecy:
    """Everything of an exchange goes to the screen, the clipboard and a file through one of these."""

    redactor: Redactor
    revealed: bool = False

    def learn(self, exchange: Exchange) -> None:
        """Learn the secrets in the heads of an exchange, before its bodies are shown, where they may turn up again."""
        self.redactor.headers(exchange.request.headers)
        self.redactor.url(exchange.request.url)
        if exchange.response is not None:
            self.redactor.headers(exchange.response.headers)

    @property
    def through(self) -> Callable[[str], str] | None:
        """What changes texts on their way to a viewer; None where nothing is changed."""
        return None if self.revealed else self.redactor.text

    def headers(self, headers: Headers) -> Headers:
        return headers if self.revealed else self.redactor.headers(headers)

    def url(self, url: str) -> str:
        return url if self.revealed else self.redactor.url(url)

    def text(self, text: str) -> str:
        return text if self.revealed else self.redactor.text(text)

    def data(self, data: bytes) -> bytes:
        return data if self.revealed else self.redactor.data(data)

    def problem(self, problem: Problem) -> Problem:
        """Return the problem of an exchange as it may be shown beside that exchange."""
        what, seen, advice = map(self.text, (problem.what, problem.seen, problem.advice))
        return replace(problem, what=what, seen=seen, advice=advice, exchange=None)
