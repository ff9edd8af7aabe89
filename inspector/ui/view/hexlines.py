"""Read bytes as a hex dump: offset, bytes, and the ASCII characters among them."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from inspector.ui.messages import CopyWanted
from inspector.ui.view.pagerkeys import PAGER_KEYS

_WIDE = 75
_MOST_COPIED = 65_536
_PRINTABLE = bytes(code if 0x20 <= code < 0x7F else ord(".") for code in range(256))


class HexLines(ScrollView, can_focus=True):
    """Bytes, 16 a line, or 8 where there is no room; any number of them costs the same."""

    ALLOW_MAXIMIZE = False
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hex--offset", "hex--ascii", "hex--empty"}
    BINDINGS: ClassVar[list[BindingType]] = [*PAGER_KEYS, Binding("c", "copy", "Copy")]

    def __init__(self) -> None:
        super().__init__()
        self._data = b""

    def show(self, data: bytes) -> None:
        """Show bytes from their beginning."""
        self._data = data
        self.scroll_to(y=0, animate=False, force=True)
        self._resize(self.size.width)
        self.refresh(layout=True)

    def on_resize(self) -> None:
        self._resize(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._lines(width)

    def action_copy(self) -> None:
        """Copy the bytes in hex, up to 64 KB of them."""
        self.post_message(CopyWanted(self._data[:_MOST_COPIED].hex(" "), "the bytes in hex"))

    def _resize(self, width: int) -> None:
        self.virtual_size = Size(width, self._lines(width))

    def _lines(self, width: int) -> int:
        return max(1, -(-len(self._data) // _bytes_a_line(width)))

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        count = _bytes_a_line(width)
        offset = (round(self.scroll_y) + y) * count
        piece = self._data[offset : offset + count]
        if not piece:
            return self._blank(offset, width)
        half = count // 2
        digits = f"{piece[:half].hex(' '):<{half * 3}} {piece[half:].hex(' '):<{half * 3 - 1}}"
        segments = [
            Segment(f"{offset:08x} ", self.get_component_rich_style("hex--offset", partial=True)),
            Segment(digits + " "),
            Segment(piece.translate(_PRINTABLE).decode(), self.get_component_rich_style("hex--ascii", partial=True)),
        ]
        return Strip(segments).adjust_cell_length(width).apply_style(base)

    def _blank(self, offset: int, width: int) -> Strip:
        if offset or self._data:
            return Strip.blank(width, self.rich_style)
        style = self.get_component_rich_style("hex--empty", partial=True)
        return Strip([Segment("(no bytes)", style)]).adjust_cell_length(width).apply_style(self.rich_style)


def _bytes_a_line(width: int) -> int:
    return 16 if width > _WIDE else 8
