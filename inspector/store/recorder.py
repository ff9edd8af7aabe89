"""Save a transcript while it grows: a line an event, at once, so that a killed process loses one line at the most."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inspector import __version__
from inspector.record import codec
from inspector.record.events import Event, Noted, SseEvent
from inspector.record.redact import Redactor
from inspector.record.transcript import Transcript
from inspector.store.whole import PRIVATE_FILE, PRIVATE_FOLDER

_MOST_NAMESAKES = 100


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The data of an event that is to come, as it was written with the secrets of this version of the redactor."""

    data: str
    version: int
    written: Sequence[bytes]


class Recorder:
    """Writes every event of a transcript, past and to come, to a new file, 0600, secrets replaced unless kept.

    `path` is the file in truth: where the one asked for exists, a number is put behind its name; None where nothing is
    saved. `redactor` has learnt every secret that went by, saved or not. A disk that fails never stops the session:
    the transcript notes it, once, and `path` is None or the file as far as it came.
    """

    def __init__(self, transcript: Transcript, path: Path | None, keep_secrets: bool = False) -> None:
        self.path: Path | None = None
        self.problem = ""
        self.redactor = Redactor()
        self._transcript, self._keep_secrets = transcript, keep_secrets
        self._file: int | None = None
        self._ahead: dict[int, _Ahead] = {}
        before = tuple(transcript.events)
        self._unsubscribe = transcript.subscribe(self._hear, self._prepare)
        if path is not None:
            self._begin(path)
        for event in before:
            self._hear(event)

    def close(self) -> None:
        """Write no more."""
        self._unsubscribe()
        self._close_file()

    def _begin(self, path: Path) -> None:
        try:
            path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            self._file, self.path = _create(path)
        except OSError as error:
            self._fail(path, error)
            return
        self._write_bytes(codec.line_bytes(codec.header(inspector=__version__, secrets_kept=self._keep_secrets)))

    def _prepare(self, event: Event) -> None:
        """Write the data of a large event ahead: in another thread, while the session goes on."""
        if not isinstance(event, SseEvent) or self._file is None:
            return
        version = -1
        while version != self.redactor.version:  # a secret learnt meanwhile must be found too
            version = self.redactor.version
            text = self.redactor.text(event.data)
        written = codec.encode_text(event.data if self._keep_secrets else text)
        self._ahead[event.exchange] = _Ahead(event.data, version, written)

    def _hear(self, event: Event) -> None:
        if isinstance(event, SseEvent):
            ahead = self._ahead.pop(event.exchange, None)
            if ahead is not None and ahead.data is event.data and ahead.version == self.redactor.version:
                self._write_around(event, ahead.written)
                return
        # The redactor must see everything, kept or not: the screen asks it too.
        for redacted in self.redactor.events(event):
            if not self._keep_secrets:
                self._write(redacted)
        if self._keep_secrets:
            self._write(event)

    def _write_around(self, event: SseEvent, written: Sequence[bytes]) -> None:
        for redacted in self.redactor.events(replace(event, data="")):
            assert isinstance(redacted, SseEvent)
            for piece in codec.line_around(event if self._keep_secrets else redacted, written):
                self._write_bytes(piece)

    def _write(self, event: Event) -> None:
        if self._file is not None:
            self._write_bytes(codec.line_bytes(codec.encode(event)))

    def _write_bytes(self, data: bytes) -> None:
        if self._file is None:
            return
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError as error:
            self._fail(self.path, error)

    def _fail(self, path: Path | None, error: OSError) -> None:
        self._close_file()
        self.problem = f"The transcript is not saved any more: {path}: {error.strerror or error}."
        self._transcript.append(Noted(text=self.problem, level="warning"))

    def _close_file(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):
                os.close(file)


def _create(path: Path) -> tuple[int, Path]:
    """Make a new file, under this name or the next one that is free."""
    for number in range(1, _MOST_NAMESAKES):
        free = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        with contextlib.suppress(FileExistsError):
            return os.open(free, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, PRIVATE_FILE), free
    raise FileExistsError(f"{path} and its namesakes exist")
