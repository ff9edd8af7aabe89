"""The keys by which a viewer is scrolled, as in a pager."""

from __future__ import annotations

from textual.binding import Binding, BindingType

PAGER_KEYS: list[BindingType] = [
    Binding("up,k", "scroll_up", "Up", show=False),
    Binding("down,j", "scroll_down", "Down", show=False),
    Binding("pageup,b", "page_up", "Page up", show=False),
    Binding("pagedown,space,f", "page_down", "Page down", show=False),
    Binding("home,g", "scroll_home", "Top", show=False),
    Binding("end,G", "scroll_end", "End", show=False),
]
