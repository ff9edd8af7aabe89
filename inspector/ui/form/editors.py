"""Chooses the widgets in which the body of a field is typed or picked."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from inspector.protocol.schema.kinds import ABSENT
from inspector.record.showable import showable_line
from inspector.ui.form.branches import Either
from inspector.ui.form.choices import Choices
from inspector.ui.form.desk import Desk
from inspector.ui.form.linefield import LineField
from inspector.ui.form.picked import Options, Picked, Several
from inspector.ui.form.raw import Raw
from inspector.ui.form.slot import Body
from inspector.ui.form.textfields import JsonField, LongField
from inspector.ui.form.typed import Typed, empty_word

_EXAMPLE = 80


def editors_for(body: Body, desk: Desk) -> list[Widget]:
    """Return the widgets for a body, in their order from left to right."""
    if isinstance(body, Typed):
        return [_text_field(body, desk)]
    if isinstance(body, Raw):
        return _raw_field(body)
    options = options_of(body)
    if options is None or options.few:
        return [Choices(body.offers())]
    line = LineField(typed_text(body), placeholder_for(body), desk.drop, lists=True)
    return [line] if isinstance(body, Picked) else [line, Choices(body.offers(), classes="-beside")]


def _text_field(body: Typed, desk: Desk) -> Widget:
    if body.multiline:
        return LongField(body.text, Content(placeholder_for(body)), "-long")
    return LineField(body.text, placeholder_for(body), desk.drop, lists=desk.completes)


def _raw_field(body: Raw) -> list[Widget]:
    beside: list[Widget] = [Choices(body.offers(), classes="-beside")] if body.offers() else []
    if body.held is not ABSENT:
        return [Static(Content("a value too large to be edited here"), classes="form-held"), *beside]
    return [JsonField(body.text, Content(placeholder_for(body) or "JSON")), *beside]


def options_of(body: Body) -> Options | None:
    """Return the values among which a body is picked, or None."""
    return body.options if isinstance(body, Picked | Several | Either) else None


def typed_text(body: Body) -> str:
    """Return what stands in the text field of a body that is picked from a list."""
    if isinstance(body, Picked):
        return body.text
    return body.options.labels[body.at] if isinstance(body, Either) and body.at is not None else ""


def placeholder_for(body: Body) -> str:
    """Return what stands for what is not typed yet; showable."""
    if isinstance(body, Typed) and body.empty is not ABSENT and not body.text:
        return empty_word(body.empty)
    options = options_of(body)
    if options is not None:
        return f"one of {len(options.labels):,}: type, or ↓"
    examples = body.shape.examples if isinstance(body, Typed | Raw) else ()
    return f"e.g. {showable_line(str(examples[0])[:_EXAMPLE])}" if examples else ""
