"""The result of a call: how it stands, and what came, rendered, as structured content and as JSON."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from inspector.record.calls import Call
from inspector.record.redact import Redactor
from inspector.record.transcript import Transcript
from inspector.ui.messages import CancelWanted, CopyWanted, ExchangeWanted, SaveWanted
from inspector.ui.result.block import UTF_8, ContentBlock
from inspector.ui.result.rendered import Rendered
from inspector.ui.result.state import finished, state_of
from inspector.ui.result.structured import Structured
from inspector.ui.result.views import VIEWS, View, Views
from inspector.ui.safe import shown_line
from inspector.ui.view.jsontree import JsonTree, as_json

_TICK_SECONDS = 0.1


class ResultPane(Vertical):
    """One call at a time. Call `sync` when the transcript has grown.

    `stoppable` is False where nothing can be cancelled, as in a transcript that was opened from a file.
    """

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    ALLOW_MAXIMIZE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "view", "View"),
        Binding("e", "exchange", "Exchange"),
        Binding("x", "cancel", "Cancel the call"),
        Binding("S", "save", "Save"),
        Binding("c", "copy", "Copy"),
        Binding("m", "maximise", "Maximise", show=False),
    ]

    def __init__(self, transcript: Transcript, redactor: Redactor) -> None:
        super().__init__()
        self._transcript = transcript
        self._redactor = redactor
        self._call: Call | None = None
        self._schema: Any = None
        self._drawn: object = None
        self._ticking: Timer | None = None
        self._verdict = ""
        self._awaited = False
        self.stoppable = True
        self._rendered, self._structured, self._json = Rendered(redactor), Structured(redactor), JsonTree()
        self._parts: dict[View, Widget] = dict(zip(VIEWS, (self._rendered, self._structured, self._json), strict=True))

    def compose(self) -> ComposeResult:
        yield Views()
        yield from self._parts.values()

    def on_mount(self) -> None:
        self._ticking = self.set_interval(_TICK_SECONDS, self._tell_state, pause=True)
        self._choose("rendered")
        self.sync()

    def show(self, call: Call | None, *, output_schema: Any = None, place: str = "") -> None:
        """Show a call, or that there is none. `place` says which of several it is, such as `2 of 3`."""
        self._call, self._schema, self._drawn = call, output_schema, None
        self._verdict = ""
        self.border_subtitle = shown_line(place)
        self.sync()

    def sync(self) -> None:
        """Look at the call again; only what changed is drawn."""
        if self._ticking is None:
            return
        call = self._call
        self._tell_state()
        running = call is not None and not finished(call)
        (self._ticking.resume if running and self.stoppable else self._ticking.pause)()
        stage = (id(call), call is not None and call.answer is not None, call is not None and call.end is not None)
        if stage == self._drawn:
            self._rendered.sync()
            return
        self._drawn = stage
        self._draw()
        self.refresh_bindings()

    def focus_result(self) -> None:
        """Let the keys work on what is shown."""
        part = self._parts[self.query_one(Views).view]
        target = next((node for node in (part, *part.query("*")) if node.focusable), None)
        if target is not None:
            target.focus()

    def await_focus(self) -> None:
        """Take the focus as soon as there is something to give it to."""
        self._awaited = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        call = self._call
        if action == "cancel":
            return call is not None and not finished(call) and self.stoppable
        if action in ("save", "copy"):
            return call is not None and finished(call)
        return call is not None if action == "exchange" else True

    def action_view(self) -> None:
        """Go on to the next way to look at the result."""
        view = self.query_one(Views).view
        self._choose(VIEWS[(VIEWS.index(view) + 1) % len(VIEWS)], focus=self.has_focus_within)

    def action_exchange(self) -> None:
        if self._call is not None:
            message = self._call.answer or self._call.request
            self.post_message(ExchangeWanted(message.exchange))

    def action_cancel(self) -> None:
        if self._call is not None:
            self.post_message(CancelWanted(self._call.id))

    def action_maximise(self) -> None:
        """Give this pane the whole screen, or give it back."""
        if self.screen.maximized is None:
            self.screen.maximize(self, container=False)
        else:
            self.screen.minimize()

    def action_copy(self) -> None:
        """Copy what is seen: all texts of the contents, or else the whole as JSON."""
        blocks = self._rendered.blocks() if self.query_one(Views).view == "rendered" else []
        texts = [block.content.text for block in blocks if block.content.text]
        if texts:
            self._copy(lambda: "\n".join(texts), "the text of the result")
        else:
            value = self._shown()
            self._copy(lambda: as_json(value), "the result as JSON")

    @work(group="copy", description="copy", exclusive=True, exit_on_error=False)
    async def _copy(self, text: Callable[[], str], what: str) -> None:
        self.post_message(CopyWanted(await asyncio.to_thread(lambda: self._redactor.text(text())), what))

    def action_save(self) -> None:
        """Save the content that has the focus or is alone, or else the whole as JSON."""
        block = self._chosen_block()
        if block is not None:
            self.post_message(SaveWanted(*block.file()))
            return
        value, redactor = self._shown(), self._redactor
        self.post_message(SaveWanted(lambda: redactor.text(as_json(value)).encode(*UTF_8), "result.json"))

    def _chosen_block(self) -> ContentBlock | None:
        if self.query_one(Views).view != "rendered":
            return None
        blocks = self._rendered.blocks()
        if len(blocks) == 1:
            return blocks[0]
        return next((block for block in blocks if block.has_focus or block.has_focus_within), None)

    def _shown(self) -> Any:
        """Return the value that is seen: the structured content, or the message as it came."""
        call = self._call
        if call is None or call.answer is None:
            return None
        if self.query_one(Views).view == "structured" and call.result is not None:
            return call.result.get("structuredContent")
        return call.answer.payload

    @on(Views.Chosen)
    def _view_chosen(self, event: Views.Chosen) -> None:
        event.stop()
        if event.name == "exchange":
            self.action_exchange()
        else:
            self._choose(next(view for view in VIEWS if view == event.name))

    @on(Structured.Judged)
    def _judged(self, event: Structured.Judged) -> None:
        event.stop()
        self.query_one(Views).verdict = self._verdict = event.mark
        self._tell_state()

    def _choose(self, view: View, *, focus: bool = False) -> None:
        self.query_one(Views).view = view
        for name, part in self._parts.items():
            part.display = name == view
        if focus:
            self.focus_result()

    def _tell_state(self) -> None:
        call = self._call
        state = None if call is None else state_of(call, self._transcript.now() if self.stoppable else None)
        for kind in ("running", "good", "bad", "stopped"):
            self.set_class(state is not None and state.kind == kind, f"-{kind}")
        title = Content.assemble("Result", "  " if state else "", state.content() if state else "")
        broken = ("  ✗ breaks its schema", "bold $text-error")
        self.border_title = Content.assemble(title, broken) if self._verdict == "✗" else title

    @work(group="draw", description="draw", exclusive=True, exit_on_error=False)
    async def _draw(self) -> None:
        call, focused = self._call, self.has_focus_within
        self._json.show(None if call is None or call.answer is None else call.answer.payload, self._redactor.text)
        self._structured.show(call, self._schema)
        await self._rendered.show(call, self.stoppable)
        if (focused or self._awaited) and not self.has_focus_within:
            self.focus_result()
        self._awaited = False
