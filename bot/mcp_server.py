"""`yokoten mcp`: the public lessons over the Model Context Protocol, for people and their AI helpers.

Source: modelcontextprotocol.io/specification, "Tools" and "Transports"; the SDK is the official `mcp` package.
"""

import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib.metadata import version
from typing import Annotated

import aiohttp
import uvicorn
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from pydantic import Field
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.clock import SystemClock
from bot.library import MOST_FOUND, LessonCard, Library, NotDrafted, Page
from bot.meaning import Meaning, why_not
from bot.problems import OperatorError
from bot.settings import Settings
from bot.workshop import Workshop
from handlers.deps import Deps
from storage.database import Database

_INSTRUCTIONS = (
    "Lessons that teams of this organisation learnt and shared. Search before you advise: another team may have learnt "
    "it before. Name the team and give the link when you use a lesson. A draft becomes a lesson only when its person "
    "confirms it in Slack."
)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_DRAFTS = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)

Limit = Annotated[int, Field(ge=1, le=MOST_FOUND, description="How many at most.")]
Words = Annotated[str, Field(max_length=3000)]


async def serve(settings: Settings, workspace_id: str, *, over_http: bool) -> None:
    """Serve until the helper goes (stdio) or the process is told to end (HTTP)."""
    token = settings.mcp_token.get_secret_value() if settings.mcp_token is not None else ""
    if over_http and not token:
        raise OperatorError(
            "MCP_TOKEN is missing, and over HTTP it is what lets people's helpers in: set it to 32 characters or more, "
            'as from `python -c "import secrets; print(secrets.token_urlsafe(32))"`.'
        )
    async with _library(settings, workspace_id, token) as library:
        server = make_server(library)
        if not over_http:
            await server.run_stdio_async()
            return
        app = guarded(server, token, host=settings.mcp_host)
        config = uvicorn.Config(app, host=settings.mcp_host, port=settings.mcp_port, log_level="warning")
        await uvicorn.Server(config).serve()


def make_server(library: Library) -> MCPServer[None]:
    """Make the server with its tools: search, get, similar, draft."""
    server: MCPServer[None] = MCPServer("yokoten", instructions=_INSTRUCTIONS, version=version("yokoten"))

    @server.tool(title="Search lessons", annotations=_READS)
    async def search_lessons(
        query: Annotated[str, Field(description="A few words on what you want to know.", max_length=500)],
        limit: Limit = 5,
    ) -> Page:
        """Find what teams learnt, by words, best first."""
        return await library.search(query, limit)

    @server.tool(title="Get a lesson", annotations=_READS)
    async def get_lesson(number: Annotated[int, Field(ge=1, description="The lesson's number.")]) -> LessonCard:
        """Read one lesson in full."""
        found = await library.get(number)
        if found is None:
            raise ToolError(f"There is no lesson #{number} for everybody. Look for it by its words: search_lessons.")
        return found

    @server.tool(title="Find similar lessons", annotations=_READS)
    async def similar_lessons(
        text: Annotated[str, Field(description="What was learnt or asked, in your own words.", max_length=3000)],
        limit: Limit = 3,
    ) -> Page:
        """Find lessons that say the same as a text; none when nothing is close."""
        return await library.similar(text, limit)

    @server.tool(title="Draft a lesson", annotations=_DRAFTS)
    async def draft_lesson(
        person: Annotated[str, Field(description="The Slack member ID of who learnt it.", pattern="^[UW][A-Z0-9]+$")],
        title: Annotated[str, Field(max_length=80)],
        what_we_learnt: Words,
        what_happened: Words = "",
        what_to_try: Words = "",
    ) -> str:
        """Draft a lesson for a person: it is shown to them alone, in Slack, and is kept only when they say so."""
        try:
            await library.draft(person, title=title, learnt=what_we_learnt, happened=what_happened, to_try=what_to_try)
        except NotDrafted as error:
            raise ToolError(str(error)) from error
        return "The draft waits in Slack, for that person alone. It is no lesson until they keep it."

    return server


def guarded(server: MCPServer[None], token: str, *, host: str = "127.0.0.1") -> ASGIApp:
    """Give the server as an app over HTTP that lets in only who brings the token."""
    # The token keeps web pages out: they can't send it. Without it there is no way in, whatever the Host header says.
    security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    return _Guard(server.streamable_http_app(transport_security=security, host=host, stateless_http=True), token)


class _Guard:
    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._expected = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_let_in(scope):
            refusal = JSONResponse(
                {"error": "Send the token as Authorization: Bearer …"},
                status_code=401,
                headers={"WWW-Authenticate": "Bearer"},
            )
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_let_in(self, scope: Scope) -> bool:
        given = [value for name, value in scope["headers"] if name == b"authorization"]
        return len(given) == 1 and hmac.compare_digest(given[0], self._expected)


@asynccontextmanager
async def _library(settings: Settings, workspace_id: str, token: str) -> AsyncIterator[Library]:
    database, workshop = Database(settings.database_url), Workshop()
    try:
        await database.open_for_reading()
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as http:
            deps = Deps(
                workspace_id=workspace_id,
                bot_user_id="",
                client=AsyncWebClient(),  # never used: nothing here asks Slack
                now=SystemClock().now(),
                capture_emoji=settings.capture_emoji,
                channel_prefix=settings.channel_prefix,
                storage=database,
                outcomes=_none_known,
                workshop=workshop,
                meaning=None if why_not(settings.meaning) else Meaning(workshop, database, workspace_id),
            )
            yield Library(database, workspace_id, deps, http, settings.bot_url, token)
    finally:
        await workshop.close()
        await database.close()


async def _none_known(delivery_id: int, within: timedelta) -> None:  # noqa: ARG001  # nothing is delivered from here
    return None
