"""What an entry says of itself, in a few lines: title, description, annotations, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from textual.content import Content
from textual.widgets import Static

from inspector.protocol.catalog import Entry
from inspector.ui import amounts
from inspector.ui.safe import shown_line

_LONGEST = 600
_HINTS = {
    "readOnlyHint": ("read-only", "may change things"),
    "destructiveHint": ("⚠ destructive", "not destructive"),
    "idempotentHint": ("idempotent", "not idempotent"),
    "openWorldHint": ("open world", "closed world"),
}


class About(Static):
    """The lines above the form; the whole definition is a key away."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def show(self, entry: Entry) -> None:
        """Write the lines of an entry."""
        lines = list(_lines(entry))
        self.display = bool(lines)
        self.update(Content("\n").join(lines))


def _lines(entry: Entry) -> Iterator[Content]:
    if entry.label != entry.key and entry.kind in ("tool", "prompt"):
        yield shown_line(entry.label[:_LONGEST]).stylize("bold")
    if entry.kind in ("resource", "template"):
        yield shown_line(entry.key[:_LONGEST]).stylize("$text-secondary")
    if entry.description:
        yield shown_line(" ".join(entry.description[:_LONGEST].split()))
    facts = " · ".join(_facts(entry))
    if facts:
        yield shown_line(facts).stylize("$text-muted")
    for oddity in entry.oddities:
        yield Content.assemble(("! ", "bold $text-error"), shown_line(oddity).stylize("$text-error"))


def _facts(entry: Entry) -> Iterator[str]:
    mime, size = entry.raw.get("mimeType"), entry.raw.get("size")
    if isinstance(mime, str):
        yield mime[:100]
    if type(size) is int and size >= 0:
        yield amounts.size(size)
    if entry.kind == "tool" and "outputSchema" in entry.raw:
        yield "structured result"


def hints(entry: Entry) -> str:
    """Return the annotations of an entry in a few words of our own (MCP server/tools#annotations)."""
    said = [
        words[not value] for name, words in _HINTS.items() if isinstance(value := entry.annotations.get(name), bool)
    ]
    audience, priority = entry.annotations.get("audience"), entry.annotations.get("priority")
    if isinstance(audience, list):
        said.append("for " + " and ".join(who for who in ("user", "assistant") if who in audience))
    if isinstance(priority, int | float) and not isinstance(priority, bool):
        said.append(f"priority {priority:.3g}")
    return " · ".join(said)
