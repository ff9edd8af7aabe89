"""The rooms keep to themselves: what importing one of them brings in, seen in a fresh interpreter."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NETWORK = {"httpx", "httpcore", "anyio", "socket", "ssl"}
SCREEN = {"textual", "rich"}
HEAVY = {"pydantic", "PIL", "jsonschema_rs", "textual_image", "mcp", "mcp_types"}


def imported_by(*modules: str) -> set[str]:
    """Return the top-level modules that are there after importing these."""
    code = f"import sys, {', '.join(modules)}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def modules_of(room: str) -> list[str]:
    files = (ROOT / "inspector" / room).rglob("*.py")
    names = (file.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for file in files)
    return sorted(name.removesuffix(".__init__") for name in names)


@pytest.mark.parametrize("room", ["record", "protocol", "export"])
def test_the_pure_rooms_know_no_network_no_loop_and_no_screen(room):
    assert imported_by(*modules_of(room)) & (NETWORK | SCREEN | HEAVY | {"asyncio"}) == set()


def test_the_store_knows_no_network_and_no_screen():
    assert imported_by(*modules_of("store")) & ({"httpx", "httpcore", "asyncio"} | SCREEN | HEAVY) == set()


def test_no_room_but_the_screens_imports_textual():
    rooms = ("wire", "session", "cli")
    assert imported_by(*(module for room in rooms for module in modules_of(room))) & ({"textual"} | HEAVY) == set()


@pytest.mark.parametrize("module", ["inspector.ui.app", "inspector.ui.start.screen"])
def test_what_is_painted_first_imports_nothing_heavy(module):
    assert imported_by("inspector.cli.target", module) & ({"httpx", "httpcore", "anyio"} | HEAVY) == set()


def test_the_command_line_is_read_without_anything_else():
    assert (
        imported_by("inspector.__main__", "inspector.cli.arguments") & (NETWORK | SCREEN | HEAVY | {"asyncio"}) == set()
    )
