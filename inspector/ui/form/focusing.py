"""Finds where the focus goes in a part of a form."""

from __future__ import annotations

from textual.widget import Widget


def first_focusable(where: Widget) -> Widget | None:
    """Return the first widget inside one that takes the focus and is displayed; hidden ones would take it too."""
    return next((widget for widget in where.query("*").results() if widget.focusable and _is_displayed(widget)), None)


def _is_displayed(widget: Widget) -> bool:
    return all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget))
