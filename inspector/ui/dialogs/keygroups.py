"""List the keys of the place one is in, from the focused widget up to the whole program."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

_ENDINGS = ("Pane", "Screen", "Dialog")


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The keys of one place: each row is the keys as a person calls them, and what they do."""

    title: str
    rows: tuple[tuple[str, str], ...]


def key_groups(screen: Screen) -> list[KeyGroup]:
    """Return the groups: innermost place first, then the screen, the program, and last the keys of text fields."""
    actions: dict[DOMNode, dict[tuple[str, str], list[Binding]]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.description and not binding.system and active.enabled and not _scrolls(binding):
            of_node = actions.setdefault(active.node, {})
            of_node.setdefault((binding.action, binding.description), []).append(binding)
    nodes = sorted(actions, key=_rank)
    return [KeyGroup(_title(node), _rows(actions[node], screen.app)) for node in nodes]


def _scrolls(binding: Binding) -> bool:
    """Whether it is one of the keys that scroll every pane: they are what anybody tries first."""
    return not binding.show and binding.action.startswith(("scroll_", "page_"))


def _rank(node: DOMNode) -> int:
    """Sorting is stable: within a rank the order is from the focus outwards."""
    if type(node).__module__.startswith("textual.widgets"):
        return 2
    return int(isinstance(node, App))


def _rows(actions: dict[tuple[str, str], list[Binding]], app: App[object]) -> tuple[tuple[str, str], ...]:
    rows = []
    # What is in the footer is what one comes for; how to move is what one knows.
    by_use = sorted(actions.items(), key=lambda action: not action[1][0].show)
    for (_, description), bindings in by_use:
        keys = dict.fromkeys(app.get_key_display(binding) for binding in bindings)
        rows.append((" ".join(keys), description))
    return tuple(rows)


def _title(node: DOMNode) -> str:
    if isinstance(node, App):
        return "Everywhere"
    if node.BINDING_GROUP_TITLE:
        return node.BINDING_GROUP_TITLE
    name = type(node).__name__
    if name == "Screen":
        return "This screen"
    for ending in _ENDINGS:
        name = name.removesuffix(ending) or name
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
