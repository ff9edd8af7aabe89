"""The rows of the start screen: known servers, and transcripts of earlier sessions."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message

from inspector.record.redact import Redactor
from inspector.record.showable import showable_line
from inspector.store.known import KnownServer
from inspector.store.transcripts import Saved
from inspector.ui import amounts
from inspector.ui.lines import Lines, fit
from inspector.ui.start.when import ago, date

_SHOWN = 400
_NO_TITLE = "(no title)"
_WHEN, _REVISION, _SIZE = 13, 12, 10
_WITH_REVISION, _WITH_SIZE = 68, 54


class StartLines(Lines):
    """Rows that begin at their first, and whose neighbours in the screen are reached by the arrows too."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"start--muted", "start--good", "start--error", "start--title"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("end,G", "last", "Last", show=False),
        Binding("slash", "screen.address", "Address"),
    ]
    follows = False

    def action_move(self, by: int) -> None:
        if by == -1 and self.cursor <= 0:
            self.screen.focus_previous()
        elif by == 1 and self.cursor >= self.row_count() - 1:
            self.screen.focus_next()
        else:
            super().action_move(by)

    def note(self) -> str:
        """Return what is to be said about the row at the cursor, in more words than fit into it."""
        raise NotImplementedError

    def address(self) -> str:
        """Return in full where the row at the cursor leads; a row may hold only its beginning."""
        raise NotImplementedError

    def _segment(self, text: str, kind: str = "") -> Segment:
        return Segment(text, self.get_component_rich_style(f"start--{kind}", partial=True) if kind else None)


class ServerLines(StartLines):
    """The known servers, newest first, or those of them that hold every word of a filter."""

    BINDING_GROUP_TITLE = "Known servers"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("d,delete", "forget", "Forget")]

    class ForgetWanted(Message):
        """Take the server at the cursor off the list."""

    def __init__(self) -> None:
        super().__init__()
        self._servers: Sequence[KnownServer] = ()
        self._passing: list[KnownServer] = []
        self._words: list[str] = []
        self._longest_title = 0

    @property
    def total(self) -> int:
        """How many there are without the filter."""
        return len(self._servers)

    @property
    def passing(self) -> Sequence[KnownServer]:
        """Those that hold every word of the filter."""
        return self._passing

    @property
    def chosen(self) -> KnownServer | None:
        """The server at the cursor."""
        return self._passing[self.cursor] if 0 <= self.cursor < len(self._passing) else None

    def show(self, servers: Sequence[KnownServer]) -> None:
        """Put these in place of what is shown."""
        self._servers = servers
        titles = (_line(server.title) or _NO_TITLE for server in servers)
        self._longest_title = max(map(cell_len, titles), default=0)
        self._take_in(max(0, self.cursor))

    def sift(self, text: str) -> None:
        """Show only those whose title or URL hold every word of `text`."""
        self._words = text.lower().split()
        self._take_in(0)

    def row_count(self) -> int:
        return len(self._passing)

    def draw(self, row: int, width: int) -> list[Segment]:
        server = self._passing[row]
        mark, kind = ("✗", "error") if server.ended else ("●", "good")
        with_revision = width >= _WITH_REVISION
        rest = width - 3 - _WHEN - _REVISION * with_revision
        title_width = min(rest * 2 // 5, self._longest_title + 2)
        segments = [
            self._segment(f" {mark} ", kind),
            self._segment(fit(_line(server.title) or _NO_TITLE, title_width - 2) + "  ", "title"),
            self._segment(fit(_line(server.url), rest - title_width - 1) + " "),
        ]
        if with_revision:
            segments.append(self._segment(fit(_line(server.revision), _REVISION - 1) + " ", "muted"))
        return [*segments, self._segment(fit(ago(server.at, time.time()), _WHEN - 1, right=True) + " ", "muted")]

    def note(self) -> str:
        server = self.chosen
        if server is None:
            return ""
        return f"{date(server.at) if server.at > 0 else 'never'} · {_line(server.ended) or 'ended well'}"

    def address(self) -> str:
        return "" if self.chosen is None else _line(self.chosen.url)

    def action_forget(self) -> None:
        if self.chosen is not None:
            self.post_message(self.ForgetWanted())

    def _take_in(self, cursor: int) -> None:
        texts = [(server, f"{server.title} {server.url}".lower()) for server in self._servers]
        self._passing = [server for server, text in texts if all(word in text for word in self._words)]
        self.rows_changed(keep=cursor)


class TranscriptLines(StartLines):
    """The transcripts that were written to last."""

    BINDING_GROUP_TITLE = "Recent transcripts"

    def __init__(self) -> None:
        super().__init__()
        self._saved: Sequence[Saved] = ()

    @property
    def chosen(self) -> Saved | None:
        """The transcript at the cursor."""
        return self._saved[self.cursor] if 0 <= self.cursor < len(self._saved) else None

    def show(self, saved: Sequence[Saved]) -> None:
        """Put these in place of what is shown."""
        self._saved = saved
        self.rows_changed(keep=max(0, self.cursor))

    def row_count(self) -> int:
        return len(self._saved)

    def draw(self, row: int, width: int) -> list[Segment]:
        saved = self._saved[row]
        size = _SIZE if width >= _WITH_SIZE else 0
        return [
            self._segment(" ▤ ", "muted"),
            self._segment(fit(_line(saved.url) or _line(saved.path.name), width - 3 - size - _WHEN)),
            self._segment(fit(amounts.size(saved.size), size, right=True), "muted"),
            self._segment(fit(ago(saved.at, time.time()), _WHEN - 1, right=True) + " ", "muted"),
        ]

    def note(self) -> str:
        saved = self.chosen
        return "" if saved is None else f"{date(saved.at)} · {amounts.size(saved.size)}"

    def address(self) -> str:
        return "" if self.chosen is None else showable_line(str(self.chosen.path))


def _line(text: str) -> str:
    return showable_line(Redactor().url(text[:_SHOWN]))
