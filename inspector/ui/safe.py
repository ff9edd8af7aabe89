"""The only way of a server's text to the screen: made showable, and never read as markup."""

from __future__ import annotations

from textual.content import Content

from inspector.record.showable import showable, showable_line


def shown(text: str) -> Content:
    """Return server text as a block of content: line feeds and tabs stay, other control characters are visible."""
    return Content(showable(text))


def shown_line(text: str) -> Content:
    """Return server text as one line of content: line feeds and tabs are visible too."""
    return Content(showable_line(text))


def plain(text: str) -> str:
    """Return server text as a block for widgets that take every string literally (Input, TextArea, Log)."""
    return showable(text)
