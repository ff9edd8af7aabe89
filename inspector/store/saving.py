"""What a person said about saving the session: where, whether, and with or without secrets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.record.transcript import Transcript
from inspector.store.recorder import Recorder
from inspector.store.transcripts import new_path


@dataclass(frozen=True, slots=True)
class Saving:
    """`path` is None for the usual place; `off` means that nothing is saved."""

    path: Path | None = None
    off: bool = False
    keep_secrets: bool = False

    def begin(self, transcript: Transcript, url: str) -> Recorder:
        """Record a transcript of a session with `url` from now on."""
        path = None if self.off else self.path or new_path(url)
        return Recorder(transcript, path, self.keep_secrets)
