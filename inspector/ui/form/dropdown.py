"""A list that drops down under a text field while its text is typed: values of an enum, or completions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Offset
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from inspector.ui.safe import shown_line

if TYPE_CHECKING:
    from inspector.ui.form.linefield import LineField

SHOWN = 100
_ROWS = 8
_WIDE = 60


class DropDown(OptionList, can_focus=False):
    """One list for all fields of a form; the keys go to the field, which keeps the focus."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self) -> None:
        super().__init__(compact=True, markup=False)
        self.owner: LineField | None = None
        self._texts: list[str] = []

    def open(
        self,
        owner: LineField,
        texts: Sequence[str],
        titles: Sequence[str | None] = (),
        *,
        more: int = 0,
        first: bool = False,
    ) -> None:
        """Drop down under a field with what it may say, at the first of it if `first`; without any texts, close.

        `more` texts are not listed.
        """
        if not texts:
            self.close()
            return
        self.owner = owner
        self._texts = list(texts[:SHOWN])
        titles = [*titles[:SHOWN], *[None] * len(self._texts)]
        more += len(texts) - len(self._texts)
        options = [Option(_prompt(text, title)) for text, title in zip(self._texts, titles, strict=False)]
        if more:
            options.append(Option(Content(f"… {more:,} more: type to find them"), disabled=True))
        self.set_options(options)
        self.highlighted = 0 if first else None
        self._place(owner, len(options))
        self.display = True

    def close(self, owner: LineField | None = None) -> None:
        """Close, if it belongs to `owner` (or whoever it belongs to)."""
        if owner is None or owner is self.owner:
            self.owner, self.display = None, False

    def choose(self) -> bool:
        """Pick what is highlighted; False if nothing is."""
        at, owner = self.highlighted, self.owner
        self.close()
        if owner is None or at is None or at >= len(self._texts):
            return False
        owner.pick(self._texts[at])
        return True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.choose()

    def _place(self, owner: LineField, count: int) -> None:
        field, screen = owner.region, self.screen.size
        height = min(count, _ROWS)
        above = field.bottom + height > screen.height and field.y >= height
        width = max(field.width, 20)
        self.styles.width = min(width, _WIDE, screen.width - field.x) if screen.width - field.x > 0 else width
        self.absolute_offset = Offset(field.x, field.y - height if above else field.bottom)


def _prompt(text: str, title: str | None) -> Content:
    word = shown_line(text[:200])
    return word if not title else Content.assemble(word, "  ", (shown_line(title[:200]).plain, "$foreground-muted"))
