"""The drawn side of a form: all its rows, drawn anew when another form is shown."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from inspector.ui.form.branches import Either, Group, Items
from inspector.ui.form.desk import Desk
from inspector.ui.form.dropdown import DropDown
from inspector.ui.form.linefield import LineField
from inspector.ui.form.parts import Branch, row_of
from inspector.ui.form.row import Row
from inspector.ui.form.slot import Slot
from inspector.ui.form.words import type_word

_LEAST, _MOST_NARROW, _MOST = 8, 18, 32
_INDENT = 2
_MEASURED = 200
_NOTHING = "No arguments."


class Sheet(Vertical):
    """Rows for one root slot: an object, or a choice of them."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self, drop: DropDown) -> None:
        super().__init__()
        self._drop = drop
        self.desk = Desk(drop)
        self.top: Branch | None = None
        self._narrow = False

    def supersede(self) -> None:
        """Stop drawing what is being drawn: another form is wanted."""
        self.desk.over = True

    async def draw(self, root: Slot, *, completes: bool) -> bool:
        """Draw a form and put it in the place of the one before; False if it was superseded meanwhile.

        It is drawn out of sight: the screen is arranged once, and does not jump.
        """
        desk = self.desk = Desk(self._drop, _names(root, self._narrow), completes)
        top = self.top = Branch(root, desk, -1 if isinstance(root.body, Group) else 0, "arguments")
        top.add_class("-top")
        top.display = False
        await self.mount(top)
        await top.parts.sync()
        if desk.over:
            top.remove()
            return False
        for old in self.children:
            if old is not top:
                # Whoever waits for a removal must not be cancelled meanwhile, so nobody waits.
                old.remove()
        if isinstance(root.body, Group) and not root.body.parts():
            await self.mount(Static(Content(_NOTHING), classes="-nothing"), before=top)
        top.display = True
        return True

    def set_narrow(self, narrow: bool) -> None:
        """Give the names less room, or more."""
        if narrow != self._narrow and self.top is not None:
            self._narrow = narrow
            self.desk.names = _names(self.top.slot, narrow)
            for row in self.query(Row):
                row.draw_name()
        self._narrow = narrow

    def show_errors(self, errors: dict[Slot, str]) -> None:
        """Say beside each field what is wrong with it."""
        self.desk.errors = errors
        for row in self.query(Row):
            row.show_error()

    async def reveal(self, slot: Slot) -> None:
        """Draw and unfold until a slot is seen, and put the focus there."""
        view: Branch | Row | None = self.top
        for step in slot.path():
            if not isinstance(view, Branch):
                break
            if view.folded:
                await view.fold(False)
            # The object that a choice chose is not among the rows; its fields are.
            view = await view.parts.show(step) or view
        if view is not None:
            row_of(view).focus_editor()

    def line(self, name: str) -> LineField | None:
        """Return the text field of a property of the outermost object."""
        rows = (row_of(view) for view in self.top.parts.views.values()) if self.top is not None else ()
        found = (row for row in rows if row.slot.name == name)
        return next((field for row in found for field in row.query(LineField)), None)


def _names(root: Slot, narrow: bool) -> int:
    """The width of the column of names: that of the longest, within reason."""
    longest = _LEAST
    waiting = [(slot, 0) for slot in root.body.parts()]
    for slot, depth in waiting:
        mark = _INDENT if isinstance(slot.body, Group | Items | Either) else 0
        wide = mark + cell_len(slot.name[:_MOST]) + len(type_word(slot.shape)) + 3
        longest = max(longest, wide + _INDENT * depth)
        body = slot.body.group if isinstance(slot.body, Either) else slot.body
        if isinstance(body, Group) and len(waiting) < _MEASURED:
            waiting += [(part, depth + 1) for part in body.parts()]
    return min(longest, _MOST_NARROW if narrow else _MOST)
