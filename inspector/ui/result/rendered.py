"""The contents of a result in their order, as a person wants to see them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from textual.containers import VerticalScroll
from textual.content import Content as Shown
from textual.widget import Widget
from textual.widgets import Static

from inspector.protocol.contents import Content, contents_of
from inspector.record.calls import Call
from inspector.record.redact import Redactor
from inspector.ui import amounts
from inspector.ui.result.block import ContentBlock
from inspector.ui.result.reading import Reading, reading_of
from inspector.ui.result.running import Running
from inspector.ui.result.state import finished, is_error
from inspector.ui.result.trouble import Trouble
from inspector.ui.safe import shown
from inspector.ui.view.jsontree import JsonTree

_MOST_BLOCKS = 40
_MOST_MARKDOWN = 6
_AT_ONCE = 8
EMPTY = "No result yet. Fill in what is asked above and send it: the answer appears here."
EMPTY_OFFLINE = "There is no call of it in this transcript."


class Rendered(VerticalScroll):
    """What there is to see of one call: its progress, its contents, or what went wrong."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__(can_focus=False)
        self._redactor = redactor

    def sync(self) -> None:
        """Show the newest progress of a call that runs."""
        for running in self.query(Running):
            running.sync()

    async def show(self, call: Call | None, stoppable: bool) -> None:
        """Show a call as it stands now."""
        # Without a content to work on, the keys of the pane need somebody to have the focus.
        self.can_focus = call is not None and (not finished(call) or call.result is None)
        await self.remove_children()
        self.scroll_to(y=0, animate=False, force=True)
        if call is None:
            self._set_sole(False)
            said = EMPTY if stoppable else EMPTY_OFFLINE
            await self.mount(Static(Shown.styled(said, "$text-muted"), id="result-empty"))
        elif not finished(call):
            self._set_sole(False)
            await self.mount(Running(call, stoppable))
        elif call.result is None:
            self._set_sole(False)
            await self.mount(Trouble(call, self._redactor))
        else:
            await self._show_result(call, call.result)

    def blocks(self) -> list[ContentBlock]:
        return list(self.query(ContentBlock))

    async def _show_result(self, call: Call, result: dict[str, Any]) -> None:
        contents = contents_of(call.method, result)
        heads = _heads(call, result, contents, self._redactor)
        if contents is None:
            tree = JsonTree()
            tree.show(result, self._redactor.text)
            self._set_sole(True)
            await self.mount(*heads, tree)
            return
        some = contents[:_MOST_BLOCKS]
        self._set_sole(len(some) == 1)
        readings = await asyncio.to_thread(_readings, some)
        await self.mount_all(heads)
        for begin in range(0, len(some), _AT_ONCE):
            numbered = range(begin, min(begin + _AT_ONCE, len(some)))
            await self.mount_all(self._block(some, readings, at) for at in numbered)
        if len(contents) > len(some):
            left = amounts.count(len(contents) - len(some), "content")
            said = f"… and {left} more, which are not drawn. The JSON view (v) has all of them."
            await self.mount(Static(Shown.styled(said, "$text-warning"), classes="result--note"))

    def _block(self, contents: Sequence[Content], readings: Sequence[Reading], at: int) -> ContentBlock:
        return ContentBlock(contents[at], at + 1, self._redactor, readings[at], named=len(contents) > 1)

    def _set_sole(self, sole: bool) -> None:
        """A content that is alone gets all the room there is."""
        self.set_class(sole, "-sole")


def _readings(contents: Sequence[Content]) -> list[Reading]:
    """Say how each text is read; of Markdown only the first few are drawn, as that takes its time."""
    readings, drawn = [], 0
    for content in contents:
        reading = reading_of(content) if content.shape == "text" else Reading("text")
        drawn += reading.read_as == "markdown"
        readings.append(Reading("text") if reading.read_as == "markdown" and drawn > _MOST_MARKDOWN else reading)
    return readings


def _heads(call: Call, result: dict[str, Any], contents: list[Content] | None, redactor: Redactor) -> list[Widget]:
    heads: list[Widget] = []
    if is_error(call):
        said = "✗ The tool reports an error (isError). What it says:"
        heads.append(Static(Shown.styled(said, "bold $text-error"), classes="result--note"))
    if call.end is not None and call.end.outcome != "answered":
        said = f"This answer came although the call is {call.end.outcome}."
        heads.append(Static(Shown.styled(said, "$text-warning"), classes="result--note"))
    described = result.get("description") if call.method == "prompts/get" else None
    if isinstance(described, str) and described:
        heads.append(Static(shown(redactor.text(described[:2_000])).stylize("italic"), classes="result--note"))
    if contents == []:
        more = " It has structured content (v)." if "structuredContent" in result else ""
        heads.append(Static(Shown.styled(f"The result has no contents.{more}", "$text-muted")))
    return heads
