"""Make a TLS context what the person said: whom to trust, and who we are."""

from __future__ import annotations

import ssl

from inspector.record.problem import LocalError, Problem
from inspector.wire.network import Network


def certified(context: ssl.SSLContext, network: Network) -> ssl.SSLContext:
    """Return the context with the network's authorities, certificate and trust. Raises LocalError on unusable files."""
    try:
        if network.ca:
            context.load_verify_locations(cafile=network.ca)
        if network.cert:
            context.load_cert_chain(network.cert, network.key)
    except OSError as error:
        file = f"{network.ca or ''} {network.cert or ''}".strip()
        raise LocalError(
            Problem(
                fault="you",
                what="A certificate file cannot be used",
                seen=f"{file}: {error}",
                advice="give PEM files with --ca and --cert FILE[:KEY]",
                kind="usage",
            )
        ) from error
    if network.insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
