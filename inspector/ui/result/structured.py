"""The structured content of a result beside what the tool's output schema says of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from inspector.record.calls import Call
from inspector.record.redact import Redactor
from inspector.ui import amounts
from inspector.ui.result.state import finished, is_error
from inspector.ui.safe import shown_line
from inspector.ui.view.jsontree import JsonTree

if TYPE_CHECKING:
    from inspector.protocol.schema.verdict import Verdict

_NOTHING = "Nothing to show yet."
_NO_RESULT = "The call had no result. Rendered says what came of it (v)."


class Structured(Vertical):
    """The verdict, each violation with its place, and the value as a tree."""

    @dataclass
    class Judged(Message):
        """The verdict is there: `✓` fits, `✗` does not, `⚠` cannot be told, empty where nothing is to be judged."""

        mark: str

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="structured-verdict", can_focus=False):
            yield Static(_NOTHING, id="structured-said")
        yield JsonTree()

    def show(self, call: Call | None, schema: Any) -> None:
        """Show the structured content of a call's result, and judge it in a thread."""
        result = None if call is None else call.result
        tree = self.query_one(JsonTree)
        tree.display = result is not None and "structuredContent" in result
        # The verdict on an earlier result, if it comes now, is not one on this.
        self.workers.cancel_group(self, "verdict")
        if call is None or result is None:
            over = call is not None and finished(call)
            self._say(Content.styled(_NO_RESULT if over else _NOTHING, "$text-muted"), "")
        elif "structuredContent" not in result:
            self._say(*_without(call, schema))
        else:
            tree.show(result["structuredContent"], self._redactor.text)
            self._say(Content.styled("No output schema is declared: nothing to check it against.", "$text-muted"), "")
            if schema is not None:
                self._say(Content.styled("◌ checking against the output schema", "$text-warning"), "")
                self._judge(schema, result["structuredContent"])

    @work(group="verdict", description="verdict", exclusive=True, exit_on_error=False)
    async def _judge(self, schema: Any, value: Any) -> None:
        self._say(*_told(await asyncio.to_thread(_checked, schema, value)))

    def _say(self, what: Content, mark: str) -> None:
        self.query_one("#structured-said", Static).update(what)
        self.post_message(self.Judged(mark))


def _checked(schema: Any, value: Any) -> Verdict:
    from inspector.protocol.schema.verdict import check

    return check(schema, value)


def _without(call: Call, schema: Any) -> tuple[Content, str]:
    if call.method != "tools/call":
        return Content.styled("Only results of tools have structured content.", "$text-muted"), ""
    if schema is None:
        said = "The result has no structured content, and the tool declares no output schema."
        return Content.styled(said, "$text-muted"), ""
    if is_error(call):
        said = "The result has no structured content; one that reports an error needs none."
        return Content.styled(said, "$text-muted"), ""
    said = "✗ The tool declares an output schema, but the result has no structured content."
    return Content.styled(said, "bold $text-error"), "✗"


def _told(verdict: Verdict) -> tuple[Content, str]:
    if verdict.unusable is not None:
        said = Content.assemble(("⚠ No verdict. ", "bold $text-warning"), shown_line(verdict.unusable))
        return said, "⚠"
    if verdict.valid:
        return Content.styled("✓ It fits the output schema.", "bold $text-success"), "✓"
    count = amounts.count(len(verdict.errors), "violation") + (" and more" if verdict.more else "")
    lines = [Content.styled(f"✗ It does not fit the output schema: {count}.", "bold $text-error")]
    for error in verdict.errors:
        place = shown_line(error.path or "(the whole)").stylize("$text-accent")
        lines.append(Content.assemble("  ", place, "  ", shown_line(error.sentence)))
    return Content("\n").join(lines), "✗"
