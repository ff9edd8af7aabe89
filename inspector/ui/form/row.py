"""One field as it is seen: name and type, its editor, and beside that what it is for or what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from inspector.protocol.schema.kinds import ABSENT
from inspector.record.showable import showable_line
from inspector.ui.form.branches import Either, Group, Items
from inspector.ui.form.choices import Choices
from inspector.ui.form.desk import Desk
from inspector.ui.form.dropdown import SHOWN
from inspector.ui.form.editors import editors_for, options_of, placeholder_for, typed_text
from inspector.ui.form.focusing import first_focusable
from inspector.ui.form.linefield import LineField
from inspector.ui.form.picked import Picked, Several
from inspector.ui.form.raw import Raw
from inspector.ui.form.slot import Effect, Offer, Slot
from inspector.ui.form.typed import Typed, empty_word
from inspector.ui.form.words import about, type_word

_MOVES = (Offer("↑"), Offer("↓"), Offer("×"))
_REMOVE = (Offer("×"),)
_INDENT = 2
_LEAST = 6
_LONG_ERROR = 40


class Row(Horizontal):
    """A field; `depth` says how far it is indented, `name` how it is called here (an item goes by its number)."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "next_empty", "Empty or not sent"),
        Binding("minus", "fold(True)", "Fold", show=False),
        Binding("plus,equals_sign", "fold(False)", "Unfold", show=False),
        Binding("ctrl+up", "move(-1)", "Move up", show=False),
        Binding("ctrl+down", "move(1)", "Move down", show=False),
    ]

    @dataclass
    class Edited(Message):
        """Something else stands in the field; `typed` where that was typed."""

        row: Row
        typed: str | None = None

    @dataclass
    class Changed(Message):
        """The rows inside the field, or the field itself, are others now."""

        row: Row
        effect: Effect

    @dataclass
    class MoveWanted(Message):
        """An item is to go up or down, or away (`by` is 0)."""

        row: Row
        by: int

    @dataclass
    class FoldWanted(Message):
        """The fields inside are to be folded away, or seen again; None is the other of the two."""

        row: Row
        folded: bool | None

    def __init__(self, slot: Slot, desk: Desk, depth: int, name: str) -> None:
        super().__init__()
        self.slot, self.desk, self.depth, self.called = slot, desk, depth, name
        self._mark = ""
        self._error: str | None = None
        self._label = Static(classes="form-name")
        self._about = Static(classes="form-about")
        self.about = about(slot.shape, slot.name)
        # Before it is mounted: a class that changes later has the whole row styled again.
        self.set_class(not self.about, "-silent")

    def compose(self) -> ComposeResult:
        yield self._label
        yield from editors_for(self.slot.body, self.desk)
        yield self._about
        if self.slot.extra:
            is_item = self.slot.parent is not None and isinstance(self.slot.parent.body, Items)
            yield Choices(list(_MOVES if is_item else _REMOVE), classes="-moves")

    def on_mount(self) -> None:
        self.draw_name()
        self._say()

    def call(self, called: str) -> None:
        """Call the field otherwise: an item that was moved has another number."""
        if called != self.called:
            self.called = called
            self.draw_name()

    def mark(self, mark: str) -> None:
        """Put a mark before the name."""
        self._mark = mark
        self.draw_name()

    def tell(self) -> None:
        """Tell the form that something else stands here."""
        self.post_message(self.Edited(self))

    def draw_name(self) -> None:
        """Write name, star and type; they are cut to the width of the column."""
        required = self.slot.required and not self.slot.extra
        name = showable_line(self.called[:200])
        self._label.update(
            Content.assemble(
                self._mark,
                (name, "bold"),
                ("*" if required else "", "$text-error"),
                " ",
                (type_word(self.slot.shape), "$foreground-muted"),
            )
        )
        self._label.styles.width = self._width

    def show_error(self) -> None:
        """Say beside the field what is wrong with it now, or nothing."""
        if self.desk.errors.get(self.slot) != self._error:
            self._say()

    def hint(self) -> str:
        """Return all there is to say about the field; showable."""
        name, kind, body = self.called, type_word(self.slot.shape), self.slot.body
        said = [f"{name} {kind}"] if cell_len(f"{name}* {kind} ") > self._width else []
        said += [f"✗ {self._error}"] if self._error and len(self._error) > _LONG_ERROR else []
        said += [self.about] if self.about else []
        if isinstance(body, Typed) and len(body.empties) > 1 and not body.text:
            said.append(f"empty: {empty_word(body.empty)} (^t changes it)")
        return showable_line(" · ".join(said))

    @property
    def _width(self) -> int:
        return max(_LEAST, self.desk.names - _INDENT * self.depth)

    def focus_editor(self) -> None:
        """Put the focus where the field is filled in."""
        found = first_focusable(self)
        if found is not None:
            found.focus()

    def _say(self) -> None:
        self._error = self.desk.errors.get(self.slot)
        self.set_class(bool(self._error), "-wrong")
        self.set_class(not self._error and not self.about, "-silent")
        self._about.update(Content(f"✗ {showable_line(self._error)}" if self._error else self.about))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        body, field = self.slot.body, event.input
        if not isinstance(field, LineField):
            return
        if isinstance(body, Typed | Picked):
            if body.text == event.value:
                return
            body.text = event.value
            self._written(event.value)
        elif isinstance(body, Either) and event.value == typed_text(body):
            return
        if field.lists and field.has_focus:
            self._list(field, event.value)

    @on(TextArea.Changed)
    def _typed_long(self, event: TextArea.Changed) -> None:
        event.stop()
        body, text = self.slot.body, event.text_area.text
        if isinstance(body, Typed | Raw) and body.text != text:
            body.text = text
            self._written(text)

    def _written(self, text: str) -> None:
        if isinstance(self.slot.body, Typed) and text:
            self.slot.body.empty = ABSENT
            self._show_empty()
        self.slot.touched = True
        self.post_message(self.Edited(self, text))

    @on(LineField.ListWanted)
    def _list_all(self, event: LineField.ListWanted) -> None:
        event.stop()
        if options_of(self.slot.body) is None:
            self.post_message(self.Edited(self, event.field.value))
        else:
            self._list(event.field, "" if event.field.value == typed_text(self.slot.body) else event.field.value)

    def _list(self, field: LineField, text: str) -> None:
        """Drop down the options that have a text in their label or title."""
        options = options_of(self.slot.body)
        if options is None:
            return
        wanted = text.casefold()
        pairs = list(zip(options.labels, options.titles, strict=True))
        found = [pair for pair in pairs if wanted in pair[0].casefold() or (pair[1] and wanted in pair[1].casefold())]
        labels, titles = [label for label, _ in found[:SHOWN]], [title for _, title in found[:SHOWN]]
        more = max(0, len(found) - SHOWN)
        self.desk.drop.open(field, labels, titles, more=more, first=bool(text) and options.read(text) is None)

    @on(LineField.Picked)
    def _picked(self, event: LineField.Picked) -> None:
        event.stop()
        body, field = self.slot.body, event.field
        options = options_of(body)
        at = None if options is None else options.read(event.text)
        if isinstance(body, Several) and at is not None:
            body.toggle(at)
            field.value = ""
            self.refresh_offers()
        elif isinstance(body, Either) and at is not None:
            body.choose(at)
            field.value = typed_text(body)
            self.post_message(self.Changed(self, Effect.PARTS))
        elif isinstance(body, Typed) and self.slot.put(event.text) and not isinstance(self.slot.body, Typed):
            self.post_message(self.Changed(self, Effect.WHOLE))
            return
        elif isinstance(body, Typed | Picked):
            field.value = event.text
            if isinstance(self.slot.body, Typed | Picked):
                self.slot.body.text = event.text
        field.cursor_position = len(field.value)
        self.slot.touched = True
        self.tell()

    @on(Choices.Taken)
    def _taken(self, event: Choices.Taken) -> None:
        event.stop()
        if event.choices.has_class("-moves"):
            by = {"↑": -1, "↓": 1}.get(event.choices.offers[event.index].label, 0)
            self.post_message(self.MoveWanted(self, by))
            return
        effect = self.slot.body.take(event.index)
        self.slot.touched = True
        self.refresh_offers()
        if effect is not Effect.ROW:
            self.post_message(self.Changed(self, effect))
        if effect is not Effect.NAME:
            self.tell()

    def refresh_offers(self) -> None:
        """Show what can be pressed now."""
        for choices in self.query(Choices):
            if not choices.has_class("-moves"):
                choices.show(self.slot.body.offers())

    def on_click(self, event: events.Click) -> None:
        if event.widget is self._label and isinstance(self.slot.body, Group | Items | Either):
            self.post_message(self.FoldWanted(self, None))

    def action_fold(self, folded: bool) -> None:
        self.post_message(self.FoldWanted(self, folded))

    def action_move(self, by: int) -> None:
        if self.slot.extra:
            self.post_message(self.MoveWanted(self, by))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "next_empty":
            return isinstance(self.slot.body, Typed) and len(self.slot.body.empties) > 1
        if action == "move":
            return self.slot.extra
        return True

    def action_next_empty(self) -> None:
        """Let the empty field stand for something else: not sent, an empty text, null."""
        body = self.slot.body
        if isinstance(body, Typed):
            if body.text:
                for line in self.query(LineField):
                    line.value = body.text = ""
                for area in self.query(TextArea):
                    area.text = body.text = ""
            body.next_empty()
            self._show_empty()
            self.slot.touched = True
            self.tell()

    def _show_empty(self) -> None:
        for line in self.query(LineField):
            line.placeholder = placeholder_for(self.slot.body)
        for area in self.query(TextArea):
            area.placeholder = Content(placeholder_for(self.slot.body))
