"""The last guard before the terminal: a line filter that drops every character that could act on it."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_ACTING = (*range(0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_DROPPED: dict[int, None] = dict.fromkeys(_ACTING)


class NoControlCodes(LineFilter):
    """Drops C0, C1, DEL and bidi controls, which take no cell, so that the layout holds (see `ui/safe.py`).

    Segments marked as control are left alone: no text is ever so marked, only pictures that `ui/view` encodes itself.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.control or (segment.text.isascii() and segment.text.isprintable())
            else Segment(segment.text.translate(_DROPPED), segment.style)
            for segment in segments
        ]
