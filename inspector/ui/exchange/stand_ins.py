"""Put secrets back where their stand-ins are, in a text that a person has edited."""

from __future__ import annotations

import re

_STAND_IN = re.compile("‹[a-z]+ [0-9a-f]{4}›")


class StandIns:
    """Learns from a text with stand-ins and the same text with secrets what each stands for."""

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    def learn(self, shown: str, real: str) -> None:
        """Compare two texts that differ in nothing but their secrets; of others nothing is learned."""
        learned = _compared(shown, real)
        if _STAND_IN.sub(lambda match: learned.get(match[0], match[0]), shown) == real:
            self._secrets |= learned

    def restore(self, text: str) -> str:
        """Return `text` with the secrets that are known for its stand-ins."""
        return _STAND_IN.sub(lambda match: self._secrets.get(match[0], match[0]), text)


def _compared(shown: str, real: str) -> dict[str, str]:
    between, names = _STAND_IN.split(shown), _STAND_IN.findall(shown)
    learned, at = {}, len(between[0])
    for place, (name, following) in enumerate(zip(names, between[1:], strict=True), 1):
        end = len(real) - len(following) if place == len(names) else real.find(following, at)
        if end < at:
            break
        learned[name] = real[at:end]
        at = end + len(following)
    return learned
