"""A Slack on this machine: one server with the Web API, the app's events, the control API and the page."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from aiohttp import web

from sandbox import control, hooks, page_api, web_api
from sandbox.asking import Asker
from sandbox.bot_process import BotProcess
from sandbox.clicks import Clicks
from sandbox.clock import Clock
from sandbox.commands import Commands
from sandbox.control_input import Act
from sandbox.control_people import PeopleActs
from sandbox.control_places import PlacesActs
from sandbox.control_wire import WireActs
from sandbox.delivery import ACK_SECONDS, RETRY_PAUSES, Deliveries, Transport
from sandbox.events import Events
from sandbox.export import ExportError, open_export
from sandbox.faults import Faults
from sandbox.guard import only_from_here
from sandbox.http_events import SignedHttp
from sandbox.manifest import Manifest
from sandbox.models import SlackError
from sandbox.organisation import build
from sandbox.outside import Outside
from sandbox.response_urls import ResponseUrls
from sandbox.socket_mode import PATH as SOCKET_PATH
from sandbox.socket_mode import WARNING_SECONDS, SocketMode
from sandbox.submissions import Submissions
from sandbox.traffic import Traffic
from sandbox.watching import watching
from sandbox.workspace import Workspace

__all__ = ["ExportError", "Sandbox", "open_sandbox"]

# Uploads may be as large as the workspace takes, and a little more for the form around them.
MAX_BODY = 60 * 1024 * 1024


class Sandbox:
    """One workspace, served.

    `events_url` is the app's request address; with it the app is reached over signed HTTP, without it over Socket
    Mode. `bot_url` is the bot's own address with `/readyz` and `/clock`; `attach_bot` names it later.
    `clock` must be the one the workspace was made with.
    """

    def __init__(
        self,
        workspace: Workspace,
        manifest_path: Path,
        *,
        clock: Clock,
        events_url: str | None = None,
        bot_url: str | None = None,
        ack_seconds: float = ACK_SECONDS,
        retry_pauses: Sequence[timedelta] = RETRY_PAUSES,
        warning_seconds: float = WARNING_SECONDS,
        has_rates: bool = True,
    ) -> None:
        self.workspace = workspace
        self.manifest = Manifest.read(manifest_path)
        self.clock = clock
        self.traffic = Traffic(clock.now)
        self.faults = Faults()
        self.outside = Outside(clock.now)
        self.bot = None if bot_url is None else BotProcess(bot_url)
        self.sockets: SocketMode | None = None
        self._url: str | None = None
        self._runner: web.AppRunner | None = None
        self.deliveries = Deliveries(
            self._transport(events_url, ack_seconds, warning_seconds), clock, retry_pauses=retry_pauses
        )
        self.events = Events(workspace, self.manifest, self.deliveries.deliver_event)
        self.response_urls = ResponseUrls(workspace, lambda: self.url)
        asker = Asker(workspace, self.deliveries)
        self.commands = Commands(asker, self.manifest, self.response_urls)
        self.clicks = Clicks(asker, self.response_urls)
        self.submissions = Submissions(asker, self.clicks, self.response_urls)
        self.api = web_api.WebApi(
            workspace,
            scopes=self.manifest.bot_scopes,
            open_connection=self._open_connection,
            base_url=lambda: self.url,
            faults=self.faults,
            has_rates=has_rates,
            has_home_tab=self.manifest.has_home_tab,
            has_messages_tab=self.manifest.has_messages_tab,
        )

    @property
    def url(self) -> str:
        """The server's address, once it is started, without a slash at the end."""
        if self._url is None:
            raise RuntimeError("the sandbox has no address before it is started")
        return self._url

    @property
    def api_url(self) -> str:
        """What the bot takes for https://slack.com/api/."""
        return f"{self.url}/api/"

    def environment(self) -> dict[str, str]:
        """Give the variables with which the bot finds this Slack instead of the real one."""
        return {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.workspace.bot_token,
            "SLACK_APP_TOKEN": self.workspace.app_token,
            "SLACK_SIGNING_SECRET": self.workspace.signing_secret,
            "TRANSPORT": "http" if self.sockets is None else "socket",
            "OUTSIDE_ALLOWED": self.url,  # what is under /outside/ can be followed as if it was on the web
        }

    def attach_bot(self, bot_url: str) -> None:
        """Name the bot's own address, for a bot that is started after the sandbox."""
        self.bot = BotProcess(bot_url)

    def control_acts(self) -> dict[str, Act]:
        """Give everything the control API can do, by name."""
        people = PeopleActs(
            self.workspace,
            self.manifest,
            self.events,
            commands=self.commands,
            clicks=self.clicks,
            submissions=self.submissions,
        )
        wire = WireActs(self.clock, self.faults, self.deliveries, sockets=self.sockets, bot=lambda: self.bot)
        return people.acts | PlacesActs(self.workspace).acts | wire.acts | self.outside.acts

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes a free one. OSError when the port is taken."""
        app = web.Application(middlewares=[only_from_here, watching(self.traffic)], client_max_size=MAX_BODY)
        app.add_routes(web_api.routes(self.api))
        app.add_routes(hooks.routes(self.workspace, self.response_urls, self.manifest.bot_scopes))
        app.add_routes(control.routes(self.workspace, self.traffic, self.control_acts()))
        app.add_routes(self.outside.routes())
        page = page_api.Page(self)
        app.add_routes(page.routes())
        app.on_shutdown.append(page.close)
        if self.sockets is not None:
            app.router.add_get(SOCKET_PATH, self.sockets.connect)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0]
        self._url = f"http://{_in_url(host)}:{bound[1]}"

    async def stop(self) -> None:
        """Stop listening and let go of everything, the app's sockets included."""
        self.faults.release()
        await self.deliveries.close()
        if self.bot is not None:
            await self.bot.close()
        if self._runner is not None:
            async with asyncio.timeout(10):
                await self._runner.cleanup()

    def _transport(self, events_url: str | None, ack_seconds: float, warning_seconds: float) -> Transport:
        if events_url is not None:
            secret = self.workspace.signing_secret
            return SignedHttp(events_url, signing_secret=secret, traffic=self.traffic, ack_seconds=ack_seconds)
        self.sockets = SocketMode(
            app_id=self.workspace.app_id,
            traffic=self.traffic,
            ack_seconds=ack_seconds,
            warning_seconds=warning_seconds,
        )
        return self.sockets

    def _open_connection(self) -> str:
        if self.sockets is None:
            reason = "[ERROR] Socket Mode is off: the app has a request address and is reached over HTTP"
            raise SlackError("access_denied", response_metadata={"messages": [reason]})
        return f"{self.url.replace('http', 'ws', 1)}{self.sockets.issue_ticket()}"


def open_sandbox(
    manifest_path: Path, *, export: Path | None = None, events_url: str | None = None, bot_url: str | None = None
) -> Sandbox:
    """Give a sandbox of the invented organisation, or of an export of a real one; ExportError when that can't be read.

    Its team id is a new one each time: what a bot keeps of an earlier one is another workspace's.
    """
    clock = Clock()
    workspace = build(clock.now) if export is None else open_export(export, clock.now)
    workspace.team_id = workspace.ids.make("T")  # an export brings its own
    return Sandbox(workspace, manifest_path, clock=clock, events_url=events_url, bot_url=bot_url)


def _in_url(host: str) -> str:
    if host in ("0.0.0.0", ""):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
