"""The form that is made from a schema, which can be swapped for the same arguments as raw JSON and back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Button, Input, TextArea

from inspector.protocol.schema.draft import initial, sample
from inspector.protocol.schema.kinds import ABSENT, Object, Shape
from inspector.protocol.schema.typed import Problem
from inspector.ui.form.bar import Bar
from inspector.ui.form.branches import Either, Group
from inspector.ui.form.dropdown import DropDown
from inspector.ui.form.focusing import first_focusable
from inspector.ui.form.jsonside import NO_OBJECT, TOO_LARGE, JsonSide
from inspector.ui.form.judge import Judgement, judge, judge_value
from inspector.ui.form.row import Row
from inspector.ui.form.sheet import Sheet
from inspector.ui.form.slot import Slot
from inspector.ui.form.typed import Typed, said

_NARROW = 72
_HASTY_SECONDS = 0.15
_DRAW_SECONDS = 0.05
_JUDGE_SECONDS = 0.25
_COMPLETE_SECONDS = 0.15


class Form(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Shows one shape at a time. `verb` names the button, `completes` asks for completions of texts as they are typed.

    Without `sendable` nothing can be sent, only filled in and read.
    """

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+enter,f5", "submit", "Send", key_display="F5", priority=True),
        Binding("ctrl+j", "swap", "Form/JSON", priority=True),
        Binding("f6", "send_anyway", "Send anyway", priority=True),
    ]
    sendable: reactive[bool] = reactive(True, init=False)
    verb: reactive[str] = reactive("Call", init=False)

    @dataclass
    class Submitted(Message):
        """These arguments are to be sent."""

        values: dict[str, Any]

    @dataclass
    class CompletionWanted(Message):
        """Somebody typed `text` into `field` while the form says `values`; answer with `suggest`."""

        field: str
        text: str
        values: dict[str, Any]

    def __init__(self) -> None:
        super().__init__()
        self.completes = False
        self._drop = DropDown()
        self._sheet = Sheet(self._drop)
        self._bar = Bar()
        self._root = Slot(Object(), required=True).put({})
        self._schema: Any = None
        self._json = JsonSide()
        self._as_json = False
        self._shown_at = 0.0
        self._hasty = self._drawing = self._wants_focus = False
        self._drawn = self._standing = -1
        self._attempted = self._refused = self._looking = False
        self._generation = 0
        self._judging: Timer | None = None
        self._completing: Timer | None = None

    def compose(self) -> ComposeResult:
        yield self._sheet
        yield self._json
        yield self._drop
        yield self._bar

    def on_mount(self) -> None:
        self._draw()

    # What is shown

    def show(self, shape: Shape, values: Mapping[str, Any] | None = None, *, schema: Any = None) -> None:
        """Show the form of a shape, with values or as it starts; `schema` is the JSON Schema that judges them.

        Forms may be shown one after another as fast as a key repeats: only the last one is drawn.
        """
        self._root = Slot(shape, required=True)
        self._schema = schema
        self._wants_focus = False
        self._fill(initial(shape) if values is None else dict(values))

    def values(self) -> Any:
        """Return the arguments as they stand: JSON, with what does not fit as it was typed."""
        if self._as_json:
            read = self._json.read()
            return self._json.text if isinstance(read, Problem) else read
        value = self._root.value()
        return {} if value is ABSENT else value

    def focus_first(self) -> None:
        """Put the focus into the first field, or on the first button, as soon as it is there."""
        self._wants_focus = True
        self.call_after_refresh(self._focus_first)

    def suggest(self, field: str, text: str, values: list[str]) -> None:
        """Drop completions down under a field, if it still holds `text` and is being typed into."""
        line = self._sheet.line(field) if not self._as_json else None
        if line is not None and line.value == text and line.has_focus:
            self._drop.open(line, [value for value in values if value != text])

    def _focus_first(self) -> None:
        if not self._wants_focus or not (self._as_json or self._standing == self._generation):
            # The rows that are still there are those of the form before: they go, and the focus with them.
            return
        found = self._json if self._as_json else first_focusable(self._sheet if self._has_parts else self._bar)
        if found is not None:
            self._wants_focus = False
            found.focus()

    def _fill(self, draft: Any) -> None:
        """Begin anew with a draft."""
        self._root.put(draft)
        self._root.expand()
        self._attempted = False
        self._generation += 1
        if self.is_attached:
            self._draw()

    def _draw(self) -> None:
        now = time.monotonic()
        self._hasty, self._shown_at = now - self._shown_at < _HASTY_SECONDS, now
        self._drop.close()
        self._bar.hint("")
        self._sheet.supersede()
        self._tell(Judgement())
        if not self._has_fields:
            self._open_json()
            return
        self._show_side(as_json=False)
        if not self._drawing:
            self._drawing = True
            self.run_worker(self._draw_on(), group="draw", exit_on_error=False)

    async def _draw_on(self) -> None:
        """Draw the form that is wanted, until no newer one is. While keys repeat, nothing is drawn."""
        try:
            while self._drawn != self._generation:
                left = self._shown_at + _DRAW_SECONDS - time.monotonic()
                if self._hasty and left > 0:
                    await asyncio.sleep(left)
                    continue
                self._drawn = drawn = self._generation
                if self._has_fields and await self._sheet.draw(self._root, completes=self.completes):
                    self._standing = drawn
                    self.call_after_refresh(self._focus_first)
        finally:
            self._drawing = False

    @property
    def _has_parts(self) -> bool:
        return bool(self._root.body.parts() or self._root.body.offers())

    @property
    def _has_fields(self) -> bool:
        return isinstance(self._root.body, Group | Either)

    def _show_side(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._sheet.display, self._json.display = not as_json, as_json
        self._offer()

    def _offer(self) -> None:
        self._bar.offer(
            verb=self.verb if self.sendable else None,
            as_json=self._as_json,
            swaps=self._has_fields,
            fills=not (isinstance(self._root.shape, Object) and not self._root.body.parts()),
        )

    def watch_sendable(self) -> None:
        self._offer()

    def watch_verb(self) -> None:
        self._offer()

    def on_resize(self, event: events.Resize) -> None:
        narrow = event.size.width < _NARROW
        self.set_class(narrow, "-narrow")
        self._sheet.set_narrow(narrow)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        row = next((node for node in event.widget.ancestors_with_self if isinstance(node, Row)), None)
        self._bar.hint("" if row is None else row.hint())

    def on_descendant_blur(self) -> None:
        self._bar.hint("")

    # Form or JSON

    def action_swap(self) -> None:
        """Show the other side: the form or the JSON. Text that is not JSON stays where it is."""
        if not self._has_fields:
            return
        if not self._as_json:
            if self._open_json():
                self._json.focus()
        elif self._json.edited:
            self._close_json()
        else:
            self._show_side(as_json=False)
            self.focus_first()

    def _open_json(self) -> bool:
        """Show the JSON side, if what the form says can be edited there or there is no form to go on in."""
        value = self._root.value()
        value = {} if value is ABSENT else value
        if not self._json.show(value):
            if self._has_fields:
                self._bar.warn(f"✗ {TOO_LARGE}")
                return False
            self._json.hold(value)
        self._show_side(as_json=True)
        return True

    def _close_json(self) -> None:
        read = self._json.read()
        if isinstance(read, Problem):
            self._bar.warn(f"✗ {_wrong_json(read)}")
            self._json.focus()
        else:
            self._fill(read)
            self.focus_first()

    # What is typed

    @on(Row.Edited)
    def _edited(self, event: Row.Edited) -> None:
        event.stop()
        row = event.row
        self._bar.hint(row.hint())
        self._judge_soon()
        if event.typed is None or not self.completes:
            return
        if row.slot.parent is self._root and isinstance(row.slot.body, Typed):
            self._complete_soon(row.slot.name, event.typed)

    @on(TextArea.Changed)
    def _edited_json(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._as_json and self._json.edited:
            self._judge_soon()

    def _complete_soon(self, field: str, text: str) -> None:
        def ask() -> None:
            self.post_message(self.CompletionWanted(field, text, self.values()))

        self._stop_completing()
        self._completing = self.set_timer(_COMPLETE_SECONDS, ask)

    def _stop_completing(self) -> None:
        self._drop.close()
        if self._completing is not None:
            self._completing.stop()

    def _judge_soon(self) -> None:
        if self._judging is not None:
            self._judging.stop()
        self._judging = self.set_timer(_JUDGE_SECONDS, self._judge_now)

    def _judge_now(self) -> None:
        if self._looking:
            self._judge_soon()
        else:
            self._looking = True
            self.run_worker(self._look(), group="judge", exit_on_error=False)

    async def _look(self) -> None:
        generation = self._generation
        try:
            judgement = await self._judge()
        finally:
            self._looking = False
        if generation == self._generation:
            self._tell(judgement if self._attempted else judgement.of_touched())

    async def _judge(self) -> Judgement:
        if not self._as_json:
            return await judge(self._root, self._schema)
        read = self._json.read()
        if isinstance(read, Problem):
            return Judgement(whole=[_wrong_json(read)])
        return await judge_value(read, self._schema)

    def _tell(self, judgement: Judgement) -> None:
        """Say what is wrong beside the fields and below; after an attempt, offer to send all the same."""
        self._sheet.show_errors(judgement.fields)
        refused = self._attempted and not judgement.clean and self.sendable
        if refused != self._refused:
            self._refused = refused
            self.refresh_bindings()
        count = len(judgement.fields) if self._attempted else 0
        anyway = self._refused and isinstance(self.values(), dict)
        self._bar.warn(judgement.sentences(), count, anyway=anyway)

    # Sending

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_submit()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        actions = {
            "-send": self.action_submit,
            "-anyway": self.action_send_anyway,
            "-swap": self.action_swap,
            "-sample": lambda: self._refill(sample(self._root.shape)),
            "-clear": lambda: self._refill(initial(self._root.shape)),
        }
        for name, action in actions.items():
            if event.button.has_class(name):
                action()

    def _refill(self, draft: Any) -> None:
        as_json = self._as_json
        self._fill(draft)
        if as_json and self._has_fields:
            self._open_json()

    def action_submit(self) -> None:
        """Send the arguments if nothing is wrong with them; else say what is, and go to the first of it."""
        if self.sendable:
            self._attempted = True
            self.run_worker(self._submit(self._generation), group="judge", exit_on_error=False)

    async def _submit(self, generation: int) -> None:
        judgement = await self._judge()
        if generation != self._generation:
            return
        if judgement.clean:
            self._send()
            return
        self._tell(judgement)
        if judgement.fields:
            await self._sheet.reveal(next(iter(judgement.fields)))

    def action_send_anyway(self) -> None:
        """Send the arguments as they are."""
        if self._refused:
            self._send()

    def _send(self) -> None:
        values = self.values()
        if isinstance(values, dict):
            self._attempted = False
            self._tell(Judgement())
            # Completions would lie over the answer.
            self._stop_completing()
            self.post_message(self.Submitted(values))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "submit":
            return self.sendable
        if action == "swap":
            return self._has_fields
        return self._refused if action == "send_anyway" else True


def _wrong_json(problem: Problem) -> str:
    return problem.sentence if problem.sentence == NO_OBJECT else said(problem)
