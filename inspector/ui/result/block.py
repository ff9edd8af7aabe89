"""One content of a result: a line that says what it is, and below it the thing itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content as Shown
from textual.widget import Widget
from textual.widgets import Static

from inspector.protocol.contents import Content
from inspector.protocol.media import describe_audio
from inspector.record.redact import Redactor
from inspector.ui import amounts
from inspector.ui.messages import CopyWanted, LinkWanted
from inspector.ui.result.reading import Reading, file_name
from inspector.ui.safe import shown, shown_line
from inspector.ui.view.hexlines import HexLines
from inspector.ui.view.jsontree import JsonTree, as_json
from inspector.ui.view.markdownlines import MarkdownLines
from inspector.ui.view.picture import Picture
from inspector.ui.view.textlines import TextLines

UTF_8 = ("utf-8", "backslashreplace")
"""How text is written to files: half a surrogate pair becomes the escape that JSON has for it."""

_MOST_STATIC = 6_000
_MOST_LINES = 80
_MOST_LINE = 300
_NAMES = {"text": "Text", "image": "Image", "audio": "Sound", "link": "Link", "bytes": "Bytes", "unknown": "Unknown"}


class ContentBlock(Vertical, can_focus=True):
    """A content, numbered from 1. `c` copies it; `file` is what saving it writes; Enter follows a link."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "Copy"),
        Binding("enter", "follow", "Open the link"),
    ]

    def __init__(self, content: Content, number: int, redactor: Redactor, reading: Reading, *, named: bool) -> None:
        super().__init__(classes=f"block--{content.shape}")
        self.content = content
        self._number = number
        self._redactor = redactor
        self._reading = reading
        self._named = named

    def compose(self) -> ComposeResult:
        head = self._head()
        if head.plain:
            yield Static(head, classes="block--head")
        for oddity in self.content.oddities:
            yield Static(Shown.assemble(("⚠ ", "$text-warning"), shown_line(oddity).stylize("$text-warning")))
        body = self._body()
        if body is not None:
            scrolls = isinstance(body, JsonTree | TextLines | HexLines | MarkdownLines)
            self.can_focus = not scrolls
            self.set_class(scrolls, "-scrolls")
            yield body

    def on_mount(self) -> None:
        if self.content.shape in ("image", "audio", "bytes"):
            self._decode()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.content.shape == "link" if action == "follow" else True

    def action_follow(self) -> None:
        self.post_message(LinkWanted(self.content.uri))

    def on_click(self) -> None:
        if self.content.shape == "link":
            self.action_follow()

    def action_copy(self) -> None:
        """Copy the text, the URI of a link, bytes as base64, or else the content as JSON."""
        content = self.content
        if content.shape == "link":
            self.post_message(CopyWanted(self._redactor.url(content.uri), "the URI"))
        elif content.encoded:
            self.post_message(CopyWanted(content.encoded, "the bytes as base64"))
        elif content.shape == "text":
            self._copy(lambda: content.text, "the text")
        else:
            self._copy(lambda: as_json(content.raw), "the content as JSON")

    @work(group="copy", description="copy", exclusive=True, exit_on_error=False)
    async def _copy(self, text: Callable[[], str], what: str) -> None:
        self.post_message(CopyWanted(await asyncio.to_thread(lambda: self._redactor.text(text())), what))

    def file(self) -> tuple[Callable[[], bytes], str]:
        """Return what makes the bytes of a file of this content, and a name of our own for it."""
        content, redactor = self.content, self._redactor
        if content.shape in ("image", "audio", "bytes"):
            return content.data, file_name(content, self._number)
        text = content.text if content.shape == "text" else None
        return (
            lambda: redactor.text(as_json(content.raw) if text is None else text).encode(*UTF_8),
            file_name(content, self._number),
        )

    def _head(self) -> Shown:
        content = self.content
        said = [Shown.styled(f"{self._number} {_NAMES[content.shape]}", "$text-muted")] if self._named else []
        if content.role:
            said.insert(0, shown_line(content.role).stylize("bold $text-accent"))
        if content.uri and content.shape != "link":
            said.append(shown_line(self._redactor.url(content.uri)).stylize("$text-accent"))
        if content.mime and content.shape not in ("image", "link"):
            said.append(shown_line(content.mime).stylize("$text-muted"))
        said += [shown_line(note).stylize("$text-muted") for note in notes_of(content)]
        return Shown("  ").join(said)

    def _body(self) -> Widget | None:
        content = self.content
        match content.shape:
            case "text":
                return self._text_body()
            case "image":
                return Picture()
            case "audio":
                return Static("", classes="block--facts")
            case "link":
                return Static(self._link())
            case "bytes":
                return HexLines()
        tree = JsonTree()
        tree.show(content.raw, self._redactor.text)
        return tree

    def _text_body(self) -> Widget:
        text = self.content.text
        if self._reading.read_as == "json":
            tree = JsonTree()
            tree.show(self._reading.value, self._redactor.text)
            return tree
        if self._reading.read_as == "markdown":
            markdown = MarkdownLines()
            markdown.show(self._redactor.text(text))
            return markdown
        if _is_small(text):
            return Static(shown(self._redactor.text(text)) if text else Shown.styled("(empty text)", "$text-muted"))
        lines = TextLines()
        lines.show(text, self._redactor.text)
        return lines

    def _link(self) -> Shown:
        raw = self.content.raw if isinstance(self.content.raw, dict) else {}
        title = next((raw[name] for name in ("title", "name") if isinstance(raw.get(name), str)), "")
        size = raw.get("size")
        facts = [self.content.mime, amounts.size(size) if type(size) is int and 0 <= size < 10**15 else ""]
        lines = [
            Shown.assemble(("→ ", "bold $text-accent"), shown_line(title).stylize("bold")),
            shown_line(self._redactor.url(self.content.uri)).stylize("$text-accent underline"),
            shown_line("  ".join(fact for fact in facts if fact)).stylize("$text-muted"),
        ]
        described = raw.get("description")
        if isinstance(described, str):
            lines.append(shown(self._redactor.text(described[:_MOST_STATIC])))
        return Shown("\n  ").join(line for line in lines if line.plain)

    @work(group="decode", description="decode", exclusive=True, exit_on_error=False)
    async def _decode(self) -> None:
        try:
            data = await asyncio.to_thread(self.content.data)
        except ValueError as error:
            await self.mount(Static(Shown.assemble(("⚠ ", "$text-warning"), shown_line(str(error)))))
            for body in self.query("Picture, HexLines"):
                body.display = False
            self.can_focus = True
            return
        for picture in self.query(Picture):
            picture.show(data, self.content.mime)
        if self.content.shape == "bytes":
            self.query_one(HexLines).show(data)
            facts = Static(Shown.styled(f"{len(data):,} bytes  S saves them", "$text-muted"))
            await self.mount(facts, before=self.query_one(HexLines))
        elif self.content.shape == "audio":
            self.query_one(".block--facts", Static).update(_sound(data, self.content.mime))


def notes_of(content: Content) -> list[str]:
    """Return what the annotations of a content say (MCP server/resources#annotations), a phrase each."""
    annotations = content.annotations
    said = []
    audience = annotations.get("audience")
    if isinstance(audience, list) and audience:
        said.append("for " + " and ".join(str(who)[:40] for who in audience[:4]))
    if "priority" in annotations:
        said.append(f"priority {_short(annotations['priority'])}")
    if "lastModified" in annotations:
        said.append(f"modified {_short(annotations['lastModified'])}")
    return said


def _short(value: Any) -> str:
    return value[:40] if isinstance(value, str) else json.dumps(value)[:40]


def _is_small(text: str) -> bool:
    if len(text) > _MOST_STATIC:
        return False
    lines = text.split("\n")
    return len(lines) <= _MOST_LINES and max(map(len, lines)) <= _MOST_LINE * 10


def _sound(data: bytes, mime: str) -> Shown:
    """Return what is known of a sound, in a line or two."""
    known = amounts.size(len(data))
    try:
        facts = describe_audio(data)
    except ValueError as error:
        return Shown.assemble(("⚠ ", "$text-warning"), shown_line(str(error)), f"  {known}")
    told = [f"♪ {facts.format}"]
    if facts.seconds is not None:
        channels = {1: "mono", 2: "stereo"}.get(facts.channels, f"{facts.channels} channels")
        told += [amounts.seconds(facts.seconds), f"{facts.rate:,} Hz", channels]
    other = mime.partition(";")[0].strip().lower()
    wrong = "" if other in facts.types or not other else f"  ⚠ sent as {other}"
    line = Shown.assemble("  ".join([*told, known]), shown_line(wrong).stylize("$text-warning"))
    return Shown.assemble(line, "\n", ("S saves it, to be played elsewhere", "$text-muted"))
