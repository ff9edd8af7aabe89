"""Say how well a few typed letters fit a name, in time that grows with the name's length alone."""

# Textual's matcher tries every way the letters can lie in a name: hostile names make that exponential.

from __future__ import annotations

_SUBSEQUENCE = 40


def score(query: str, text: str) -> int:
    """Return 0 where the letters of `query` do not come in `text` in their order; the better they fit, the more.

    `query` is in lower case. A whole name beats its beginning, that the beginning of a word, and that any other place.
    """
    text = text.lower()
    at = text.find(query)
    if at < 0:
        return _scattered(query, text)
    if at == 0:
        return 100 if len(query) == len(text) else 90
    return 80 if not text[at - 1].isalnum() else 70


def _scattered(query: str, text: str) -> int:
    at, gaps = -1, 0
    for letter in query:
        found = text.find(letter, at + 1)
        if found < 0:
            return 0
        gaps += found > at + 1
        at = found
    return max(1, _SUBSEQUENCE - gaps)
