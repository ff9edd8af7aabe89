"""Tools about conduct: failing, taking time, logging, changing things, losing the connection."""

import json

import anyio
from mcp.server.subscriptions import ResourcesListChanged
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, LoggingLevel, Tool, ToolAnnotations

from inspector.demo.state import State
from inspector.demo.tool import Arguments, Context, DemoTool, reply, takes

LEVELS: tuple[LoggingLevel, ...] = (
    "debug",
    "info",
    "notice",
    "warning",
    "error",
    "critical",
    "alert",
    "emergency",
)


async def _fail(_: Context, arguments: Arguments) -> CallToolResult:
    return reply(f"It did not work: {arguments.get('reason', 'the tank is empty')}", error=True)


async def _refuse(_: Context, arguments: Arguments) -> CallToolResult:
    raise MCPError(arguments.get("code", -32000), "The demo server refuses to answer", {"tool": "refuse"})


async def _count_slowly(context: Context, arguments: Arguments) -> CallToolResult:
    seconds, steps = arguments.get("seconds", 5), arguments.get("steps", 10)
    calls = context.lifespan_context.slow_calls
    calls["running"] += 1
    try:
        for step in range(1, steps + 1):
            await anyio.sleep(seconds / steps)
            await context.session.report_progress(step, steps, f"Step {step} of {steps}")
    except anyio.get_cancelled_exc_class():
        calls["cancelled"] += 1
        raise
    else:
        calls["finished"] += 1
    finally:
        calls["running"] -= 1
    return reply(f"Counted to {steps} in {seconds:g} seconds.")


async def _write_log(context: Context, arguments: Arguments) -> CallToolResult:
    session = context.request.headers.get("mcp-session-id", "") if context.request is not None else ""
    lowest = LEVELS.index(context.lifespan_context.levels.get(session, "debug"))
    for level in LEVELS[lowest:]:
        data = {"level": level, "about": arguments.get("about", "the demo")}
        await context.session.send_log_message(level, data, "demo.log", related_request_id=context.request_id)
    return reply("Logged at each level you asked to hear.")


async def _changed(context: Context) -> None:
    """Tell clients of both eras: on the session's own stream, and on `subscriptions/listen`."""
    await context.session.send_resource_list_changed()
    await context.lifespan_context.changes.publish(ResourcesListChanged())


async def _add_note(context: Context, arguments: Arguments) -> CallToolResult:
    notes = context.lifespan_context.notes
    number = max(notes, default=0) + 1
    notes[number] = arguments["text"]
    await _changed(context)
    return reply(f"Note {number} is at demo://note/{number}")


async def _clear_notes(context: Context, _: Arguments) -> CallToolResult:
    count = len(context.lifespan_context.notes)
    context.lifespan_context.notes.clear()
    await _changed(context)
    return reply(f"Notes thrown away: {count}.")


async def _lose_connection(context: Context, _: Arguments) -> CallToolResult:
    if context.close_sse_stream is None:
        return reply("Nothing to lose: this connection cannot be taken up again.")
    await context.session.report_progress(1, 2, "Before the connection is lost")
    await context.close_sse_stream()
    await context.session.report_progress(2, 2, "After the connection was lost")
    return reply("You took the stream up again.")


def slow_calls_json(state: State) -> str:
    """Return how many slow calls are running, finished and cancelled, as a JSON object."""
    return json.dumps(dict(state.slow_calls))


CONDUCT_TOOLS = (
    DemoTool(
        Tool(
            name="fail",
            title="Fail",
            description="A result with isError.",
            input_schema=takes(reason={"type": "string", "description": "What to say", "default": "the tank is empty"}),
            annotations=ToolAnnotations(read_only_hint=True),
        ),
        _fail,
    ),
    DemoTool(
        Tool(
            name="refuse",
            title="Refuse",
            description="A JSON-RPC error instead of a result.",
            input_schema=takes(
                code={"type": "integer", "minimum": -32099, "maximum": -32000, "default": -32000, "description": "Code"}
            ),
            annotations=ToolAnnotations(read_only_hint=True),
        ),
        _refuse,
    ),
    DemoTool(
        Tool(
            name="count_slowly",
            title="Count slowly",
            description="Take time, and tell how far it is. Cancel it: it really stops (see demo://data/calls.json).",
            input_schema=takes(
                seconds={"type": "number", "minimum": 0, "maximum": 600, "default": 5, "description": "How long"},
                steps={
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 1000,
                    "default": 10,
                    "description": "How many steps",
                },
            ),
            annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True),
        ),
        _count_slowly,
    ),
    DemoTool(
        Tool(
            name="write_log",
            title="Write to the log",
            description="One log message at each level.",
            input_schema=takes(about={"type": "string", "description": "What to write about", "default": "the demo"}),
            annotations=ToolAnnotations(read_only_hint=True),
        ),
        _write_log,
    ),
    DemoTool(
        Tool(
            name="add_note",
            title="Add a note",
            description="Add a resource, and tell that the list of resources has changed.",
            input_schema=takes(("text",), text={"type": "string", "minLength": 1, "description": "What to note"}),
            annotations=ToolAnnotations(
                title="Add a note", read_only_hint=False, destructive_hint=False, idempotent_hint=False
            ),
        ),
        _add_note,
    ),
    DemoTool(
        Tool(
            name="clear_notes",
            title="Throw all notes away",
            description="Remove every note. There is no way back.",
            input_schema=takes(),
            annotations=ToolAnnotations(read_only_hint=False, destructive_hint=True, idempotent_hint=True),
        ),
        _clear_notes,
    ),
    DemoTool(
        Tool(
            name="lose_connection",
            title="Lose the connection",
            description="Close the stream before the answer; a client of 2025-11-25 gets the rest by resuming it.",
            input_schema=takes(),
            annotations=ToolAnnotations(read_only_hint=True),
        ),
        _lose_connection,
    ),
)
