"""The bot: all parts of the process, and how they hang together."""

import asyncio
import gc
import hmac
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot import app as bolt
from bot import slack, suggested_feeds
from bot.choices import Choices
from bot.clock import Clock, SettableClock, SystemClock, new_secret
from bot.inbox import Inbox
from bot.meaning import Meaning, why_not
from bot.outbox import Sender
from bot.outcomes import Outcomes
from bot.outside import outside
from bot.pruning import clear, prune
from bot.rates import Rates
from bot.reading_room import ReadingRoom
from bot.server import Readiness, Server
from bot.settings import Settings
from bot.slack import Identity
from bot.socket import Socket
from bot.suggestion_desk import SuggestionDesk
from bot.sweep import Sweep
from bot.ticker import Ticker
from bot.waking import Waking
from bot.workshop import Workshop
from community.calendars import Where
from community.lessons import Words
from community.secret_addresses import Mint
from community.stores import Stores
from community.suggestions import NotReadyYet
from handlers import suggestions
from handlers.deps import Deps
from handlers.late import Late
from handlers.table import Feature
from storage.database import Database

log = structlog.get_logger(__name__)

# A process that was told to end should be gone within ten seconds; letting go of everything takes some of them.
END_SECONDS = 7.0
LONGEST_PAUSE_SECONDS = 60.0
PRUNE_EVERY = timedelta(hours=1)


class Bot:
    """All parts of the process, and how they hang together."""

    def __init__(
        self,
        settings: Settings,
        table: Feature,
        database: Database,
        shared: aiohttp.ClientSession,
        worker: str,
        workshop: Workshop,
        rates: Rates | None = None,
    ) -> None:
        self._settings = settings
        self._rates = rates or Rates()
        self._table = table
        self._database = database
        self._shared = shared
        self._worker = worker
        self._workshop = workshop
        self._clock: Clock = SettableClock() if settings.clock == "settable" else SystemClock()
        self._tasks: list[asyncio.Task[None]] = []
        self._late = Late()
        self._is_started = False
        self._is_ending = False
        self._pruned_at: datetime | None = None
        self._socket: Socket | None = None
        self._outside = outside(settings)
        self._mint = _mint(settings)
        self._reading_room = None if self._mint is None else ReadingRoom(self._mint, database, workshop, self._clock)
        self._suggested = suggested_feeds.load(settings.suggested_feeds) if self._outside is not None else ()
        self.client = slack.client(shared, base_url=settings.slack_api_url, token=_secret(settings.slack_bot_token))
        self.server = Server(
            settings.host,
            settings.port,
            readiness=self._readiness,
            set_clock=self._set_clock if isinstance(self._clock, SettableClock) else None,
            suggestions=SuggestionDesk(_secret(settings.mcp_token), self._suggest) if settings.mcp_token else None,
            reading_room=self._reading_room,
        )

    async def start(self, identity: Identity) -> None:
        """Build what needs to know who we are, and start everything; the intake last."""
        settings, database, clock = self._settings, self._database, self._clock
        self._identity = identity
        self._outcomes = Outcomes()
        self._choices = Choices(database, capture_emoji=settings.capture_emoji, channel_prefix=settings.channel_prefix)
        await self._choices.refresh(identity.workspace_id)
        self._sender = Sender(
            database,
            self.client,
            identity,
            clock,
            name=self._worker,
            table=self._table,
            make_deps=self._own_deps,
            outcomes=self._outcomes,
            rates=self._rates,
        )
        self._storage = Waking(database, self._sender.wake)
        self._meaning = self._models(identity.workspace_id)
        self._inbox = Inbox(database, identity.workspace_id, clock, worker=self._worker, handle=self._handle)
        self._sweep = Sweep(
            database,
            self.client,
            identity,
            clock,
            capture_emoji=lambda: self._choices.capture_emoji,
            keep=self._inbox.keep,
            rates=self._rates,
        )
        # Meaning first: what features compare in this round should be known to it.
        meaning = {} if self._meaning is None else {"meaning": self._meaning.tick}
        self._ticker = Ticker(meaning | dict(self._table.ticks) | {"process": self._tick}, self._own_deps)
        self._app = bolt.build(
            slack.client(self._shared, base_url=settings.slack_api_url),
            identity,
            token=_secret(settings.slack_bot_token),
            signing_secret=_secret(settings.slack_signing_secret),
            table=self._table,
            make_deps=self._deps,
            keep=self._inbox.keep,
            on_loss=self._sweep.want,
            late=self._late,
        )
        self._tasks = [
            self._forever("the inbox", self._inbox.run),
            self._forever("the sender", self._sender.run),
            self._forever("the sweep", self._sweep.run),
        ]
        self._ticker.start()
        if settings.transport == "http":
            self._sweep.want()
            self.server.take_requests_for(self._app)
        else:
            self._socket = Socket(
                self._app,
                slack.client(self._shared, base_url=settings.slack_api_url),
                app_token=_secret(settings.slack_app_token),
                keep=self._inbox.keep,
                on_hello=self._sweep.want,
            )
            self._tasks.append(self._forever("the connection to Slack", self._socket.run))
        self._is_started = True
        if self._reading_room is not None:
            self._reading_room.open(Where(identity.workspace_id, identity.url))
        # What is there by now stays for good: without this the collector walks through it again and again, which
        # took a third of the time of each command.
        gc.collect()
        gc.freeze()
        log.info("The bot runs.", workspace_id=identity.workspace_id, transport=settings.transport)

    async def end(self) -> None:
        """Take nothing more, finish what was begun, and be done within ten seconds."""
        log.info("The bot stops.")
        self._is_ending = True
        self._inbox.stop()
        self._sender.stop()
        try:
            async with asyncio.timeout(END_SECONDS):
                await self._close_intake()
                await self._ticker.stop()
                await asyncio.wait(self._tasks[:2])
        except TimeoutError:
            log.warning("Not everything ended in time; what was left is gone on with at the next start.")
            await self._inbox.cut_short()
            await self._sender.cut_short()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._outside is not None:
            await self._outside.close()
        log.info("The bot has stopped.")

    async def _close_intake(self) -> None:
        await self.server.close_intake()
        if self._socket is not None:
            await self._socket.close_intake()
        await self._late.finish()

    def _forever(self, what: str, run: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        async def again() -> None:
            failures = 0
            while True:
                try:
                    await run()
                except Exception:  # the process must outlive a database or a network that is away for a while
                    failures += 1
                    pause = min(2.0 ** min(failures, 10) / 2, LONGEST_PAUSE_SECONDS)
                    log.exception("A part of the bot failed and is started again.", part=what, seconds=pause)
                    await asyncio.sleep(pause)
                else:
                    return

        return asyncio.create_task(again(), name=what)

    def _deps(self, client: AsyncWebClient, claim: Callable[[Stores, Deps], None] | None) -> Deps:
        return Deps(
            workspace_id=self._identity.workspace_id,
            bot_user_id=self._identity.bot_user_id,
            client=client,
            now=self._clock.now(),
            capture_emoji=self._choices.capture_emoji,
            channel_prefix=self._choices.channel_prefix,
            storage=self._storage,
            outcomes=self._outcomes.wait,
            claim=claim,
            meaning=self._meaning,
            outside=self._outside,
            begin=self._late.begin,
            suggested=self._suggested,
            workshop=self._workshop,
            mint=self._mint,
            slack_url=self._identity.url,
            settings_changed=self._settings_changed,
            home=self._table.home,
        )

    async def _settings_changed(self) -> None:
        await self._choices.refresh(self._identity.workspace_id)

    def _models(self, workspace_id: str) -> Meaning | None:
        if reason := why_not(self._settings.meaning):
            log.info("Lessons are compared by their words alone.", reason=reason)
            return None
        return Meaning(self._workshop, self._storage, workspace_id)

    def _own_deps(self) -> Deps:
        return self._deps(self.client, None)

    async def _handle(self, payload: Mapping[str, Any]) -> bool:
        return await bolt.dispatch(self._app, payload)

    async def _tick(self, deps: Deps) -> None:
        await self._sweep.note(is_connected=self._is_connected)
        await self._settings_changed()  # perhaps by another process
        if self._pruned_at is None or abs(deps.now - self._pruned_at) >= PRUNE_EVERY:
            self._pruned_at = deps.now
            await prune(self._database, deps.workspace_id, deps.now)
        await clear(self._database, deps.workspace_id)

    @property
    def _is_connected(self) -> bool:
        return self._is_started and not self._is_ending and (self._socket is None or self._socket.is_connected)

    async def _readiness(self) -> Readiness:
        if not self._is_started:
            return Readiness(is_ready=False, inbox=0, outbox=0)
        now, workspace_id = self._clock.now(), self._identity.workspace_id
        # What follows an answer is to be done in Slack too, though no table holds it. It is counted before the tables
        # are read: what ends meanwhile has put its deliveries there, and would else be seen in neither.
        still_open = self._late.still_open
        inbox, outbox = await self._database.read(
            workspace_id, lambda stores: (stores.inbox.count_due(now), stores.outbox.count_due(now))
        )
        return Readiness(is_ready=self._is_connected, inbox=inbox, outbox=outbox + still_open)

    async def _suggest(self, user_id: str, words: Words) -> None:
        if not self._is_started:
            raise NotReadyYet
        await suggestions.suggest(self._own_deps(), user_id, words)

    async def _set_clock(self, moment: datetime) -> None:
        assert isinstance(self._clock, SettableClock)  # noqa: S101  # offered only then
        self._clock.set(moment)
        log.info("The clock was set.", now=moment.isoformat())
        if self._is_started:
            await self._ticker.tick()
            self._inbox.wake()
            self._sender.wake()


def _secret(given: Any) -> str:
    return given.get_secret_value() if given is not None else ""


def _mint(settings: Settings) -> Mint | None:
    """Give what makes secret addresses, None where nobody could reach them; its key is what only the bot knows."""
    if not settings.public_url:
        return None
    key = hmac.digest(_secret(settings.slack_bot_token).encode(), b"yokoten: secret addresses", "sha256")
    return Mint(settings.public_url, key, new_secret)
