"""Write a recorded request as a curl command for a POSIX shell (POSIX.1-2024 §2.2; curl(1))."""

from __future__ import annotations

import re
import shlex

from inspector.record.events import Headers, RequestSent
from inspector.record.redact import Redactor

_UNSHOWABLE = re.compile("[^\x20-\x7e\u00a1-\u00ac\u00ae-\u1fff\u2010-\u2027\u2030-\u205f\u2070-\ud7ff\ue000-\ufefe]")
_CURL_SETS = frozenset({"host", "content-length", "connection"})


def curl(request: RequestSent, redactor: Redactor | None) -> str:
    """Return the command that sends `request` again; `redactor` replaces its secrets, None leaves them in.

    Every part is quoted so that a shell changes nothing in it: in single quotes, and where there are control
    characters in ANSI-C quotes (`$'…'`). A body that no argument can hold comes from `printf` through a pipe.
    """
    url, headers, body = request.url, request.headers, request.body
    if redactor is not None:
        # Headers first: what is learned from them is then found in the rest.
        headers = redactor.headers(headers)
        url, body = redactor.url(url), redactor.data(body)
    parts = ["curl --globoff --no-buffer --include", f"--request {_quoted(request.method)}", f"--url {_quoted(url)}"]
    parts += [f"--header {_quoted(line)}" for line in _header_lines(headers)]
    names = {name.lower() for name, _ in headers}
    if "accept-encoding" in names:
        parts.append("--compressed")
    if body and "content-type" not in names:
        parts.append("--header 'Content-Type:'")
    producer, argument = _body(body)
    return producer + " \\\n  ".join(parts + argument)


def _header_lines(headers: Headers) -> list[str]:
    # `Name;` is how curl is told to send a header without a value.
    return [f"{name}: {value}" if value else f"{name};" for name, value in headers if name.lower() not in _CURL_SETS]


def _body(body: bytes) -> tuple[str, list[str]]:
    if not body:
        return "", []
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        return f"printf '{''.join(map(_printed, body))}' | ", ["--data-binary @-"]
    return "", [f"--data-raw {_quoted(text)}"]


def _quoted(text: str) -> str:
    if not _UNSHOWABLE.search(text):
        return shlex.quote(text)
    return "$'" + "".join(map(_ansi, text.encode("utf-8", "surrogatepass"))) + "'"


def _ansi(byte: int) -> str:
    return "\\" + chr(byte) if chr(byte) in "'\\" else _plain_or_octal(byte)


def _printed(byte: int) -> str:
    return _octal(byte) if chr(byte) in "'\\%" else _plain_or_octal(byte)


def _plain_or_octal(byte: int) -> str:
    return chr(byte) if 0x20 <= byte < 0x7F else _octal(byte)


def _octal(byte: int) -> str:
    # Always three digits, so that a digit behind it is never taken for a part of it.
    return f"\\{byte:03o}"
