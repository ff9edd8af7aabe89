"""Draw where the time of an exchange went: DNS, connect, TLS, send, wait for the first byte, receive."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from textual.content import Content
from textual.widgets import Static

from inspector.record.events import Phase, PhaseTimed
from inspector.record.exchanges import Exchange
from inspector.ui.amounts import seconds
from inspector.ui.safe import shown_line

GLYPHS: dict[Phase, str] = {"dns": "·", "connect": "╌", "tls": "╍", "send": "▸", "wait": "─", "receive": "━"}
COLOURS: dict[Phase, str] = {
    "dns": "$text-muted",
    "connect": "$text-secondary",
    "tls": "$text-secondary",
    "send": "$text-primary",
    "wait": "$text-warning",
    "receive": "$text-success",
}
NAMES: dict[Phase, str] = {
    "dns": "DNS",
    "connect": "Connect",
    "tls": "TLS",
    "send": "Send",
    "wait": "First byte",
    "receive": "Receive",
}
_ORDER = tuple(GLYPHS)
_WIDEST = 8
_BESIDE_BAR = 26
_DETAIL = 20


def tiny_bar(exchange: Exchange) -> Iterator[tuple[Phase, str]]:
    """Yield the pieces of a bar of at most 8 cells: longer where it took longer (1 ms to 10 s), a glyph a phase."""
    phases = _known(exchange)
    total = sum(max(0.0, phase.ended - phase.began) for phase in phases)
    if total <= 0:
        return
    width = max(1, min(_WIDEST, round(1 + 1.75 * math.log10(max(1.0, total * 1000)))))
    drawn, passed = 0, 0.0
    for phase in phases:
        passed += max(0.0, phase.ended - phase.began)
        until = round(passed / total * width)
        if until > drawn:
            yield phase.phase, GLYPHS[phase.phase] * (until - drawn)
            drawn = until


class Waterfall(Static):
    """One line a phase: its name, its bar on the common time axis, how long it took, and what is known of it."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self) -> None:
        super().__init__()
        self._exchange: Exchange | None = None

    def show(self, exchange: Exchange) -> None:
        """Draw the timings of `exchange` as far as they are known."""
        self._exchange = exchange
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._exchange is not None:
            self.update(_drawn(self._exchange, max(12, min(80, self.content_size.width - _BESIDE_BAR - _DETAIL))))


def _known(exchange: Exchange) -> list[PhaseTimed]:
    """Return the phases in their order; a transcript of a stranger may say any number."""
    known = [p for p in exchange.phases if p.phase in GLYPHS and math.isfinite(p.began) and math.isfinite(p.ended)]
    return sorted(known, key=lambda phase: (phase.began, _ORDER.index(phase.phase)))


def _drawn(exchange: Exchange, width: int) -> Content:
    phases = _known(exchange)
    if not phases:
        return Content.styled("No timings were recorded for this exchange.", "$text-muted")
    began = min(phases[0].began, exchange.request.at)
    end = max(phase.ended for phase in phases)
    if exchange.end is not None:
        end = max(end, exchange.end.at)
    lines = [_line(phase, began, max(end - began, 1e-9), width) for phase in phases]
    total = "Total" if exchange.end is not None else "So far"
    lines.append(Content.styled(f"{total:<11}{' ' * width} {seconds(end - began):>10}", "bold"))
    if not any(phase.phase == "connect" for phase in phases):
        lines.append(Content.styled("The connection was open already.", "$text-muted"))
    return Content("\n").join(lines)


def _line(phase: PhaseTimed, began: float, span: float, width: int) -> Content:
    start = min(width - 1, max(0, int((phase.began - began) / span * width)))
    length = max(1, min(width - start, round((phase.ended - phase.began) / span * width)))
    bar = " " * start + GLYPHS[phase.phase] * length
    return Content.assemble(
        f"{NAMES[phase.phase]:<11}",
        (f"{bar:<{width}}", COLOURS[phase.phase]),
        f" {seconds(phase.ended - phase.began):>10}  ",
        shown_line(phase.detail).stylize("$text-muted"),
    )
