"""Run a program in a pseudo-terminal, type into it, read its screen, and find what it must never write."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import re
import signal
import struct
import termios
from asyncio.subprocess import Process
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType

import pyte
from wcwidth import wcwidth

from .poison import PLANTED, Planted

READ_BYTES = 65536
STOP_SECONDS = 5.0
SHOWN_AROUND = 24
STILL_LOOKS = 2

ENTER, ESCAPE, TAB, BACKSPACE = "\r", "\x1b", "\t", "\x7f"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
PAGE_UP, PAGE_DOWN, HOME, END, SHIFT_TAB = "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[Z"


def control(letter: str) -> str:
    """Return what a terminal sends for Ctrl and a letter."""
    return chr(ord(letter.upper()) - 0x40)


class Terminal:
    """A command in a pseudo-terminal of `columns` × `rows`, as an async context manager.

    Use it from one event loop: output is read as that loop runs. On leaving, the program and what it started are
    killed.
    """

    def __init__(
        self, command: Sequence[str], columns: int = 120, rows: int = 36, env: Mapping[str, str] | None = None
    ) -> None:
        self._command = command
        outside = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
        self._env = {**outside, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        self._size = (columns, rows)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._unread = b""
        self._raw = bytearray()
        self._changed = asyncio.Event()
        self._master = -1
        self._reading = False
        self._process: Process | None = None

    async def __aenter__(self) -> Terminal:
        self._master, slave = pty.openpty()
        self._set_size()
        os.set_blocking(self._master, False)
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=slave,
                stdout=slave,
                stderr=slave,
                env=self._env,
                start_new_session=True,
                preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            )
        except BaseException:
            os.close(self._master)
            raise
        finally:
            os.close(slave)
        asyncio.get_running_loop().add_reader(self._master, self._read)
        self._reading = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def raw(self) -> bytes:
        """Return every byte the program has written so far."""
        return bytes(self._raw)

    def screen(self) -> list[str]:
        """Return the lines now on the screen, without the blanks at their ends."""
        buffer, columns = self._screen.buffer, range(self._screen.columns)
        return ["".join(_cells([buffer[row][at].data for at in columns])).rstrip() for row in range(self._screen.lines)]

    @property
    def exit_code(self) -> int | None:
        """The exit code, minus the number of the signal that ended the program, or None while it runs."""
        return None if self._process is None else self._process.returncode

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def send(self, keys: str | bytes) -> None:
        """Type: text as it is, keys as the constants of this module."""
        rest = keys.encode() if isinstance(keys, str) else keys
        while rest:
            try:
                rest = rest[os.write(self._master, rest) :]
            except BlockingIOError:
                await self._change()

    async def wait_for(self, text: str, timeout: float = 10.0) -> None:
        """Wait until the text stands on the screen, in one line; TimeoutError shows the screen instead."""
        await self.wait_until(lambda lines: any(text in line for line in lines), timeout, f"{text!r} did not appear")

    async def wait_until(
        self, holds: Callable[[list[str]], bool], timeout: float = 10.0, otherwise: str = "it did not come to that"
    ) -> None:
        """Wait until a condition on the lines of the screen holds."""
        try:
            async with asyncio.timeout(timeout):
                while not holds(self.screen()):
                    if not self._reading:
                        raise TimeoutError
                    await self._change()
        except TimeoutError:
            ended = "" if self._reading else f" before the program ended ({self.exit_code})"
            raise TimeoutError(f"{otherwise}{ended}; the screen was:\n" + "\n".join(self.screen())) from None

    async def wait_until_still(
        self, holds: Callable[[list[str]], bool], timeout: float = 10.0, otherwise: str = "it did not come to that"
    ) -> None:
        """Wait until a condition holds and holds on: what is missing on a half drawn screen may yet be there."""
        async with asyncio.timeout(2 * timeout):
            while True:
                await self.wait_until(holds, timeout, otherwise)
                for _ in range(STILL_LOOKS):
                    await self._change()
                if holds(self.screen()):
                    return

    async def wait_for_exit(self, timeout: float = 10.0) -> int:
        """Wait until the program has ended and all it wrote is read; return its exit code."""
        assert self._process is not None
        async with asyncio.timeout(timeout):
            code = await self._process.wait()
            while self._reading:
                await self._change()
        return code

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told by SIGWINCH."""
        self._size = (columns, rows)
        self._screen.resize(lines=rows, columns=columns)
        self._set_size()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program alone."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(number)

    async def kill(self) -> None:
        """`kill -9` the program alone and wait until it is gone."""
        assert self._process is not None
        self.signal(signal.SIGKILL)
        await self._process.wait()

    async def close(self) -> None:
        """End the program and everything it started, and give the terminal back. Output stays readable."""
        if self._master < 0 or self._process is None:
            return
        await self._hang_up(self._process)
        self._stop_reading()
        os.close(self._master)
        self._master = -1

    async def _hang_up(self, process: Process) -> None:
        """Ask by SIGHUP, as a closing terminal window does, and then kill the whole session."""
        with suppress(ProcessLookupError, TimeoutError):
            os.killpg(process.pid, signal.SIGHUP)
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()

    def _set_size(self) -> None:
        columns, rows = self._size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self) -> None:
        try:
            data = os.read(self._master, READ_BYTES)
        except BlockingIOError:
            return
        except OSError:  # EIO: every program on the terminal has ended
            data = b""
        if data:
            self._raw += data
            drawn, self._unread = drawable(self._unread + data)
            self._stream.feed(drawn)
        else:
            self._stop_reading()
        self._changed.set()

    def _stop_reading(self) -> None:
        if self._reading:
            asyncio.get_running_loop().remove_reader(self._master)
            self._reading = False
            self._changed.set()

    async def _change(self) -> None:
        """Wait until something was written; and look again by the clock, for conditions that do not hang on output."""
        self._changed.clear()
        try:
            await asyncio.wait_for(self._changed.wait(), 0.1)
        except TimeoutError:
            return


def _cells(row: Sequence[str]) -> Iterator[str]:
    """Yield the texts of cells; what is left of a wide character whose first half was written over is a blank.

    pyte's own `display` fails at such a cell.
    """
    wide = False
    for text in row:
        if text or not wide:
            yield text or " "
        wide = not text.isascii() and wcwidth(text[0]) == 2


# What real terminals swallow and pyte would print: strings (DCS, SOS, PM, APC), CSI it does not know, and what is
# joined to an emoji, at which pyte would leave the rest of the line.
_SWALLOWED = re.compile(
    rb"\x1b[PX^_].*?(?:\x1b\\|\x07)|\x1b\[(?:[<=>][0-9;:]*|[0-9;]*:[0-9;:]*|\??[0-9;]*[ $'\"])[@-~]?"
    rb"|\xe2\x80\x8d(?:[\xf0-\xf4][\x80-\xbf]{3})?",
    re.DOTALL,
)
_UNFINISHED = re.compile(
    rb"\x1b(?:[PX^_](?:(?!\x1b\\|\x07).)*|\[[0-?]*[ -/]*)?\Z|\xe2(?:\x80(?:\x8d(?:[\xf0-\xf4][\x80-\xbf]{0,2})?)?)?\Z",
    re.DOTALL,
)


def drawable(data: bytes) -> tuple[bytes, bytes]:
    """Split output into what pyte can draw, and the beginning of a sequence whose rest is still to come."""
    unfinished = _UNFINISHED.search(data)
    whole, rest = (data[: unfinished.start()], data[unfinished.start() :]) if unfinished else (data, b"")
    return _SWALLOWED.sub(b"", whole), rest


@dataclass(frozen=True)
class Trace:
    """Something hostile in the output: what it is, where, and the bytes around it."""

    name: str
    offset: int
    around: bytes


# Characters that have no place in any output, planted or not.
_ALWAYS = {
    "C1 control": re.compile(rb"\xc2[\x80-\x9f]"),
    "bidi control": re.compile(rb"\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xd8\x9c"),
    "C0 control": re.compile(rb"[\x00-\x06\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]"),
}
_RAW_C1 = re.compile("[\udc80-\udc9f]")


def server_control_bytes(raw: bytes, planted: Iterable[Planted] = PLANTED) -> list[Trace]:
    """Return each planted piece, control or bidi character that reached the terminal in `raw`; once each by name.

    A terminal program writes escape sequences of its own, so sequences are known by their markers (`poison.PLANTED`).
    C1, bidi and other C0 controls count anywhere, also as bytes that are no UTF-8.
    """
    patterns = _ALWAYS | {piece.name: piece.trace for piece in planted}
    found = {name: pattern.search(raw) for name, pattern in patterns.items()}
    traces = [_trace(name, raw, match.start()) for name, match in found.items() if match]
    text = raw.decode("utf-8", "surrogateescape")
    for match in _RAW_C1.finditer(text):
        offset = len(text[: match.start()].encode("utf-8", "surrogateescape"))
        return [*traces, _trace("raw C1 byte", raw, offset)]
    return traces


def _trace(name: str, raw: bytes, offset: int) -> Trace:
    return Trace(name, offset, raw[max(0, offset - SHOWN_AROUND) : offset + SHOWN_AROUND])
