"""Tell what a text is best read as, and what a file of a content is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from inspector.protocol.contents import Content
from inspector.protocol.suffixes import suffix_of
from inspector.record.messages import NotJson, parse

ReadAs = Literal["text", "markdown", "json"]

_MOST_JSON = 1_000_000
_MOST_MARKDOWN = 60_000
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_OTHER_SIGNS = re.compile(r"^```|^[-*] \S|^\d+\. \S|^\|.+\|$|\*\*\S|\]\(\S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text is read; `value` is the JSON value where it is JSON."""

    read_as: ReadAs
    value: Any = None


def reading_of(content: Content) -> Reading:
    """Return how the text of a content is best read. Large texts are texts: reading them would hold the screen up."""
    kind, text = media_type(content), content.text
    if len(text) <= _MOST_JSON and _is_json(kind, text):
        try:
            value = parse(text)
        except NotJson:
            return Reading("text")
        return Reading("json", value) if isinstance(value, dict | list) else Reading("text")
    if len(text) <= _MOST_MARKDOWN and _is_markdown(kind, text):
        return Reading("markdown")
    return Reading("text")


def media_type(content: Content) -> str:
    """Return the media type the server gives, lower case and without parameters; empty where it gives none."""
    return content.mime.partition(";")[0].strip().lower()


def file_name(content: Content, number: int) -> str:
    """Return a name of our own for a file of a content, such as `result-1.png`."""
    fallback = ".txt" if content.shape == "text" else ".json" if content.shape == "unknown" else ".bin"
    return f"result-{number}{suffix_of(content.mime, fallback)}"


def _is_json(kind: str, text: str) -> bool:
    ends = text[:200].lstrip()[:1] + text[-200:].rstrip()[-1:]
    return kind.endswith(("/json", "+json")) or (kind in ("", "text/plain") and ends in ("{}", "[]"))


def _is_markdown(kind: str, text: str) -> bool:
    if kind in ("text/markdown", "text/x-markdown"):
        return True
    return kind in ("", "text/plain") and bool(_HEADING.search(text)) and bool(_OTHER_SIGNS.search(text))
