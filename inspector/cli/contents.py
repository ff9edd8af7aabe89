"""Print the contents of a result: text as it is, of everything else one line that says what it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from inspector.cli import output
from inspector.cli.arguments import UsageError
from inspector.protocol.contents import Content
from inspector.protocol.media import describe_audio, describe_image
from inspector.protocol.suffixes import suffix_of
from inspector.record.messages import NotJson, parse


def print_contents(contents: Iterable[Content], folder: Path | None = None, structured: Any = None) -> None:
    """Print contents in their order. Bytes are saved in `folder` too, where there is one, under names of our own.

    A text that is the structured content once more, as servers send for old clients, is left out.
    """
    saved = 0
    for content in contents:
        if content.role:
            output.line(f"{content.role}:")
        if content.shape == "text" and not _repeats(content.text, structured):
            output.text(content.text)
        elif content.shape == "link":
            output.line(f"Link: {content.uri}" + (f" ({content.mime})" if content.mime else ""))
        elif content.shape == "unknown":
            output.as_json(content.raw, pretty=True)
        elif content.encoded:
            line, data = described(content)
            if folder is not None and data is not None:
                saved += 1
                line += f", saved as {_save(data, folder, saved, content.mime)}"
            output.line(line)
        for oddity in content.oddities:
            output.note(f"Warning: {oddity}.")


def described(content: Content) -> tuple[str, bytes | None]:
    """Return a line on an image, a sound or other bytes, such as `image/png 320×200, 1,234 bytes`, and the bytes.

    Where they cannot be decoded the line says why, and there are none.
    """
    kind = content.mime or "application/octet-stream"
    try:
        data = content.data()
    except ValueError as error:
        return f"{kind}: {error}", None
    return f"{kind}{_facts(content, data)}, {len(data):,} bytes" + (f", {content.uri}" if content.uri else ""), data


def _facts(content: Content, data: bytes) -> str:
    try:
        if content.shape == "image":
            image = describe_image(data)
            actual = "" if image.mime == content.mime.lower() else f" (in truth {image.mime})"
            return f"{actual} {image.width}×{image.height}"
        if content.shape == "audio":
            sound = describe_audio(data)
            return "" if sound.seconds is None else f" {sound.seconds:.1f} s"
    except ValueError as error:
        return f" ({str(error).rstrip('.')})"
    return ""


def _repeats(text: str, structured: Any) -> bool:
    if structured is None:
        return False
    try:
        return bool(parse(text) == structured)
    except (NotJson, RecursionError):
        return False


def _save(data: bytes, folder: Path, number: int, mime: str) -> Path:
    """Write a new file `result-N.suffix`; what is there is never written over."""
    suffix = suffix_of(mime)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            path = folder / f"result-{number}{suffix}"
            try:
                with path.open("xb") as file:
                    file.write(data)
            except FileExistsError:
                number += 1
            else:
                return path
    except OSError as error:
        raise UsageError(f"--output: {folder} cannot be written: {error.strerror}") from error
