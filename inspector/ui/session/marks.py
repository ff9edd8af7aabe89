"""The signs behind an entry in its list: what it is like, and how it went when it was last asked."""

from __future__ import annotations

from inspector.protocol.asking import concerns
from inspector.protocol.catalog import Entry
from inspector.record.calls import Call
from inspector.record.transcript import Transcript

Mark = tuple[str, str]
"""A sign of one cell, and the kind of colour it has."""

_NONE: Mark = ("", "")
_RECENT = 200


def marks_of(entry: Entry, transcript: Transcript) -> list[Mark]:
    """Return what is worth knowing of an entry before it is asked, and how its newest call stands."""
    call = next((call for call in reversed(transcript.calls.all[-_RECENT:]) if concerns(entry, call)), None)
    marks = [_nature(entry), _NONE if call is None else _outcome(call)]
    return [mark for mark in marks if mark is not _NONE]


def _nature(entry: Entry) -> Mark:
    if entry.oddities:
        return "!", "error"
    if entry.kind == "tool":
        return ("⚠", "warning") if entry.annotations.get("destructiveHint") is True else _NONE
    mime = entry.raw.get("mimeType")
    kind = mime.partition("/")[0] if isinstance(mime, str) else ""
    return {"image": ("▣", "muted"), "audio": ("♪", "muted")}.get(kind, _NONE)


def _outcome(call: Call) -> Mark:
    if call.end is None:
        return "◌", "warning"
    if call.end.outcome == "cancelled":
        return "■", "muted"
    failed = call.end.outcome != "answered" or (call.result or {}).get("isError") is True
    return ("✗", "error") if failed else ("✓", "good")
