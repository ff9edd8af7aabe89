"""One hostile session through every screen, in a real pseudo-terminal: nothing that its server says acts."""

from pathlib import Path

import pytest
from hostile.server import hostile_server
from hostile.terminal import DOWN, END, ENTER, ESCAPE, HOME, PAGE_DOWN, SHIFT_TAB, TAB, UP, control
from walk import F5, F6, Condition, Walk, footer, gone, now, title, walking

SIZES = [(80, 24), (160, 45)]
PLACES = (("2", "Prompts"), ("3", "Resources"), ("4", "Templates"), ("5", "Log"), ("0", "Server"))


def cursor(lines: list[str]) -> str:
    """The name in the list's row with the cursor, as far as it is there whole."""
    return next((line[2:].split("│")[0][:12].strip() for line in lines if line.startswith("│▌")), "")


def title_of_detail(name: str) -> Condition:
    return now(f"╭─ {name}", 2)


def more(walk: Walk, text: str) -> Condition:
    """Return the condition that a text stands in more lines than now."""
    before = sum(text in line for line in walk.terminal.screen())
    return lambda lines: sum(text in line for line in lines) > before


async def complete(walk: Walk) -> None:
    """Type a letter into the field that has the focus, and see completions drop down."""
    await walk.press("H", more(walk, "]2;HOSTILE-TITLE"))


async def send_from_form(walk: Walk, sees: str) -> None:
    """Send, see what comes, and go back to the list; on a small screen the result takes the focus from the form."""
    await walk.press(F5, sees)
    if len(walk.terminal.screen()) < 32:
        await walk.sees(footer("View"))
    await walk.press(ESCAPE, footer("Open"))


async def visit_places(walk: Walk) -> None:
    """From a place of entries through all places, and back to the server's page at its end."""
    for key, name in PLACES:
        await walk.press(key, title(name))
    await walk.press(END, "│ Transcript")


async def look_at_entries(walk: Walk) -> None:
    """The row with the cursor is the entry whose detail is shown, whatever its name says."""
    await walk.press("1", footer("Open"))
    await walk.sees(title_of_detail("full"))
    for key in (*[DOWN] * 4, PAGE_DOWN, *[DOWN] * 4, END, UP, HOME):
        before = cursor(walk.terminal.screen())
        await walk.press(
            key,
            lambda lines, before=before: cursor(lines) not in ("", before) and title_of_detail(cursor(lines))(lines),
        )
    await walk.press("/", "filter …")
    await walk.press("app.quit", "4 of 75")
    await walk.press(ENTER, footer("Open"))
    await walk.press(END, "╭─ [@click=app.quit]click[/]")
    await walk.press("d", footer("Back"))
    await walk.press("-", gone("description:"))
    await walk.press("*", "description:")
    await walk.press(ESCAPE, footer("Open"))
    await walk.press(ESCAPE, gone("4 of 75"))


async def call_tools(walk: Walk) -> None:
    await walk.press(HOME, title_of_detail("full"))
    await walk.press(ENTER, footer("Form/JSON"))
    await walk.press("vv", "The schema has half a surrogate")
    await walk.press(F5, "Send anyway F6")
    await walk.press(F6, "✓ ok")
    await walk.sees("✗ breaks")
    await walk.click("1 Text", "▌ 1 Text")
    await walk.press("m", gone("─ Wire"))
    await walk.press(END, "not known here")
    await walk.click("Structured ✗", "It does not fit the output schema")
    await walk.press("v", "jsonrpc:")
    await walk.press("*" + END, gone("jsonrpc:"))
    await walk.press("v", r"HOSTILE\x")
    await walk.press(HOME, "▌ 1 Text")
    await follow_links(walk)
    await walk.click("│ failing", "╭─ failing")
    await walk.press(control("j"), "Form ^j")
    await walk.sees(footer("Form/JSON"))
    await send_from_form(walk, "✗ isError")
    await walk.press(DOWN, "╭─ refusing")
    await walk.press(F5, "✗ JSON-RPC error -32000")


async def follow_links(walk: Walk) -> None:
    """An address is shown whole and not opened; a resource is gone to and read. The result is maximised."""
    for number in range(2, 9):
        await walk.press(TAB, f"▌ {number} ")
    await walk.press(ENTER, "Open this address?")
    await walk.sees("characters that cannot be seen")
    await walk.press("c", "Copied.")
    await walk.press(ESCAPE, gone("Open this address?"))
    await walk.press(SHIFT_TAB, "▌ 7 Link")
    await walk.press(ENTER, title("Resources"))
    await walk.sees("╭─ note://:warning: linked uri")
    await walk.sees("✓ ok")
    await walk.press("1", title("Tools"))


async def get_prompts(walk: Walk) -> None:
    await walk.press("2", "Get ^↵")
    await walk.press(ENTER, footer("Form/JSON"))
    await complete(walk)
    await walk.press(DOWN + ENTER, "start over")
    await send_from_form(walk, "✓ ok")
    await walk.press(DOWN, "╭─ refusing")
    await walk.press(F5, "✗ JSON-RPC error -32602")


async def read_resources(walk: Walk) -> None:
    await walk.press("3", "╭─ note://:warning: linked uri")
    await walk.press(DOWN, "╭─ note://refusing")
    await walk.press(ENTER, "✗ JSON-RPC error -32602")
    await walk.press(HOME, "╭─ note://full")
    await walk.press(ENTER, "✓ ok")
    await walk.press("4", "╭─ note://by/{name}")
    await walk.press(ENTER, footer("Form/JSON"))
    await complete(walk)
    await send_from_form(walk, "✓ ok")
    await walk.press("1", title("Tools"))


async def look_at_the_wire(walk: Walk) -> None:
    await walk.press("w", footer("Errors only"))
    await walk.press("e", "errors only")
    await walk.press("e", gone("errors only"))
    await walk.press("/", "method:")
    await walk.press("method:tools/call", now(" of ", -2))
    await walk.press(ENTER, footer("Errors only"))
    await walk.press(END + ENTER, "1 Request")
    await walk.press("1", "╭─ Request")
    await walk.press("4", "╭─ Timing")
    await walk.press("2", "╭─ Response")
    await walk.press("3", "╭─ Events")
    await walk.press(ENTER, "╭─ Event ")
    await walk.press(ESCAPE, gone("╭─ Event "))
    await walk.press("v", "secrets are shown")
    await walk.press("u", "Copied a curl command")
    await walk.press("v", gone("secrets are shown"))
    await walk.press("=", footer("Search"))
    await walk.press(ESCAPE, footer("Edit"))
    await walk.press("S", "╭─ Save as")
    await walk.press(ESCAPE, gone("╭─ Save as"))
    await walk.press("e", "Edit and resend")
    await walk.press(F5, " (edited")
    await walk.press(ESCAPE, title("Tools"))
    await walk.press(ESCAPE, gone("method:tools/call"))


async def look_at_the_log(walk: Walk) -> None:
    await walk.press("5", title("Log"))
    await walk.press("l", "and above")
    await walk.press("/", "words")
    await walk.press("logger", gone("words"))
    await walk.press(ENTER, footer("Open"))
    await walk.press(ENTER, "1 Request")
    await walk.press(ESCAPE, title("Log"))
    await walk.press(ESCAPE, gone("and above"))


async def command(walk: Walk) -> None:
    """Find a hostile name in the command palette and go there."""
    await walk.press(control("p"), "Search")
    await walk.press("[@click=app.quit]click[/]54", "Tool: [@click=app.quit]click[/]54")
    await walk.press(ENTER, "╭─ [@click=app.quit]click[/]")
    await walk.press("?", "╭─ Keys")
    await walk.press(ESCAPE, gone("╭─ Keys"))


async def save(walk: Walk, path: Path) -> None:
    await walk.press("s", "╭─ Save as")
    await walk.press(control("u"), "Give the name of a file.")
    await walk.press(str(path), "A new file in")
    await walk.press(ENTER, "Saved")
    await walk.sees(gone("╭─ Save as"))


async def start_over(walk: Walk) -> None:
    """The start screen knows the server by its hostile name, and its transcript opens."""
    await walk.press("r", lambda lines: any("templates/list" in line and " 200 " in line for line in lines[-7:]))
    await walk.sees(gone(" running"))
    await walk.press(control("o"), "Known servers")
    await walk.sees("HOSTILE")
    await walk.press(DOWN, footer("Forget"))
    await walk.press("d", "Forget this server?")
    await walk.press("n", gone("Forget this server?"))
    await walk.press(DOWN, gone("Forget"))
    await walk.press(ENTER, "▤ offline")


async def look_offline(walk: Walk) -> None:
    await walk.sees("▤ offline")
    await visit_places(walk)
    await walk.press("1", "╭─ full")
    await walk.sees("✓ ok")
    await walk.press("w", footer("Errors only"))
    await walk.press(END + UP + ENTER, "1 Request")
    await walk.press("e", "This is a saved")
    await walk.press(ESCAPE, title("Tools"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("protocol", ["2026-07-28", "2025-11-25"])
async def test_nothing_that_a_server_says_acts(tmp_path: Path, size: tuple[int, int], protocol: str) -> None:
    saved = tmp_path / "saved.jsonl"
    async with hostile_server() as base, walking(f"{base}/poison", "--protocol", protocol, size=size) as walk:
        await walk.sees("● connected")
        await walk.sees("1 Tools 75")
        await visit_places(walk)
        await look_at_entries(walk)
        await call_tools(walk)
        await get_prompts(walk)
        await read_resources(walk)
        await look_at_the_wire(walk)
        await look_at_the_log(walk)
        await command(walk)
        await save(walk, saved)
        await start_over(walk)
        await look_offline(walk)
        await walk.quit()
    async with walking("open", saved, size=size) as walk:
        await look_offline(walk)
        await walk.quit()
