"""The pseudo-terminal harness shows what a person would see, and its check finds what gets through."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from hostile.poison import PLANTED, RAW_C1, Planted, poison
from hostile.terminal import ENTER, Terminal, control, drawable, server_control_bytes

SHOWS = Path(__file__).parent / "unguarded.py"
READABLE = poison("shown").replace("\ud800", "")


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def names(raw: bytes) -> set[str]:
    return {trace.name for trace in server_control_bytes(raw)}


async def shown(kind: str, text: str, tmp_path: Path) -> bytes:
    """Run the small app on a text, wait for its screen, quit, and return all it wrote."""
    file = tmp_path / "text"
    file.write_text(text, encoding="utf-8", newline="")
    async with Terminal([sys.executable, str(SHOWS), kind, str(file)], columns=200, rows=100) as terminal:
        # What gets through may hide the word from the screen.
        await terminal.wait_until(lambda _: b"READY" in terminal.raw())
        await terminal.send(control("q"))
        assert await terminal.wait_for_exit() == 0
        return terminal.raw()


@pytest.mark.parametrize("piece", PLANTED, ids=lambda piece: piece.name)
def test_each_piece_is_found_as_it_is(piece: Planted) -> None:
    assert piece.name in names(b"before " + piece.text.encode() + b" after")


def test_raw_c1_bytes_are_found() -> None:
    assert "raw C1 byte" in names(b"before " + RAW_C1)
    assert "raw C1 byte" not in names("ÜÝ 漢字 👩‍👩‍👧‍👦".encode())


async def test_a_clean_app_leaves_no_trace(tmp_path: Path) -> None:
    for kind in ("static", "raw", "area"):
        raw = await shown(kind, "HOSTILE by name [/x] only 漢字 é\nBELL RETURN\n", tmp_path)
        assert b"\x1b[" in raw
        assert server_control_bytes(raw) == []


async def test_every_piece_shown_unguarded_is_found(tmp_path: Path) -> None:
    """The check sees each planted piece through a Textual app that writes it as it is."""
    found = names(await shown("raw", "\n".join(piece.text for piece in PLANTED), tmp_path))
    assert {piece.name for piece in PLANTED} - found == set()


@pytest.mark.parametrize("kind", ["static", "area"])
async def test_ordinary_widgets_let_hostile_text_through(tmp_path: Path, kind: str) -> None:
    """What the program's guard is for: no care in choosing widgets is enough."""
    found = names(await shown(kind, READABLE, tmp_path))
    assert {"clipboard", "C1 control", "bidi control"} <= found


async def test_screen_keys_and_exit_code() -> None:
    code = "name = input('Who? '); print('Hello,', name, '\\x1b[31mred\\x1b[0m'); raise SystemExit(3)"
    async with Terminal(python(code), columns=40, rows=5) as terminal:
        await terminal.wait_for("Who?")
        await terminal.send("Ada" + ENTER)
        await terminal.wait_for("Hello, Ada red")
        assert await terminal.wait_for_exit() == 3
        assert len(terminal.screen()) == 5
        assert b"\x1b[31mred" in terminal.raw()


async def test_environment_and_size() -> None:
    code = "import os; print(os.environ['TERM'], os.environ['COLORTERM'], *os.get_terminal_size(), os.environ['X'])"
    async with Terminal(python(code), columns=91, rows=7, env={"X": "y"}) as terminal:
        await terminal.wait_for("xterm-256color truecolor 91 7 y")


async def test_resize_reaches_the_program() -> None:
    code = """
import os, signal
signal.signal(signal.SIGWINCH, lambda *_: print("now", *os.get_terminal_size(), flush=True))
print("ready", flush=True)
while True: signal.pause()
"""
    async with Terminal(python(code), columns=80, rows=24) as terminal:
        await terminal.wait_for("ready")
        terminal.resize(100, 30)
        await terminal.wait_for("now 100 30")


async def test_kill_and_signals() -> None:
    async with Terminal(python("print('up', flush=True); import signal; signal.pause()")) as terminal:
        await terminal.wait_for("up")
        await terminal.kill()
        assert await terminal.wait_for_exit() == -signal.SIGKILL
    async with Terminal(python("print('up', flush=True); import signal; signal.pause()")) as terminal:
        await terminal.wait_for("up")
    assert terminal.exit_code == -signal.SIGHUP


async def test_waiting_in_vain_shows_the_screen() -> None:
    async with Terminal(python("print('something else', flush=True); import signal; signal.pause()")) as terminal:
        await terminal.wait_for("something")
        with pytest.raises(TimeoutError, match="something else"):
            await terminal.wait_for("nothing", timeout=0.1)
    async with Terminal(python("print('over')")) as terminal:
        with pytest.raises(TimeoutError, match="before the program ended"):
            await terminal.wait_for("nothing", timeout=20)


def test_what_pyte_cannot_draw_is_left_out() -> None:
    assert drawable(b"a\x1b_Gi=1;x\x1b\\b\x1b[>1uc\x1b[<ud\x1b[?2026$pe\x1bP+q\x1b\\f\x1b[4:3mg") == (b"abcdefg", b"")
    assert drawable(b"a\x1b[3") == (b"a", b"\x1b[3")
    assert drawable(b"a\x1b_Gi=1;xx") == (b"a", b"\x1b_Gi=1;xx")
    assert drawable(b"a\x1b[31mb\x1b[?25h") == (b"a\x1b[31mb\x1b[?25h", b"")
