"""Write a problem out for a person: what, whose fault, what was seen, what to try, and where the bytes are."""

from __future__ import annotations

from textual.content import Content

from inspector.record.problem import Fault, Problem
from inspector.ui.safe import shown

_FAULTS: dict[Fault, str] = {
    "you": "on this side",
    "network": "on the way to the server",
    "server": "on the server's side",
    "inspector": "in the inspector itself",
}


def problem_content(problem: Problem) -> Content:
    """Return a problem as a block of content, a line for each thing that is known."""
    lines = [Content.assemble(("✗ ", "bold $text-error"), shown(problem.what).stylize("bold $text-error"))]
    known = [
        ("Where", Content(_FAULTS[problem.fault])),
        ("Seen", shown(problem.seen)),
        ("Try", shown(problem.advice)),
        ("Bytes", Content(f"exchange {problem.exchange} in the wire" if problem.exchange else "")),
    ]
    lines += [Content.assemble((f"  {name:<6} ", "$text-muted"), text) for name, text in known if text.plain]
    return Content("\n").join(lines)
