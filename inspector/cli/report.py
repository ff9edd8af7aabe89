"""Every failure: one line on stderr, and an exit code that tells a program what sort it is."""

from __future__ import annotations

import re

from inspector.cli import output
from inspector.record.problem import InspectorError, RpcError
from inspector.record.redact import Redactor
from inspector.record.transcript import Transcript
from inspector.store.recorder import Recorder

DONE, SERVER_SAID_NO, USAGE, UNFINISHED, UNAUTHORIZED, UNREADABLE = 0, 1, 2, 3, 4, 5
_REFUSALS = (401, 403)
_USER_INFORMATION = re.compile(r"://[^/?#\s‹@]*@")


def report(error: InspectorError, transcript: Transcript | None = None, recorder: Recorder | None = None) -> int:
    """Say on stderr what failed and where it can be read, in one line; returns the exit code."""
    redactor = Redactor() if recorder is None else recorder.redactor
    saved = "" if recorder is None or recorder.path is None else f" Transcript: {recorder.path}"
    line = _USER_INFORMATION.sub("://‹user›@", redactor.text(error.problem.line()))
    output.note(f"inspector: {line}{saved}")
    return exit_code(error, transcript)


def exit_code(error: InspectorError, transcript: Transcript | None) -> int:
    """Return the exit code of a failure."""
    exchange = None if transcript is None else transcript.exchanges.get(error.problem.exchange or 0)
    if exchange is not None and exchange.status in _REFUSALS:
        return UNAUTHORIZED
    if isinstance(error, RpcError):
        return SERVER_SAID_NO
    return {"usage": USAGE, "unreadable": UNREADABLE, "unfinished": UNFINISHED}[error.problem.kind]
