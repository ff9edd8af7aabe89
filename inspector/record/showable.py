"""Make a stranger's text safe to show: nothing in it acts on a terminal or reorders what is read."""

from __future__ import annotations

import re

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
_ESCAPED = (
    *range(0x80, 0xA0),
    0xAD,
    0x061C,
    0x180E,
    0x200B,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
)
_TABLE = _PICTURES | {code: f"‹U+{code:04X}›" for code in _ESCAPED}
_KEPT_IN_LINES = {0x09: "\t", 0x0A: "\n"}
_SURROGATES_AND_TAGS = "\ud800-\udfff\U000e0000-\U000e007f"
_UNSAFE = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_TABLE)) + _SURROGATES_AND_TAGS + "]")
_UNSAFE_IN_BLOCKS = re.compile(
    "["
    + "".join(re.escape(chr(code)) for code in sorted(_TABLE) if code not in _KEPT_IN_LINES)
    + _SURROGATES_AND_TAGS
    + "]"
)


def showable(text: str) -> str:
    """Return `text` as a block: line feeds and tabs stay, every other control character becomes visible.

    C0 controls and DEL become control pictures (`␛`); C1, bidi, zero-width and tag characters and lone surrogates
    become `‹U+202E›`. A CR LF pair is one line end.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return _UNSAFE_IN_BLOCKS.sub(_picture, text)


def showable_line(text: str) -> str:
    """Return `text` as one line: as `showable`, and line feeds and tabs become pictures too."""
    return _UNSAFE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    return _TABLE.get(code) or f"‹U+{code:04X}›"
