"""Read a result as a list of contents (MCP server/tools, server/prompts, server/resources)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Shape = Literal["text", "image", "audio", "link", "bytes", "unknown"]
_MEMBERS = {"tools/call": "content", "prompts/get": "messages", "resources/read": "contents"}


@dataclass(frozen=True, slots=True)
class Content:
    """One content of a result. `raw` is what the server sent; `role` is set in the messages of a prompt.

    `encoded` is the base64 of an image, a sound or a binary resource. `oddities` are sentences on what is wrong.
    """

    shape: Shape
    raw: Any
    role: str = ""
    text: str = ""
    encoded: str = ""
    mime: str = ""
    uri: str = ""
    oddities: tuple[str, ...] = ()

    @property
    def annotations(self) -> Mapping[str, Any]:
        annotations = self.raw.get("annotations") if isinstance(self.raw, dict) else None
        return annotations if isinstance(annotations, dict) else {}

    def data(self) -> bytes:
        """Return the bytes of an image, a sound or a binary resource. Raises ValueError with a sentence."""
        return decode_base64(self.encoded)


def contents_of(method: str, result: Mapping[str, Any]) -> list[Content] | None:
    """Return the contents of a result in their order; None where results of this method have none."""
    member = _MEMBERS.get(method)
    if member is None:
        return None
    items = result.get(member, [])
    if not isinstance(items, list):
        return [_odd(items, f"{member} is no list")]
    if method == "prompts/get":
        return [content for item in items for content in _message(item)]
    read = _resource if method == "resources/read" else _content
    return [read(item) for item in items]


def decode_base64(text: str) -> bytes:
    """Return the bytes that `text` encodes (RFC 4648 §4, white space allowed). Raises ValueError with a sentence."""
    try:
        return base64.b64decode("".join(text.split()) if any(map(text.count, " \r\n\t")) else text, validate=True)
    except (binascii.Error, ValueError) as error:
        if set(text) & set("-_"):
            raise ValueError("The base64 is of the URL-safe alphabet (- and _), which MCP does not use.") from None
        raise ValueError(f"The base64 is broken: {error}.") from None


def _message(item: Any) -> Iterator[Content]:
    if not isinstance(item, dict):
        yield _odd(item, "a message of a prompt is no object")
        return
    role, content = item.get("role"), item.get("content")
    for part in content if isinstance(content, list) else [content]:
        yield _content(part, role if isinstance(role, str) else "(no role)")


def _content(item: Any, role: str = "") -> Content:
    if not isinstance(item, dict):
        return _odd(item, "a content is no object", role)
    mime, uri = _text(item, "mimeType"), _text(item, "uri")
    match item.get("type"):
        case "text" if isinstance(item.get("text"), str):
            return Content("text", item, role, text=item["text"], mime=mime)
        case "image" | "audio" if isinstance(item.get("data"), str):
            shape: Shape = "image" if item["type"] == "image" else "audio"
            oddities = () if mime else ("mimeType is missing",)
            return Content(shape, item, role, encoded=item["data"], mime=mime, oddities=oddities)
        case "resource_link" if uri:
            return Content("link", item, role, mime=mime, uri=uri)
        case "resource" if isinstance(item.get("resource"), dict):
            return _resource(item["resource"], role, item)
        case "text" | "image" | "audio" | "resource_link" | "resource" as kind:
            return _odd(item, f"a content of type {kind} without what belongs to it", role)
        case kind:
            return _odd(item, f"a content of type {kind!r} is not known here", role)


def _resource(item: Any, role: str = "", raw: Any = None) -> Content:
    if not isinstance(item, dict):
        return _odd(item, "a resource is no object", role)
    mime, uri, raw = _text(item, "mimeType"), _text(item, "uri"), item if raw is None else raw
    oddities = () if uri else ("uri is missing",)
    if isinstance(item.get("text"), str):
        return Content("text", raw, role, text=item["text"], mime=mime, uri=uri, oddities=oddities)
    if isinstance(item.get("blob"), str):
        kind = mime.partition("/")[0]
        shape: Shape = "image" if kind == "image" else "audio" if kind == "audio" else "bytes"
        return Content(shape, raw, role, encoded=item["blob"], mime=mime, uri=uri, oddities=oddities)
    return _odd(raw, "a resource has neither text nor blob", role)


def _odd(item: Any, sentence: str, role: str = "") -> Content:
    return Content("unknown", item, role, oddities=(sentence,))


def _text(item: Mapping[str, Any], member: str) -> str:
    value = item.get(member)
    return value if isinstance(value, str) else ""
