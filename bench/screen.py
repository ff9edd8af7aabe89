"""Run a program in a real pseudo-terminal and note when something stands on it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence

COLUMNS, ROWS = 120, 36
SECONDS = 60.0
_SEQUENCES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])")
_ALTERNATE_SCREEN = b"\x1b[?1049h"


def painted(output: bytes) -> bool:
    """Whether a first letter stands on the screen of an application."""
    _, entered, drawn = output.partition(_ALTERNATE_SCREEN)
    # The last bytes may be the beginning of a sequence.
    return bool(entered) and bool(_SEQUENCES.sub(b"", drawn).partition(b"\x1b")[0].strip())


def shows(text: str) -> Callable[[bytes], bool]:
    """Return a condition that holds once a text has been written."""
    return lambda output: text.encode() in output


def seen(command: Sequence[str], env: Mapping[str, str], *conditions: Callable[[bytes], bool]) -> list[float]:
    """Start a program and return when each condition on its output held, the start first, as times since the epoch.

    The program is killed then. Raises TimeoutError where one does not hold within a minute.
    """
    times = [time.time()]
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], list(command), dict(env))
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        output = bytearray()
        for condition in conditions:
            while not condition(bytes(output)):
                output += _read(terminal, times[0] + SECONDS)
            times.append(time.time())
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    return times


def _read(terminal: int, until: float) -> bytes:
    ready, _, _ = select.select([terminal], [], [], max(0.0, until - time.time()))
    if not ready:
        raise TimeoutError("the program does not show what it should")
    try:
        return os.read(terminal, 65536)
    except OSError as error:
        raise TimeoutError("the program ended before it showed what it should") from error
