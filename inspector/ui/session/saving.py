"""Save the transcript of a session as it is now, where the person says."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from textual.app import App

from inspector.record.problem import InspectorError
from inspector.store.transcripts import save_copy
from inspector.ui.dialogs.save import SaveDialog
from inspector.ui.session.source import Source


async def save(source: Source, app: App[Any]) -> None:
    """Ask for a path and save there; to be called in a worker, as it waits for the person."""
    suggested = Path("session.jsonl" if source.path is None else source.path.name)
    path = await app.push_screen_wait(SaveDialog(suggested))
    if path is None:
        return
    try:
        await asyncio.to_thread(save_copy, source.transcript, path, overwrite=True)
    except InspectorError as error:
        app.notify(error.problem.line(), title="Not saved", severity="error", markup=False)
    else:
        app.notify(f"Saved as {path}; secrets are stand-ins.", markup=False)
