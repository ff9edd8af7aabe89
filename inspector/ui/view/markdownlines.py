"""Read Markdown: drawn in a thread and shown line by line, as a widget for each of its parts would take seconds."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events, work
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from inspector.record.showable import showable
from inspector.ui.messages import CopyWanted, LinkWanted
from inspector.ui.view.pagerkeys import PAGER_KEYS

_PARTS = {
    "heading": ("h1", "h2", "h3", "h4", "h5", "h6"),
    "code": ("code", "code_block"),
    "link": ("link", "link_url"),
    "muted": ("block_quote", "hr", "item.bullet", "item.number", "table.border", "table.header"),
}


class MarkdownLines(ScrollView, can_focus=True):
    """Markdown text. A click on a link asks for it; nothing else in it acts."""

    ALLOW_MAXIMIZE = False
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"markdown--{part}" for part in _PARTS}
    BINDINGS: ClassVar[list[BindingType]] = [*PAGER_KEYS, Binding("c", "copy", "Copy")]

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._lines: list[Strip] = []
        self._width = 0

    def show(self, text: str) -> None:
        """Show a Markdown text from its beginning."""
        self._text, self._lines, self._width = text, [], 0
        self.scroll_to(y=0, animate=False, force=True)
        self._fit(self.size.width)

    def on_resize(self) -> None:
        self._fit(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self._lines))

    def action_copy(self) -> None:
        """Copy the text as it was before it was drawn."""
        self.post_message(CopyWanted(self._text, "the Markdown text"))

    def on_click(self, event: events.Click) -> None:
        link = event.style.meta.get("link")
        if isinstance(link, str):
            event.stop()
            self.post_message(LinkWanted(link))

    def render_line(self, y: int) -> Strip:
        row = round(self.scroll_y) + y
        if row >= len(self._lines):
            return Strip.blank(self.size.width, self.rich_style)
        return self._lines[row].adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def _fit(self, width: int) -> None:
        width -= self.styles.scrollbar_size_vertical
        if self._text and width > 0 and width != self._width:
            self._width = width
            self._draw(width)

    @work(group="draw", description="draw", exclusive=True, exit_on_error=False)
    async def _draw(self, width: int) -> None:
        styles = {
            f"markdown.{name}": self.get_component_rich_style(f"markdown--{part}", partial=True)
            for part, names in _PARTS.items()
            for name in names
        }
        self._lines = await asyncio.to_thread(drawn, self._text, width, styles)
        self.virtual_size = Size(width, len(self._lines))
        self.refresh(layout=True)


def drawn(text: str, width: int, styles: dict[str, Style]) -> list[Strip]:
    """Return a Markdown text as lines of at most `width` cells; the targets of links are in the meta of their style."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.text import Text
    from rich.theme import Theme

    console = Console(width=width, color_system="truecolor", theme=Theme(styles), legacy_windows=False)
    markdown = Markdown(showable(text), code_theme="ansi_dark", hyperlinks=True)
    options = console.options.update(width=width)
    try:
        lines = console.render_lines(markdown, options, pad=False)
    except Exception:  # whatever a stranger's text leads two libraries into, it is still a text
        lines = console.render_lines(Text(showable(text)), options, pad=False)
    while lines and not "".join(segment.text for segment in lines[0]).strip():
        lines.pop(0)
    return [Strip(map(_inert, line)) for line in lines]


def _inert(segment: Segment) -> Segment:
    """Keep the target of a link as data: written to a terminal it would act there."""
    style = segment.style
    if style is None or style.link is None:
        return segment
    return Segment(segment.text, style.update_link(None) + Style(meta={"link": style.link}))
