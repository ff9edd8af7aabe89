"""What a session screen shows: a sitting that goes on, or a transcript out of a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.protocol.catalog import Catalog
from inspector.record.redact import Redactor
from inspector.record.transcript import Transcript
from inspector.session.sitting import Sitting
from inspector.store.transcripts import Loaded


@dataclass(frozen=True, slots=True)
class Source:
    """`sitting` is None offline; `path` is where the transcript is saved; `cut` says where a file ends too early."""

    transcript: Transcript
    catalog: Catalog
    redactor: Redactor
    sitting: Sitting | None = None
    path: Path | None = None
    cut: str = ""

    @classmethod
    def live(cls, sitting: Sitting) -> Source:
        """Return the source that a sitting is."""
        recorder = sitting.recorder
        return cls(sitting.transcript, sitting.catalog, recorder.redactor, sitting, recorder.path)

    @classmethod
    def offline(cls, loaded: Loaded) -> Source:
        """Return the source that a file is."""
        transcript = loaded.transcript
        return cls(transcript, Catalog(transcript), Redactor(), None, loaded.path, loaded.cut)
