"""The demo server: the SDK's low-level server with everything this room holds, over Streamable HTTP in both eras."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from mcp.server import NotificationOptions, Server
from mcp.server.models import InitializationOptions
from mcp.server.streamable_http_manager import StreamableHTTPASGIApp
from mcp.server.subscriptions import ListenHandler
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    CompleteRequestParams,
    CompleteResult,
    EmptyResult,
    GetPromptRequestParams,
    GetPromptResult,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    SetLevelRequestParams,
)
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from starlette.applications import Starlette
from starlette.routing import Route

from inspector import __version__
from inspector.demo.conduct_tools import CONDUCT_TOOLS
from inspector.demo.content_tools import CONTENT_TOOLS
from inspector.demo.data_tools import DATA_TOOLS
from inspector.demo.pages import page
from inspector.demo.prompts import PROMPTS, complete, get_prompt
from inspector.demo.replay import ResumableSessions
from inspector.demo.resources import NOT_FOUND_BEFORE_2026, TEMPLATES, all_resources, read
from inspector.demo.state import State
from inspector.demo.tool import Context

TOOLS = {tool.definition.name: tool for tool in (*CONTENT_TOOLS, *DATA_TOOLS, *CONDUCT_TOOLS)}
INSTRUCTIONS = "Try draw_landscape for a picture, plan_trip for a form, count_slowly for progress and cancelling."
RETRY_MILLISECONDS = 200


async def _list_tools(_: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
    return ListToolsResult(tools=[tool.definition for tool in TOOLS.values()])


async def _call_tool(context: Context, params: CallToolRequestParams) -> CallToolResult:
    tool = TOOLS.get(params.name)
    if tool is None:
        raise MCPError(INVALID_PARAMS, f"No tool is called {params.name}")
    return await tool.call(context, params.arguments or {})


async def _list_resources(context: Context, params: PaginatedRequestParams | None) -> ListResourcesResult:
    resources, following = page(all_resources(context.lifespan_context), params.cursor if params else None)
    return ListResourcesResult(resources=resources, next_cursor=following)


async def _list_templates(_: Context, __: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
    return ListResourceTemplatesResult(resource_templates=list(TEMPLATES))


async def _read_resource(context: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
    modern = context.protocol_version in MODERN_PROTOCOL_VERSIONS
    not_found = INVALID_PARAMS if modern else NOT_FOUND_BEFORE_2026
    return ReadResourceResult(contents=[read(params.uri, context.lifespan_context, not_found=not_found)])


async def _list_prompts(_: Context, __: PaginatedRequestParams | None) -> ListPromptsResult:
    return ListPromptsResult(prompts=list(PROMPTS))


async def _get_prompt(_: Context, params: GetPromptRequestParams) -> GetPromptResult:
    return get_prompt(params.name, params.arguments or {})


async def _complete(_: Context, params: CompleteRequestParams) -> CompleteResult:
    return CompleteResult(completion=complete(params))


async def _set_level(context: Context, params: SetLevelRequestParams) -> EmptyResult:
    session = context.request.headers.get("mcp-session-id", "") if context.request is not None else ""
    context.lifespan_context.levels[session] = params.level
    return EmptyResult()


class DemoServer(Server[State]):
    """Says at the handshake that its list of resources changes; the SDK's default says that nothing does."""

    def create_initialization_options(
        self,
        notification_options: NotificationOptions | None = None,
        experimental_capabilities: dict[str, dict[str, Any]] | None = None,
        extensions: dict[str, dict[str, Any]] | None = None,
    ) -> InitializationOptions:
        """Return what the answer to `initialize` holds."""
        changes = notification_options or NotificationOptions(resources_changed=True)
        return super().create_initialization_options(changes, experimental_capabilities, extensions)


def demo_app() -> Starlette:
    """Return the ASGI application: one MCP endpoint at `/mcp`, for the stateless revision and for sessions."""
    logging.getLogger("mcp").setLevel(logging.ERROR)
    state = State()

    @asynccontextmanager
    async def lifespan(_: Server[State]) -> AsyncIterator[State]:
        yield state

    server = DemoServer(
        "inspector-demo",
        version=__version__,
        title="Inspector demo",
        description="Every kind of thing an MCP server can show.",
        instructions=INSTRUCTIONS,
        website_url="https://modelcontextprotocol.io/",
        lifespan=lifespan,
        on_list_tools=_list_tools,
        on_call_tool=_call_tool,
        on_list_resources=_list_resources,
        on_list_resource_templates=_list_templates,
        on_read_resource=_read_resource,
        on_list_prompts=_list_prompts,
        on_get_prompt=_get_prompt,
        on_completion=_complete,
        on_set_logging_level=_set_level,
        on_subscriptions_listen=ListenHandler(state.changes),
    )
    security = TransportSecuritySettings(
        allowed_hosts=["127.0.0.1:*", "localhost:*"], allowed_origins=["http://127.0.0.1:*", "http://localhost:*"]
    )
    sessions = ResumableSessions(server, security_settings=security, retry_interval=RETRY_MILLISECONDS)
    return Starlette(
        routes=[Route("/mcp", endpoint=StreamableHTTPASGIApp(sessions))], lifespan=lambda _: sessions.run()
    )
