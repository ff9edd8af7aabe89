"""Walk through the real program in a pseudo-terminal: each step types or clicks, and waits for what it must lead to."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from hostile.terminal import Terminal, server_control_bytes

SEEN_SECONDS = 15.0
F5, F6 = "\x1b[15~", "\x1b[17~"
Condition = Callable[[list[str]], bool]
Seen = str | Condition


class Walk:
    """What `sees` names is text in one line of the screen, or a condition on all of them."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    async def sees(self, sees: Seen) -> None:
        """Wait until something is seen; the program must not have ended."""
        if callable(sees):
            await self.terminal.wait_until_still(sees, SEEN_SECONDS)
        else:
            await self.terminal.wait_for(sees, SEEN_SECONDS)
        assert self.terminal.exit_code is None

    async def press(self, keys: str, sees: Seen) -> None:
        """Type, and wait for what must not have been there before: else the next step may overtake this one."""
        await self.terminal.wait_until(_not(sees), SEEN_SECONDS, f"{sees!r} is there before {keys!r}")
        await self.terminal.send(keys)
        await self.sees(sees)

    async def click(self, text: str, sees: Seen) -> None:
        """Click the first place where a text stands, and wait."""
        await self.sees(text)
        row, line = next((row, line) for row, line in enumerate(self.terminal.screen()) if text in line)
        at = f"{line.index(text) + 2};{row + 1}"
        await self.terminal.send(f"\x1b[<0;{at}M\x1b[<0;{at}m")
        await self.sees(sees)

    async def quit(self) -> None:
        """Leave, and prove that nothing of the server acted in the meantime."""
        await self.terminal.send("q")
        code = await self.terminal.wait_for_exit(SEEN_SECONDS)
        raw = self.terminal.raw()
        assert code == 0, "\n".join(self.terminal.screen())
        assert server_control_bytes(raw) == []
        assert b"HOSTILE" in raw
        assert b"Traceback" not in raw


@asynccontextmanager
async def walking(*arguments: object, size: tuple[int, int]) -> AsyncIterator[Walk]:
    """Start `inspector` with these arguments in a terminal of columns × rows."""
    columns, rows = size
    command = [sys.executable, "-m", "inspector", *map(str, arguments)]
    async with Terminal(command, columns, rows, {"TEXTUAL_ANIMATIONS": "none"}) as terminal:
        yield Walk(terminal)


def footer(text: str) -> Condition:
    """Return the condition that a text stands in the last line, which says what the keys do where the focus is."""
    return lambda lines: text in lines[-1]


def title(text: str) -> Condition:
    """Return the condition that a pane with this title begins at the left."""
    return lambda lines: any(line.startswith(f"╭─ {text} ─") for line in lines)


def now(text: str, line: int) -> Condition:
    """Return the condition that a text stands in a certain line."""
    return lambda lines: text in lines[line]


def gone(text: str) -> Condition:
    """Return the condition that a text stands nowhere on the screen."""
    return lambda lines: not any(text in line for line in lines)


def _not(sees: Seen) -> Condition:
    holds = _condition(sees)
    return lambda lines: not holds(lines)


def _condition(sees: Seen) -> Condition:
    return sees if callable(sees) else lambda lines: any(sees in line for line in lines)
