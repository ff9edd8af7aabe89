"""Transcripts as files: where new ones go, which there are, opening one, saving a copy."""

from __future__ import annotations

import contextlib
import gc
import heapq
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from inspector import __version__
from inspector.record import codec
from inspector.record.events import SessionStarted
from inspector.record.problem import LocalError, Problem
from inspector.record.redact import Redactor
from inspector.record.transcript import Transcript
from inspector.store import whole
from inspector.store.paths import transcripts_folder
from inspector.store.recorder import Recorder

__all__ = ["Loaded", "Recorder", "Saved", "load", "new_path", "recent", "save_copy"]

_LONGEST_HOST = 60
_FIRST_LINES = 4
_LONGEST_FIRST_LINE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Loaded:
    """A transcript from a file; `cut` is a sentence where the file ends too early, else empty."""

    transcript: Transcript
    path: Path
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved transcript: the URL it is of, when it began (seconds since the epoch), its size in bytes."""

    path: Path
    url: str
    at: float
    size: int


def new_path(url: str) -> Path:
    """Return where a session with this URL, beginning now, is saved: `2026-11-24T15-02-11-host.jsonl`."""
    return transcripts_folder() / f"{time.strftime('%Y-%m-%dT%H-%M-%S')}-{_host(url)}.jsonl"


def load(path: Path) -> Loaded:
    """Open a transcript, up to where it is cut off or broken. Raises LocalError where it is none."""
    collecting = gc.isenabled()
    # Measured: the collector costs a fifth of the time, and finds nothing among facts.
    gc.disable()
    try:
        with path.open("rb") as file:
            lines = _Lines(file)
            transcript = Transcript.restored(codec.read(lines))
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error), "check the path") from error
    except codec.NotATranscript as error:
        raise _unreadable(path, str(error), "give a file that this inspector saved") from error
    finally:
        if collecting:
            gc.enable()
    cut = "" if lines.whole else f"The file is cut or broken at line {lines.number}; it is shown up to there."
    return Loaded(transcript, path, cut)


def save_copy(transcript: Transcript, path: Path, keep_secrets: bool = False, overwrite: bool = False) -> None:
    """Save a transcript as it is now, whole or not at all, 0600. Raises LocalError where that fails."""
    try:
        if not overwrite:
            path.parent.mkdir(mode=whole.PRIVATE_FOLDER, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, whole.PRIVATE_FILE))
        try:
            whole.write(path, _encoded(transcript, keep_secrets))
        except BaseException:
            if not overwrite:
                path.unlink(missing_ok=True)
            raise
    except FileExistsError as error:
        raise _unsaved(path, "the file exists", "choose another name, or say that it may be replaced") from error
    except OSError as error:
        raise _unsaved(path, error.strerror or str(error), "choose another place") from error


def recent(limit: int) -> list[Saved]:
    """Return the transcripts that were written to last, newest first; only their first lines are read."""
    with contextlib.suppress(OSError), os.scandir(transcripts_folder()) as entries:
        files = [(entry.stat(), entry.path) for entry in entries if entry.name.endswith(".jsonl") and entry.is_file()]
        newest = heapq.nlargest(limit, files, key=lambda file: file[0].st_mtime)
        return [_saved(Path(path), stat) for stat, path in newest]
    return []


class _Lines:
    """The lines of a file, with the number of the one last given out and whether all of them were wanted."""

    def __init__(self, file: Iterator[bytes]) -> None:
        self._file = file
        self.number = 0
        self.whole = False

    def __iter__(self) -> Iterator[bytes]:
        for line in self._file:
            self.number += 1
            yield line
        self.whole = True


def _encoded(transcript: Transcript, keep_secrets: bool) -> Iterator[bytes]:
    redactor = Redactor()
    yield codec.line_bytes(codec.header(inspector=__version__, secrets_kept=keep_secrets))
    for event in tuple(transcript.events):
        for kept in (event,) if keep_secrets else redactor.events(event):
            yield codec.line_bytes(codec.encode(kept))


def _saved(path: Path, stat: os.stat_result) -> Saved:
    url, at = "", stat.st_mtime
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        with path.open("rb") as file:
            first = [file.readline(_LONGEST_FIRST_LINE) for _ in range(_FIRST_LINES)]
        for event in codec.read(first):
            if isinstance(event, SessionStarted) and isinstance(event.url, str) and type(event.at) is float:
                url, at = event.url, event.at
                break
    return Saved(path, url, at, stat.st_size)


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    return re.sub(r"[^a-z0-9.-]+", "-", host.lower()).strip(".-")[:_LONGEST_HOST] or "unknown"


def _unreadable(path: Path, seen: str, advice: str) -> LocalError:
    return LocalError(
        Problem(fault="you", what=f"{path} cannot be opened as a transcript", seen=seen, advice=advice, kind="usage")
    )


def _unsaved(path: Path, seen: str, advice: str) -> LocalError:
    return LocalError(Problem(fault="you", what=f"Could not save {path}", seen=seen, advice=advice, kind="usage"))
