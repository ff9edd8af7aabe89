"""One entry: what it is, the form to ask it with, and what came of asking."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from inspector.protocol.asking import completion_for, concerns, shape_for, values_of
from inspector.protocol.catalog import Entry
from inspector.record.calls import Call
from inspector.ui.messages import CompletionAsked, EntryAsked
from inspector.ui.safe import shown_line
from inspector.ui.session.about import About, hints
from inspector.ui.session.source import Source

if TYPE_CHECKING:
    from inspector.ui.form.form import Form
    from inspector.ui.result.pane import ResultPane

_VERBS = {"tool": "Call", "prompt": "Get", "resource": "Read", "template": "Read"}


class EntryDetail(Vertical):
    """Shows one entry at a time. Call `sync` when the transcript has grown."""

    ALLOW_MAXIMIZE = True
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "earlier", "Earlier call", show=False),
        Binding("right_square_bracket", "later", "Later call", show=False),
    ]

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self.entry: Entry | None = None
        self._formed: Entry | None = None
        self._wishes: list[Callable[[Form], None]] = []
        self._calls: list[Call] = []
        self._read = 0
        self._at: int | None = None
        self._form: Form | None = None
        self._result: ResultPane | None = None
        self._ready = asyncio.Event()
        self._making: asyncio.Future[tuple[Form, ResultPane]] | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="detail-hint")

    def on_mount(self) -> None:
        self._ready.set()

    def show_hint(self, hint: str) -> None:
        """Say what is going on while there is no entry to show."""
        if self.entry is None:
            self.query_one("#detail-hint", Static).update(shown_line(hint))

    async def show(self, entry: Entry) -> None:
        """Show an entry with the values it was last asked with, and the newest call of it."""
        if self.entry is entry:
            return
        self.entry, self._wishes = entry, []
        form, result = await self._parts()
        if self.entry is not entry:
            return
        self.query_one(About).show(entry)
        self.border_title = shown_line(entry.key or entry.label)
        self.border_subtitle = shown_line(hints(entry))
        self._calls, self._read, self._at = [], 0, None
        self.remove_class("-answered")
        result.show(None)
        self.sync()
        shape = await asyncio.to_thread(shape_for, entry)
        values = await self._last_values(entry)
        if self.entry is entry:
            # Arguments of tools are never completed (MCP completion/complete: only prompts and templates).
            asks = entry.kind in ("prompt", "template")
            form.completes = asks and "completions" in self._source.catalog.capabilities
            form.verb = _VERBS[entry.kind]
            schema = entry.raw.get("inputSchema") if entry.kind == "tool" else None
            form.show(shape, dict(values) if values else None, schema=schema)
            self._formed = entry
            for wish in self._wishes:
                wish(form)

    def sync(self) -> None:
        """Take in new calls of the entry, and let the newest be shown unless somebody looks at an earlier one."""
        entry, result = self.entry, self._result
        if entry is None or result is None:
            return
        calls = self._source.transcript.calls.all
        new = [call for call in calls[self._read :] if concerns(entry, call)]
        self._read = len(calls)
        if new:
            self._calls += new
            self._at = len(self._calls) - 1
            if self._form is not None and self._form.has_focus_within and self.screen.has_class("-short"):
                # The form folds up where there is no room for both; the answer is what is waited for.
                result.await_focus()
            self._show_call()
        result.sync()

    def focus_form(self) -> None:
        """Let the person type into the first field."""
        self._with_form(lambda form: form.focus_first())

    def send(self) -> None:
        """Ask with what stands in the form, as its button does."""
        self._with_form(lambda form: form.action_submit())

    def swap(self) -> None:
        """Show the other side of the form: fields or JSON."""
        self._with_form(lambda form: form.action_swap())

    def _with_form(self, wish: Callable[[Form], None]) -> None:
        """Do something with the form of the entry; what is there may for a moment still be that of the one before."""
        if self._form is not None and self._formed is self.entry:
            wish(self._form)
        else:
            self._wishes.append(wish)

    def _suggest(self, field: str, text: str, values: list[str]) -> None:
        if self._form is not None:
            self._form.suggest(field, text, values)

    def action_earlier(self) -> None:
        self._go(-1)

    def action_later(self) -> None:
        self._go(1)

    def _go(self, by: int) -> None:
        if self._at is not None and 0 <= self._at + by < len(self._calls):
            self._at += by
            self._show_call()

    def _show_call(self) -> None:
        if self._result is None or self._at is None or self.entry is None:
            return
        self.add_class("-answered")
        count = len(self._calls)
        place = f"{self._at + 1} of {count}" if count > 1 else ""
        self._result.show(self._calls[self._at], output_schema=self.entry.raw.get("outputSchema"), place=place)

    async def _parts(self) -> tuple[Form, ResultPane]:
        """Make the form and the result pane when they are first needed: they cost more than the whole screen."""
        if self._making is None:
            self._making = asyncio.ensure_future(self._make())
        # Whoever asks first may have moved on before they are made.
        return await asyncio.shield(self._making)

    async def _make(self) -> tuple[Form, ResultPane]:
        for name in ("inspector.ui.form.form", "inspector.ui.result.pane"):
            # Meanwhile the list is painted and can be used.
            await asyncio.to_thread(importlib.import_module, name)
        # Where both are imported already, this would be sooner than the pane itself is put together.
        await self._ready.wait()
        if not self.is_attached:
            raise asyncio.CancelledError
        from inspector.ui.form.form import Form
        from inspector.ui.result.pane import ResultPane

        form, result = Form(), ResultPane(self._source.transcript, self._source.redactor)
        form.sendable = result.stoppable = self._source.sitting is not None
        await self.query_one("#detail-hint").remove()
        await self.mount(About(), form, result)
        self._form, self._result = form, result
        return form, result

    async def _last_values(self, entry: Entry) -> Mapping[str, Any] | None:
        if self._calls:
            values = values_of(entry, self._calls[-1])
            if values is not None:
                return values
        return None if self._source.sitting is None else await self._source.sitting.last_values(entry)

    def on_form_submitted(self, event: Form.Submitted) -> None:
        event.stop()
        if self.entry is not None and self._formed is self.entry:
            self.post_message(EntryAsked(self.entry, event.values))

    def on_form_completion_wanted(self, event: Form.CompletionWanted) -> None:
        event.stop()
        if self.entry is not None:
            params = completion_for(self.entry, event.field, event.text, event.values)
            if params is not None:
                self.post_message(CompletionAsked(params, partial(self._suggest, event.field, event.text)))
