"""Write a private file whole or not at all, and keep aside what cannot be read."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


def write(path: Path, pieces: Iterable[bytes]) -> None:
    """Put the file at `path`, 0600, in place of what is there. Raises OSError, and then nothing has changed."""
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    # The name of another process cannot be the same, and an old one of this process is its own to remove.
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def set_aside(path: Path, reason: str) -> str:
    """Rename a file that cannot be read, so that it is not written over; returns the sentence that says so."""
    aside = path.with_name(f"{path.name}.broken-{time.strftime('%Y-%m-%dT%H-%M-%S')}")
    try:
        path.replace(aside)
    except OSError as error:
        return f"{path} cannot be read ({reason}), nor renamed ({error.strerror})."
    return f"{path.name} cannot be read ({reason}); it is kept as {aside}, and a new one is begun."
