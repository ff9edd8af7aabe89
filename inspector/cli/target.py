"""Turn the options of a command line into what to connect to, and what to save."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from inspector.cli.arguments import UsageError
from inspector.record.events import Headers
from inspector.session.target import REQUEST_SECONDS, Target, checked_url
from inspector.store.saving import Saving
from inspector.wire.network import Network


def target_of(options: argparse.Namespace, url: str) -> Target:
    """Return the target; `url` may be empty where it is not known yet. Raises UsageError and LocalError."""
    certificate, key = _certificate(options.cert)
    network = Network(options.proxy, options.ca, certificate, key, options.insecure)
    return Target(
        checked_url(url) if url else "",
        network,
        options.protocol,
        _headers(options),
        options.timeout or REQUEST_SECONDS,
    )


def saving_of(options: argparse.Namespace) -> Saving:
    """Return what is to be saved."""
    return Saving(options.save, options.no_save, options.keep_secrets)


def _headers(options: argparse.Namespace) -> Headers:
    headers: Headers = tuple(options.header)
    if options.bearer is None:
        return headers
    if any(name.lower() == "authorization" for name, _ in headers):
        raise UsageError("--bearer and --header Authorization contradict each other; give one of them")
    return (("Authorization", f"Bearer {_token(options.bearer)}"), *headers)


def _token(text: str) -> str:
    token = text
    if text.startswith("@"):
        try:
            token = Path(text[1:]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"--bearer: {text[1:]} cannot be read: {error}") from error
    elif text.startswith("env:"):
        token = os.environ.get(text[4:], "")
    token = token.strip()
    if not token:
        raise UsageError("--bearer: there is no token; give TOKEN, @FILE or env:NAME of a variable that is set")
    if not token.isascii() or any(letter.isspace() or not letter.isprintable() for letter in token):
        raise UsageError("--bearer: a token is one word of ASCII; look for spaces and line ends in it")
    return token


def _certificate(text: str | None) -> tuple[str | None, str | None]:
    if text is None or Path(text).exists():
        return text, None
    certificate, colon, key = text.rpartition(":")
    return (certificate, key) if colon else (text, None)
