"""Ask where to save: a path that Tab completes, what is there already, and a second Enter before it is replaced."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Input, Static

from inspector.store.places import Place, common_beginning, look
from inspector.ui import amounts
from inspector.ui.dialogs.dialog import Box, Dialog
from inspector.ui.safe import plain, shown, shown_line

_MOST_LINES = 6


class PathInput(Input):
    """A field for a path, in which Tab completes."""

    BINDING_GROUP_TITLE = "Path"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "Complete", priority=True)]

    class CompletionWanted(Message):
        """Tab was pressed."""

    def action_complete(self) -> None:
        self.post_message(self.CompletionWanted())


class SaveDialog(Dialog[Path | None]):
    """Answers the path, or None. A path at which there is a file has been confirmed: it may be replaced."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    AUTO_FOCUS = "PathInput"
    nothing = None

    def __init__(self, proposed: Path) -> None:
        super().__init__()
        self._proposed = plain(str(proposed))
        self._place = Place(proposed)
        self._confirmed: Path | None = None

    def compose(self) -> ComposeResult:
        with Box("Save as") as box:
            box.border_subtitle = "Tab completes"
            yield PathInput(self._proposed, select_on_focus=False)
            yield Static(id="note")
            yield Static(id="names", classes="dialog--muted")
            with Horizontal(classes="dialog--buttons"):
                yield Button(Content("Save"), classes="dialog--first", id="save")
                yield Button(Content("Cancel"), id="cancel")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._confirmed = None
        self.query_one("#save", Button).label = Content("Save")
        self.run_worker(self._look(event.value), group="look", exclusive=True, exit_on_error=False)

    @on(PathInput.CompletionWanted)
    def _complete(self) -> None:
        field = self.query_one(PathInput)
        self.run_worker(self._completed(field.value), group="look", exclusive=True, exit_on_error=False)

    @on(Input.Submitted)
    @on(Button.Pressed, "#save")
    def _submit(self) -> None:
        field = self.query_one(PathInput)
        self.run_worker(self._decide(field.value), group="look", exclusive=True, exit_on_error=False)

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.action_close()

    async def _look(self, text: str) -> Place:
        place = await asyncio.to_thread(look, text)
        self._say(*_note(place))
        self.query_one("#names", Static).update(_columns(place.names, self._width()))
        return place

    async def _completed(self, text: str) -> None:
        place = await self._look(text)
        beginning = common_beginning(place.names)
        folder = text[: text.rfind("/") + 1]
        field = self.query_one(PathInput)
        if len(folder + beginning) > len(text) and field.value == text:
            field.value = folder + plain(beginning)
            field.cursor_position = len(field.value)
        elif not place.names:
            self.focus_next()

    async def _decide(self, text: str) -> None:
        place = await self._look(text)
        if place.problem:
            self._say(f"✗ {place.problem}", "error")
            self.query_one(PathInput).focus()
        elif place.there == "file" and self._confirmed != place.path:
            self._confirmed = place.path
            self._say(f"⚠ {_what_is_there(place)} Enter again replaces it.", "warning")
            self.query_one("#save", Button).label = Content("Replace")
        else:
            self.dismiss(place.path)

    def _say(self, words: str, kind: str) -> None:
        note = self.query_one("#note", Static)
        note.update(shown(words))
        note.set_classes(f"dialog--{kind}")

    def _width(self) -> int:
        return self.query_one(PathInput).content_region.width


def _note(place: Place) -> tuple[str, str]:
    if place.problem:
        return place.problem, "muted"
    if place.there == "file":
        return f"⚠ {_what_is_there(place)}", "warning"
    made = ", which will be made" if place.new_folder else ""
    return f"A new file in {place.path.parent}{made}.", "muted"


def _what_is_there(place: Place) -> str:
    return f"{place.path.name} is there already ({amounts.size(place.size)})."


def _columns(names: tuple[str, ...], width: int) -> Content:
    """Lay out names in columns, as many as fit into a few lines."""
    labels = [shown_line(name) for name in names]
    cell = min(max((label.cell_length for label in labels), default=0), 36) + 2
    across = max(1, width // cell)
    shown_names = labels[: across * _MOST_LINES]
    lines = [
        Content("").join(label.truncate(cell - 2, ellipsis=True, pad=True) + Content("  ") for label in row)
        for row in (shown_names[at : at + across] for at in range(0, len(shown_names), across))
    ]
    if len(labels) > len(shown_names):
        lines.append(Content(f"… and {len(labels) - len(shown_names):,} more"))
    return Content("\n").join(lines)
