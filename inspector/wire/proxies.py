"""Find out which proxy the environment names for a host (`HTTPS_PROXY`, `NO_PROXY` and their like)."""

from __future__ import annotations

import urllib.request


def proxy_of_environment(scheme: str, host: str) -> str | None:
    """Return the proxy's URL; None where the host is to be reached without one."""
    if urllib.request.proxy_bypass(host):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy
