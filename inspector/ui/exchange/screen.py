"""One exchange in full: request, answer, events of a stream and timings, and what can be done with it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from inspector.protocol.suffixes import suffix_of
from inspector.record.exchanges import Exchange
from inspector.record.problem import Problem
from inspector.record.redact import Redactor
from inspector.record.transcript import Transcript
from inspector.ui.exchange.body import Side, body_of
from inspector.ui.exchange.edit import EditScreen, Resend
from inspector.ui.exchange.eventspane import EventsPane
from inspector.ui.exchange.headline import Headline
from inspector.ui.exchange.secrecy import Secrecy
from inspector.ui.exchange.sections import SECTIONS, Section, Sections
from inspector.ui.exchange.sidepane import SidePane
from inspector.ui.exchange.waterfall import Waterfall
from inspector.ui.messages import CopyWanted, SaveWanted
from inspector.ui.problem import problem_content
from inspector.ui.safe import shown

_WIDE = 140
_MOST_HEX = 65_536


class ExchangeScreen(Screen[None]):
    """Call `sync` when the transcript has grown. `resend` is None offline: then nothing can be sent."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"section('{section}')", section.capitalize(), show=False)
            for number, section in enumerate(SECTIONS, 1)
        ),
        Binding("t", "mode", "View"),
        Binding("e", "edit", "Edit"),
        Binding("u", "curl", "curl"),
        Binding("v", "reveal", "Reveal"),
        Binding("equals_sign", "compare", "Diff", key_display="="),
        Binding("S", "save", "Save"),
        Binding("escape", "dismiss", "Back"),
        Binding("left_square_bracket", "step(-1)", "Exchange before", key_display="[", show=False),
        Binding("right_square_bracket", "step(1)", "Next exchange", key_display="]", show=False),
        Binding("c", "copy", "Copy the body", show=False),
    ]

    def __init__(self, transcript: Transcript, number: int, redactor: Redactor, resend: Resend | None = None) -> None:
        super().__init__()
        self._transcript, self._number, self._resend = transcript, number, resend
        self._secrecy = Secrecy(redactor)
        self._sides: dict[Side, SidePane] = {"request": SidePane("request"), "response": SidePane("response")}
        self._events = EventsPane(self._secrecy)
        self._waterfall = Waterfall()
        self._ended = self._composed = False

    def compose(self) -> ComposeResult:
        yield Headline()
        yield Static(id="problem")
        yield Sections()
        with Horizontal(id="sections"):
            yield from self._sides.values()
            yield self._events
            yield VerticalScroll(self._waterfall, id="timing")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#timing").border_title = "Timing"
        self._composed = True
        self._begin(self._number)

    @property
    def exchange(self) -> Exchange | None:
        """The exchange that is shown; None where the transcript has none of this number."""
        return self._transcript.exchanges.get(self._number)

    def sync(self) -> None:
        """Take in what has happened since."""
        exchange = self.exchange
        if exchange is None or not self._composed:
            return
        if not self._ended:
            self._secrecy.learn(exchange)
        now = None if self._resend is None else self._transcript.now()
        self.query_one(Headline).show(exchange, self._secrecy, len(self._transcript.exchanges), now)
        if not self._ended:
            self._ended = exchange.end is not None
            self._show(exchange)

    def on_resize(self) -> None:
        if self.exchange is not None:
            self._arrange(self.exchange)

    # What is shown

    def _begin(self, number: int, section: Section | None = None) -> None:
        """Show another exchange, in this section or the one that tells most of it."""
        self._number, self._ended = number, False
        exchange = self.exchange
        for part in self.query("Sections, #sections"):
            part.display = exchange is not None
        if exchange is None:
            self.query_one("#problem", Static).update(f"There is no exchange {number} in this transcript.")
            return
        self.sync()
        self._go(section or ("events" if exchange.stream else "request" if exchange.response is None else "response"))

    def _show(self, exchange: Exchange) -> None:
        count = f"{len(exchange.stream):,}" if exchange.is_stream or exchange.stream else None
        self.query_one(Sections).counts = {"events": count}
        problem = self.query_one("#problem", Static)
        trouble = None if exchange.end is None else exchange.end.problem
        problem.display = trouble is not None
        if trouble is not None:
            problem.update(_said(self._secrecy.problem(trouble)))
        self._arrange(exchange)

    def _arrange(self, exchange: Exchange) -> None:
        """Show the section that is chosen, and only what is in view; at a great width both sides of the exchange."""
        section = self.query_one(Sections).section
        beside = self.size.width >= _WIDE and section in self._sides
        for side, pane in self._sides.items():
            pane.display = beside or side == section
            if pane.display:
                pane.show(exchange, self._secrecy)
        self._events.display = section == "events"
        if section == "events":
            self._events.show(exchange)
        self.query_one("#timing").display = section == "timing"
        self._waterfall.show(exchange)

    def _go(self, section: Section) -> None:
        exchange = self.exchange
        if exchange is None:
            return
        if section == "events" and self.query_one(Sections).counts.get("events") is None:
            self.notify("The answer is no event stream.", markup=False)
            return
        self.query_one(Sections).section = section
        self._arrange(exchange)
        match section:
            case "request" | "response":
                self._sides[section].focus_content()
            case "events":
                self._events.focus_content()
            case "timing":
                self.query_one("#timing").focus()

    @on(Sections.Chosen)
    def _section_chosen(self, event: Sections.Chosen) -> None:
        self._go(event.section)

    def action_section(self, section: Section) -> None:
        """Show a section."""
        self._go(section)

    def action_step(self, by: int) -> None:
        """Show the exchange before or after this one; who reads requests or timings goes on reading them."""
        numbers = sorted(self._transcript.exchanges)
        further = [n for n in numbers if n > self._number] if by > 0 else [n for n in numbers if n < self._number][::-1]
        if further:
            section = self.query_one(Sections).section
            self._begin(further[0], section if section in ("request", "timing") else None)
        else:
            self.notify(f"This is the {'last' if by > 0 else 'first'} exchange.", markup=False)

    # What can be done with it

    @property
    def _side(self) -> Side:
        """The side that copying and saving mean: where the focus is, or else the section."""
        request = self._sides["request"]
        return "request" if request.has_focus_within or self.query_one(Sections).section == "request" else "response"

    def action_mode(self) -> None:
        """Look at the body as tree, as text, as bytes."""
        body = self._events.body if self.query_one(Sections).section == "events" else self._sides[self._side].body
        body.next_mode()

    def action_reveal(self) -> None:
        """Show secrets, or their stand-ins again."""
        self._secrecy.revealed = not self._secrecy.revealed
        if self.exchange is not None:
            self._show(self.exchange)
            self.sync()

    def action_curl(self) -> None:
        """Copy the request as a curl command."""
        from inspector.export.curl import curl

        if self.exchange is not None:
            redactor = None if self._secrecy.revealed else self._secrecy.redactor
            secrets = "with its secrets" if self._secrecy.revealed else "secrets as stand-ins, v reveals them"
            self.post_message(CopyWanted(curl(self.exchange.request, redactor), f"a curl command ({secrets})"))

    def action_copy(self) -> None:
        """Copy the body of the side that is shown."""
        if self.exchange is None:
            return
        body = body_of(self.exchange, self._side)
        if body.text is None:
            self.post_message(CopyWanted(self._secrecy.data(body.data[:_MOST_HEX]).hex(" "), "the bytes in hex"))
        else:
            self.post_message(CopyWanted(self._secrecy.text(body.text), f"the body of the {self._side}"))

    def action_save(self) -> None:
        """Save the body of the side that is shown."""
        exchange, side = self.exchange, self._side
        if exchange is None:
            return
        body, secrecy = body_of(exchange, side), Secrecy(self._secrecy.redactor, self._secrecy.revealed)
        suffix = suffix_of(body.content_type, ".bin" if body.text is None else ".txt")
        name = f"exchange-{exchange.number}-{side}{suffix}"
        self.post_message(SaveWanted(lambda: secrecy.data(body.data), name))

    def action_compare(self) -> None:
        """Compare with the exchange before that asked for the same method."""
        from inspector.ui.exchange.compare import CompareScreen, before

        exchange = self.exchange
        old = None if exchange is None else before(self._transcript.exchanges, exchange)
        if exchange is None or old is None:
            self.notify("No exchange before this one asked for the same method.", markup=False)
        else:
            self.app.push_screen(CompareScreen(old, exchange, self._secrecy))

    def action_edit(self) -> None:
        """Edit the request and send it again."""
        if self._resend is None:
            self.notify("This is a saved transcript: nothing can be sent. Connect with `inspector URL`.", markup=False)
        elif self.exchange is not None:
            self.app.push_screen(EditScreen(self.exchange.request, self._secrecy, self._resend), self._resent)

    def _resent(self, number: int | None) -> None:
        if number is not None:
            self._begin(number)


def _said(problem: Problem) -> Content:
    if problem.fault == "you":
        return Content.assemble("○ ", shown(problem.what)).stylize("$text-muted")
    return problem_content(problem)
