"""Say in words what went wrong on the way to a server: what, whose fault, what to try."""

from __future__ import annotations

import socket
import ssl
from typing import Literal
from urllib.parse import urlsplit

from inspector.record.problem import Problem

CONNECT_SECONDS = 10.0
Kind = Literal[
    "no connection",
    "no connection in time",
    "no TLS in time",
    "proxy",
    "broken HTTP",
    "broken connection",
    "unsendable",
]


def explain(kind: Kind, error: BaseException, url: str, exchange: int | None) -> Problem:
    """Return the problem that an exception of this kind is; the exception's first cause decides the words."""
    cause, host = _first_cause(error), _host(url)
    if kind == "no connection" or (isinstance(cause, ssl.SSLError) and not kind.endswith("in time")):
        return _no_connection(cause, host, exchange)
    if kind == "unsendable":
        return Problem(
            fault="you",
            what="The request cannot be sent as it is",
            seen=_words(error),
            advice="give a whole URL that begins with http:// or https://, and check the headers",
            exchange=exchange,
            kind="usage",
        )
    what, advice = _HEAD_TOO_LONG if _HEAD_TOO_LONG_SEEN in str(cause) else _SENTENCES[kind]
    return Problem(
        fault="server" if kind == "broken HTTP" else "network",
        what=what.format(host=host),
        seen=f"no answer within {CONNECT_SECONDS:g} s" if kind.endswith("in time") else _words(cause),
        advice=f"{advice}; {_PERHAPS_A_CERTIFICATE}" if kind == "broken connection" and url[:6] == "https:" else advice,
        exchange=exchange,
    )


# What httpcore says where status line and headers together take over 100 KiB.
_HEAD_TOO_LONG_SEEN = "Receive buffer too long"
_HEAD_TOO_LONG = (
    "The headers of the answer are longer than this inspector reads",
    "send fewer or shorter headers: many clients and proxies stop at 8 to 100 KiB",
)
# With TLS 1.3 a server that wants a certificate often just hangs up after the handshake.
_PERHAPS_A_CERTIFICATE = "where it hangs up at once, it may want a client certificate (--cert)"
_SENTENCES = {
    "no connection in time": (
        "{host} did not accept a connection in time",
        "check the address, the port, and firewalls between",
    ),
    "no TLS in time": (
        "{host} accepted the connection and did not answer in TLS",
        "check that the port speaks https: perhaps the URL begins with http://",
    ),
    "proxy": ("The proxy refused to connect to {host}", "check --proxy, and its user and password"),
    "broken HTTP": (
        "{host} broke off in the middle, or what it sent is not HTTP",
        "reconnect; if it happens again, look at the server's log and at proxies before it",
    ),
    "broken connection": ("The connection with {host} broke", "check that the server still runs, then reconnect"),
}


def _no_connection(cause: BaseException, host: str, exchange: int | None) -> Problem:
    fault: Literal["network", "server"] = "network"
    if isinstance(cause, socket.gaierror | UnicodeError):
        what, advice = f"No address is known for {host}", "check the spelling, and your DNS or VPN"
    elif isinstance(cause, ssl.SSLCertVerificationError):
        fault = "server"
        what = f"The certificate of {host} is not trusted: {cause.verify_message}"
        advice = "give the authority with --ca FILE, or --insecure to look all the same"
    elif isinstance(cause, ssl.SSLError):
        fault = "server"
        what = f"No TLS connection with {host} came about"
        advice = "check that the port speaks https, and whether it wants a client certificate (--cert)"
    elif isinstance(cause, ConnectionRefusedError):
        what, advice = f"Nothing listens at {host}", "start the server, and check the port"
    else:
        what, advice = f"Could not connect to {host}", "check the address, and your network"
    return Problem(fault=fault, what=what, seen=_words(cause), advice=advice, exchange=exchange)


def undecodable(sentence: str, exchange: int) -> Problem:
    """Return the problem of a body that was not read to its end because of what it is."""
    return Problem(
        fault="server",
        what="The body of the answer was not read to its end",
        seen=sentence,
        advice="send smaller answers, in pages or as resources, and at most one Content-Encoding",
        exchange=exchange,
        kind="unreadable",
    )


def given_up(exchange: int) -> Problem:
    """Return how an exchange ends that this side closed early: a fact, and nobody's failure."""
    return Problem(fault="you", what="Closed from this side before the answer was whole", exchange=exchange)


def _first_cause(error: BaseException) -> BaseException:
    while (earlier := error.__cause__ or error.__context__) is not None:
        error = earlier
    return error


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2] or url
    except ValueError:
        return url
