"""What every UI test may use: a fixed time zone, folders of its own, and recorded sessions."""

import gc
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.store.transcripts import Loaded, load

RECORDED = Path(__file__).parent / "recorded"


@pytest.fixture(scope="session", autouse=True)
def _utc() -> Iterator[None]:
    """Times of day are drawn: they must be the same everywhere."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.fixture(autouse=True)
def _private_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person who runs the tests is read or written, and nothing of theirs changes what is drawn."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("NO_COLOR", "TEXTUAL_THEME", "KITTY_WINDOW_ID", "WEZTERM_PANE", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    """An app freezes what was there when it was painted: many apps in one process would keep one another."""
    yield
    gc.unfreeze()


@pytest.fixture
def stateless() -> Loaded:
    """A session with the demo server in the stateless revision: one of everything."""
    return load(RECORDED / "stateless.jsonl")


@pytest.fixture
def handshake() -> Loaded:
    """The same in revision 2025-11-25: a session id, streams, notifications."""
    return load(RECORDED / "handshake.jsonl")
