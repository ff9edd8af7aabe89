"""Read a text of any size as in a pager: wrapped, searchable, and only what is in view is drawn."""

from __future__ import annotations

import asyncio
import re
import time
from array import array
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import work
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip

from inspector.ui.messages import CopyWanted
from inspector.ui.view.blocks import Block, Blocks
from inspector.ui.view.pagerkeys import PAGER_KEYS
from inspector.ui.view.searching import Searching

_SLICE_SECONDS = 0.004
_PAUSE_SECONDS = 0.002
_TELL_SECONDS = 0.1
_PIECE = 65_536
_MOST_MATCHES = 100_000


class TextLines(Searching):
    """A text, soft-wrapped to the width. What is not counted yet is counted in slices while the screen lives on."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    COMPONENT_CLASSES: ClassVar[set[str]] = {"text--empty"}
    BINDINGS: ClassVar[list[BindingType]] = PAGER_KEYS

    def __init__(self, empty: str = "(no text)") -> None:
        super().__init__()
        self._empty = empty
        self._text = ""
        self._through: Callable[[str], str] | None = None
        self._blocks: Blocks | None = None
        self._wanted: int | None = None
        self._pattern: re.Pattern[str] | None = None
        self._matches = array("Q")
        self._match = -1

    def show(self, text: str, through: Callable[[str], str] | None = None) -> None:
        """Show a text from its beginning; `through` changes pieces of it on their way, such as `Redactor.text`."""
        self.action_end_search()
        self._text, self._through, self._blocks = text, through, None
        self.scroll_to(y=0, animate=False, force=True)
        self._wrap(self.size.width)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._wrap(width)
        return max(1, 0 if self._blocks is None else self._blocks.counted) + self.search_rows

    def on_resize(self) -> None:
        self._wrap(self.size.width)

    def action_copy(self) -> None:
        """Copy the whole text."""
        self._copy()

    @work(group="copy", description="copy", exclusive=True, exit_on_error=False)
    async def _copy(self) -> None:
        text = self._text if self._through is None else await asyncio.to_thread(self._through, self._text)
        self.post_message(CopyWanted(text, "the text"))

    def action_scroll_end(self) -> None:
        self._wanted = len(self._text)
        self._arrive()

    def _wrap(self, width: int) -> None:
        """Wrap to a width unless it is wrapped to it already; the text at the top stays there."""
        old = self._blocks
        width -= self.styles.scrollbar_size_vertical
        if width < 1 or (old is not None and old.width == width):
            return
        top = min(round(self.scroll_y), old.counted - 1) if old is not None else 0
        self._blocks = Blocks(self._text, width, self._through)
        self._blocks.read_on()
        self.count_rows()
        if old is not None and top > 0:
            self._wanted = old.offset_of(top)
        if not self._blocks.done:
            self._count(self._blocks)
        self._arrive()

    @work(group="count", description="count", exclusive=True, exit_on_error=False)
    async def _count(self, blocks: Blocks) -> None:
        """Count the rest in slices, each shorter than anybody notices."""
        told = time.monotonic()
        while not blocks.done:
            until = time.monotonic() + _SLICE_SECONDS
            while not blocks.done and time.monotonic() < until:
                blocks.read_on()
            if until - told > _TELL_SECONDS:
                told = until
                self.count_rows()
                self._arrive()
            # Drawing and keys get a turn of their own, instead of what is left of one.
            await asyncio.sleep(_PAUSE_SECONDS)
        self.count_rows()
        self._arrive()

    def count_rows(self) -> None:
        if self._blocks is not None:
            self.virtual_size = Size(self._blocks.width, self._blocks.counted + self.search_rows)
        self.refresh()

    def _arrive(self) -> None:
        """Go to the wanted place of the text as soon as it is counted."""
        blocks, wanted = self._blocks, self._wanted
        if blocks is None or wanted is None or not (blocks.done or wanted < blocks.reached):
            return
        self._wanted = None
        if self._match >= 0 and self._matches[self._match] == wanted:
            row = blocks.find(wanted)[0]
            if not self.scroll_y <= row < self.scroll_y + self.size.height - 1:
                self.scroll_to(y=max(0, row - self.size.height // 3), animate=False, force=True)
        elif wanted >= len(self._text):
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True)
        else:
            self.scroll_to(y=blocks.find(wanted)[0], animate=False, force=True)
        self.refresh()

    def look_for(self, pattern: re.Pattern[str]) -> None:
        self.forget()
        self._pattern = pattern
        blocks = self._blocks
        top = (
            0
            if blocks is None or not blocks.counted
            else blocks.offset_of(min(round(self.scroll_y), blocks.counted - 1))
        )
        self._look(pattern, top)

    @work(group="search", description="search", exclusive=True, exit_on_error=False)
    async def _look(self, pattern: re.Pattern[str], top: int) -> None:
        text, matches = self._text, array("Q")
        overlap = len(self._query) - 1
        for begin in range(0, len(text), _PIECE):
            end = begin + _PIECE
            found = (match.start() for match in pattern.finditer(text, begin, end + overlap))
            matches.extend(at for at in found if at < end)
            if len(matches) >= _MOST_MATCHES:
                break
            await asyncio.sleep(0)
        if self._pattern is pattern:
            self._matches = matches
            self._go_to_match(bisect_left(matches, top) % len(matches) if matches else -1)

    def step(self, by: int) -> None:
        if self._matches:
            self._go_to_match((self._match + by) % len(self._matches))

    def forget(self) -> None:
        self._pattern, self._matches, self._match = None, array("Q"), -1

    def _go_to_match(self, match: int) -> None:
        self._match = match
        count = len(self._matches)
        more = "+" if count >= _MOST_MATCHES else ""
        self.say_found(f"{match + 1:,} of {count:,}{more}" if count else "nothing found")
        if match >= 0:
            self._wanted = self._matches[match]
            self._arrive()

    def render_line(self, y: int) -> Strip:
        width, base, blocks = self.size.width, self.rich_style, self._blocks
        line = self.search_line(y, width)
        if line is not None:
            return line
        row = round(self.scroll_y) + y
        if blocks is None or row >= blocks.counted:
            return self._blank(row, width, base)
        block, place = blocks.row(row)
        strip = Strip(self._segments(block, place, base)) if self._pattern else _plain(block, place, base)
        return strip.adjust_cell_length(width, base)

    def _segments(self, block: Block, place: int, base: Style) -> list[Segment]:
        begin, end = block.rows.begins[place], block.rows.ends[place]
        found = self._pattern.finditer(block.shown, max(0, begin - 200), end + 200) if self._pattern else ()
        matches = [(max(0, m.start() - begin), m.end() - begin) for m in found if m.end() > begin and m.start() < end]
        return self.marked(block.row(place), matches, self._here(block) - begin, base)

    def _here(self, block: Block) -> int:
        """Return where in this block the current match is; far before it where it is in another."""
        blocks = self._blocks
        if blocks is None or self._match < 0 or self._matches[self._match] >= blocks.reached:
            return -_PIECE
        _, holding, place = blocks.find(self._matches[self._match])
        return place if holding is block else -_PIECE

    def _blank(self, row: int, width: int, base: Style) -> Strip:
        if row or self._text:
            return Strip.blank(width, base)
        style = base + self.get_component_rich_style("text--empty", partial=True)
        return Strip([Segment(self._empty, style)]).adjust_cell_length(width, base)


def _plain(block: Block, place: int, style: Style) -> Strip:
    return Strip([Segment(block.row(place), style)])
